"""What a report is: words, saved questions, and at most one figure. Reports are data; report_pages shows them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from endpoint.audit.asking import Row
from endpoint.audit.figures.figure import Figure
from endpoint.bilingual import Text
from endpoint.tables import french_number

# The parameter that says of which day an answer speaks.
DAY = "at"
_NUMBERS = re.compile(r"\((?:(?P<one>[^()|]*)\|)?(?P<many>[^()|]*)\)")


@dataclass(frozen=True)
class Tally:
    """What an answer counts to: its rows, the sum of a column, or the distinct values of some columns.

    `noun` is written for both numbers, as « axe(s) » and "ax(i|e)s"; `of` is the column that holds the whole.
    """

    noun: Text
    column: str = ""
    of: str = ""
    distinct: tuple[str, ...] = ()

    def count(self, rows: Sequence[Row]) -> int:
        """Count an answer; a row whose distinct columns are all empty does not count."""
        if self.distinct:
            return len({values for row in rows if any(values := tuple(row[each] for each in self.distinct))})
        return sum(int(row[self.column]) for row in rows) if self.column else len(rows)

    def say(self, rows: Sequence[Row]) -> Text:
        """Say the count.

        >>> Tally(Text("axe(s)", "ax(i|e)s")).say([{}, {}])
        Text(fr='2 axes', en='2 axes')
        """
        count = self.count(rows)
        french = f"{french_number(str(count))} {numbered(self.noun.fr, plural=count > 1)}"
        english = f"{count:,} {numbered(self.noun.en, plural=count != 1)}"
        if not self.of:
            return Text(french, english)
        whole = sum(int(row[self.of]) for row in rows)
        return Text(f"{french} sur {french_number(str(whole))}", f"{english} (of {whole:,})")


def numbered(noun: str, *, plural: bool) -> str:
    """Write a noun in one number.

    >>> numbered("action(s) sans porteur", plural=False), numbered("discrepanc(y|ies)", plural=True)
    ('action sans porteur', 'discrepancies')
    """
    return _NUMBERS.sub(lambda match: match["many"] if plural else match["one"] or "", noun)


@dataclass(frozen=True)
class Ask:
    """A saved question that a report asks, with the values that the report fixes for its parameters.

    `nameless` says, by column, what an empty cell stands for where that is more than "not stated".
    """

    question: str
    tally: Tally | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    title: Text | None = None
    nameless: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A report at /audit/{name}: what it says and does not say, what it asks; the figure shows the first answer.

    `choices` names, for a parameter, the list of the vocabulary to choose its value from, or `documents`.
    """

    name: str
    title: Text
    says: Text
    says_not: Text
    asks: tuple[Ask, ...]
    figure: Figure | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Theme:
    """The reports on one subject."""

    title: Text
    reports: tuple[Report, ...]
