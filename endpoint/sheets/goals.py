"""The sheet of an axis or an orientation."""

from collections.abc import Mapping

from endpoint.sheets.action_lists import read_actions
from endpoint.sheets.contents import Contents
from endpoint.sheets.discrepancies import read_discrepancies
from endpoint.sheets.links import read_links
from endpoint.sheets.money import read_money
from endpoint.sheets.people import read_people
from endpoint.sheets.reader import Reader
from endpoint.sheets.timeline import draw_timeline
from endpoint.words import FIL, SKOS

ASKS = ("links-of-thing", "actions-of-thing", "money-of-thing", "people-of-thing", "discrepancies-of-thing")


def read_goal(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read all that is known of an axis or orientation."""
    links, actions, money = read_links(reader), read_actions(reader), read_money(reader)
    people, discrepancies = read_people(reader), read_discrepancies(reader)
    parts = {"links": links, "actions": actions, "money": money, "people": people, "discrepancies": discrepancies}
    answers = [each.answered for each in (links, actions, money, people, discrepancies)]
    timeline = draw_timeline(actions.actions, reader.source(asked))
    return Contents(parts | {"number": _number(reader), "timeline": timeline}, [each.inquiry for each in answers])


def _number(reader: Reader) -> str:
    """Return the number by which people call it: 1.3 for an axis, 9 for an orientation, 1.2.3 for a measure."""
    return reader.value(f"{SKOS}notation") or reader.value(f"{FIL}code") or reader.value(f"{FIL}order")
