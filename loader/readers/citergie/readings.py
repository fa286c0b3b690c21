"""Which reading of a field is the better one, and why.

A reading is better, in this order, when a person corrected it; when all its names are in the authority table, or it
reads as a date, an amount or a status; when more readings of the row say the same (a theme: more rows of the document).
Two dates, amounts, statuses or lists of actors that this does not part go to a person. Between two texts, the one wins
whose words stand elsewhere in the document, then the fuller one, then the last of the alphabet: never the order of the
passes, so that no value and no address changes when pages are read in another order.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loader.authority import Authority
from loader.readers.citergie.columns import ACTOR_COLUMNS
from loader.rows import Cell, Row
from loader.text import fold, items, squeeze, words
from loader.values.dates import UnreadableDateError, parse_moment
from loader.values.money import is_undecided, parse_money
from loader.vocabulary import Scheme

SET_ASIDE = "l'autre lecture est retenue : "
TIED = "deux lectures que rien ne départage"
_REASONS = (
    "une personne l'a corrigée",
    "elle se lit comme une valeur connue",
    "plus de lectures de cette ligne disent de même",
    "d'autres lignes disent de même",
    "ses mots se trouvent ailleurs dans le document",
    "elle est plus complète, ou plus près du nom",
    "rien ne les départage, sinon l'ordre alphabétique",
)


@dataclass
class Judge:
    """What readings are judged by: the authority, the statuses, the words and cells of the whole document."""

    authority: Authority
    statuses: Scheme
    confirmed: Counter[str] = field(default_factory=Counter)
    repeated: Counter[tuple[str, str]] = field(default_factory=Counter)

    def learn(self, rows: list[Row]) -> None:
        """Count the words and the short cells of all rows."""
        for row in rows:
            for cell in row.cells:
                self.confirmed.update(words(cell.text))
                self.repeated[cell.column, fold(cell.text)] += 1

    def choose(
        self, column: str, readings: list[tuple[Row, Cell]], near: Counter[str] | None = None
    ) -> tuple[Row, Cell] | None:
        """Choose one of the readings of a field and mark all of them; None when no row fills the field.

        Words are confirmed by the rest of the document, or by the words `near` when they are given.
        """
        if not readings:
            return None
        own = Counter(word for _, cell in readings for word in words(cell.text)) if near is None else Counter[str]()
        known = self.confirmed if near is None else near
        votes = Counter(self.value(column, cell.text) for _, cell in readings)
        scores = [
            self._score(column, cell, votes, {w for w in words(cell.text) if known[w] > own[w]}) for _, cell in readings
        ]
        best = max(range(len(readings)), key=lambda i: (scores[i], readings[i][1].text))
        chosen = readings[best][1]
        for i, (_, cell) in enumerate(readings):
            _mark(
                cell,
                chosen,
                scores[i],
                scores[best],
                same=self.value(column, cell.text) == self.value(column, chosen.text),
            )
        if rival := self._rival(column, readings, scores, best):
            readings[best][0].doubt(column, chosen.raw, f"l'autre lecture est « {rival} », et rien ne les départage")
            for _, cell in readings:
                cell.reading, cell.reason = "unplaced", TIED
            return None
        return readings[best]

    def _rival(
        self, column: str, readings: list[tuple[Row, Cell]], scores: list[tuple[float, ...]], best: int
    ) -> str | None:
        """Give another reading of a value (date, amount, status, actors) that is as good as the best one."""
        if column not in _VALUES:
            return None
        value = self.value(column, readings[best][1].text)
        rivals = [
            cell.raw
            for i, (_, cell) in enumerate(readings)
            if scores[i][:_EVIDENCE] == scores[best][:_EVIDENCE] and self.value(column, cell.text) != value
        ]
        return rivals[0] if rivals else None

    def value(self, column: str, text: str) -> str:
        """Give what a reading means: the actors that it names, or its folded text without markup and bullets."""
        if column in ACTOR_COLUMNS:
            naming = self.authority.resolve(text)
            return " | ".join([*(actor.path for actor in naming.actors), *map(fold, naming.unresolved)])
        return squeeze(text) if column in _CHECKS else fold(" ".join(items(text)))

    def _score(self, column: str, cell: Cell, votes: Counter[str], confirmed: set[str]) -> tuple[float, ...]:
        # A title is as good as the number of its words that are confirmed: the fuller one is not worse for its others.
        share = len(confirmed) / (1 if column == "title" else max(len(set(words(cell.text))), 1))
        said = votes[self.value(column, cell.text)]
        repeated = self.repeated[column, fold(cell.text)] if column == "theme" else 0
        text = " ".join(items(cell.text))
        evidence = (cell.corrected, self._validity(column, cell.text), said, repeated)
        # Whether digits or names stand elsewhere, or are longer, says nothing of a date, an amount or an actor.
        return (*evidence, 0, self._nearness(column, text)) if column in _VALUES else (*evidence, share, len(text))

    def _nearness(self, column: str, text: str) -> float:
        """Prefer, among spellings of the same actors, the one nearest to their names."""
        names = " ".join(actor.name for actor in self.authority.resolve(text).actors) if column in ACTOR_COLUMNS else ""
        return float(fuzz.ratio(fold(text), fold(names)))

    def _validity(self, column: str, text: str) -> float:
        if column in ACTOR_COLUMNS:
            return -len(self.authority.resolve(text).unresolved)
        check = _CHECKS.get(column)
        if check is not None:
            return float(check(text))
        return self.statuses.is_label(text) + (self.statuses.notation(text) is not None) if column == "status" else 0


def _is_date(text: str) -> bool:
    try:
        return parse_moment(text) is not None
    except UnreadableDateError:
        return False


def _is_budget(text: str) -> bool:
    money = parse_money(text)
    return money is not None and not is_undecided(money)


_VALUES = (*ACTOR_COLUMNS, "start", "end", "budget", "status")
# How many marks of a score are evidence: correction, validity, votes, repetition.
_EVIDENCE = 4
_CHECKS: dict[str, Callable[[str], bool]] = {"start": _is_date, "end": _is_date, "budget": _is_budget}


def _mark(cell: Cell, chosen: Cell, score: tuple[float, ...], best: tuple[float, ...], *, same: bool) -> None:
    if cell is chosen:
        cell.reading = "corrected" if cell.corrected else "chosen"
    elif same:
        cell.reading = "same"
    else:
        decided = next((i for i in range(len(best)) if best[i] != score[i]), len(best))
        cell.reading = "other"
        cell.reason = SET_ASIDE + _REASONS[decided]
