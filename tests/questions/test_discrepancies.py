"""The discrepancies of the Dijon documents. The expected answer was checked against the documents, by eye."""

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "sources" / "dijon-metropole"
EXPECTED = Path(__file__).parent / "expected" / "discrepancies.csv"
FILES = {"citergie": "citergie.tsv", "crte": "crte.txt", "projet-metropolitain": "projet-metropolitain.txt"}
Row = dict[str, str]


def ask(graph: ox.Store, name: str, **values: str) -> list[Row]:
    text = (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    for parameter, term in values.items():
        text, done = re.subn(rf"VALUES \?{parameter} \{{[^}}]*\}}", f"VALUES ?{parameter} {{ {term} }}", text)
        assert done == 1
    solutions = graph.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


def places(rows: str) -> list[tuple[str, int]]:
    return [(document, int(line)) for document, line in (place.split(":") for place in rows.split(" | "))]


def sides(graph: ox.Store, kind: str) -> dict[str, list[str]]:
    """What each line says, by discrepancy of a kind."""
    found: dict[str, list[str]] = {}
    for row in ask(graph, "discrepancies", kind=f'"{kind}"'):
        found.setdefault(row["discrepancy"], []).append(f"{row['rows']} {row['value']}")
    return found


def test_the_answer_is_what_the_documents_say(graph: ox.Store) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        assert ask(graph, "discrepancies") == list(csv.DictReader(file))


def test_each_side_stands_on_the_lines_that_it_names(graph: ox.Store) -> None:
    lines = {name: (SOURCES / file).read_text(encoding="utf-8").split("\n") for name, file in FILES.items()}
    for row in ask(graph, "discrepancies"):
        texts = [" ".join(lines[document][line - 1].split()) for document, line in places(row["rows"])]
        assert all(any(words in text for text in texts) for words in row["value"].split(" ; "))


def test_each_discrepancy_has_two_sides_and_at_most_one_is_chosen(graph: ox.Store) -> None:
    rows = ask(graph, "discrepancies")
    assert set(Counter(row["discrepancy"] for row in rows).values()) == {2}
    chosen = Counter(row["discrepancy"] for row in rows if row["isChosen"] == "true")
    assert set(chosen.values()) == {1}
    assert {row["discrepancy"] for row in rows if row["chosenValue"]} == set(chosen)


def test_a_wrong_code_is_beside_the_line_that_has_the_right_one(graph: ox.Store) -> None:
    """Line 21 says 1.3.1 and line 53, the same action in the second pass, says 1.3.2."""
    codes = [row for row in ask(graph, "discrepancies", kind='"code"') if row["between"] == "readings"]
    assert [(row["value"][:5], row["rows"], row["isChosen"]) for row in codes] == [
        ("1.3.1", "citergie:21", "false"),
        ("1.3.2", "citergie:53", "true"),
    ]


def test_one_action_stands_under_two_measures(graph: ox.Store) -> None:
    """Line 136 and line 147, in capitals: « Renforcer les mobilités actives et inciter à l'essor… »."""
    codes = [row for row in ask(graph, "discrepancies", kind='"code"') if row["between"] == "rows"]
    assert [(row["rows"], row["value"][:5]) for row in codes] == [("citergie:136", "4.1.1"), ("citergie:147", "4.3.3")]


def test_the_titles_of_a_measure_are_told_with_all_their_lines(graph: ox.Store) -> None:
    """Measure 5.2.2 is « écoresponsabilité » on lines 165 to 170, « responsabilité » on 172 to 175."""
    [found] = [said for name, said in sides(graph, "title").items() if "/5.2.2/" in name]
    lines = [[line for _, line in places(re.split(r" \d\.", said)[0])] for said in found]
    assert lines == [list(range(165, 171)), list(range(172, 176))]


def test_titles_laid_on_a_neighbours_data_are_told(graph: ox.Store) -> None:
    """On lines 9 and 10 of the first pass the title stands on the data of lines 33 and 34 of the second."""
    found = [said for name, said in sides(graph, "title").items() if name.endswith("/slipped-title")]
    assert [[re.split(r" (?=[A-Z-])", said)[0] for said in pair] for pair in found] == [
        ["citergie:33", "citergie:9"],
        ["citergie:10", "citergie:9 | citergie:34"],
    ]


def test_misread_letters_are_kept_apart_from_what_differs_in_meaning(graph: ox.Store) -> None:
    """« Neuveu » for « Nouveau » is a reading; « traitements » for « thématiques » is another description."""
    rows = {(row["kind"], place) for row in ask(graph, "discrepancies") for place in places(row["rows"])}
    assert {("reading", ("citergie", 30)), ("description", ("citergie", 9))} <= rows
    assert ("description", ("citergie", 30)) not in rows


def test_only_one_discrepancy_is_between_documents(graph: ox.Store) -> None:
    """The PAT: « programme » on line 196 of the plan, « projet » on line 55 of the notice and 37 of the project."""
    rows = [row for row in ask(graph, "discrepancies") if row["between"] == "documents"]
    assert [(row["value"], row["rows"]) for row in rows] == [
        ("Programme Alimentaire Territorial (PAT)", "citergie:196"),
        ("projet alimentaire territorial", "crte:55 | projet-metropolitain:37"),
    ]


@pytest.mark.parametrize(("document", "discrepancies"), [("crte", 2), ("projet-metropolitain", 1), ("presse-2013", 0)])
def test_a_document_has_the_discrepancies_of_which_it_says_a_side(
    graph: ox.Store, document: str, discrepancies: int
) -> None:
    rows = ask(graph, "discrepancies", document=f'"{document}"')
    told = {row["discrepancy"] for row in rows}
    assert len(told) == discrepancies
    assert {row["discrepancy"] for row in rows if document in row["rows"]} == told


def test_status_against_dates_agrees_at_the_date_that_the_plan_tells(graph: ox.Store) -> None:
    """Line 205 starts in 2018 and is not started; line 92 was completed in the summer of 2019."""
    own = {row["rows"] for row in ask(graph, "discrepancies", kind='"status-against-dates"')}
    then = ask(graph, "status-against-dates", at='"2019-06-01"^^xsd:date')
    assert own == {"citergie:205"}
    assert [row["rows"] for row in then if row["problem"] == "not-started-after-start"] == ["citergie:205"]


def test_each_cell_that_was_set_aside_is_in_a_discrepancy(graph: ox.Store) -> None:
    told = {place for row in ask(graph, "discrepancies") for place in row["rows"].split(" | ")}
    aside = {f"{r['document']}:{r['line']}" for r in ask(graph, "slipped-or-recoded") if r["reading"] == "other"}
    assert aside <= told
