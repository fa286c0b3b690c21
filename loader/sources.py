"""All territories read, at once or one after the other, and all that is wrong in them."""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from loader.errors import SourceError, SourcesError
from loader.kept import Kept
from loader.problems import each, gathering, report
from loader.processes import end_with_parent
from loader.rows import Doubt, Fate, Row
from loader.settings import Settings
from loader.territory import Territory, find_territories, read_territory
from loader.territory_load import TerritoryRecords, read_all

_TO_LOOK_AT = (Fate.TO_CORRECT, Fate.REJECTED)


def read_sources(settings: Settings, kept: Kept | None = None) -> list[TerritoryRecords]:
    """Read the territories; raises SourceError, or SourcesError with all that is wrong.

    What is `kept` of documents that did not change is not read again.
    In a strict load each line that a person must still look at is wrong too.
    """
    with gathering() as wrong:
        territories = each(find_territories(settings.sources, settings.territory), read_territory)
        _check_sirens(territories)
        read = _read_all(territories, settings.jobs, kept or Kept())
        if settings.strict:
            wrong += [error for records in read for error in _lines_to_look_at(records)]
    # A file that two readers refuse is refused once.
    distinct = list({str(error): error for error in wrong}.values())
    if distinct:
        raise distinct[0] if len(distinct) == 1 else SourcesError(distinct)
    return read


def _check_sirens(territories: list[Territory]) -> None:
    seen: dict[str, Territory] = {}
    for territory in territories:
        other = seen.setdefault(territory.siren, territory)
        if other is not territory:
            file, problem = str(territory.folder / "territory.toml"), f"the SIREN of {other.folder} too"
            report(SourceError(file, problem, "correct one of the two", column="siren", value=territory.siren))


def _read_all(territories: list[Territory], jobs: int, kept: Kept) -> list[TerritoryRecords]:
    """Read the territories, `jobs` at the same time, with a progress bar by document."""
    documents = sum(len(territory.documents) for territory in territories)
    with tqdm(total=documents, unit=" documents", leave=False, disable=None) as bar:
        if jobs == 1 or len(territories) == 1:
            return each(territories, lambda territory: read_all(territory, partial(_advance, bar), kept))
        with ProcessPoolExecutor(max_workers=jobs, initializer=end_with_parent, initargs=(os.getpid(),)) as pool:
            found = []
            for records, wrong, used in pool.map(partial(_read_apart, kept.folder), territories):
                kept.used |= used
                bar.update(len(records.ledgers) if records else 1)
                found += [records] if records else []
                each(wrong, report)
            return found


def _read_apart(
    folder: Path | None, territory: Territory
) -> tuple[TerritoryRecords | None, list[SourceError], set[str]]:
    """Read a territory in a process of its own, which hands over what is wrong, and the kept readings that it used."""
    kept = Kept(folder)
    with gathering() as wrong:
        [*read] = each([territory], lambda each_one: read_all(each_one, kept=kept))
    return (read[0] if read else None), wrong, kept.used


def _advance(bar: "tqdm[NoReturn]", document: str) -> None:
    bar.set_postfix_str(document)
    bar.update()


def _lines_to_look_at(records: TerritoryRecords) -> list[SourceError]:
    paths = {document.id: str(document.path) for document in records.territory.documents}
    return [
        error
        for document, rows in records.ledgers.items()
        for row in rows
        if row.fate in _TO_LOOK_AT
        for error in _doubts(paths[document], row)
    ]


def _doubts(file: str, row: Row) -> list[SourceError]:
    """Make an error of each doubt of a line; of its reason where it has none."""
    remedy = "correct the cell in corrections.csv, or name the actor in actors.csv"
    if not row.doubts:
        return [SourceError(file, row.reason, remedy, row.line)]
    return [
        SourceError(file, doubt.problem, f"{_perhaps(doubt)}{remedy}", row.line, doubt.column, doubt.value)
        for doubt in row.doubts
    ]


def _perhaps(doubt: Doubt) -> str:
    return f"perhaps « {doubt.likely} »: " if doubt.likely else ""
