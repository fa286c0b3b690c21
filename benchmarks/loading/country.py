"""Sources of many fictitious territories, as folders that the loader reads. The same seed gives the same bytes.

    python -m benchmarks.loading.country --territories 100 --out sources-100

A territory in three has documents alone; of the others all have an authority, some corrections, some alignments.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.corpus import TERRITORIES_IN_A_DEPARTMENT, sirens
from benchmarks.loading import words
from benchmarks.loading.decisions import actors_table, alignments_table, corrections_table
from benchmarks.loading.noise import encoded
from benchmarks.loading.plans import OWN_COLUMNS, Pages, citergie_pages, own_table
from benchmarks.loading.texts import axes_list, crte_notice, statements

_FIRST = "200000016"
_DOCUMENTS_ALONE, _WITH_CORRECTIONS, _WITH_ALIGNMENTS = 1 / 3, 0.6, 0.25
_WITH_PAGES, _WITH_TWO_PASSES, _WITH_STATEMENTS = 0.7, 0.4, 0.3


def write_country(out: Path, territories: int, seed: int = 1) -> None:
    """Write the folders of so many territories."""
    for number, siren in enumerate(islice(sirens(_FIRST), territories)):
        Folder(out / f"territoire-{number:04}", number, siren, seed).write()


class Folder:
    """One territory: what it has is drawn, each by its own chance."""

    def __init__(self, folder: Path, number: int, siren: str, seed: int) -> None:
        self.folder = folder
        self.siren = siren
        self.name = f"Communauté du Pays {number}"
        self.random = Random(f"{seed}/{siren}")  # noqa: S311  # nothing secret: a benchmark that can be made again
        department = number // TERRITORIES_IN_A_DEPARTMENT
        self.local = tuple(f"{name} {department}" for name in words.LOCAL)
        self.documents: list[str] = [f'siren = "{siren}"\nname = "{self.name}"\n']

    def write(self) -> None:
        """Write the documents, and what people decided beside them."""
        (self.folder / "alignments").mkdir(parents=True)
        random = self.random
        decided = random.random() >= _DOCUMENTS_ALONE
        project, axes = axes_list(random)
        self._add("projet", "axes-list", "projet.txt", project)
        self._add("crte", "crte-notice", "crte.txt", crte_notice(random, self.name, self.siren))
        pages = self._plan()
        if random.random() < _WITH_STATEMENTS:
            self._add("presse", "statements", "presse.csv", statements(random, self.local))
        if decided:
            self._put("actors.csv", actors_table(self.local))
            if random.random() < _WITH_CORRECTIONS:
                self._put("corrections.csv", corrections_table(pages))
            if pages.measures and random.random() < _WITH_ALIGNMENTS:
                self._put("alignments/m.sssom.tsv", alignments_table(random, self.siren, pages, axes))
        self._put("territory.toml", "\n".join(self.documents))

    def _plan(self) -> Pages:
        random, rows = self.random, self.random.randrange(15, 85)
        if random.random() < _WITH_PAGES:
            pages = citergie_pages(random, rows, self.local, 2 if random.random() < _WITH_TWO_PASSES else 1)
            self._add("citergie", "citergie-table", "citergie.tsv", "\n".join(pages.lines) + "\n")
            return pages
        columns = "\n".join(f'"{header}" = "{field}"' for header, field in OWN_COLUMNS.items())
        self._add("plan", "action-table", "plan.csv", own_table(random, rows, self.local))
        self.documents.append(f"[documents.columns]\n{columns}\n")
        return Pages()

    def _add(self, name: str, kind: str, file: str, text: str) -> None:
        (self.folder / file).write_bytes(encoded(text, self.random))
        self.documents.append(
            f'[[documents]]\nid = "{name}"\nkind = "{kind}"\nfile = "{file}"\ntitle = "{name.title()} de {self.name}"\n'
        )

    def _put(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")


def main(given: Sequence[str] | None = None) -> int:
    """Write the sources that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading.country", description=__doc__)
    parser.add_argument("--territories", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder that is not there yet")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(given)
    write_country(arguments.out, arguments.territories, arguments.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
