"""The figures of the audit reports: what they draw is what the rows say, to scale, and nothing in a cell breaks out."""

from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from endpoint.audit.figures.amounts import Amounts, Basis
from endpoint.audit.figures.bars import Bars
from endpoint.audit.figures.euros import steps_up_to
from endpoint.audit.figures.figure import Figure, Labels, Part, Shown
from endpoint.audit.figures.gantt import Gantt
from endpoint.audit.figures.svg import Drawing
from endpoint.audit.figures.years import Years
from endpoint.bilingual import Text

SVG = "{http://www.w3.org/2000/svg}"
Row = dict[str, str]
BARS = Bars(
    Labels(("name",), "thing"),
    whole=Part("all", Text("actions", "actions")),
    parts=(Part("late", Text("en retard", "late")),),
    unknown=Part("unknown", Text("inconnues", "unknown")),
)
AMOUNTS = Amounts(
    Labels(("name",), "thing", Text("sans domaine", "without domain")),
    (Basis(Text("HT", "excl"), "exclMin", "exclMax"), Basis(Text("TTC", "incl"), "inclMin", "inclMax")),
    Part("known", Text("chiffrées", "known")),
    (Part("none", Text("sans budget", "none")),),
)
GANTT = Gantt(Labels(("name",), "thing"), "start", "end", "open", "overdue")
YEARS = Years("year", (Part("running", Text("en cours", "running")), Part("rest", Text("reste", "rest"))))


def draw(figure: Figure, *rows: Row, at: str | None = None, **codes: dict[str, Text]) -> Element:
    shown = Shown(Text("Titre", "Title"), rows, lambda iri: iri.removeprefix("http://e"), codes, at)
    return ElementTree.fromstring(figure.draw(shown))


def marks(drawing: Element) -> list[Element]:
    return [each for each in drawing.iter() if "data-row" in each.attrib]


def said(drawing: Element) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def test_a_bar_is_as_long_as_its_count() -> None:
    rows = [{"name": "A", "thing": "", "all": "8", "late": "2", "unknown": "1"}]
    rows.append({"name": "B", "thing": "", "all": "4", "late": "0", "unknown": "4"})
    found = marks(draw(BARS, *rows))
    drawn = [(each.get("data-row"), each.get("data-column"), each.get("data-value")) for each in found]
    assert drawn == [
        ("0", "all", "8"),
        ("0", "unknown", "1"),
        ("0", "late", "2"),
        ("1", "all", "4"),
        ("1", "unknown", "4"),
    ]
    scales = {float(each.get("width", 0)) / int(each.get("data-value", 0)) for each in found}
    assert max(scales) - min(scales) < 0.01


def test_the_name_of_a_row_leads_to_its_thing_without_a_stop_of_the_keyboard() -> None:
    [link] = draw(BARS, {"name": "A", "thing": "http://e/page/a", "all": "1", "late": "0", "unknown": "0"}).iter(
        f"{SVG}a"
    )
    assert (link.get("href"), link.get("tabindex")) == ("/page/a", "-1")


def test_a_code_is_written_in_words() -> None:
    row = {"name": "excl", "thing": "", "all": "1", "late": "0", "unknown": "0"}
    assert "HT" in said(draw(BARS, row, name={"excl": Text("HT", "without tax")}))


def test_a_range_goes_from_the_minimum_to_the_maximum() -> None:
    row = {"name": "A", "thing": "", "exclMin": "100", "exclMax": "150", "inclMin": "", "inclMax": "", "known": "2"}
    low, high, known, none = marks(draw(AMOUNTS, row | {"none": "3"}))
    assert [each.get("data-column") for each in (low, high, known, none)] == ["exclMin", "exclMax", "known", "none"]
    assert float(high.get("width", 0)) == pytest.approx(float(low.get("width", 0)) / 2, abs=0.02)
    assert float(high.get("x", 0)) == pytest.approx(float(low.get("x", 0)) + float(low.get("width", 0)), abs=0.02)
    assert float(none.get("width", 0)) == pytest.approx(float(known.get("width", 0)) * 1.5, abs=0.02)
    assert (known.get("class"), none.get("class")) == ("solid", "hatched")


def test_an_amount_that_nothing_bounds_is_dashed_and_said_so() -> None:
    row = {"name": "A", "thing": "", "exclMin": "47000000", "exclMax": "", "inclMin": "", "inclMax": "", "known": "1"}
    drawing = draw(AMOUNTS, row | {"none": "0"})
    assert "≥ 47 M€ HT" in said(drawing)
    assert [each.get("data-column") for each in marks(drawing)] == ["exclMin", "known"]


def test_a_row_without_amount_says_so_and_one_without_name_is_named() -> None:
    row = dict.fromkeys(("name", "thing", "exclMin", "exclMax", "inclMin", "inclMax"), "")
    words = said(draw(AMOUNTS, row | {"known": "0", "none": "7"}))
    assert "aucun montant connu" in words
    assert "sans domaine · without domain" in words
    assert "0 / 7" in words


def test_what_a_figure_says_is_french_first_and_english_beside() -> None:
    row = {
        "name": "A",
        "thing": "",
        "exclMin": "",
        "exclMax": "",
        "inclMin": "",
        "inclMax": "",
        "known": "0",
        "none": "7",
    }
    drawing = draw(AMOUNTS, row)
    english = [each.text for each in drawing.iter(f"{SVG}tspan") if each.get("lang") == "en"]
    assert "no known amount" in english
    assert "7 sans budget · 7 none" in [each.text for each in drawing.iter(f"{SVG}title")]


@pytest.mark.parametrize("largest", ["0", "1", "99", "140000", "174100000", "2500000000"])
def test_a_scale_has_few_round_steps_within_the_largest(largest: str) -> None:
    steps = list(steps_up_to(Decimal(largest)))
    assert steps[0] == 0
    assert len(steps) <= 10
    assert all(each <= Decimal(largest) for each in steps[1:])


def test_a_bar_of_the_gantt_spans_its_days_and_tells_what_is_late() -> None:
    rows = [{"name": "A", "thing": "", "start": "2020-01-01", "end": "2022-01-01", "open": "", "overdue": "true"}]
    rows.append({"name": "B", "thing": "", "start": "2020-01-01", "end": "2021-01-01", "open": "", "overdue": "false"})
    late, in_time = marks(draw(GANTT, *rows, at="2024-01-01"))
    assert (late.get("class"), in_time.get("class")) == ("solid", "pale")
    assert float(late.get("width", 0)) == pytest.approx(float(in_time.get("width", 0)) * 731 / 366, abs=0.1)
    assert late.findtext(f"{SVG}title") == (
        "A : début 2020-01-01, fin 2022-01-01, en retard · start 2020-01-01, end 2022-01-01, overdue"
    )


def test_the_day_stands_where_an_end_on_that_day_would() -> None:
    row = {"name": "A", "thing": "", "start": "2020-01-01", "end": "2024-01-01", "open": "", "overdue": "false"}
    drawing = draw(GANTT, row, at="2024-01-01")
    [bar] = marks(drawing)
    [now] = [each for each in drawing.iter(f"{SVG}line") if each.get("class") == "now"]
    assert float(now.get("x1", 0)) == pytest.approx(float(bar.get("x", 0)) + float(bar.get("width", 0)), abs=0.02)


@pytest.mark.parametrize(("is_open", "words"), [("true", "fin ouverte"), ("", "fin non dite")])
def test_an_end_that_is_open_is_not_one_that_is_not_stated(is_open: str, words: str) -> None:
    row = {"name": "A", "thing": "", "start": "2020-01-01", "end": "", "open": is_open, "overdue": "false"}
    [bar] = marks(draw(GANTT, row))
    assert bar.get("class") == "open"
    assert words in (bar.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("day", ["12020-01-01", "-0044-03-15", "2020-01-01Z", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_left_out(day: str) -> None:
    row = {"name": "A", "thing": "", "start": day, "end": "", "open": "", "overdue": "false"}
    assert marks(draw(GANTT, row)) == []


def test_a_column_stacks_its_parts() -> None:
    first, second = marks(draw(YEARS, {"year": "2020", "running": "9", "rest": "3"}))
    assert float(first.get("height", 0)) == pytest.approx(3 * float(second.get("height", 0)), abs=0.02)
    assert float(second.get("y", 0)) + float(second.get("height", 0)) == pytest.approx(
        float(first.get("y", 0)), abs=0.02
    )


@pytest.mark.parametrize("figure", [BARS, AMOUNTS, GANTT, YEARS])
def test_a_figure_of_no_row_is_still_a_drawing_with_its_words(figure: Figure) -> None:
    drawing = draw(figure)
    assert drawing.findtext(f"{SVG}title") == "Titre · Title"
    assert drawing.findtext(f"{SVG}desc") == f"{figure.caption.fr} · {figure.caption.en}"


def test_markup_and_control_characters_in_a_cell_are_text() -> None:
    drawing = Drawing(100, Text("</svg><script>alert(1)</script>", "B"), Text("\x00\x0b", ""))
    drawing.label((0, 0), '<b onclick="x">', 20, '"/><script>')
    text = drawing.finish(10)
    assert "<script" not in text
    root = ElementTree.fromstring(text)
    assert root.findtext(f"{SVG}desc") == "\ufffd\ufffd"


def test_no_element_has_a_style_of_its_own_which_the_policy_would_refuse() -> None:
    row = {"name": "A", "thing": "", "all": "8", "late": "2", "unknown": "1"}
    assert not any(each.tag == f"{SVG}style" or "style" in each.attrib for each in draw(BARS, row).iter())
