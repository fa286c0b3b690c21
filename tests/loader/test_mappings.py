"""Mappings: each a CONSTRUCT with a header; nothing else makes triples of the data; a failing function stops a load."""

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_territories import BASE, PLAN_ROW, load_small

from loader import mapping
from loader.errors import GraphError
from loader.graph import check_graph

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "mappings").glob("*.rq"))
MAKERS_OF_TRIPLES = {"facade.py", "mapping.py", "graph.py"}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("key", ["source", "target", "note"])
def test_a_mapping_says_source_target_and_note(file: Path, key: str) -> None:
    assert re.search(rf"^#\+ {key}: \S", file.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_mapping_is_one_construct(file: Path) -> None:
    functions = {ox.NamedNode(mapping._FN + name): lambda term: term for name in mapping._FUNCTIONS}
    found = ox.Store().query(file.read_text("utf-8"), base_iri=BASE, custom_functions=functions)
    assert isinstance(found, ox.QueryTriples)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_mapping_builds_no_address_from_a_line_number(file: Path) -> None:
    assert not re.search(r"CONCAT\([^)]*\?(line|number|row)\b", file.read_text("utf-8"))


def test_each_kind_of_record_has_a_mapping() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "loader").rglob("*.py"))
    kinds = set(re.findall(r'"record": "([a-z]+)"', text))
    known = {source for found in mapping.read_mappings() for source in found.sources}
    assert kinds <= known


def calls(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}


def test_only_facade_and_mapping_make_triples() -> None:
    makers = {path.name for path in (ROOT / "loader").rglob("*.py") if calls(path) & {"Quad", "Triple"}}
    assert makers <= MAKERS_OF_TRIPLES


def test_no_python_writes_turtle_or_a_construct() -> None:
    for path in (ROOT / "loader").rglob("*.py"):
        literals = [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)]
        texts = [text for text in literals if isinstance(text, str)]
        assert not [t for t in texts if re.search(r"\bCONSTRUCT \{|\bINSERT DATA|@prefix|^<https?:[^>]*> <", t)], path


def test_a_failing_function_stops_the_load_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> ox.Literal:
        raise ValueError("no such day")

    monkeypatch.setitem(mapping._FUNCTIONS, "earliest", fail)
    with pytest.raises(GraphError, match=r"mapping citergie-table: fn:earliest\('2019'\): no such day"):
        load_small(tmp_path, {"plan.tsv": PLAN_ROW})
    assert not (tmp_path / "build" / "current").exists()


def test_the_base_of_the_data_is_a_setting() -> None:
    record: dict[str, object] = {"record": "axis", "path": "id/1/axis/1.1", "plan": "id/1/plan/p", "notation": "1.1"}
    record |= {"group": 1, "order": 1, "label": "Un", "row": "id/1/document/p/row/1"}
    quads = mapping.map_records([record], "graph/1/p", "https://brume.example/")  # type: ignore[list-item]
    assert {str(quad.subject.value) for quad in quads} == {"https://brume.example/id/1/axis/1.1"}
    assert {str(quad.graph_name.value) for quad in quads} == {"https://brume.example/graph/1/p"}


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode("https://brume.example/" + name)


def test_a_triple_in_two_graphs_stops_the_load() -> None:
    triple = node("s"), node("p"), node("o")
    with pytest.raises(GraphError, match="stands in"):
        check_graph({ox.Quad(*triple, node("g1")), ox.Quad(*triple, node("g2"))})


def test_a_blank_node_stops_the_load() -> None:
    with pytest.raises(GraphError, match="blank node"):
        check_graph({ox.Quad(ox.BlankNode(), node("p"), node("o"), node("g"))})
