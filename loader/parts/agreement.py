"""Whether territories agree on the organisations that they share; each disagreement names the places of both sides.

What more territories say is taken as right, so that the message stands where one must probably be corrected; where as
many say the one as the other, the first is taken as right.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from loader.circles import find_circle
from loader.errors import SourceError, place_text
from loader.organisations import CHANGED_ON, PART_OF, PREDECESSORS
from loader.problems import report
from loader.records import Record, Value
from loader.territory import Territory

_SIREN = "siren"
# What all must say alike of a body, in the words of a message.
_ALIKE = {_SIREN: "another SIREN", CHANGED_ON: "another date of the beginning"}


@dataclass(frozen=True)
class Claim:
    """What a territory says of a body, and where.

    `about` is what it says, by the column of `actors.csv`; `value` the number, the date or the address of another body,
    which the cell names as `found`.
    """

    about: str
    body: str
    value: str
    found: str
    file: str
    line: int
    column: str

    @property
    def place(self) -> str:
        """Name file, line and column."""
        return place_text(self.file, self.line, self.column)

    def error(self, problem: str, remedy: str) -> SourceError:
        """Make the error that stands where this is said."""
        return SourceError(self.file, problem, remedy, self.line, self.column, self.found)


def claims_of(territory: Territory, records: Iterable[Record]) -> Iterator[Claim]:
    """Give what a territory claims in the records that it shares."""
    for record in records:
        said = record.get("said")
        if isinstance(said, dict):
            file, line = str(_file(territory, said.get("document"))), int(str(said["line"]))
            for about, body, value, found in _statements(record, str(said.get("value", ""))):
                yield Claim(about, body, value, found, file, line, str(said.get("column", about)))


def _file(territory: Territory, document: Value) -> Path:
    named = (each.path for each in territory.documents if each.id == document)
    return next(named, territory.folder / "actors.csv")


def _statements(record: Record, named: str) -> Iterator[tuple[str, str, str, str]]:
    """Give what a record says: about what, of which body, the value, and the value as its cell names it."""
    if record["record"] == "affiliation":
        yield PART_OF, str(record["part"]), str(record["whole"]), named
    elif record["record"] == "change":
        before = record["before"]
        assert isinstance(before, list)
        yield from ((PREDECESSORS, str(record["after"]), str(one), named) for one in before)
        if date := record["date"]:
            yield CHANGED_ON, str(record["after"]), str(date), str(date)
    elif number := record.get("siren"):
        yield _SIREN, str(record.get("path", record.get("actor"))), str(number), str(number)


def check_agreement(claims: Iterable[Claim], names: Mapping[str, str]) -> None:
    """Report what is said differently of one body, and links that lead in a circle when put together.

    `names` are those of the bodies, by their addresses.
    """
    claims = list(claims)
    for said in _groups((claim for claim in claims if claim.about in _ALIKE), lambda claim: (claim.about, claim.body)):
        _check_alike(said, names.get(said[0].body, said[0].body))
    for about in (PART_OF, PREDECESSORS):
        _check_circles([claim for claim in claims if claim.about == about])


def _check_alike(claims: list[Claim], name: str) -> None:
    right, *others = sorted(_groups(claims, lambda claim: (claim.value,)), key=lambda same: -len(same))
    for claim in chain(*others):
        problem = f"{_ALIKE[claim.about]} of {name} than {right[0].found} in {right[0].place}"
        report(claim.error(problem, "correct the wrong one: in actors.csv, that of a document in corrections.csv"))


def _check_circles(claims: list[Claim]) -> None:
    """Report each circle where the fewest say what closes it."""
    links = {(same[0].body, same[0].value): same for same in _groups(claims, lambda claim: (claim.body, claim.value))}
    order = {link: place for place, link in enumerate(links)}
    while circle := find_circle(links):
        closing = min(circle, key=lambda link: (len(links[link]), -order[link]))
        others = " and ".join(links[link][0].place for link in circle if link != closing)
        for claim in links.pop(closing):
            report(
                claim.error(f"leads back to its own row through {others}", "break the circle: empty one of the cells")
            )


def _groups(claims: Iterable[Claim], key: Callable[[Claim], tuple[str, ...]]) -> list[list[Claim]]:
    """Put claims together that have one key, in the order of the first of each."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return list(groups.values())
