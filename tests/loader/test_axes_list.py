"""Axes: bullets in groups parted by blank lines, whose headings were lost."""

import pytest

from loader.addresses import Addresses
from loader.readers.axes_list import read_axes
from loader.records import Reading
from loader.rows import check_ledger


def read(text: str) -> Reading:
    lines = text.split("\n")
    reading = read_axes(lines, "projet", Addresses("200000024"))
    check_ledger("projet", reading.rows, len(lines))
    return reading


def axes(text: str) -> list[tuple[object, object]]:
    return [(record["notation"], record["label"]) for record in read(text).records]


def test_a_blank_line_begins_a_new_group() -> None:
    assert axes("• Un\n• Deux\n\n• Trois") == [("1.1", "Un"), ("1.2", "Deux"), ("2.1", "Trois")]


def test_several_blank_lines_part_groups_once() -> None:
    assert axes("• Un\n\n\n\n• Deux") == [("1.1", "Un"), ("2.1", "Deux")]


def test_a_line_that_goes_on_belongs_to_its_axis() -> None:
    assert axes("• Loger chacun,\n  en ville\n• Deux") == [("1.1", "Loger chacun, en ville"), ("1.2", "Deux")]


def test_both_lines_of_an_axis_are_mapped_to_it() -> None:
    rows = read("• Loger chacun,\n  en ville").rows
    assert [found.describes for found in rows] == [["id/200000024/axis/1.1"]] * 2


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "▪", "◦", "  •"])
def test_any_bullet_begins_an_axis(bullet: str) -> None:
    assert axes(f"{bullet} Un") == [("1.1", "Un")]


def test_punctuation_at_the_end_is_not_part_of_the_label() -> None:
    assert axes("• Un,\n• Deux ;\n• Trois.") == [("1.1", "Un"), ("1.2", "Deux"), ("1.3", "Trois")]


def test_prose_before_the_list_is_structure() -> None:
    assert [str(found.fate) for found in read("Nos ambitions\n\n• Un").rows] == ["structure", "structure", "mapped"]


def test_an_address_does_not_depend_on_the_line() -> None:
    plain, moved = read("• Un\n\n• Deux"), read("\n\n\n• Un\n\n• Deux")
    assert [r["path"] for r in plain.records] == [r["path"] for r in moved.records]


def test_a_document_without_bullets_has_no_axis() -> None:
    assert axes("Rien ici") == []
