"""The start page and the search on the Dijon graph: each number is the answer of a saved question."""

import csv
import io
import re
from collections import Counter, defaultdict
from decimal import Decimal
from xml.etree.ElementTree import Element

import httpx2
import pytest
from html_tree import read_tree, text_of, with_class

TERRITORY = "https://w3id.org/filrouge/id/242100410"
Row = dict[str, str]


def rows(served: str, question: str, **given: str) -> list[Row]:
    answer = httpx2.get(f"{served}/queries/{question}.csv", params=given or None)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def page(served: str, path: str, **given: str) -> Element:
    answer = httpx2.get(f"{served}{path}", params=given or None)
    assert answer.status_code == 200
    return read_tree(answer.text)


def figures(home: Element) -> dict[str, tuple[int, str]]:
    """The numbers of the page by their names, each with the question that it leads to."""
    found = {}
    for group in with_class(home, "figures"):
        for each in group.iter("div"):
            value, link = next(each.iter("dd")), next(each.iter("a")).get("href", "")
            digits = re.sub(r"\D", "", text_of(value))
            found[text_of(next(each.iter("dt")))] = int(digits), link.removeprefix("/queries/")
    return found


def test_each_number_of_the_start_page_is_counted_by_its_question(served: str) -> None:
    shown = figures(page(served, "/"))
    fates = Counter({row["fate"]: 0 for row in rows(served, "lines-by-fate")})
    for row in rows(served, "lines-by-fate"):
        fates[row["fate"]] += int(row["lines"])
    counted = {
        **dict.fromkeys(("documents", "axes politiques", "orientations du CRTE", "mesures Cit'ergie"), len),
        **dict.fromkeys(("actions", "acteurs", "lignes de source", "corrections"), len),
        "lignes reprises dans le graphe": lambda _: fates["mapped"],
        "lignes de mise en page": lambda _: fates["structure"],
        "lignes non publiées": lambda _: fates["withheld"],
        "lignes en double, fusionnées": lambda found: len({(row["document"], row["line"]) for row in found}),
        "lignes à corriger": lambda found: len({(row["document"], row["line"]) for row in found}),
        "lignes refusées": lambda _: fates["rejected"],
        "écarts": lambda found: len({row["discrepancy"] for row in found}),
    }
    assert shown.keys() == counted.keys()
    assert {name: value for name, (value, _) in shown.items()} == {
        name: counted[name](rows(served, question)) for name, (_, question) in shown.items()
    }


def test_the_table_of_the_thread_adds_up_the_answer(served: str) -> None:
    """For each axis and measure: how many actions, and their known money at least."""
    answer = rows(served, "thread-flows", territory=TERRITORY)
    actions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in answer:
        axis = f"{row['notation']} {row['axisLabel']}" if row["axis"] else "sans axe (lien fort ou moyen)"
        measure = f"{row['code']} {row['measureTitle']}" if row["measure"] else "sans mesure"
        actions[axis, measure].append(row)
    table = next(page(served, "/").iter("table"))
    shown = {}
    for line in next(table.iter("tbody")).iter("tr"):
        axis, measure, count, amount = (text_of(cell) for cell in line.iter("td"))
        shown[axis, measure] = int(count), re.sub(r"\D", "", amount)
    expected = {}
    for ends, found in actions.items():
        known = sum((Decimal(row["budgetMin"] or row["budgetMax"] or 0) for row in found), Decimal(0))
        expected[ends] = len(found), str(int(known)) if known else ""
    assert shown == expected


@pytest.mark.parametrize("width", ["actions", "budget"])
def test_the_picture_of_the_thread_has_each_flow_of_the_answer(served: str, width: str) -> None:
    """Each ribbon from a measure to an axis says how many actions flow in it; by budget, those of known money only."""
    answer = rows(served, "thread-flows", territory=TERRITORY)
    known = {row["action"] for row in answer if width == "actions" or row["budgetMin"] or row["budgetMax"]}
    expected: Counter[str] = Counter()
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answer:
        pairs[row["notation"] or "sans axe (lien fort ou moyen)", row["code"] or "sans mesure"].add(row["action"])
    for (axis, measure), actions in pairs.items():
        if actions & known:
            expected[f"{axis} ← {measure} : {len(actions)} action{'s' if len(actions) > 1 else ''}"] += 1
    text = httpx2.get(f"{served}/thread.svg", params={"width": width}).text
    told = [text_of(title) for title in read_tree(text).iter("title")]
    # A flow from an action into a measure is told by the action's title: these are told by two codes.
    ends = {each.rpartition(" : ")[0].partition(" ← ")[2] for each in expected}
    ribbons = Counter(each for each in told if each.rpartition(" : ")[0].partition(" ← ")[2] in ends)
    assert ribbons == expected
    assert f"Filrouge, version {httpx2.get(f'{served}/health').json()['version']}" in text


def test_what_people_ask_first_is_answered_by_a_report_where_there_is_one(served: str) -> None:
    [asked] = with_class(page(served, "/"), "first")
    found = {text_of(each): each.get("href", "") for each in asked.iter("a")}
    assert len(found) == 10
    assert found["Les actions en retard à une date"] == "/audit/overdue"
    assert found["Le fil rouge, de l'axe à l'action"] == "/queries/thread"
    assert all(httpx2.get(f"{served}{href}", follow_redirects=True).status_code == 200 for href in found.values())


def test_the_thread_of_no_territory_is_not_found(served: str) -> None:
    assert httpx2.get(f"{served}/thread.svg", params={"territory": "http://e/"}).status_code == 404


def test_the_start_page_cites_its_version_and_opens_its_question(served: str) -> None:
    home = page(served, "/", width="budget")
    [citation] = with_class(home, "citation")
    assert httpx2.get(f"{served}/health").json()["version"] in text_of(citation)
    assert "/?width=budget" in text_of(citation)
    [editor] = [href for each in home.iter("a") if "/editor" in (href := each.get("href", ""))]
    opened = httpx2.get(f"{served}{editor}").headers["location"]
    assert opened.startswith("/sparql?format=html&query=")
    assert editor.startswith("/queries/thread-flows/editor?territory=")
    assert "SELECT" in opened


@pytest.mark.parametrize("words", ["mobilité durable", "MOBILITE DURABLE", "mobilites durables"])
def test_a_search_minds_neither_accents_nor_case_nor_plurals(served: str, words: str) -> None:
    found = page(served, "/search", q=words)
    axes = next(each for each in found.iter("section") if each.get("aria-labelledby") == "axis")
    assert [each.get("href") for each in axes.iter("a")] == ["/page/242100410/axis/1.3"]


def test_a_search_of_a_kind_lists_as_many_as_it_counts(served: str) -> None:
    found = page(served, "/search", q="mobilité")
    for group in with_class(found, "hits"):
        kind, total = group.get("aria-labelledby", ""), with_class(group, "count")[0]
        if kind == "questions":
            continue
        listed: list[str] = []
        for number in range(1, int(text_of(total)) // 30 + 2):
            alone = page(served, "/search", q="mobilité", kind=kind, page=str(number))
            listed += [text_of(each) for hits in with_class(alone, "hits") for each in hits.iter("li")]
        assert len(listed) == int(text_of(total)), kind


def test_a_mistyped_word_is_found_as_it_was_meant(served: str) -> None:
    words = text_of(page(served, "/search", q="mobilte"))
    assert "Rien n'a « mobilte ». Voici ce qui a « mobilité »." in words
    assert httpx2.get(f"{served}/search.json", params={"q": "mobilte"}).json()["meant"] == "mobilité"


def test_what_is_searched_is_text(served: str) -> None:
    answer = httpx2.get(f"{served}/search", params={"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text
    assert '"<script' not in answer.text


def test_suggestions_stand_kind_by_kind_in_the_order_of_the_thread(served: str) -> None:
    kinds = [
        each["kind"]
        for each in httpx2.get(f"{served}/search.json", params={"q": "mobilite durable"}).json()["suggestions"]
    ]
    assert kinds == ["Axes politiques", "Mesures Cit'ergie", "Actions", "Actions"]
