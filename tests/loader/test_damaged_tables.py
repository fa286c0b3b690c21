"""Damaged variants of the Dijon table: no exception but a SourceError, and each line stays accounted for."""

import random
from collections.abc import Callable

import pytest
from citergie_samples import ADDRESSES, DIJON, read_dijon

from loader.authority import Authority, read_authority
from loader.errors import SourceError
from loader.text_files import read_lines

LINES = read_lines(DIJON / "citergie.tsv")
HEADS = [at for at, text in enumerate(LINES) if text.startswith("Thème\tMesure")]
PAGES = [LINES[first:last] for first, last in zip(HEADS, [*HEADS[1:], len(LINES)], strict=True)]
Damage = Callable[[list[str], random.Random], None]


@pytest.fixture(scope="module")
def known() -> Authority:
    return read_authority(DIJON / "actors.csv", ADDRESSES, "Dijon métropole")


def delete_line(lines: list[str], chance: random.Random) -> None:
    del lines[chance.randrange(1, len(lines))]


def insert_line(lines: list[str], chance: random.Random) -> None:
    lines.insert(
        chance.randrange(len(lines)), chance.choice(["", "\t\t", "---\t---", lines[chance.randrange(len(lines))]])
    )


def double_line(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])


def drop_tab(lines: list[str], chance: random.Random) -> None:
    at = chance.choice([i for i, text in enumerate(lines) if "\t" in text])
    cells = lines[at].split("\t")
    cut = chance.randrange(1, len(cells))
    lines[at] = "\t".join([*cells[: cut - 1], cells[cut - 1] + cells[cut], *cells[cut + 1 :]])


def insert_tab(lines: list[str], chance: random.Random) -> None:
    at = chance.choice([i for i, text in enumerate(lines) if text])
    cut = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:cut] + "\t" + lines[at][cut:]


def blank_cell(lines: list[str], chance: random.Random) -> None:
    at = chance.choice([i for i, text in enumerate(lines) if "\t" in text])
    cells = lines[at].split("\t")
    cells[chance.randrange(len(cells))] = ""
    lines[at] = "\t".join(cells)


def swap_blocks(lines: list[str], chance: random.Random) -> None:
    first, second, third = sorted(chance.sample(range(len(lines)), 3))
    lines[first:third] = lines[second:third] + lines[first:second]


def cut_line(lines: list[str], chance: random.Random) -> None:
    at = chance.choice([i for i, text in enumerate(lines) if text])
    lines[at] = lines[at][: chance.randrange(1, len(lines[at]) + 1)]


DAMAGES: list[Damage] = [
    *(delete_line, insert_line, double_line, drop_tab),
    *(insert_tab, blank_cell, swap_blocks, cut_line),
]


def damaged(damages: list[Damage], seed: int, times: int) -> list[str]:
    """Two neighbouring pages of the table (another two for each seed), damaged so many times."""
    chance, page = random.Random(seed), seed % (len(PAGES) - 1)
    lines = PAGES[page] + PAGES[page + 1]
    for _ in range(times):
        chance.choice(damages)(lines, chance)
    return lines


def lines_accounted_for(lines: list[str], known: Authority) -> list[int]:
    """Give the lines that have a fate; a SourceError refuses the whole document, anything else fails the test."""
    try:
        reading = read_dijon(lines, known)
    except SourceError:
        return each_line_of(lines)
    return [found.line for found in reading.rows if found.fate is not None]


def each_line_of(lines: list[str]) -> list[int]:
    return list(range(1, len(lines) + 1))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("seed", range(4))
def test_one_kind_of_damage_loses_no_line(damage: Damage, seed: int, known: Authority) -> None:
    lines = damaged([damage], seed, 12)
    assert lines_accounted_for(lines, known) == each_line_of(lines)


@pytest.mark.parametrize("seed", range(100, 128))
def test_all_kinds_of_damage_together_lose_no_line(seed: int, known: Authority) -> None:
    lines = damaged(DAMAGES, seed, 25)
    assert lines_accounted_for(lines, known) == each_line_of(lines)


@pytest.mark.parametrize("damage", [blank_cell, double_line], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("seed", range(200, 206))
def test_damage_inside_the_rows_refuses_nothing(damage: Damage, seed: int, known: Authority) -> None:
    chance, page = random.Random(seed), PAGES[seed % len(PAGES)]
    lines = page[1:]
    for _ in range(5):
        damage(lines, chance)
    assert len(read_dijon([page[0], *lines], known).rows) == len(lines) + 1


def test_the_whole_table_damaged_loses_no_line(known: Authority) -> None:
    chance, lines = random.Random(1), list(LINES)
    for _ in range(60):
        chance.choice([insert_line, double_line, blank_cell, drop_tab])(lines, chance)
    assert lines_accounted_for(lines, known) == each_line_of(lines)
