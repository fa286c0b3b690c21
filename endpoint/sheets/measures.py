"""The sheet of a Cit'ergie measure: territories share it, so that it may have the actions of several."""

from collections.abc import Mapping

from endpoint.sheets import goals
from endpoint.sheets.contents import Contents
from endpoint.sheets.goals import read_goal
from endpoint.sheets.reader import Reader
from endpoint.words import FIL

ASKS = (*goals.ASKS, "everything-about-measure")
# What that question says and no other part does.
SPELLING, DOMAIN, THEME = "2 spelling", "3 domain", "4 theme"


def read_measure(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read all that is known of a measure."""
    goal = read_goal(reader, asked)
    about = reader.ask("everything-about-measure", code=reader.value(f"{FIL}code"))
    said = {
        name: [
            (row["label"], reader.href(row["thing"]), row["detail"].rpartition(": ")[2])
            for row in about.rows
            if row["relation"] == relation
        ]
        for name, relation in (("spellings", SPELLING), ("domains", DOMAIN), ("themes", THEME))
    }
    return Contents({**goal.parts, **said, "about": about}, [*goal.inquiries, about.inquiry])
