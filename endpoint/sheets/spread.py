"""Of a thing that many territories share: in which of them it has how many actions, to read its sheet there.

A national funder or a measure has thousands of actions in a country: no page can list them, and none of its readers
wants them all at once.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from endpoint.audit.asking import text_of
from endpoint.inquiries import TERRITORY
from endpoint.leaves import ROWS, leaf_at, leaves_of, read_start
from endpoint.sheets.contents import Contents
from endpoint.sheets.reader import Reader
from endpoint.territories import names_by_siren, owners_of_graphs
from endpoint.words import FIL

TEMPLATE = "sheets/spread.html"
# A sheet tells of so many things that point to its own; it has then a few hundred actions.
MOST_POINTING = 2_000
# By these an action points to a measure, or to an actor.
OF_ACTIONS = frozenset(f"{FIL}{name}" for name in ("implements", "ledBy", "fundedBy", "partneredBy"))
FROM = "from"
_OF_ONE = re.compile("[0-9]+(/|$)")


@dataclass(frozen=True)
class Share:
    """A territory, how many of the actions are there, and where they are read."""

    name: str
    actions: int
    address: str


def is_shared(reader: Reader) -> bool:
    """Return whether a thing is of no territory alone."""
    return not _OF_ONE.match(reader.iri.removeprefix(reader.service.addresses.thing("")))


def is_spread(reader: Reader) -> bool:
    """Return whether so many territories share a thing that its sheet is read in one of them."""
    many = len(reader.described.incoming) > MOST_POINTING and not reader.siren
    return many and is_shared(reader) and len(shares_of(reader)) > 1


def shares_of(reader: Reader) -> list[Share]:
    """Return the territories that have actions of the thing, those with the most first."""
    owners, names = owners_of_graphs(reader.service), names_by_siren(reader.service)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in reader.described.incoming:
        if quad.predicate.value in OF_ACTIONS and (siren := owners.get(getattr(quad.graph_name, "value", ""))):
            found[siren].add(text_of(quad.subject))
    path = reader.href(reader.iri)
    shares = [
        Share(names.get(siren, siren), len(actions), f"{path}?{urlencode({TERRITORY: siren})}")
        for siren, actions in found.items()
    ]
    return sorted(shares, key=lambda share: (-share.actions, share.name))


def read_spread(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read where a thing is shared."""
    shares, start = shares_of(reader), read_start(FROM, asked.get(FROM, "").strip())
    first = leaf_at(start, len(shares))
    parts = {
        "shares": shares[first : first + ROWS],
        "territories_in_all": len(shares),
        "actions_in_all": sum(share.actions for share in shares),
        "leaves": leaves_of(len(shares), start),
        "leaf_address": partial(_leaf_address, reader),
    }
    return Contents(parts, (), {FROM: f"{start + 1}"} if start else {})


def _leaf_address(reader: Reader, first: int) -> str:
    return f"{reader.href(reader.iri)}" + (f"?{FROM}={first}" if first > 1 else "")
