"""The W3C's SPARQL 1.0 and 1.1 evaluation tests, asked over HTTP in every way and read in every format."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize
from starlette.testclient import TestClient
from w3c_answers import read_answer, same, stated
from w3c_client import client_of
from w3c_manifests import FOLDER, MISSING, Case, evaluation_cases, known_failures, quads_of

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)
TABLES = ("json", "xml", "tsv")
GRAPHS = ("ttl", "nt", "jsonld", "rdf")
NO_GRAPH = "urn:example:empty"
# So many tests on the same data are worth a service of their own.
MANY = 15
CASES = [*evaluation_cases("sparql10"), *evaluation_cases("sparql11")]
USES = Counter(graph for case in CASES for graph in case.data if case.graphs == {graph})
SHARED = [graph for graph, count in USES.items() if count >= MANY]


def formats_of(case: Case) -> tuple[str, ...]:
    if case.kind == "CSVResultFormatTest":
        return ("csv",)
    return GRAPHS if "CONSTRUCT" in case.text.upper() else TABLES


def parameters() -> Iterator[object]:
    for case in CASES:
        reason = known_failures().get(case.name)
        marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
        for form in formats_of(case):
            yield pytest.param(case, form, marks=marks, id=f"{case.name}.{form}")


def dataset_of(case: Case) -> dict[str, list[str]]:
    """Return the dataset as parameters of the protocol; a query that says FROM has its own."""
    if "FROM" in case.text and not case.data:
        return {}
    return {"default-graph-uri": [*case.data] or [NO_GRAPH], "named-graph-uri": [*case.named]}


def ask(client: TestClient, case: Case, form: str, dataset: dict[str, list[str]]) -> Response:
    """Ask in one of the three ways of the protocol, a different one for each format."""
    parameters = {**dataset, "format": form}
    if form in ("json", "ttl", "csv"):
        return client.get("/sparql", params={**parameters, "query": case.text})
    if form in ("xml", "nt"):
        return client.post("/sparql", data={**parameters, "query": case.text})
    headers = {"Content-Type": "application/sparql-query"}
    return client.post("/sparql", params=parameters, content=case.text, headers=headers)


def check(response: Response, case: Case, form: str) -> None:
    assert response.status_code == 200, response.text
    answer, wanted = read_answer(response.content, form), stated(case.result)
    assert same(answer, wanted, lax=case.lax), f"answered {answer}\nbut wanted {wanted}"


@pytest.mark.parametrize(("case", "form"), list(parameters()))
def test_an_answer_is_the_stated_one(service: TestClient, case: Case, form: str) -> None:
    check(ask(service, case, form, dataset_of(case)), case, form)


@pytest.mark.parametrize("graph", SHARED)
def test_a_file_of_its_own_gives_the_same_answers(graph: str, tmp_path: Path) -> None:
    triples = (Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads_of(graph))
    serialize(triples, str(tmp_path / "data.nq"), RdfFormat.N_QUADS)
    cases = [case for case in CASES if case.graphs == {graph} and case.name not in known_failures()]
    assert len(cases) >= MANY - 5
    with client_of(tmp_path / "data.nq") as client:
        for case in cases:
            form = formats_of(case)[0]
            check(ask(client, case, form, {}), case, form)


@pytest.mark.parametrize(("part", "number"), [("sparql10", 283), ("sparql11", 235)])
def test_no_evaluation_test_is_forgotten(part: str, number: int) -> None:
    assert len(evaluation_cases(part)) == number
