"""The W3C's SPARQL 1.1 Protocol and Service Description tests, one by one, each under the name it has there.

Those that update are here too: each of their requests must be refused.
"""

import re
from collections.abc import Iterator

import httpx2
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import VOID
from running_service import Served

DATA = "http://kasei.us/2009/09/sparql/data/"
DATA0, DATA1, DATA2, DATA3 = (f"{DATA}data{number}.rdf" for number in range(4))
DOCUMENT = f"<{RDF.type}> <http://xmlns.com/foaf/0.1/Document>"
PUBLIC = "http://plans.example"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
BOTH_TYPED = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}"
BOTH_IN_GRAPHS = f"ASK {{ GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A client of a service on the data of these tests."""
    folder = tmp_path_factory.mktemp("protocol")
    lines = [f"<{graph}> {DOCUMENT} <{graph}> .\n" for graph in (DATA1, DATA2, DATA3)]
    (folder / "data.nq").write_text("".join(lines), "utf-8")
    service = Served(folder / "data.nq", folder / "log", public_url=PUBLIC)
    with httpx2.Client(base_url=service.url, timeout=30) as client:
        yield client
    service.stop()


def media_type(answer: httpx2.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def says_true(answer: httpx2.Response) -> bool:
    return answer.status_code == 200 and answer.json()["boolean"] is True


def refused(answer: httpx2.Response) -> bool:
    return 400 <= answer.status_code < 500


def test_query_post_form(client: httpx2.Client) -> None:
    assert says_true(client.post("/sparql", params={"default-graph-uri": DATA0}, data={"query": "ASK {}"}))


def test_query_dataset_default_graphs_get(client: httpx2.Client) -> None:
    assert says_true(client.get("/sparql", params={"query": BOTH_TYPED, "default-graph-uri": [DATA1, DATA2]}))
    # So that the true answer comes from the dataset, and not from all the data.
    assert not says_true(client.get("/sparql", params={"query": BOTH_TYPED, "default-graph-uri": [DATA1]}))


def test_query_dataset_default_graphs_post(client: httpx2.Client) -> None:
    dataset = {"default-graph-uri": [DATA1, DATA2]}
    assert says_true(client.post("/sparql", params=dataset, content=BOTH_TYPED, headers=DIRECT))


def test_query_dataset_named_graphs_post(client: httpx2.Client) -> None:
    dataset = {"named-graph-uri": [DATA1, DATA2]}
    assert says_true(client.post("/sparql", params=dataset, content=BOTH_IN_GRAPHS, headers=DIRECT))


def test_query_dataset_named_graphs_get(client: httpx2.Client) -> None:
    assert says_true(client.get("/sparql", params={"query": BOTH_IN_GRAPHS, "named-graph-uri": [DATA1, DATA2]}))
    assert not says_true(client.get("/sparql", params={"query": BOTH_IN_GRAPHS, "named-graph-uri": [DATA1]}))


def test_query_dataset_full(client: httpx2.Client) -> None:
    query = (
        f"ASK {{ <{DATA3}> a ?type GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }}"
        f" FILTER NOT EXISTS {{ <{DATA1}> a ?type }} FILTER NOT EXISTS {{ GRAPH ?g3 {{ <{DATA3}> a ?type }} }} }}"
    )
    dataset = {"default-graph-uri": DATA3, "named-graph-uri": [DATA1, DATA2]}
    assert says_true(client.post("/sparql", params=dataset, content=query, headers=DIRECT))


def test_query_multiple_dataset(client: httpx2.Client) -> None:
    query = BOTH_IN_GRAPHS.replace("ASK", f"ASK FROM <{DATA3}>")
    dataset = {"named-graph-uri": [DATA1, DATA2]}
    assert says_true(client.post("/sparql", params=dataset, content=query, headers=DIRECT))


def test_query_get(client: httpx2.Client) -> None:
    assert says_true(client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": DATA0}))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("SELECT (1 AS ?value) {}", TABLES, id="query_content_type_select"),
        pytest.param("ASK {}", TABLES[:2], id="query_content_type_ask"),
        pytest.param("DESCRIBE <http://example.org/>", GRAPHS, id="query_content_type_describe"),
        pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS, id="query_content_type_construct"),
    ],
)
def test_the_content_type_suits_the_query(client: httpx2.Client, query: str, expected: tuple[str, ...]) -> None:
    answer = client.post("/sparql", params={"default-graph-uri": DATA0}, content=query, headers=DIRECT)
    assert answer.status_code == 200, answer.text
    assert media_type(answer) in expected


@pytest.mark.parametrize(
    ("parameters", "update"),
    [
        pytest.param({"using-graph-uri": DATA1}, "CLEAR ALL", id="update_dataset_default_graph"),
        pytest.param({"using-graph-uri": [DATA1, DATA2]}, "DROP ALL", id="update_dataset_default_graphs"),
        pytest.param({"using-named-graph-uri": [DATA1, DATA2]}, "DROP ALL", id="update_dataset_named_graphs"),
        pytest.param({"using-graph-uri": DATA1, "using-named-graph-uri": DATA2}, "DROP ALL", id="update_dataset_full"),
        pytest.param({}, "CLEAR ALL", id="update_post_direct"),
        pytest.param({}, "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> <test> } }", id="update_base_uri"),
        pytest.param(
            {"using-named-graph-uri": "http://example/people"},
            "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            id="bad_update_dataset_conflict",
        ),
    ],
)
def test_an_update_is_refused(client: httpx2.Client, parameters: dict[str, str], update: str) -> None:
    answer = client.post("/sparql", params=parameters, content=update, headers=UPDATE)
    assert refused(answer)
    assert "read-only" in answer.text
    assert says_true(client.get("/sparql", params={"query": BOTH_TYPED}))


def test_update_post_form(client: httpx2.Client) -> None:
    answer = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert refused(answer)
    assert "read-only" in answer.text


def test_query_post_direct(client: httpx2.Client) -> None:
    assert says_true(client.post("/sparql", content="ASK {}", headers=DIRECT))


def test_bad_query_method(client: httpx2.Client) -> None:
    assert refused(client.put("/sparql", params={"query": "ASK {}", "default-graph-uri": DATA0}, headers=FORM))


def test_bad_multiple_queries(client: httpx2.Client) -> None:
    assert refused(client.get("/sparql", params={"query": ["ASK {}", "SELECT * {}"]}))


def test_bad_query_wrong_media_type(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}))


def test_bad_query_missing_form_type(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", content="query=ASK%20%7B%7D"))


def test_bad_query_missing_direct_type(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", content="ASK {}"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_bad_query_non_utf8(client: httpx2.Client, encoding: str) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert refused(client.post("/sparql", content="ASK {}".encode(encoding), headers=headers))


def test_bad_query_syntax(client: httpx2.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK {"}).status_code == 400


def test_bad_update_get(client: httpx2.Client) -> None:
    assert refused(client.get("/sparql", params={"update": "CLEAR ALL"}))


def test_bad_multiple_updates(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", data={"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}))


def test_bad_update_wrong_media_type(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", content="CLEAR NAMED", headers={"Content-Type": "text/plain"}))


def test_bad_update_missing_form_type(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", content="update=CLEAR%20NAMED"))


def test_bad_update_non_utf8(client: httpx2.Client) -> None:
    headers = {"Content-Type": "application/sparql-update; charset=UTF-16"}
    assert refused(client.post("/sparql", content="CLEAR NAMED".encode("utf-16"), headers=headers))


def test_bad_update_syntax(client: httpx2.Client) -> None:
    assert refused(client.post("/sparql", data={"update": "CLEAR XYZ"}))


@pytest.fixture(scope="module")
def description(client: httpx2.Client) -> Graph:
    """What the service says of itself to a client that asks nothing."""
    return Graph().parse(data=client.get("/sparql").text, format="turtle")


def test_returns_rdf(client: httpx2.Client) -> None:
    answer = client.get("/sparql")
    assert (answer.status_code, media_type(answer)) == (200, "text/turtle")
    assert len(Graph().parse(data=answer.text, format="turtle")) > 0


def test_has_endpoint_triple(description: Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    assert list(description.objects(service, SD.endpoint)) == [URIRef(f"{PUBLIC}/sparql")]


def test_has_endpoint_triple_without_a_public_address(served: str) -> None:
    graph = Graph().parse(data=httpx2.get(f"{served}/sparql").text, format="turtle")
    assert [str(each) for each in graph.objects(None, SD.endpoint)] == [f"{served}/sparql"]


def test_conforms_to_schema(description: Graph) -> None:
    """Every term is one of the vocabulary, and stands where its domain, range and cardinality allow."""
    used = {str(term) for triple in description for term in triple[1:] if str(term).startswith(str(SD))}
    assert used <= {str(SD[name]) for name in TERMS}
    for predicate, (domain, target) in TERMS_OF_RANGE.items():
        for subject, value in description.subject_objects(SD[predicate]):
            assert (subject, RDF.type, SD[domain]) in description
            assert target is None or (value, RDF.type, SD[target]) in description
    (service,) = description.subjects(RDF.type, SD.Service)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    formats = [str(each) for each in description.objects(service, SD.resultFormat)]
    assert all(re.fullmatch(r"http://www\.w3\.org/ns/formats/[\w-]+", each) for each in formats)
    (dataset,) = description.objects(service, SD.defaultDataset)
    assert len(list(description.objects(dataset, SD.defaultGraph))) == 1
    for named in description.subjects(RDF.type, SD.NamedGraph):
        assert len(list(description.objects(named, SD.name))) == 1
        assert len(list(description.objects(named, SD.graph))) == 1


def test_the_description_counts_the_data(description: Graph) -> None:
    names = {str(each) for each in description.objects(None, SD.name)}
    assert names == {DATA1, DATA2, DATA3}
    counts = sorted(int(str(each)) for each in description.objects(None, VOID.triples))
    assert counts == [1, 1, 1, 3]


TERMS_OF_RANGE = {
    "endpoint": ("Service", None),
    "supportedLanguage": ("Service", None),
    "resultFormat": ("Service", None),
    "feature": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
TERMS = {
    *TERMS_OF_RANGE,
    *("Service", "Dataset", "Graph", "NamedGraph", "SPARQL10Query", "SPARQL11Query", "UnionDefaultGraph"),
}
