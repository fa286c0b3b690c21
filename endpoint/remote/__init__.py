"""A graph that another SPARQL engine holds: `--store URL[,URL…]`.

`replicas` finds a store that holds the snapshot's version, `exchange` sends it a query, `engine` is the Engine of which
everything else makes its answers. The loader's side is loader.push, which marks a store with its version.
"""
