"""Where actions are stated, as people cite it: `document:line`, from the rows of all documents that state them."""

from collections import defaultdict
from collections.abc import Iterable

from loader.addresses import Addresses
from loader.records import Record

SEPARATOR = " | "


def place_records(records: Iterable[Record], addresses: Addresses) -> list[Record]:
    """Give a record of each action with its places in one text, sorted as text."""
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        if record["record"] == "action" and isinstance(record["row"], list):
            rows[str(record["path"])].update(map(str, record["row"]))
    return [
        {"record": "places", "path": action, "text": SEPARATOR.join(sorted(map(addresses.place, found)))}
        for action, found in rows.items()
    ]
