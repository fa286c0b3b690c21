"""All territories read, at once or one after the other, and all that is wrong in them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from loader import progress
from loader.errors import GraphError, SourceError
from loader.kept import Kept
from loader.problems import Problem, each, gathering, report, told_together
from loader.rows import TO_LOOK_AT, Doubt, Row
from loader.settings import Settings
from loader.territory import Territory, find_territories, read_territory
from loader.territory_load import TerritoryRecords, read_all
from loader.workers import Engine, Workers

_Made = TypeVar("_Made")
_Made_co = TypeVar("_Made_co", covariant=True)


class Maker(Protocol[_Made_co]):
    """Makes something small of each territory; goes to other processes, as what it makes does."""

    def recall(self, territory: Territory, kept: Kept) -> _Made_co | None:
        """Give what an earlier load made of the same territory, if it is kept; then it is not read."""

    def make(self, records: TerritoryRecords, kept: Kept) -> _Made_co:
        """Make it of what was read; what is wrong in making is a problem."""


def read_sources(settings: Settings) -> list[TerritoryRecords]:
    """Read the territories; raises LoadError with all that is wrong."""
    with told_together(), progress.shown():
        return make_of_each(settings, Kept(), Workers(), _Reader())


def make_of_each(settings: Settings, kept: Kept, engine: Engine, maker: Maker[_Made]) -> list[_Made]:
    """Read the territories and make something of each, where it is read; what is made should be small.

    All that is wrong is reported, in reading and in making, and nothing is made of a territory where something is.
    What is `kept` of sources that did not change is not made again.
    In a strict load each line that a person must still look at is wrong too.
    """
    territories = each(find_territories(settings.sources, settings.territory), read_territory)
    _check_sirens(territories)
    outcomes = list(_outcomes(_Order(kept.folder, settings.strict, maker), territories, engine))
    for outcome in outcomes:
        for problem in outcome.wrong:
            report(problem)
        kept.used |= outcome.used
    return [made for outcome in outcomes for made in outcome.made]


@dataclass(frozen=True)
class _Order(Generic[_Made]):
    """What to do with each territory."""

    kept: Path | None
    strict: bool
    maker: Maker[_Made]


@dataclass(frozen=True)
class _Outcome(Generic[_Made]):
    """What was made of a territory, or all that is wrong with it; and what it used of what is kept."""

    made: Sequence[_Made]
    wrong: Sequence[Problem]
    used: set[str]


def _outcomes(order: _Order[_Made], territories: list[Territory], engine: Engine) -> Iterator[_Outcome[_Made]]:
    """Give the outcomes of the territories, several made at the same time.

    The progress is told by document where there is one territory; else by territory, as one is read, mapped and judged.
    """
    done = [0, *accumulate(len(territory.documents) for territory in territories)]
    progress.expect(done[-1])
    if len(territories) == 1 and not engine.shares(1):
        made: Iterable[_Outcome[_Made]] = [_outcome(order, territories[0], _told_by_document(territories[0]))]
    else:
        progress.say("reading and mapping")
        made = engine.map(partial(_outcome, order), territories)
    for outcome, documents in zip(made, done[1:], strict=True):
        progress.reached(documents)
        yield outcome


def _told_by_document(territory: Territory) -> Callable[[str], None]:
    """Give what is called after each document, and say which is read."""
    names = [f"reading {document.id}" for document in territory.documents]
    following = enumerate([*names[1:], "mapping and judging"], 1)
    progress.say("".join(names[:1]))

    def told(document: str) -> None:
        done, then = next(following)
        progress.reached(done)
        progress.say(then)

    return told


def _outcome(
    order: _Order[_Made], territory: Territory, told: Callable[[str], None] = lambda document: None
) -> _Outcome[_Made]:
    kept = Kept(order.kept)
    with gathering() as wrong:
        recalled = order.maker.recall(territory, kept)
        made = [] if recalled is None else [recalled]
        if recalled is None:
            read = each([territory], lambda one: read_all(one, told, kept))
            if order.strict:
                wrong += [error for records in read for error in _lines_to_look_at(records)]
            if territory.is_whole and not wrong:
                made = each(read, lambda records: order.maker.make(records, kept))
    return _Outcome([] if wrong else made, [_placed(problem, territory) for problem in wrong], kept.used)


def _placed(problem: Problem, territory: Territory) -> Problem:
    """Name the territory whose graph breaks a rule."""
    return GraphError(f"{territory.folder}: {problem}") if isinstance(problem, GraphError) else problem


class _Reader:
    """Makes nothing of the records."""

    def recall(self, territory: Territory, kept: Kept) -> None:
        """Recall nothing."""

    def make(self, records: TerritoryRecords, kept: Kept) -> TerritoryRecords:
        """Give the records."""
        return records


def _check_sirens(territories: list[Territory]) -> None:
    seen: dict[str, Territory] = {}
    for territory in territories:
        other = seen.setdefault(territory.siren, territory)
        if other is not territory:
            file, problem = str(territory.folder / "territory.toml"), f"the SIREN of {other.folder} too"
            report(SourceError(file, problem, "correct one of the two", column="siren", value=territory.siren))


def _lines_to_look_at(records: TerritoryRecords) -> list[SourceError]:
    paths = {document.id: str(document.path) for document in records.territory.documents}
    return [
        error
        for document, rows in records.ledgers.items()
        for row in rows
        if row.fate in TO_LOOK_AT
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
