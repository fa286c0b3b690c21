"""The bench that measures pages: which it asks for and what it prints, never how long it took."""

import doctest
from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.serving import site


@pytest.mark.parametrize("module", [pages, site])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_each_kind_of_page_has_its_line(dijon: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages.main([str(dijon.parent), "--most", "1", "--rounds", "1"])
    head, _, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("| pages | measured | cold, ms |")
    kinds = [line.split("|")[1].strip() for line in lines]
    assert len(kinds) == len(set(kinds))
    assert {"home", "list of reports", "matrix", "cell of the matrix", "file, a table", "sheet, action"} <= set(kinds)
    assert sum(kind.startswith("report `") for kind in kinds) == len(site.REPORTS)


def test_a_page_that_is_not_answered_ends_the_measuring(dijon: Path) -> None:
    with pytest.raises(RuntimeError, match="status"):
        pages.main([str(dijon.parent), "--siren", "123456789", "--only", "list of", "--rounds", "1"])


def test_what_is_asked_of_all_has_its_lines_and_is_answered(dijon: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = ("--only", "territories", "as they open", "catalogue", "VoID", "endpoint", "map", "shared")
    pages.main([str(dijon.parent), "--siren", "242100410", "--all", "--most", "1", "--rounds", "1", *only])
    rows = [[cell.strip() for cell in line.split("|")] for line in capsys.readouterr().out.splitlines()[2:]]
    measured = {row[1]: row[2] for row in rows}
    assert measured["reports, as they open"] == str(len(site.REPORTS))
    assert {"territories", "catalogue", "catalogue of one", "sheet, shared actor", "VoID", "map"} <= set(measured)
    assert not [kind for kind, count in measured.items() if "of" in count]


def test_a_kind_that_is_not_answered_in_time_says_so() -> None:
    late, in_time = pages.Page("/a", 10.0, 0, 9, 0, 504), pages.Page("/b", 0.02, 0.001, 3_000, 0)
    *_, some, none = pages.lines(iter([("some", [late, in_time]), ("none", [late])]))
    assert some == "| some | 1 of 2 | 20 | 20 | 1.0 | 3 | 0 | `/b` | `/b` |"
    assert none.startswith("| none | 0 of 1 |")
