"""The words of the graph: classes, properties and closed lists, how much each is used, and a query that shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.naming import Name
from endpoint.words import FIL, ONTOLOGY, PREFIXES, SKOS, SSSOM

LABELLED = "  OPTIONAL { ?thing skos:prefLabel|dct:title|rdfs:label ?label }\n"
SHOWN = 100
ALIGNMENT = f"{SSSOM}Mapping"
QUOTATION = f"{PREFIXES['oa']}Annotation"
# The classes that say where the others come from.
SOURCES = {f"{FIL}SourceRow", f"{FIL}Cell", f"{FIL}Correction", QUOTATION}


@dataclass(frozen=True)
class Word:
    """A class, a property or a scheme; `uses` counts the things of a class, the triples of a property.

    `parents` are what it is a special case of, `near` the words of others that often mean the same; `note` says why.
    """

    iri: str
    name: Name
    definition: Name | None = None
    types: frozenset[str] = frozenset()
    example: str | None = None
    parents: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    note: Name | None = None
    uses: int = 0
    sample: str | None = None
    questions: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Whether our ontology defines it, rather than borrows it."""
        return self.iri.startswith(ONTOLOGY)

    @property
    def is_term(self) -> bool:
        """Whether it is a class or a property of our ontology."""
        return self.iri.startswith(FIL)

    @property
    def short(self) -> str:
        """Its name in a query: prefixed where a prefix is known.

        >>> Word("https://w3id.org/filrouge/ontology#Action", Name("action")).short
        'fil:Action'
        """
        prefix, start = next((each for each in PREFIXES.items() if self.iri.startswith(each[1])), (None, ""))
        return f"{prefix}:{self.iri.removeprefix(start)}" if prefix else f"<{self.iri}>"

    @property
    def anchor(self) -> str:
        """The fragment by which its IRI points into the page; that of a borrowed word is its short name."""
        return self.iri.removeprefix(FIL) if self.is_term else self.short

    @property
    def is_class(self) -> bool:
        """Whether it names a class: the local name of a property begins in lower case."""
        return re.split("[#/:]", self.iri)[-1][:1].isupper()

    @property
    def query(self) -> str:
        """A query that shows what uses it."""
        if self.is_class:
            return _query("?thing ?label", f"  ?thing a {self.short} .\n{LABELLED}", "ORDER BY ?label ?thing\n")
        return _query("?thing ?label ?value", f"  ?thing {self.short} ?value .\n{LABELLED}")


@dataclass(frozen=True)
class Link:
    """Things of one class have a property whose values are of another class; `uses` counts those triples."""

    source: Word
    by: Word
    target: Word
    uses: int

    @property
    def about(self) -> str:
        """What it tells: the plans, how they are aligned, or where it is written."""
        ends = {self.source.iri, self.target.iri}
        if ends & SOURCES:
            return "provenance"
        matches = self.by.iri.startswith(SKOS) and self.by.iri.endswith("Match")
        return "alignment" if matches or ALIGNMENT in ends else "plan"

    @property
    def query(self) -> str:
        """A query that shows both ends of those triples."""
        pattern = f"  ?source a {self.source.short} ;\n    {self.by.short} ?target .\n"
        return _query("?source ?target", f"{pattern}  ?target a {self.target.short} .\n")


@dataclass(frozen=True)
class Vocabulary:
    """Every class and property that our ontology defines or the graph uses, our closed lists, and the links.

    `versions` has the version of the ontology by its IRI. Uses are those of all the graph, or of one `territory` of it.
    """

    classes: tuple[Word, ...]
    properties: tuple[Word, ...]
    schemes: tuple[Word, ...]
    links: tuple[Link, ...]
    versions: Mapping[str, str]
    territory: str = ""


def _query(columns: str, pattern: str, order: str = "") -> str:
    """Write a query that runs on any endpoint: with the prefixes that it uses."""
    text = f"SELECT {columns}\nWHERE {{\n{pattern}}}\n{order}LIMIT {SHOWN}\n"
    used = set(re.findall(r"\b(\w+):\w", text))
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix in used) + text
