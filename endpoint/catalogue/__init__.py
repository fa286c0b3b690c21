"""The catalogue: DCAT-AP 3 and VoID, computed from the snapshot, its manifest and what was published before.

    contents ──▶ maker ──▶ datasets, series, services ──▶ dcat ──▶ routes (RDF, pages)
    counts ────▶ void ───▶ void_routes

`contents`       what the graph says of its territories and documents, and what the manifest adds
`facts`, `told`  what the graphs of some territories hold, read for the datasets that are told of
`maker`          makes datasets of these; `collection` knows the names of all, and makes those that a page has
`texts`          titles, descriptions, keywords: made from those, in French and English
`datasets`       what is published: a dataset a document, the alignments, the whole, the vocabulary, each version
`eu_lists`       the terms of the European Union's lists that are used, with their labels
`statements`     prefixed names and values become triples
`dcat`           a dataset, a distribution, a service, the catalogue as triples
`counts`, `void` how much of what each graph holds, and how the graphs link
`paging`         which datasets stand on which page
`routes`         /catalogue; `void_routes` /void; `replying` how both are sent
"""
