"""The corpus of many territories: made of the Dijon graph, the same each time, and consistent as a load is."""

import doctest
from collections import Counter
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks import corpus, template
from benchmarks.datasets import open_dataset
from benchmarks.variation import Territory

FIL = "https://w3id.org/filrouge/ontology#"
DIJON = "242100410"
TERRITORIES = 3


@pytest.fixture(scope="module")
def original(dijon: Path) -> list[str]:
    with open_dataset(dijon) as file:
        return [line.decode() for line in file]


@pytest.fixture(scope="module")
def pattern(original: list[str]) -> template.Template:
    return template.read_template(original)


@pytest.fixture(scope="module")
def lines(pattern: template.Template) -> list[str]:
    return list(corpus.corpus(pattern, TERRITORIES, seed=1))


@pytest.fixture(scope="module")
def store(lines: list[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return store


def count(lines: list[str], *words: str) -> int:
    return sum(all(word in line for word in words) for line in lines)


def of_class(lines: list[str], name: str) -> set[str]:
    return {template.split(line)[0] for line in lines if f"#type> <{FIL}{name}>" in line}


def test_same_seed_gives_same_bytes(dijon: Path, tmp_path: Path) -> None:
    written = []
    for name, seed in (("first.nq.gz", "1"), ("second.nq.gz", "1"), ("third.nq.gz", "2")):
        out = tmp_path / name
        corpus.main(["--territories", "2", "--out", str(out), "--source", str(dijon), "--seed", seed])
        written.append(out.read_bytes())
    assert written[0] == written[1] != written[2]


def test_first_territory_is_the_original(original: list[str], lines: list[str]) -> None:
    assert set(original) <= set(lines)
    assert sorted(corpus.corpus(template.read_template(original), 1, seed=1)) == sorted(original)


def test_no_triple_stands_twice_nor_in_two_graphs(lines: list[str], store: ox.Store) -> None:
    triples = Counter(line[: line.rindex(" <")] for line in lines)
    assert [triple for triple, times in triples.items() if times > 1] == []
    assert len(store) == len(lines)


def test_shared_graphs_are_made_once(original: list[str], lines: list[str]) -> None:
    for words in (("/graph/vocabulary>",), ("/graph/measures>", "#prefLabel>"), ("/graph/actors>", "#actorKind>")):
        assert count(lines, *words) == count(original, *words) > 0


def test_territories_differ_in_their_siren_and_keep_their_axes(original: list[str], lines: list[str]) -> None:
    axes = Counter(axis.split("/id/")[1].split("/")[0] for axis in of_class(lines, "PolicyAxis"))
    assert len(axes) == TERRITORIES
    assert set(axes.values()) == {len(of_class(original, "PolicyAxis"))}


def test_some_actions_are_dropped_and_nothing_speaks_of_them(original: list[str], lines: list[str]) -> None:
    actions = of_class(lines, "Action")
    full = len(of_class(original, "Action"))
    assert full + (TERRITORIES - 1) * full * 0.6 < len(actions) < TERRITORIES * full
    subjects = {template.split(line)[0] for line in lines}
    named = {value for line in lines if (value := template.split(line)[2]).startswith("<https://w3id.org/filrouge/id/")}
    assert named - subjects == set()


def test_dates_amounts_and_statuses_vary_and_stay_possible(original: list[str], lines: list[str]) -> None:
    def values(lines: list[str], name: str) -> Counter[str]:
        return Counter(
            value for line in lines if (triple := template.split(line))[1] == f"<{FIL}{name}>" and (value := triple[2])
        )

    for name in ("startDate", "endEdtf", "minimumAmount"):
        assert len(values(lines, name)) > len(values(original, name))
    assert values(lines, "status").keys() == values(original, "status").keys()
    assert not any("-02-29" in value for value in values(lines, "endDate"))


def test_a_budget_keeps_its_bounds_in_order(store: ox.Store) -> None:
    wrong = f"ASK {{ ?b <{FIL}minimumAmount> ?low ; <{FIL}maximumAmount> ?high . FILTER (?low > ?high) }}"
    assert not store.query(wrong, use_default_graph_as_union=True)


def test_local_actors_are_those_of_the_department_and_national_ones_are_shared(pattern: template.Template) -> None:
    text = "".join([*(there := Territory(pattern, "200079192", 4, seed=1)).department_lines(), *there.lines()])
    assert "/id/actor/rectorat-4>" in text
    assert "/id/actor/rectorat>" not in text
    assert "/id/actor/ademe>" in text
    assert "/id/actor/ademe-4>" not in text
    assert DIJON not in text.replace(f'"{DIJON}"', "")


def test_each_siren_has_a_valid_check_digit() -> None:
    for siren in islice(corpus.sirens(DIJON), 50):
        doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(siren)]
        assert sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def test_a_graph_without_territory_is_refused() -> None:
    with pytest.raises(ValueError, match="0 territories"):
        template.read_template(["<a> <b> <c> <g> .\n"])


@pytest.mark.parametrize("module", [corpus, template])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
