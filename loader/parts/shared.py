"""What territories share, made once of the records of all: Cit'ergie measures, and organisations that several name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from loader.graph import map_graphs, pointed_to
from loader.parts.agreement import Claim, check_agreement, claims_of
from loader.parts.rules import check_rules
from loader.problems import watched
from loader.records import Record, Value
from loader.territory import Territory


@dataclass
class _Measure:
    titles: Counter[str] = field(default_factory=Counter)
    spellings: set[str] = field(default_factory=set)


@dataclass
class _Actor:
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    siren: str | None = None
    forms: set[str] = field(default_factory=set)


@dataclass
class Shared:
    """Gathers the records that territories share, territory by territory; each thing is kept once."""

    measures: defaultdict[str, _Measure] = field(default_factory=lambda: defaultdict(_Measure))
    actors: defaultdict[str, _Actor] = field(default_factory=lambda: defaultdict(_Actor))
    links: list[Record] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, territory: Territory, records: Iterable[Record]) -> None:
        """Take the records of a territory: its measures, its shared actors, and what else it says of them."""
        records = list(records)
        self.claims += claims_of(territory, records)
        for record in records:
            if record["record"] == "measure":
                self._add_measure(record)
            elif record["record"] == "actor":
                self._add_actor(record)
            else:
                self.links.append(record)

    def check_agreement(self) -> None:
        """Report what territories say differently of one organisation."""
        check_agreement(self.claims, {path: _most_said(found.names) for path, found in self.actors.items()})

    def records(self) -> dict[str, list[Record]]:
        """Give the records of all, by graph."""
        actors = [_actor_record(path, found) for path, found in self.actors.items()]
        return {
            "measures": [_measure_record(code, found) for code, found in sorted(self.measures.items())],
            "actors": [*actors, *self.links],
        }

    def _add_measure(self, record: Record) -> None:
        found = self.measures[str(record["code"])]
        found.titles[str(record["title"])] += 1
        found.spellings.update((str(record["title"]), *_texts(record["spelling"])))

    def _add_actor(self, record: Record) -> None:
        found = self.actors[str(record["path"])]
        found.names[str(record["name"])] += 1
        found.kinds[str(record["kind"])] += 1
        found.forms.update((str(record["name"]), *_texts(record["form"])))
        found.siren = found.siren or (str(record["siren"]) if record["siren"] else None)


def map_shared(shared: Shared, base: str) -> set[ox.Quad]:
    """Map what territories share, and judge it; nothing where they disagree, which is reported.

    The rows of a measure are said by the territories' own parts.
    """
    _, they_agree = watched(shared.check_agreement)
    if not they_agree:
        return set()
    quads = map_graphs(shared.records(), base)
    check_rules(quads, base, beside=pointed_to(quads, base))
    return quads


def _measure_record(code: str, found: _Measure) -> Record:
    """Give a measure under the title that most territories use, every spelling beside it."""
    title = _most_said(found.titles)
    return {"record": "measure", "code": code, "title": title, "spelling": sorted(found.spellings - {title}), "row": []}


def _actor_record(path: str, found: _Actor) -> Record:
    """Give an organisation under the name and kind that most territories use, every form beside them."""
    name = _most_said(found.names)
    return {
        "record": "actor",
        "path": path,
        "name": name,
        "kind": _most_said(found.kinds),
        "siren": found.siren,
        "form": sorted(found.forms - {name}),
    }


def _most_said(counts: Counter[str]) -> str:
    return max(sorted(counts), key=lambda text: counts[text])


def _texts(value: Value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
