"""Titles, descriptions and keywords, in French and in English, made from what the snapshot holds."""

from collections.abc import Iterable, Sequence

from endpoint.bilingual import Text
from endpoint.catalogue.contents import Document, Territory
from endpoint.catalogue.facts import Facts

MOST_NAMED = 3
MOST_SUBJECTS = 10
# What a document of each kind is about: themes of the European Union's list, and keywords as portals take them.
THEMES = {
    "axes-list": ("GOVE", "REGI"),
    "citergie-table": ("ENVI", "ENER"),
    "crte-notice": ("GOVE", "ENVI", "REGI"),
}
OTHER_THEMES = ("GOVE",)
KEYWORDS = {
    "axes-list": (Text("projet de territoire", "territorial project"), Text("axes politiques", "policy axes")),
    "citergie-table": (
        Text("plan climat", "climate plan"),
        Text("Citergie", "European Energy Award"),
        Text("transition énergétique", "energy transition"),
    ),
    "crte-notice": (Text("CRTE", "CRTE"), Text("transition écologique", "ecological transition")),
}
COMMON_KEYWORDS = (Text("politiques publiques", "public policies"), Text("données liées", "linked data"))
ALIGNMENT_KEYWORDS = (Text("alignements", "alignments"), Text("SSSOM", "SSSOM"))
VOCABULARY_KEYWORDS = (Text("ontologie", "ontology"), Text("vocabulaire", "vocabulary"), Text("SKOS", "SKOS"))
WHOLE_TITLE = Text("Filrouge, le graphe", "Filrouge, the graph")
VOCABULARY_TITLE = Text("Filrouge, le vocabulaire", "Filrouge, the vocabulary")
OWN_WORK = Text(
    "Fait par Filrouge : la licence porte sur l'ensemble.", "Made by Filrouge: the licence is that of all of it."
)
COMPUTED = Text(
    "Calculé à partir des documents du territoire, des décisions relues et du vocabulaire, par un programme libre.",
    "Computed from the territory's documents, reviewed decisions and the vocabulary, by a free program.",
)
REVIEWED = Text(
    "Relu lien par lien par des personnes, mots des deux documents à l'appui.",
    "Reviewed link by link by people, with the words of both documents.",
)
WRITTEN = Text(
    "Écrit à la main, vérifié à chaque chargement par des formes SHACL.",
    "Written by hand, checked at each load by SHACL shapes.",
)
ALIGNMENTS_TITLE = Text("Alignements entre les documents", "Alignments between the documents")


def names_of(territories: Sequence[Territory]) -> Text:
    """Return the names of a few territories, or how many they are."""
    if len(territories) > MOST_NAMED:
        return Text(f"{len(territories)} territoires", f"{len(territories)} territories")
    names = ", ".join(territory.name for territory in territories)
    return Text(names, names)


def titled(before: Text, names: Text) -> Text:
    """Return a title with the territories that it is about, if any."""
    return Text(f"{before.fr} : {names.fr}", f"{before.en}: {names.en}") if names.fr else before


def described_document(document: Document, facts: Facts) -> Text:
    """Say what the graph of a document holds, and where each value leads."""
    things = _counted(facts, document.graph)
    french = [f"Ce qu'énonce le document « {document.title} »"]
    english = [f"What the document “{document.title}” states"]
    if document.publisher:
        french.append(f", publié par {document.publisher}")
        english.append(f", published by {document.publisher}")
    if document.issued:
        french.append(f" ({document.issued})")
        english.append(f" ({document.issued})")
    french.append(f", en données liées{things.fr}. Chaque valeur renvoie à la ligne et à la cellule qui la portent.")
    english.append(f", as linked data{things.en}. Each value leads back to the line and the cell that state it.")
    return Text("".join(french), "".join(english))


def described_alignments(territory: Territory) -> Text:
    """Say what the alignments of a territory are."""
    return Text(
        f"Les liens entre les documents de {territory.name} : quelle mesure sert quel axe, quel objectif répond à "
        "quelle "
        "orientation. Chaque lien porte sa justification, sa confiance et les mots des deux documents ; les couples "
        "examinés et écartés y sont aussi.",
        f"The links between the documents of {territory.name}: which measure serves which axis, which objective "
        "answers "
        "which orientation. Each link has its justification, its confidence and the words of both documents; the pairs "
        "that were examined and rejected are there too.",
    )


def described_whole(names: Text, triples: int | None) -> Text:
    """Say what the whole graph is."""
    return Text(
        f"Les plans publics de {names.fr} en un seul graphe{_triples(triples).fr} : de l'axe politique à "
        "l'orientation du "
        "contrat, à la mesure, à l'action, à qui la mène et la finance, jusqu'à la cellule du document qui le dit.",
        f"The public plans of {names.en} as one graph{_triples(triples).en}: from the policy axis to the contract's "
        "orientation, the measure, the action, who leads and funds it, and back to the cell of the document that says "
        "so.",
    )


def described_vocabulary() -> Text:
    """Say what the vocabulary is."""
    return Text(
        "Les mots du graphe : les classes et propriétés de l'ontologie Filrouge et ses listes fermées (SKOS), chacun "
        "avec "
        "son libellé, sa définition en français et en anglais, et un exemple tiré d'un document réel.",
        "The words of the graph: the classes and properties of the Filrouge ontology and its closed lists (SKOS), each "
        "with its label, its definition in French and English, and an example from a real document.",
    )


def described_series(names: Text) -> Text:
    """Say what the versions are."""
    return Text(
        f"Les versions successives du graphe des plans publics de {names.fr}. Une version ne change jamais : son nom "
        "est la "
        "tête de l'empreinte SHA-256 de ses N-Quads triés, et ses fichiers restent à la même adresse.",
        f"The successive versions of the graph of the public plans of {names.en}. A version never changes: its name "
        "is the "
        "head of the SHA-256 of its sorted N-Quads, and its files stay at the same address.",
    )


def keywords_of(document: Document, facts: Facts) -> tuple[Text, ...]:
    """Return the keywords of a document: what a person gave, what its kind is about, its commonest themes."""
    own = (*document.keywords, *facts.subjects.get(document.graph, ())[:MOST_SUBJECTS])
    return (*KEYWORDS.get(document.kind, ()), *_french(own), *common_keywords([document.territory]))


def common_keywords(territories: Iterable[Territory]) -> tuple[Text, ...]:
    """Return the keywords that everything has, the names of a few territories among them."""
    names = [territory.name for territory in territories]
    return (*COMMON_KEYWORDS, *_french(names if len(names) <= MOST_NAMED else ()))


def themes_of(document: Document) -> tuple[str, ...]:
    """Return the themes of a document: those that a person gave, else those of its kind."""
    return document.themes or themes_of_kind(document.kind)


def themes_of_kind(kind: str) -> tuple[str, ...]:
    """Return the themes that the documents of a kind have, unless a person gave others."""
    return THEMES.get(kind, OTHER_THEMES)


def provenance_of(document: Document, dated: bool) -> Text:
    """Say how the data came from its document."""
    lines = f" ({document.lines} lignes)" if document.lines else ""
    lines_en = f" ({document.lines} lines)" if document.lines else ""
    undated = Text(
        " Le document ne se date pas : la période indiquée est celle de tous les documents du territoire.",
        " The document does not date itself: the period given is that of all documents of the territory.",
    )
    return Text(
        f"Lu ligne par ligne dans le document{lines} ; le registre dit le sort de chaque ligne."
        + ("" if dated else undated.fr),
        f"Read line by line from the document{lines_en}; the ledger says what became of each line."
        + ("" if dated else undated.en),
    )


def rights_of(document: Document) -> Text:
    """Say what the licence is about, and what the document itself says of its own."""
    if document.licence:
        return Text(
            f"La licence porte sur les données tirées du document ; celle du document est : {document.licence}.",
            f"The licence is that of the data made from the document; the document's own is: {document.licence}.",
        )
    return Text(
        "La licence porte sur les données tirées du document ; le document lui-même n'en indique aucune.",
        "The licence is that of the data made from the document; the document itself states none.",
    )


def _counted(facts: Facts, graph: str) -> Text:
    counts = facts.things.get(graph, ())
    if not counts:
        return Text("", "")
    return Text(
        " : " + ", ".join(f"{name.fr} ({count})" for name, count in counts),
        ": " + ", ".join(f"{name.en} ({count})" for name, count in counts),
    )


def _triples(count: int | None) -> Text:
    return Text("", "") if count is None else Text(f" de {count} triplets", f" of {count} triples")


def _french(words: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(word, "") for word in words)
