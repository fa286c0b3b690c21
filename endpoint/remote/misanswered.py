"""Queries of ours that Virtuoso 7 must be told by their words: nothing else says what it makes of them."""

# Computed wrongly: a passage of each, its spaces single. What is written anew is asked again; tests keep the list true.
MISANSWERED = (
    # matrix: no row at all.
    "SELECT ?row ?column ?strongest ?actions ?direct (?actions - ?direct AS ?throughMeasure)",
    # matrix-cell and matrix-cell-evidence: rows or none, as it plans them on one day or another.
    "SELECT ?kind ?thing ?title ?code ?way ?strength ?start ?end ?status (GROUP_CONCAT(DISTINCT ?lead;",
    "?document ?line ?source (STR(?exact) AS ?words)",
    # actors-over-time: each link has the quotations of another.
    "SELECT ?from ?fromName ?kind ?to ?toName ?date ?fromDocuments ?toDocuments ?reason ?quotes ?rows",
    # How the graphs link, for /void: it loses some.
    "{ SELECT DISTINCT ?s ?from { GRAPH ?from { ?s a ?sourceClass } } }",
)
# lines-of-document where no text is looked for: what is made of the texts of its lines does not matter.
FOLDS_NOTHING = 'VALUES ?text { "" }'
