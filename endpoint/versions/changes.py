"""What a version changed, as the loader noted it beside the snapshots: `changes/{before}-{version}.jsonl`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from endpoint.bilingual import Text

FOLDER = "changes"
HOW = ("added", "removed", "changed")


@dataclass(frozen=True)
class Changes:
    """How many things a version added, removed and changed since the one before: in all, and by the IRI of a class.

    `listed` of them are named; the others are too many.
    """

    before: str
    things: Mapping[str, int]
    classes: Mapping[str, Mapping[str, int]]
    listed: int

    @property
    def total(self) -> int:
        """All things that are not as they were."""
        return sum(self.things.values())

    def count(self, how: str, of_class: str | None = None) -> int:
        """Return how many things were added, removed or changed, of all classes or of one.

        >>> Changes("a", {"added": 2}, {"http://e/A": {"added": 1}}, 2).count("added", "http://e/A")
        1
        """
        return (self.things if of_class is None else self.classes.get(of_class, {})).get(how, 0)

    @property
    def text(self) -> Text:
        """Say it in a sentence."""
        added, removed, changed = (self.count(how) for how in HOW)
        return Text(
            f"Depuis {self.before} : choses ajoutées {added}, retirées {removed}, changées {changed}.",
            f"Since {self.before}: things added {added}, removed {removed}, changed {changed}.",
        )


@dataclass(frozen=True)
class Thing:
    """A thing that was `added`, `removed` or `changed`; `label` is empty where it has none."""

    how: str
    iri: str
    classes: tuple[str, ...]
    label: str


def read_changes(build: Path, before: str, version: str) -> Changes | None:
    """Return what a version changed since the one before; None where nothing was noted."""
    for head in islice(_lines(build, before, version), 1):
        return Changes(before, dict(head["things"]), dict(head["classes"]), int(head["listed"]))
    return None


def read_things(build: Path, before: str, version: str) -> tuple[Thing, ...]:
    """Return the things that a version changed, as many as were listed, by address."""
    return tuple(
        Thing(each["how"], each["iri"], tuple(each["classes"]), each["label"])
        for each in islice(_lines(build, before, version), 1, None)
    )


def _lines(build: Path, before: str, version: str) -> Iterator[dict[str, Any]]:
    try:
        with (build / FOLDER / f"{before}-{version}.jsonl").open(encoding="utf-8") as file:
            yield from map(json.loads, file)
    except OSError:
        return
