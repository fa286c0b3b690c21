"""The matrix: its cells worked out a second time, in Python, from the alignment files and the checked actions.

What a cell holds is thus not what the queries say that it holds. Axes and measures are also held against the answer of
`axes-measures-matrix`, which was checked by eye.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import pyoxigraph as ox
import pytest

from endpoint.inquiries import Inquiry
from endpoint.questions import read_questions, saved_questions
from tests.questions.test_question_answers import EXPECTED, SOURCES, Row, read_csv

BASE = "https://w3id.org/filrouge/id/"
DIJON = f"{BASE}242100410/"
QUESTIONS = read_questions(saved_questions())
RANKS = {"strong": 3, "medium": 2, "weak": 1, "": 0}
KINDS = list(product(("axes", "orientations"), ("measures", "citergie-domains", "domains", "themes", "contracts")))
STATUSES = {"new": "Nouveau", "in-progress": "En cours", "completed": "Complété", "none": ""}
QUOTED = re.compile(r"« ([^«»]*) » \(([a-z0-9-]+):([0-9]+)\)")


def ask(graph: ox.Store, name: str, **given: str) -> list[Row]:
    query = Inquiry(QUESTIONS[name], given).query.text
    solutions = graph.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


@dataclass(frozen=True)
class Pair:
    """A pair that a reviewer judged; the rank of a rejected one is 0."""

    subject: str
    object: str
    rank: int
    comment: str


def judged(file: str) -> Iterator[Pair]:
    lines = (SOURCES / "alignments" / f"{file}.sssom.tsv").read_text("utf-8").splitlines()
    curies = dict(re.findall(r"^#  ([a-z]+): (https?://\S+)$", "\n".join(lines), re.M))
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        subject, object_ = (_expand(row[side], curies) for side in ("subject_id", "object_id"))
        yield Pair(subject, object_, _rank(row), row["comment"])


def _expand(curie: str, curies: dict[str, str]) -> str:
    prefix, _, name = curie.partition(":")
    return curies[prefix] + name


def _rank(row: Row) -> int:
    """As docs/model.md has it: strong from 0.8, medium from 0.6; related, or below, is weak."""
    if row["predicate_modifier"] == "Not":
        return 0
    confidence = float(row["confidence"])
    if row["predicate_id"] == "skos:relatedMatch" or confidence < 0.6:
        return 1
    return 3 if confidence >= 0.8 else 2


@dataclass
class Cell:
    """What stands in a cell."""

    rank: int = 0
    actions: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    objectives: set[str] = field(default_factory=set)
    rejected: set[tuple[str, str]] = field(default_factory=set)

    def figures(self) -> tuple[int, ...]:
        return (self.rank, *map(len, (self.actions, self.own, self.objectives, self.rejected)))


@dataclass(frozen=True)
class Filters:
    """What the oracle leaves out, as the page does."""

    least: int = 1
    status: str | None = None
    lead: str | None = None
    document: str | None = None

    def leave(self, bridge: str, action: Row | None) -> bool:
        if self.document and self.document not in _documents(bridge, action):
            return False
        if action is None:
            return self.status is None and self.lead is None
        fits = self.status is None or action["status"] == STATUSES[self.status]
        return fits and (self.lead is None or self.lead in action["leads"].split(" | "))


def _documents(bridge: str, action: Row | None) -> set[str]:
    """An objective has its document in its address; only one document states measures and actions."""
    return {bridge.split("/")[-2]} if "/objective/" in bridge else {"citergie"}


class Oracle:
    """The matrix, from the files."""

    def __init__(self) -> None:
        self.actions = {row["action"]: row for row in read_csv(EXPECTED / "actions.csv")}
        self.measures = [row["measure"] for row in read_csv(EXPECTED / "measures.csv")]
        self.below = defaultdict(set)
        for action, row in self.actions.items():
            for measure in filter(None, row["measure"].split(" | ")):
                self.below[measure].add(action)

    def cells(self, rows: str, columns: str, filters: Filters) -> dict[tuple[str, str], Cell]:
        cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
        for bridge, way, link in self.linked(rows):
            if filters.leave(bridge, self.actions.get(bridge)):
                for column, place in self.places(bridge, columns):
                    self._count(cells[link.object, column], bridge, way, link, place, filters)
        return {ends: cell for ends, cell in cells.items() if any(cell.figures())}

    def linked(self, rows: str) -> Iterator[tuple[str, str, Pair]]:
        """The things that are linked to a row, themselves or by their measure."""
        files = [f"measures-to-{rows}", f"objectives-to-{rows}", *(["actions-to-axes"] if rows == "axes" else [])]
        for link in (link for file in files for link in judged(file)):
            yield link.subject, "own", link
            for action in self.below[link.subject] if link.rank else ():
                yield action, "measure", link

    def places(self, bridge: str, columns: str) -> Iterator[tuple[str, Pair | None]]:
        """The columns that a thing stands in, with the link that says so where it is no document."""
        action = self.actions.get(bridge)
        measures = [bridge] if action is None else [each for each in action["measure"].split(" | ") if each]
        measures = [each for each in measures if each in self.measures]
        themes = [each for each in action["theme"].split(" | ") if each] if action else []
        if columns == "measures":
            yield from ((each, None) for each in measures)
        elif columns == "citergie-domains":
            yield from ((each.rpartition("/")[2][0], None) for each in measures)
        elif columns == "themes":
            yield from ((each, None) for each in themes)
        elif columns == "domains":
            yield from ((pair.subject, pair) for pair in judged("domains-to-measures") if pair.object in measures)
            named = {THEMES.get(each) for each in themes}
            yield from ((pair.subject, pair) for pair in judged("domains-to-themes") if pair.object in named)
        elif columns == "contracts":
            yield from ((pair.subject, pair) for pair in judged("contracts-to-actions") if pair.object == bridge)
            yield from ((pair.object, pair) for pair in judged("objectives-to-contracts") if pair.subject == bridge)

    @staticmethod
    def _count(cell: Cell, bridge: str, way: str, link: Pair, place: Pair | None, filters: Filters) -> None:
        placed = place.rank if place else 3
        rank = min(link.rank, placed)
        if rank >= filters.least:
            cell.rank = max(cell.rank, rank)
            if "/action/" in bridge:
                cell.actions.add(bridge)
                cell.own |= {bridge} if way == "own" else set()
            elif "/objective/" in bridge:
                cell.objectives.add(bridge)
        elif rank == 0 and link.rank + placed > 0:
            refused = link if link.rank == 0 else place
            assert refused is not None
            cell.rejected.add((refused.subject, refused.object))


def _themes() -> dict[str, str]:
    """The themes that were judged, by their labels."""
    lines = (SOURCES / "alignments" / "domains-to-themes.sssom.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {row["object_label"]: f"{DIJON}theme/{row['object_id'].removeprefix('theme:')}" for row in rows}


THEMES = _themes()


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


def answered(graph: ox.Store, rows: str, columns: str, **given: str) -> dict[tuple[str, str], tuple[int, ...]]:
    """The cells of the question, their columns named as the oracle names them."""
    headings = ask(graph, "matrix-headings", rows=rows, columns=columns)
    names = {each["thing"]: each["thing"] for each in headings}
    names |= {each["thing"]: each["label"] for each in headings if columns == "themes" and each["side"] == "column"}
    names |= {
        each["thing"]: each["code"] for each in headings if columns == "citergie-domains" and each["side"] == "column"
    }
    cells = ask(graph, "matrix", rows=rows, columns=columns, pairs="all", **given)
    assert all(int(c["actions"]) == int(c["direct"]) + int(c["throughMeasure"]) for c in cells)
    return {
        (cell["row"], names[cell["column"]]): (
            RANKS[cell["strongest"]],
            *(int(cell[name]) for name in ("actions", "direct", "objectives", "rejected")),
        )
        for cell in cells
    }


@pytest.mark.parametrize(("rows", "columns"), KINDS)
def test_each_cell_holds_what_the_alignment_files_and_the_plan_say(
    graph: ox.Store, oracle: Oracle, rows: str, columns: str
) -> None:
    expected = {ends: cell.figures() for ends, cell in oracle.cells(rows, columns, Filters()).items()}
    assert len(expected) > 20
    assert answered(graph, rows, columns) == expected


@pytest.mark.parametrize(
    ("given", "filters"),
    [
        ({"strength": "strong"}, Filters(least=3)),
        ({"strength": "medium"}, Filters(least=2)),
        ({"status": "in-progress"}, Filters(status="in-progress")),
        ({"status": "none"}, Filters(status="none")),
        ({"lead": f"{DIJON}service/service-ecologie-urbaine"}, Filters(lead="Service Écologie urbaine")),
        ({"document": "citergie"}, Filters(document="citergie")),
        ({"document": "politique-sociale"}, Filters(document="politique-sociale")),
        ({"siren": "242100410"}, Filters()),
    ],
    ids=str,
)
@pytest.mark.parametrize(("rows", "columns"), [("axes", "measures"), ("orientations", "contracts")])
def test_a_filter_leaves_the_cells_that_it_should(
    graph: ox.Store, oracle: Oracle, rows: str, columns: str, given: dict[str, str], filters: Filters
) -> None:
    expected = {ends: cell.figures() for ends, cell in oracle.cells(rows, columns, filters).items()}
    assert answered(graph, rows, columns, **given) == expected


@pytest.mark.parametrize("given", [{"siren": "1"}, {"strength": "huge"}, {"document": "none"}, {"rows": "x"}], ids=str)
def test_a_value_that_nothing_has_leaves_no_cell(graph: ox.Store, given: dict[str, str]) -> None:
    assert ask(graph, "matrix", **given) == []


def test_axes_and_measures_are_those_of_the_matrix_that_was_checked_by_eye(graph: ox.Store) -> None:
    checked = read_csv(EXPECTED / "axes-measures-matrix.csv")
    expected = {(row["axis"], row["measure"]): (row["strongest"], row["linkedActions"]) for row in checked}
    cells = ask(graph, "matrix")
    assert {(cell["row"], cell["column"]): (cell["strongest"], cell["direct"]) for cell in cells} == expected


def test_the_headings_are_in_the_order_of_the_documents(graph: ox.Store) -> None:
    found = {(rows, columns): ask(graph, "matrix-headings", rows=rows, columns=columns) for rows, columns in KINDS}
    counts = {
        (side, kind): len([each for each in headings if each["side"] == side])
        for kinds, headings in found.items()
        for side, kind in zip(("row", "column"), kinds, strict=True)
    }
    assert counts == {
        ("row", "axes"): 37,
        ("row", "orientations"): 14,
        ("column", "measures"): 36,
        ("column", "citergie-domains"): 6,
        ("column", "domains"): 12,
        ("column", "themes"): 45,
        ("column", "contracts"): 16,
    }
    axes = [each["code"] for each in found["axes", "contracts"] if each["side"] == "row"]
    assert axes == sorted(axes, key=lambda code: [int(part) for part in code.split(".")])
    contracts = [each["label"] for each in found["axes", "contracts"] if each["side"] == "column"]
    # The notice lists them on its lines 47 to 65.
    assert (contracts[0], contracts[-1]) == ("Contrat de ville", "conventionnements avec l'ADEME")


@pytest.mark.parametrize(
    ("rows", "columns"), [("axes", "measures"), ("axes", "domains"), ("orientations", "contracts")]
)
def test_the_page_of_each_cell_has_as_many_actions_as_the_cell(graph: ox.Store, rows: str, columns: str) -> None:
    for cell in ask(graph, "matrix", rows=rows, columns=columns):
        linked = ask(graph, "matrix-cell", row=cell["row"], column=cell["column"])
        of_kind = defaultdict(set)
        for each in linked:
            of_kind[each["kind"], "any"].add(each["thing"])
            of_kind[each["kind"], each["way"]].add(each["thing"])
        assert len(of_kind["action", "any"]) == int(cell["actions"])
        assert len(of_kind["action", "own"]) == int(cell["direct"])
        assert len(of_kind["objective", "any"]) == int(cell["objectives"])
        assert max(RANKS[each["strength"]] for each in linked) == RANKS[cell["strongest"]]


def written() -> dict[tuple[str, str], Pair]:
    return {(p.subject, p.object): p for f in (SOURCES / "alignments").glob("*") for p in judged(f.name.split(".")[0])}


@pytest.mark.parametrize(("rows", "columns"), [("axes", "measures"), ("orientations", "contracts")])
def test_the_evidence_of_each_cell_is_what_reviewers_wrote(
    graph: ox.Store, oracle: Oracle, rows: str, columns: str
) -> None:
    pairs = written()
    for row, column in oracle.cells(rows, columns, Filters()):
        evidence = ask(graph, "matrix-cell-evidence", row=row, column=column)
        assert evidence
        by_pair = defaultdict(list)
        for each in evidence:
            by_pair[each["subject"], each["object"]].append(each)
        for ends, found in by_pair.items():
            pair = pairs[ends]
            assert {each["comment"] for each in found} == {pair.comment}
            assert {each["rejected"] for each in found} == {"true" if pair.rank == 0 else "false"}
            quoted = [(each["words"], each["document"], each["line"]) for each in found]
            assert sorted(quoted) == sorted(QUOTED.findall(pair.comment))
            assert all(each["source"] == f"{DIJON}document/{each['document']}/row/{each['line']}" for each in found)


@pytest.mark.parametrize(("rows", "columns"), [("axes", "measures"), ("orientations", "contracts")])
def test_the_rejected_pairs_of_each_cell_are_among_its_evidence(
    graph: ox.Store, oracle: Oracle, rows: str, columns: str
) -> None:
    for (row, column), cell in oracle.cells(rows, columns, Filters()).items():
        evidence = ask(graph, "matrix-cell-evidence", row=row, column=column)
        assert {(e["subject"], e["object"]) for e in evidence if e["rejected"] == "true"} == cell.rejected


def test_a_cell_read_in_the_documents(graph: ox.Store) -> None:
    """Axis 1.3 is line 15 of the project; measure 4.1.2 has the actions of lines 140 and 141 of the plan."""
    ends = {"row": f"{DIJON}axis/1.3", "column": f"{BASE}measure/citergie/4.1.2"}
    linked = [each for each in ask(graph, "matrix-cell", **ends) if each["kind"] == "action"]
    assert [(each["way"], each["strength"], each["leads"], each["rows"]) for each in linked] == [
        ("measure", "strong", "DRH", "citergie:140"),
        ("measure", "strong", "DCPL", "citergie:141"),
    ]
    evidence = ask(graph, "matrix-cell-evidence", **ends)
    assert [(each["document"], each["line"], each["words"]) for each in evidence] == [
        ("citergie", "140", "mobilité durable en interne au sein de la collectivité"),
        ("projet-metropolitain", "15", "stratégies métropolitaines de mobilité durable"),
    ]
