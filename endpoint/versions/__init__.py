"""The versions that were published, and what each changed: pages, RDF and an Atom feed.

changes      what a version changed, as the loader noted it beside the snapshots
statements   versions and changes as triples
feed         the versions as Atom
routes       /versions
"""
