"""The questions, asked of the Dijon graph. The expected answers were written from the documents, by eye."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from endpoint.questions import read_questions, saved_questions

QUERIES = Path(__file__).parents[2] / "queries"
EXPECTED = Path(__file__).parent / "expected"
SOURCES = Path(__file__).parents[2] / "sources" / "dijon-metropole"
STATEMENTS = {
    "projet-metropolitain": "projet-metropolitain.statements.csv",
    "politique-sociale": "politique-sociale.csv",
    "presse-2013": "presse-2013.csv",
}
NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))
CONTRACT = {
    "actions": "action code measure theme title leads funders partners audience start end openEnded "
    "budgetMin budgetMax taxBasis status rows",
    "measures": "measure code title domain actions",
    "axes": "axis group order label",
    "orientations": "orientation order label",
    "actors": "actor name kind siren otherNames documents leads funds partners",
    "alignments": "subject subjectLabel predicate object objectLabel justification confidence comment",
    "ledger": "document line fate subject reason",
    "facts": "document line kind subject label value unit",
}
Row = dict[str, str]


def ask(graph: ox.Store, name: str) -> list[Row]:
    solutions = graph.query((QUERIES / f"{name}.rq").read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_order(rows: list[Row]) -> list[tuple[str, ...]]:
    return sorted(tuple(row.values()) for row in rows)


def header(name: str) -> dict[str, dict[str, str]]:
    lines = (QUERIES / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    found = yaml.safe_load(
        "\n".join(line.removeprefix("#+").removeprefix(" ") for line in lines if line.startswith("#+"))
    )
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["actions", "measures", "axes", "orientations", "actors"])
def test_question_gives_its_expected_answer(graph: ox.Store, name: str) -> None:
    assert in_order(ask(graph, name)) == in_order(read_csv(EXPECTED / f"{name}.csv"))


def test_ledger_gives_each_line_its_fate_and_things(graph: ox.Store) -> None:
    answer = [{c: row[c] for c in ("document", "line", "fate", "subject")} for row in ask(graph, "ledger")]
    assert in_order(answer) == in_order(read_csv(EXPECTED / "ledger.csv"))


def test_alignments_are_the_links_that_reviewers_wrote(graph: ox.Store) -> None:
    written = []
    for path in (SOURCES / "alignments").glob("*.sssom.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        written += [row for row in csv.DictReader(lines, delimiter="\t") if row.get("predicate_modifier") != "Not"]
    columns = ("subject_label", "object_label", "comment")
    answer = [(row["subjectLabel"], row["objectLabel"], row["comment"]) for row in ask(graph, "alignments")]
    assert sorted(answer) == sorted(tuple(row[c] for c in columns) for row in written)


def test_facts_of_the_notice_are_those_of_the_document(graph: ox.Store) -> None:
    answer = [row for row in ask(graph, "facts") if row["document"] == "crte"]
    assert in_order(answer) == in_order(read_csv(EXPECTED / "facts.csv"))


@pytest.mark.parametrize("document", STATEMENTS)
def test_facts_of_prose_are_the_statements_made_by_hand(graph: ox.Store, document: str) -> None:
    columns = ("line", "kind", "label", "value", "unit")
    answer = [{c: row[c] for c in columns} for row in ask(graph, "facts") if row["document"] == document]
    assert in_order(answer) == in_order(
        [{c: row[c] for c in columns} for row in read_csv(SOURCES / STATEMENTS[document])]
    )


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_question_has_exactly_its_columns(graph: ox.Store, name: str) -> None:
    assert list(ask(graph, name)[0]) == CONTRACT[name].split()


@pytest.mark.parametrize("name", NAMES)
def test_question_has_titles_and_descriptions_in_both_languages(name: str) -> None:
    for key in ("title", "description"):
        assert set(header(name)[key]) == {"fr", "en"}
        assert all(text.strip() for text in header(name)[key].values())


@pytest.mark.parametrize("name", NAMES)
def test_question_is_answered(graph: ox.Store, name: str) -> None:
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    answer = graph.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions | ox.QueryTriples)
    assert list(answer)


def test_every_question_can_be_served() -> None:
    assert sorted(read_questions(saved_questions())) == NAMES


def test_the_ademe_question_of_measure_1_2_3_has_its_five_actions(graph: ox.Store) -> None:
    """Read in the document: lines 6/30, 7/31, 9/33, 12/37 and 43 have "Ademe BFC" among the funders of 1.2.3."""
    answer = [row for row in ask(graph, "actions") if row["code"] == "1.2.3" and "ADEME" in row["funders"]]
    assert sorted((row["end"], row["budgetMin"], row["budgetMax"], row["rows"]) for row in answer) == [
        ("2020", "140000", "140000", "citergie:33 | citergie:9"),
        ("2020", "225000", "225000", "citergie:31 | citergie:7"),
        ("2020", "300000", "300000", "citergie:12 | citergie:37"),
        ("2022", "18000000", "18000000", "citergie:30 | citergie:6"),
        ("2022", "5760000", "5760000", "citergie:43"),
    ]


def test_a_yearly_amount_is_a_budget_of_its_own(graph: ox.Store) -> None:
    [budget] = [row for row in ask(graph, "budgets") if row["period"] == "per-year"]
    assert (budget["raw"], budget["minimum"], budget["rows"]) == ("2 millions par an", "2000000", "citergie:191")


def test_two_tax_bases_are_two_parts_and_no_sum(graph: ox.Store) -> None:
    parts = [row for row in ask(graph, "budgets") if "citergie:21" in row["rows"]]
    assert sorted((row["taxBasis"], row["minimum"], row["maximum"]) for row in parts) == [
        ("excl", "154200000", "154200000"),
        ("incl", "174100000", "174100000"),
        ("unknown", "", ""),
    ]
