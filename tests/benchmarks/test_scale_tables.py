"""What the benchmark of scale prints: counts, means beside ours, the exponent of growth."""

from pathlib import Path
from urllib.parse import parse_qs

from benchmarks.scale import growths, of_dataset
from benchmarks.serving.scaling import Measured, Times, dataset_of
from endpoint.snapshot import Snapshot

GRAPH = "https://w3id.org/filrouge/graph/"


def test_a_question_of_one_territory_names_its_graphs_and_the_shared_ones() -> None:
    graphs = dict.fromkeys((f"{GRAPH}1/plan", f"{GRAPH}2/plan", f"{GRAPH}vocabulary"), 1)
    asked = parse_qs(dataset_of(Snapshot(Path(), "v", graphs=graphs), "2"))
    assert asked["default-graph-uri"] == asked["named-graph-uri"] == [f"{GRAPH}2/plan", f"{GRAPH}vocabulary"]


def test_means_stand_beside_ours_over_the_questions_of_both() -> None:
    ours = Times({"a": 0.1, "b": 0.4}, {"a": 0.1, "b": 0.4}, {"a": 0.01}, [])
    theirs = Times({"a": 0.3}, {"a": 0.3}, {"a": 0.3}, ["b"])
    found = Measured(1000, one={"filrouge": ours, "other": theirs}, every={"filrouge": ours, "other": theirs})
    text = "\n".join(of_dataset(found))
    assert "| questions of one territory: answered | 2 of 2 | 1 of 2 |" in text
    assert "| questions of one territory: cold, ms, geometric mean | 200 | 300 (**3**) |" in text
    assert "| questions of all: warm, ms, geometric mean | 10 | 300 (**30**) |" in text
    assert "400 `b`" in text


def test_growth_is_the_exponent_between_the_last_two_datasets() -> None:
    sizes = [Measured(size) for size in (10, 1000, 100_000)]
    for each, seconds in zip(sizes, (0.001, 0.1, 1.0), strict=True):
        each.one["filrouge"] = each.every["filrouge"] = Times(cold={"a": seconds})
    assert "| `a` | 1 | 100 | 1000 | 0.50 |" in "\n".join(growths(sizes))
