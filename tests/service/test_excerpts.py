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


class Marked(Excerpts):
    """Copies that say `copy` where the store says `store`."""

    unable: str = ""

    def can_copy(self, graph: str) -> bool:
        return graph != self.unable

    def copy(self, graph: str, store: ox.Store) -> None:
        store.add(said(graph, "copy"))


def said(graph: str, text: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(graph), ox.NamedNode("http://e/in"), ox.Literal(text), ox.NamedNode(graph))


@pytest.fixture
def copies() -> Marked:
    return Marked(dict.fromkeys(GRAPHS, 1))


@pytest.fixture
def engine(copies: Marked) -> Engine:
    """Three graphs of one triple each."""
    store = ox.Store()
    store.extend(said(graph, "store") for graph in GRAPHS)
    return Engine(store, excerpts=copies)


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
    assert found(engine, *GRAPHS[:2], "http://e/none") == ["a copy", "b copy"]


def test_what_is_too_large_or_cannot_be_copied_is_answered_from_the_store(
    engine: Engine, copies: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.unable = GRAPHS[2]
    assert found(engine, *GRAPHS) == ["a store", "b store", "c store"]
    assert found(engine, *GRAPHS[:2]) == ["a copy", "b copy"]
    monkeypatch.setattr(excerpts, "MOST_TRIPLES", 1)
    assert found(engine, *GRAPHS[:2]) == ["a store", "b store"]


def test_graphs_whose_sizes_are_not_known_are_not_copied() -> None:
    assert Marked({}).holding(frozenset(GRAPHS)) is None


def test_a_copy_is_made_once_and_the_oldest_is_forgotten(copies: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    ab, bc, ac = (frozenset(pair) for pair in (GRAPHS[:2], GRAPHS[1:], GRAPHS[::2]))
    monkeypatch.setattr(excerpts, "MOST_KEPT", 4)
    first, second = copies.holding(ab), copies.holding(bc)
    assert copies.holding(ab) is first
    copies.holding(ac)
    assert copies.holding(ab) is first
    assert copies.holding(bc) is not second


def test_the_processor_time_of_a_copy_is_told_before_and_put_right_afterwards(engine: Engine) -> None:
    told: list[float] = []
    engine.tell_of_copies(told.append)
    found(engine, *GRAPHS[:2])
    assert told[0] == 2 * excerpts.SECONDS_A_TRIPLE
    assert 0 <= sum(told) < 1
    found(engine, *GRAPHS[:2])
    assert len(told) == 2


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_snapshot_gives_its_graphs(dijon: Path, in_memory: bool) -> None:
    snapshot = current_snapshot(dijon.parent)
    graphs = frozenset(each for each in snapshot.graphs if "/242100410/" in each)
    with gzip.open(snapshot.dataset) as file:
        lines = [line for line in file if line.rpartition(b"<")[2].rpartition(b">")[0].decode() in graphs]
    quads = sorted(map(str, ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)))
    engine = Engine.open(snapshot, in_memory=in_memory)
    assert engine._excerpts is not None
    store = engine._excerpts.holding(graphs)
    assert store is not None
    assert sorted(map(str, store)) == quads != []
