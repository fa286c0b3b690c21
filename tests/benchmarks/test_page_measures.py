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
