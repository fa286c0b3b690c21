"""Pages: header rows as OCR spells them, data rows, and lines that are only structure."""

import pytest
from citergie_samples import FIELDS, HEADER, bare, line, page, row

from loader.errors import SourceError
from loader.readers.citergie.pages import read_header, split_pages

SHORT = ("Thème", "Mesure Citegie", "Fiche action chapeau", "Sous-actions", "Porteur de l'action", "Partenaires")


def reasons(lines: list[str]) -> list[str]:
    rows, _ = split_pages("plan.tsv", lines)
    return [found.reason for found in rows]


def test_a_header_names_the_field_of_each_column() -> None:
    assert read_header("plan.tsv", 1, list(HEADER)).fields == FIELDS


def test_a_header_may_lack_columns() -> None:
    found = read_header("plan.tsv", 1, [*SHORT, "Début", "Fin"]).fields
    assert found == ("theme", "measure", "title", "description", "lead", "partners", "start", "end")


@pytest.mark.parametrize("spelling", ["Mesure Clé/ergie", "Mesure d'urgence", "Mesure Citegie", "MESURE CIT’ERGIE"])
def test_ocr_spellings_of_a_header_are_known(spelling: str) -> None:
    assert read_header("plan.tsv", 1, ["Thème", spelling, "Début"]).fields == ("theme", "measure", "start")


def test_a_header_cut_at_the_page_edge_is_known() -> None:
    assert read_header("plan.tsv", 1, ["Thème", "Indicateur d'avancement de la"]).fields == ("theme", "status")


def test_an_unknown_column_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError) as refused:
        read_header("plan.tsv", 7, ["Thème", "Couleur préférée"])
    assert (refused.value.line, refused.value.column, refused.value.value) == (7, "2", "Couleur préférée")


def test_a_header_with_an_empty_cell_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError, match=r"plan.tsv, line 1, column 13: unknown column"):
        split_pages("plan.tsv", [line(*HEADER, "")])


def test_data_before_any_header_is_refused() -> None:
    with pytest.raises(SourceError, match=r"plan.tsv, line 2: data before any header"):
        split_pages("plan.tsv", ["", row()])


def test_each_line_has_a_row() -> None:
    rows, _ = split_pages("plan.tsv", ["", *page(row()), "", row()])
    assert [found.line for found in rows] == [1, 2, 3, 4, 5]


def test_blank_lines_rules_and_headers_are_structure() -> None:
    assert reasons(["", "\t\t", *page(), "---\t---\t---"]) == [
        "ligne vide",
        "ligne vide",
        "ligne de titres",
        "filet entre les cellules",
    ]


def test_a_blank_line_parts_blocks() -> None:
    _, blocks = split_pages("plan.tsv", page(row(), "", row()))
    assert [len(block.rows) for block in blocks] == [1, 1]


def test_a_block_without_header_keeps_the_one_above() -> None:
    _, blocks = split_pages("plan.tsv", page(row(), "", row()))
    assert blocks[1].rows[0].header.line == 1


def test_a_data_row_that_holds_a_header_word_stays_data() -> None:
    _, blocks = split_pages("plan.tsv", page(bare(theme="Thème", title="Début des travaux")))
    assert len(blocks[0].rows) == 1
