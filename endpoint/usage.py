"""How the graph uses its words: read from the engine, which takes 0.2 s on Dijon and 2 s on a million triples.

In a graph too large for that, it is told of the territory that says most.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from endpoint.engine import Query, Term
from endpoint.naming import Name, choose_name
from endpoint.questions import Question
from endpoint.service import Service
from endpoint.territories import graphs_of, names_by_siren, owners_of_graphs
from endpoint.vocabulary import ALIGNMENT, QUOTATION, Link, Vocabulary, Word
from endpoint.words import BORROWED, LABELS, ONTOLOGY, PREFIXES, RDF, RDFS, SKOS

GRAPH = "vocabulary"
CONCEPT_SCHEME = f"{SKOS}ConceptScheme"
PARENTS = (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")
MOST_ROWS = 10_000
# To count every class and property of more triples takes a second of a reader's time.
MOST_COUNTED = 500_000

CLASSES = "SELECT ?term (COUNT(*) AS ?uses) (MIN(STR(?thing)) AS ?sample) WHERE { ?thing a ?term } GROUP BY ?term"
PROPERTIES = "SELECT ?term (COUNT(*) AS ?uses) WHERE { ?thing ?term ?value } GROUP BY ?term"
LINKS = """
SELECT ?source ?property ?target (COUNT(*) AS ?uses)
WHERE { ?one ?property ?other ; a ?source . ?other a ?target }
GROUP BY ?source ?property ?target
"""
VERSIONS = f"SELECT ?iri ?version WHERE {{ <{ONTOLOGY}> owl:versionIRI ?iri ; owl:versionInfo ?version }}"
# French and English names of the borrowed classes, which the ontology does not define.
BORROWED_CLASSES = {
    f"{SKOS}Concept": ("concept d'une liste", "concept of a scheme"),
    CONCEPT_SCHEME: ("liste de concepts", "concept scheme"),
    ALIGNMENT: ("alignement", "alignment"),
    QUOTATION: ("citation", "quotation"),
    f"{PREFIXES['csvw']}Row": ("ligne de tableau", "table row"),
    f"{PREFIXES['oa']}SpecificResource": ("passage cité", "quoted part of a document"),
    f"{PREFIXES['oa']}TextQuoteSelector": ("mots cités", "quoted words"),
    f"{PREFIXES['org']}Organization": ("organisation", "organisation"),
    f"{PREFIXES['org']}OrganizationalUnit": ("service", "organisational unit"),
    f"{PREFIXES['foaf']}Group": ("groupe", "group"),
    f"{PREFIXES['prov']}Activity": ("activité", "activity"),
    f"{PREFIXES['prov']}Entity": ("entité", "entity"),
    f"{PREFIXES['prov']}SoftwareAgent": ("logiciel", "software"),
    f"{PREFIXES['dcat']}Resource": ("ressource cataloguée", "catalogued resource"),
}
NAMES = BORROWED | BORROWED_CLASSES


# The IRIs of a class, of a property, and of the class of its values.
Ends: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True)
class Use:
    """How often a word is used, and one thing of the class."""

    uses: int = 0
    sample: str | None = None


def read_vocabulary(service: Service) -> Vocabulary:
    """Read what the ontology defines, and count what the graph uses."""
    defined = read_words(service.engine.graph(service.addresses.graph(GRAPH)))
    asking = _terms_of_questions(service.questions.values())
    territory = _counted(service)
    graphs = graphs_of(service, territory)
    classes = _words(defined, _uses(service, Query(CLASSES, graphs)), asking, classes=True)
    properties = _words(defined, _uses(service, Query(PROPERTIES, graphs)), asking, classes=False)
    schemes = [each for each in defined.values() if CONCEPT_SCHEME in each.types]
    links = _links(service, Query(LINKS, graphs), {each.iri: each for each in (*classes, *properties)})
    name = names_by_siren(service).get(territory, "")
    return Vocabulary(tuple(classes), tuple(properties), tuple(schemes), tuple(links), read_versions(service), name)


def read_versions(service: Service) -> dict[str, str]:
    """Return the version of the ontology by the IRI of that version; none where the graph states none."""
    rows = service.engine.table(Query(VERSIONS), MOST_ROWS).rows
    return {_text(iri): _text(version) for iri, version in rows}


def read_words(triples: Iterable[Triple]) -> dict[str, Word]:
    """Return the terms and schemes that our ontology defines, by IRI."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(ONTOLOGY):
            said[triple.subject.value][triple.predicate.value].append(triple.object)
    words = [_word(iri, values) for iri, values in sorted(said.items())]
    return {each.iri: each for each in words if each.is_term or CONCEPT_SCHEME in each.types}


def _word(iri: str, values: Mapping[str, list[Term]]) -> Word:
    labels = [label for each in reversed(LABELS) for label in values.get(each, [])]
    examples = [each.value for each in values.get(f"{SKOS}example", []) if isinstance(each, Literal)]
    return Word(
        iri=iri,
        name=choose_name(labels) or Name(Word(iri, Name(iri)).short),
        definition=choose_name(values.get(f"{SKOS}definition", [])),
        types=frozenset(_iris(values.get(f"{RDF}type", []))),
        example=min(examples, default=None),
        parents=tuple(sorted(_iris(each for name in PARENTS for each in values.get(name, [])))),
        near=tuple(sorted(_iris(values.get(f"{SKOS}closeMatch", [])))),
        note=choose_name(values.get(f"{SKOS}editorialNote", [])),
    )


def _iris(terms: Iterable[Term]) -> Iterator[str]:
    return (each.value for each in terms if isinstance(each, NamedNode))


def _words(
    defined: Mapping[str, Word], used: Mapping[str, Use], asking: Mapping[str, list[str]], *, classes: bool
) -> list[Word]:
    """Return the words that are defined or used, our own first, with their counts."""
    own = {iri for iri, word in defined.items() if word.is_term and word.is_class == classes}
    words = [defined.get(iri) or _borrowed(iri) for iri in own | used.keys()]
    words.sort(key=lambda each: (not each.own, each.short))
    counted = ((word, used.get(word.iri, Use())) for word in words)
    return [
        replace(word, uses=use.uses, sample=use.sample, questions=tuple(asking.get(word.short, ())))
        for word, use in counted
    ]


def _borrowed(iri: str) -> Word:
    french, english = NAMES.get(iri, (None, None))
    return Word(iri, Name(french, "fr", english) if french else Name(Word(iri, Name(iri)).short))


def _counted(service: Service) -> str:
    """Return the territory whose uses are counted, that with most triples; empty where all can be counted."""
    sizes: Counter[str] = Counter()
    if sum(service.snapshot.graphs.values()) > MOST_COUNTED:
        owners = owners_of_graphs(service)
        for graph, triples in service.snapshot.graphs.items():
            sizes[owners[graph]] += triples
    del sizes[""]
    return max(sizes, key=lambda siren: sizes[siren], default="")


def _uses(service: Service, query: Query) -> dict[str, Use]:
    used = {}
    for term, uses, *sample in service.engine.table(query, MOST_ROWS).rows:
        if isinstance(term, NamedNode):
            used[term.value] = Use(_number(uses), _text(sample[0]) if sample else None)
    return used


def _terms_of_questions(questions: Iterable[Question]) -> dict[str, list[str]]:
    """Return the names of the questions that use each prefixed name."""
    asking: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        for term in set(re.findall(r"\b[a-z]+:[A-Za-z]\w*", question.sparql)):
            asking[term].append(question.name)
    return asking


def _links(service: Service, query: Query, words: Mapping[str, Word]) -> list[Link]:
    """Return how the classes of our ontology link, most used first."""
    rows = service.engine.table(query, MOST_ROWS).rows
    drawn = {iri for iri, word in words.items() if word.own} | {ALIGNMENT, QUOTATION}
    found = {(_text(one), _text(two), _text(three)): _number(uses) for one, two, three, uses in rows}
    found = {ends: uses for ends, uses in found.items() if ends[0] in drawn and ends[2] in drawn}
    wider = {ends: set(_widened(ends, words)) & found.keys() for ends in found}
    # What all is said of a subclass is told of the subclass; what is said of its siblings too, of their parent.
    said_below = {above for ends in found for above in wider[ends] if found[above] == found[ends]}
    said_above = {ends for ends in found if any(found[above] > found[ends] for above in wider[ends])}
    kept = sorted(found.keys() - said_below - said_above, key=lambda ends: (-found[ends], ends))
    return [Link(words[one], words[two], words[three], found[one, two, three]) for one, two, three in kept]


def _widened(ends: Ends, words: Mapping[str, Word]) -> Iterator[Ends]:
    """Return the same link with a parent in the place of one class."""
    source, by, target = ends
    yield from ((parent, by, target) for parent in words[source].parents)
    yield from ((source, by, parent) for parent in words[target].parents)


def _number(term: Term | None) -> int:
    return int(_text(term))


def _text(term: Term | None) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
