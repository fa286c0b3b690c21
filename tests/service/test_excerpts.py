"""A few named graphs of a store, copied into memory: made once, of what is known, and forgotten in time."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from endpoint import excerpts
from endpoint.engine import Engine, Query
from endpoint.excerpts import Excerpts
from endpoint.snapshot import current_snapshot

GRAPHS = ("http://e/a", "http://e/b", "http://e/c")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Three graphs of one triple each; the excerpts say `copy` where the store says `store`."""
    store = ox.Store()
    files = {}
    for graph in GRAPHS:
        store.add(ox.Quad(ox.NamedNode(graph), ox.NamedNode("http://e/in"), ox.Literal("store"), ox.NamedNode(graph)))
        files[graph] = tmp_path / f"{graph[-1]}.nt"
        files[graph].write_text(f'<{graph}> <http://e/in> "copy" .\n')
    return Engine(store, excerpts=Excerpts(files, dict.fromkeys(GRAPHS, 1)))


def found(engine: Engine, *default: str, named: tuple[str, ...] = (), where: str = "?s ?p ?o") -> list[str]:
    table = engine.table(Query(f"SELECT ?s ?o WHERE {{ {where} }} ORDER BY ?s", default, named), 10)
    return [f"{s.value[-1]} {o.value}" for s, o in table.rows]  # type: ignore[union-attr]


def test_several_graphs_are_answered_from_a_copy_that_holds_no_other(engine: Engine) -> None:
    assert found(engine, *GRAPHS[:2]) == ["a copy", "b copy"]


def test_one_graph_and_the_whole_are_answered_from_the_store(engine: Engine) -> None:
    assert found(engine, GRAPHS[0]) == ["a store"]
    assert found(engine) == ["a store", "b store", "c store"]


def test_graph_sees_the_named_graphs_of_the_dataset_alone(engine: Engine) -> None:
    where = "GRAPH ?g { ?s ?p ?o }"
    assert found(engine, *GRAPHS[:2], where=where) == []
    assert found(engine, *GRAPHS[:2], named=GRAPHS[:1], where=where) == ["a copy"]
    assert found(engine, *GRAPHS[:2], named=GRAPHS[2:], where=where) == ["c store"]


def test_a_graph_that_is_not_there_adds_nothing(engine: Engine) -> None:
    assert found(engine, GRAPHS[0], "http://e/none") == ["a copy"]


def test_what_is_too_large_or_has_no_download_is_answered_from_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.nt"
    file.write_bytes(b"")
    known = Excerpts({GRAPHS[0]: file, GRAPHS[1]: file}, dict.fromkeys(GRAPHS, 100))
    assert known.holding(frozenset(GRAPHS)) is None
    assert known.holding(frozenset(GRAPHS[:2])) is not None
    monkeypatch.setattr(excerpts, "MOST_TRIPLES", 199)
    assert known.holding(frozenset(GRAPHS[:2])) is None


def test_a_copy_is_made_once_and_the_oldest_is_forgotten(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = engine._excerpts
    assert copies is not None
    ab, bc, ac = (frozenset(pair) for pair in (GRAPHS[:2], GRAPHS[1:], GRAPHS[::2]))
    monkeypatch.setattr(excerpts, "MOST_KEPT", 4)
    first, second = copies.holding(ab), copies.holding(bc)
    assert copies.holding(ab) is first
    copies.holding(ac)
    assert copies.holding(ab) is first
    assert copies.holding(bc) is not second


def test_a_snapshot_gives_its_graphs_and_their_downloads(dijon: Path) -> None:
    of_dijon = current_snapshot(dijon.parent)
    graphs = frozenset(each for each in of_dijon.graphs if "/242100410/" in each)
    store = Excerpts.of_snapshot(of_dijon).holding(graphs)
    assert store is not None
    with gzip.open(of_dijon.dataset) as file:
        lines = [line for line in file if line.rpartition(b"<")[2].rpartition(b">")[0].decode() in graphs]
    quads = ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)
    assert sorted(map(str, store)) == sorted(map(str, quads)) != []
