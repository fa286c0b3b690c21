"""An action keeps its address when its document is moved, re-scanned or grows."""

import pytest
from citergie_samples import ADDRESSES, DIJON, actions, page, read, read_dijon, row

from loader.authority import Authority, read_authority
from loader.text_files import read_lines

LINES = read_lines(DIJON / "citergie.tsv")
NEW_PAGE = page(row(measure="6.5.1. Fêter le fleuve", title="Ouvrir une guinguette au bord de l'eau"))
CANAL, CANAL_OCR = row(), row(title="Créer une piste le long du chenal", description="Piste entre le port et la gare")
SCHOOL = row(title="Former les enfants", description="Séances à l'école", start="2020", end="2023", budget="30 000 €")


@pytest.fixture(scope="module")
def known() -> Authority:
    return read_authority(DIJON / "actors.csv", ADDRESSES, "Dijon métropole")


@pytest.fixture(scope="module")
def dijon_addresses(known: Authority) -> set[str]:
    return addresses(LINES, known)


def addresses(lines: list[str], known: Authority) -> set[str]:
    return {str(action["path"]) for action in actions(read_dijon(lines, known))}


def small(lines: list[str]) -> set[str]:
    return {str(action["path"]) for action in actions(read(lines))}


def test_blank_lines_before_a_document_change_no_address(known: Authority, dijon_addresses: set[str]) -> None:
    assert addresses(["", "", *LINES], known) == dijon_addresses


def test_a_page_at_the_end_changes_no_address(known: Authority, dijon_addresses: set[str]) -> None:
    assert dijon_addresses <= addresses([*LINES, "", *NEW_PAGE], known)


def test_a_page_at_the_start_changes_no_address(known: Authority, dijon_addresses: set[str]) -> None:
    assert dijon_addresses <= addresses([*NEW_PAGE, "", *LINES], known)


def test_a_page_read_once_more_changes_no_address(known: Authority, dijon_addresses: set[str]) -> None:
    assert addresses([*LINES, "", *LINES[2:13]], known) == dijon_addresses


def test_the_order_of_the_dijon_passes_changes_no_address(known: Authority, dijon_addresses: set[str]) -> None:
    heads = [at for at, text in enumerate(LINES) if text.startswith("Thème\tMesure")]
    swapped = [*LINES[heads[1] : heads[2]], *LINES[heads[0] : heads[1]], *LINES[heads[2] :]]
    assert addresses(swapped, known) == dijon_addresses


def test_the_order_of_two_passes_changes_no_address() -> None:
    one, other = page(CANAL, SCHOOL), page(CANAL_OCR, SCHOOL)
    assert small([*one, "", *other]) == small([*other, "", *one])


def test_new_actions_that_hold_a_word_of_the_other_reading_change_no_address() -> None:
    passes = [*page(CANAL, SCHOOL), "", *page(CANAL_OCR, SCHOOL)]
    grown = [*passes, "", *page(row(title="Curer le chenal", description="Dragage du chenal", start="2025"))]
    assert small(passes) <= small(grown)
