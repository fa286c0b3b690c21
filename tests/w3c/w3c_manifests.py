"""The W3C's query tests, read from their manifests.

The data is not part of the repository: it is looked for in the folder that FILROUGE_W3C_TESTS names, else in
`shared/w3c-rdf-tests` beside the repository.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Dataset, NamedNode, Quad, RdfFormat, parse

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("FILROUGE_W3C_TESTS") or HERE.parents[2] / "shared" / "w3c-rdf-tests") / "sparql"
MISSING = f"no W3C test data at {FOLDER}: put a copy of w3c/rdf-tests there, or name its folder in FILROUGE_W3C_TESTS"
# Where the W3C publishes these folders: what relative IRIs in data, queries and results resolve against.
BASE = "https://w3c.github.io/rdf-tests/sparql/"

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
SYNTAX = {"PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11"}
MANIFESTS = {
    "sparql10": ["manifest-evaluation.ttl", "manifest-syntax.ttl"],
    "sparql11": ["manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"],
}


@dataclass(frozen=True)
class Case:
    """One test: its kind, its query, the graphs it asks about, the file that states its answer.

    With `lax`, an answer may leave out duplicates.
    """

    name: str
    kind: str
    query: str
    data: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: str = ""
    lax: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def positive(self) -> bool:
        """Whether a syntax test is about a query that is one."""
        return self.kind.startswith("Positive")

    @property
    def text(self) -> str:
        """The query, with the base that its relative IRIs need put in front."""
        return f"BASE <{self.query}>\n{file_of(self.query).read_text('utf-8')}"

    @property
    def graphs(self) -> set[str]:
        """The files with the data; a query that has no dataset of its own says FROM."""
        said = re.findall(r"FROM\s+(?:NAMED\s+)?<([^>:]*)>", self.text)
        return {*self.data, *self.named, *(f"{self.query.rpartition('/')[0]}/{file}" for file in said)}


def file_of(iri: str) -> Path:
    """Return the file that stands for an IRI under the base."""
    return FOLDER / iri.removeprefix(BASE)


def quads_of(iri: str) -> Iterator[Quad]:
    """Yield what a data file says, as the named graph of its own IRI."""
    form = RdfFormat.from_extension(file_of(iri).suffix[1:])
    for quad in parse(file_of(iri).read_bytes(), form, base_iri=iri, rename_blank_nodes=True):
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(iri))


def evaluation_cases(part: str) -> list[Case]:
    """Return the tests that compare answers."""
    return [case for case in _cases(part) if case.kind in EVALUATION]


def syntax_cases(part: str) -> list[Case]:
    """Return the tests that ask only whether a text is a query."""
    return [case for case in _cases(part) if case.kind in SYNTAX]


@cache
def known_failures() -> dict[str, str]:
    """Return why each of the tests that fail does, by name."""
    return {name: failure["reason"] for failure in _listed()["failure"] for name in failure["tests"]}


@cache
def folders_left_out() -> dict[str, str]:
    """Return why each of the folders that are not run is not, by name."""
    return {name: each["reason"] for each in _listed()["left_out"] for name in each["folders"]}


def folders_run() -> set[str]:
    """Return the folders that hold a test that is run."""
    return {case.name.rpartition("/")[0] for part in MANIFESTS for case in _cases(part)}


def _listed() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((HERE / "known_failures.toml").read_text("utf-8"))


@cache
def _cases(part: str) -> list[Case]:
    if not FOLDER.is_dir():
        return []
    return [case for file in MANIFESTS[part] for case in _Manifest(f"{BASE}{part}/{file}").cases()]


class _Manifest:
    def __init__(self, iri: str) -> None:
        self._iri = iri
        self._graph = Dataset(parse(file_of(iri).read_bytes(), RdfFormat.TURTLE, base_iri=iri))

    def cases(self) -> Iterator[Case]:
        for manifest in self._listed("include"):
            yield from _Manifest(manifest.value).cases()
        for node in self._listed("entries"):
            kind = self._one(node, RDF + "type").value.rpartition("#")[2]
            if kind in EVALUATION | SYNTAX:
                yield self._case(node, kind)

    def _case(self, node: NamedNode, kind: str) -> Case:
        folder = self._iri.removeprefix(BASE).rpartition("/")[0]
        name = f"{folder}/{node.value.rpartition('#')[2]}"
        action = self._one(node, MF + "action")
        if kind in SYNTAX:
            return Case(name, kind, action.value)
        return Case(
            name,
            kind,
            self._one(action, QT + "query").value,
            tuple(each.value for each in self._all(action, QT + "data")),
            tuple(each.value for each in self._all(action, QT + "graphData")),
            self._one(node, MF + "result").value,
            lax=bool(self._all(node, MF + "resultCardinality")),
        )

    def _listed(self, name: str) -> Iterator[NamedNode]:
        # One manifest names itself by another IRI than its address, so that its subject does not matter.
        for quad in self._graph.quads_for_predicate(NamedNode(MF + name)):
            head = quad.object
            while head.value != RDF + "nil":
                yield self._one(head, RDF + "first")
                head = self._one(head, RDF + "rest")

    def _all(self, subject: NamedNode | BlankNode, predicate: str) -> list[NamedNode]:
        return [quad.object for quad in self._graph.quads_for_subject(subject) if quad.predicate.value == predicate]

    def _one(self, subject: NamedNode | BlankNode, predicate: str) -> NamedNode:
        return self._all(subject, predicate)[0]
