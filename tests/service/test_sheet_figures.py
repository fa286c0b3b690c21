"""The sheets of the Dijon graph: each row, count and sum of a sheet is the answer of its saved question."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import httpx2
import pytest
from html_tree import read_tree, section, text_of, with_class

BASE = "https://w3id.org/filrouge/id/"
# Every fourth actor, and every third action: all kinds of them are among these.
SOME_ACTORS, SOME_ACTIONS = slice(None, None, 4), slice(None, None, 3)
Row = dict[str, str]


@pytest.fixture(scope="module")
def asked(served: str) -> Iterator["Asked"]:
    with httpx2.Client(base_url=served, follow_redirects=True) as client:
        yield Asked(client)


class Asked:
    """What the service answers."""

    def __init__(self, client: httpx2.Client) -> None:
        self.client = client

    def rows(self, question: str, **given: str) -> list[Row]:
        answer = self.client.get(f"/queries/{question}.csv", params=given)
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.text)))

    def page(self, iri: str, **given: str) -> Element:
        answer = self.client.get(href_of(iri), params=given or None)
        assert answer.status_code == 200, iri
        return read_tree(answer.text)

    def things(self, question: str, column: str) -> list[str]:
        return list(dict.fromkeys(row[column] for row in self.rows(question)))


def href_of(iri: str) -> str:
    return f"/page/{iri.removeprefix(BASE)}"


@pytest.fixture(scope="module")
def goals(asked: Asked) -> list[str]:
    """All axes, orientations and measures."""
    found = [*asked.things("axes", "axis"), *asked.things("orientations", "orientation")]
    return [*found, *asked.things("measures", "measure")]


@pytest.fixture(scope="module")
def actors(asked: Asked) -> list[str]:
    return asked.things("actors", "actor")[SOME_ACTORS]


@pytest.fixture(scope="module")
def actions(asked: Asked) -> list[str]:
    return asked.things("actions", "action")[SOME_ACTIONS]


def rows_of(table: Element | None) -> list[list[str]]:
    """The texts of the cells of a table, without its head."""
    body = next(table.iter("tbody")) if table is not None else Element("tbody")
    return [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in body.iter("tr")]


def table_in(page: Element, name: str) -> Element | None:
    part = section(page, name)
    return next(part.iter("table"), None) if part is not None else None


def euros(text: str) -> str:
    """The digits of an amount, as the page writes it."""
    return "".join(each for each in text if each.isdigit())


def count_in(page: Element, name: str) -> int:
    part = section(page, name)
    assert part is not None
    heading = next(part.iter("h2"))
    [count] = with_class(heading, "count")
    return int(text_of(count))


def links_of(part: Element) -> Counter[tuple[str, str]]:
    """Where the links of a part lead, each with its strength."""
    found: Counter[tuple[str, str]] = Counter()
    for end in part.iter("li"):
        heads = [each for each in end if each.tag == "p"]
        if heads:
            strength = [each.get("class", "").split()[-1] for each in with_class(heads[0], "strength")]
            found[next(heads[0].iter("a")).get("href", ""), *(strength or [""])] += 1
    return found


def test_each_link_of_a_goal_is_one_of_the_answer(asked: Asked, goals: list[str]) -> None:
    for iri in goals:
        page, rows = asked.page(iri), asked.rows("links-of-thing", thing=iri)
        words = text_of(page)
        assert all(row["comment"] in words for row in map(squeezed, rows)), iri
        for name, direction in (("up", "to"), ("down", "from")):
            part = section(page, name)
            assert part is not None
            for rejected in with_class(part, "aside"):
                part.remove(rejected)
            kept = [row for row in rows if row["direction"] == direction and row["rejected"] != "true"]
            assert links_of(part) == Counter((path_of(row["other"]), row["strength"]) for row in kept), iri


def path_of(iri: str) -> str:
    ontology = "https://w3id.org/filrouge/ontology"
    return iri.replace(ontology, "/ontology") if iri.startswith(ontology) else href_of(iri)


def squeezed(row: Row) -> Row:
    return {name: " ".join(value.split()) for name, value in row.items()}


def test_the_rejected_pairs_of_a_goal_are_all_there(asked: Asked, goals: list[str]) -> None:
    for iri in goals:
        refused = [row for row in asked.rows("links-of-thing", thing=iri) if row["rejected"] == "true"]
        asides = with_class(asked.page(iri), "aside")
        shown = sum((links_of(each) for each in asides), Counter())
        assert sum(shown.values()) == len(refused), iri


def test_the_actions_of_a_goal_and_of_an_actor_are_those_of_the_answer(
    asked: Asked, goals: list[str], actors: list[str]
) -> None:
    for iri in (*goals, *actors):
        page, rows = asked.page(iri), asked.rows("actions-of-thing", thing=iri)
        by_action = {row["action"]: squeezed(row) for row in rows}
        shown = rows_of(table_in(page, "actions"))
        assert count_in(page, "actions") == len(shown) == len(by_action), iri
        for said, cells in zip(by_action.values(), shown, strict=True):
            assert cells[0] == f"{said['code']} {said['title']}".strip()
            assert cells[-5] == said["leads"].replace(" | ", ", ")
            assert (cells[-4], cells[-1]) == (said["start"], said["status"])
            assert cells[-3] == (said["end"] or ("ouverte" if said["openEnded"] == "true" else ""))
            for bound in filter(None, (said["budgetMin"], said["budgetMax"])):
                assert bound in euros(cells[-2])


def test_the_timeline_draws_each_action_that_has_a_date(asked: Asked, goals: list[str], actors: list[str]) -> None:
    for iri in (*goals, *actors):
        rows = asked.rows("actions-of-thing", thing=iri)
        dated = {row["action"] for row in rows if row["firstDay"] or row["lastDay"]}
        page = asked.page(iri)
        told = [each for each in page.iter("rect") if each.get("class") in ("pale", "open") and len(each)]
        assert len(told) == len(dated), iri
        captions = " ".join(text_of(each) for each in page.iter("figcaption"))
        undated = len({row["action"] for row in rows} - dated)
        assert (f"{undated} action" in captions) == bool(undated and dated), iri


def test_the_money_of_a_goal_and_of_an_actor_is_that_of_the_answer(
    asked: Asked, goals: list[str], actors: list[str]
) -> None:
    for iri in (*goals, *actors):
        rows, page = asked.rows("money-of-thing", thing=iri), asked.page(iri)
        if section(page, "money") is None:
            assert asked.rows("actions-of-thing", thing=iri) == []
            continue
        shown = rows_of(table_in(page, "money"))
        assert [cells[-2] for cells in shown] == [row["actions"] for row in rows], iri
        for row, cells in zip(rows, shown, strict=True):
            bounds = dict.fromkeys(filter(None, (row["minimum"], row["maximum"])))
            assert euros(cells[-1]) == "".join(bounds)
            assert (cells[-1] == "inconnue") == (not bounds)


def test_the_people_of_a_goal_and_of_an_actor_are_those_of_the_answer(
    asked: Asked, goals: list[str], actors: list[str]
) -> None:
    for iri in (*goals, *actors):
        part = section(asked.page(iri), "people")
        shown = [] if part is None else [text_of(each) for each in part.iter("li")]
        rows = asked.rows("people-of-thing", thing=iri)
        assert shown == [f"{row['name']} {row['actions']}" for row in rows], iri


def test_the_discrepancies_of_a_sheet_are_those_of_the_answer(
    asked: Asked, goals: list[str], actors: list[str], actions: list[str]
) -> None:
    found = 0
    for iri in (*goals, *actors, *actions):
        rows = [squeezed(row) for row in asked.rows("discrepancies-of-thing", thing=iri)]
        page = asked.page(iri)
        part = section(page, "discrepancies")
        shown = [] if part is None else [row for table in part.iter("table") for row in rows_of(table)]
        chosen = {"true": "oui", "false": "non", "": "non"}
        asked_for = [[row["value"], row["rows"].replace(" | ", " "), chosen[row["isChosen"]]] for row in rows]
        assert shown == asked_for, iri
        if part is not None:
            found += count_in(page, "discrepancies")
            assert count_in(page, "discrepancies") == len({row["discrepancy"] for row in rows})
    assert found


def test_each_value_of_an_action_unfolds_to_all_its_cells(asked: Asked, actions: list[str]) -> None:
    """Both readings, the corrections with their reasons: as many as the answer has, in the field that they are of."""
    for iri in actions:
        page, rows = asked.page(iri), asked.rows("provenance-of-action", action=iri)
        fields = {each.get("id", ""): each for each in page.iter("div") if each.get("id") and len(each) == 2}
        cells = dict.fromkeys(
            (row["column"], row["document"], row["line"], row["position"], row["raw"]) for row in rows
        )
        for column in {row["column"] for row in rows}:
            shown = [cells for table in fields[column].iter("table") for cells in rows_of(table)]
            expected = [cell for cell in cells if cell[0] == column]
            assert len(shown) == len(expected), (iri, column)
            for (place, raw, _), (_, document, line, _, said) in zip(shown, expected, strict=True):
                assert place.startswith(f"{document}:{line}")
                assert raw == " ".join(said.split())
        words = text_of(page)
        for row in map(squeezed, rows):
            assert row["correctionReason"] in words


def test_the_thread_of_an_action_is_that_of_the_answer(asked: Asked, actions: list[str]) -> None:
    for iri in actions:
        rows, part = asked.rows("thread-of-action", action=iri), section(asked.page(iri), "up")
        assert part is not None
        above = [row for row in rows if row["part"] in ("orientation", "axis", "contract")]
        assert links_of(part) == Counter((path_of(row["thing"]), row["detail"]) for row in above), iri
        assert all(row["comment"] in text_of(part) for row in map(squeezed, above)), iri


def test_the_lines_that_name_an_actor_are_those_of_the_answer(asked: Asked, actors: list[str]) -> None:
    for iri in actors:
        rows, part = asked.rows("everything-about-actor", asked=iri), section(asked.page(iri), "mentions")
        assert part is not None
        shown = [cells for table in part.iter("table") for cells in rows_of(table)]
        assert [cells[0] for cells in shown] == [f"{row['document']}:{row['line']}" for row in rows], iri
        assert [cells[-1] for cells in shown] == [row["label"] for row in map(squeezed, rows)], iri


@pytest.mark.parametrize("document", ["citergie", "crte", "politique-sociale", "presse-2013", "projet-metropolitain"])
def test_a_document_shows_each_of_its_lines_and_what_became_of_it(asked: Asked, document: str) -> None:
    iri = f"{BASE}242100410/document/{document}"
    rows = asked.rows("lines-of-document", document=iri)
    page = asked.page(iri)
    tags = {text_of(each) for each in page.iter("a") if "fate=" in each.get("href", "")}
    counts = sorted(int(each.rpartition(" ")[2]) for each in tags)
    assert counts == sorted(Counter(row["fate"] for row in rows).values())
    assert sum(counts) == len(rows)
    cells = asked.rows("cells-of-document", document=iri, first="1", last=str(len(rows)))
    shown = [row for first in range(1, len(rows) + 1, 100) for row in lines_of(asked.page(iri, line=str(first)))]
    assert [each.get("id") for each in shown] == [f"L{row['line']}" for row in rows]
    for line, row in zip(shown, rows, strict=True):
        read = text_of(with_class(line, "raw")[0])
        raw = [each["raw"] for each in cells if each["line"] == row["line"]]
        assert read == " ".join(" ".join(raw + row["quotes"].split(" | ")).split())
        assert line.get("class") == row["fate"]
        assert " ".join(row["reason"].split()) in text_of(line)


def lines_of(page: Element) -> Iterable[Element]:
    return [each for each in page.iter("tr") if each.get("id", "").startswith("L")]


@pytest.mark.parametrize(
    "given",
    [{"fate": "to-correct"}, {"fate": "merged"}, {"text": "velo"}, {"fate": "mapped", "text": "déchets"}],
    ids=str,
)
def test_the_filters_of_a_document_keep_what_the_question_keeps(asked: Asked, given: Row) -> None:
    iri = f"{BASE}242100410/document/citergie"
    kept = asked.rows("lines-of-document", document=iri, **given)
    assert 0 < len(kept) < 206
    page = asked.page(iri, **given)
    assert [each.get("id") for each in lines_of(page)] == [f"L{row['line']}" for row in kept]
    [found] = with_class(page, "found")
    assert text_of(found).startswith(f"{len(kept)} ligne")
    citation = with_class(page, "citation")[0]
    assert all(f"{name}=" in text_of(citation) for name in given)


def test_a_document_says_who_published_it_and_when(asked: Asked) -> None:
    """The letterhead of the notice (lines 14 to 16) and its signature (line 22), which territory.toml takes up."""
    page = asked.page(f"{BASE}242100410/document/crte")
    [kind] = with_class(page, "kind")
    assert text_of(kind) == "Document · Agence nationale de la cohésion des territoires · 2022-04-07"
    beside = [each.get("href", "") for each in page.iter("a") if each.get("href", "").startswith("/audit/")]
    assert "/audit/discrepancies?document=crte" in beside
    assert {asked.client.get(href).status_code for href in beside} == {200}


@pytest.mark.parametrize(
    "iri",
    [
        "242100410/axis/1.3",
        "242100410/orientation/9",
        "measure/citergie/1.2.3",
        "242100410/action/1.1.1/elaboration-du-pcaet-2020-2026",
        "actor/ademe",
        "242100410/document/citergie",
        "242100410/document/citergie/row/21",
    ],
)
def test_a_sheet_cites_its_version_and_its_questions_answer_the_same_in_the_editor(asked: Asked, iri: str) -> None:
    page = asked.page(BASE + iri)
    [citation] = with_class(page, "citation")
    assert asked.client.get("/health").json()["version"] in text_of(citation)
    assert f"/page/{iri}" in text_of(citation)
    [foot] = with_class(page, "sources")
    found = 0
    for entry in foot.iter("li"):
        links = {text_of(each): each.get("href", "") for each in entry.iter("a")}
        editor = asked.client.get(links["Ouvrir dans l'éditeur SPARQL"], follow_redirects=False)
        opened = editor.headers["location"].replace("format=html", "format=csv")
        assert asked.client.get(opened).text == asked.client.get(links["CSV"]).text
        found += 1
    assert found
