"""Who is who: the authority table `actors.csv`, and the actors that a cell names through it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process
from stdnum.fr import siren as siren_number

from loader.addresses import Addresses
from loader.problems import report
from loader.tables import Record, read_table
from loader.text import blocks, fold, says_nothing, squeeze, words
from loader.vocabulary import read_scheme

NO_ACTOR = "none"
UNKNOWN_NAME = "nom inconnu de la table d'autorité"
_COLUMNS = ("name", "kind", "siren", "surface_forms")
_LIKELY = 75
_ABBREVIATIONS = {"cc": "communaute de communes", "ca": "communaute d agglomeration", "cu": "communaute urbaine"}
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Words that join two names and name nobody themselves.
_JOINERS = {"et", "de", "la", "le", "les", "du", "des", "d", "l", "avec"}


@dataclass(frozen=True)
class Actor:
    """An actor of the authority table; kind `none` says that its forms name nobody; `line` is that of its row."""

    name: str
    kind: str
    siren: str
    forms: tuple[str, ...]
    path: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Naming:
    """What a cell names: actors in the order of the cell, and the pieces of text that no form explains."""

    actors: tuple[Actor, ...] = ()
    unresolved: tuple[str, ...] = ()
    says_nobody: bool = False


@dataclass(frozen=True)
class _Token:
    """A word of a cell, and whether a separator stands before it."""

    text: str
    raw: str
    after_separator: bool


_Form = tuple[tuple[str, bool], ...]


@dataclass
class Authority:
    """The authority table, indexed by the words of its surface forms."""

    actors: list[Actor] = field(default_factory=list)
    _forms: dict[_Form, list[Actor]] = field(default_factory=dict)
    # The same names stand in many cells, and a cell is tried under several columns.
    _resolved: dict[str, Naming] = field(default_factory=dict)

    def add(self, actor: Actor) -> None:
        """Index an actor under its name and each of its forms."""
        self._resolved.clear()
        self.actors.append(actor)
        for form in {actor.name, *actor.forms}:
            key = tuple((t.text, t.after_separator) for t in _tokens(form))
            if key and actor not in self._forms.setdefault(key, []):
                self._forms[key].append(actor)

    def resolve(self, cell: str) -> Naming:
        """Find whom a cell names: the fewest forms that cover its words; a form in two rows names both bodies."""
        if cell not in self._resolved:
            self._resolved[cell] = self._resolve(cell)
        return self._resolved[cell]

    def _resolve(self, cell: str) -> Naming:
        found: list[Actor] = []
        unresolved: list[str] = []
        for block in blocks(cell):
            names, rest = self._cover(_tokens(block))
            found += names
            unresolved += rest
        if not found and not unresolved and not says_nothing(cell):
            # Punctuation or joining words alone: somebody should look at them.
            unresolved.append(squeeze(cell))
        actors = tuple(dict.fromkeys(a for a in found if a.kind != NO_ACTOR))
        return Naming(actors, tuple(unresolved), any(a.kind == NO_ACTOR for a in found))

    def likely(self, text: str) -> str | None:
        """Give the known form nearest to an unresolved name, for a message."""
        forms = {_in_full(form): form for actor in self.actors for form in (actor.name, *actor.forms)}
        best = process.extractOne(_in_full(text), list(forms), scorer=fuzz.ratio, score_cutoff=_LIKELY)
        return forms[best[0]] if best else None

    def _cover(self, tokens: list[_Token]) -> tuple[list[Actor], list[str]]:
        """Cover the tokens with forms, leaving the fewest words unexplained, then using the fewest forms."""
        # best[i]: (unexplained words, forms used, next position, actors) for the tokens from i on
        best: list[tuple[int, int, int, list[Actor]]] = [(0, 0, 0, [])] * (len(tokens) + 1)
        longest = max((len(form) for form in self._forms), default=0)
        for i in range(len(tokens) - 1, -1, -1):
            skipped = 0 if tokens[i].text in _JOINERS else 1
            options = [(best[i + 1][0] + skipped, best[i + 1][1], i + 1, list[Actor]())]
            for length in range(1, min(longest, len(tokens) - i) + 1):
                actors = self._forms.get(_key(tokens[i : i + length]))
                if actors:
                    after = best[i + length]
                    options.append((after[0], after[1] + 1, i + length, actors))
            best[i] = min(options, key=lambda option: option[:2])
        return _walk(tokens, best)


def _in_full(name: str) -> str:
    """Fold a name, with the first word of an intercommunality in full.

    >>> _in_full("CC du Val")
    'communaute de communes du val'
    """
    first, _, rest = fold(name).partition(" ")
    return f"{_ABBREVIATIONS.get(first, first)} {rest}".strip()


def _walk(tokens: list[_Token], best: list[tuple[int, int, int, list[Actor]]]) -> tuple[list[Actor], list[str]]:
    actors: list[Actor] = []
    pieces: list[list[_Token]] = [[]]
    i = 0
    while i < len(tokens):
        _, _, after, named = best[i]
        if named:
            actors += named
            pieces.append([])
        else:
            if tokens[i].after_separator:
                pieces.append([])
            pieces[-1].append(tokens[i])
        i = after
    unresolved = [" ".join(t.raw for t in piece) for piece in pieces if any(t.text not in _JOINERS for t in piece)]
    return actors, unresolved


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        # An apostrophe, a hyphen between letters or a full stop in an abbreviation parts no names.
        separated = bool(found) and bool(re.search(r"[;,/()+•|\n]|\s[-–]\s", between))
        folded = words(match.group())
        found.append(_Token(folded[0] if folded else "", match.group(), separated))
        end = match.end()
    return [token for token in found if token.text]


def _key(tokens: list[_Token]) -> _Form:
    return tuple((t.text, t.after_separator and i > 0) for i, t in enumerate(tokens))


def read_authority(path: Path, addresses: Addresses, territory: str) -> Authority:
    """Read `actors.csv`; the territory itself is known by its name even when the file is absent or leaves it out.

    An unknown kind, an invalid SIREN, or two rows of one address are problems.
    """
    authority = _read_table(path, addresses) if path.is_file() else Authority()
    if not any(actor.path == addresses.territory for actor in authority.actors):
        authority.add(Actor(territory, "intercommunality", addresses.siren, (), addresses.territory))
    return authority


def _read_table(path: Path, addresses: Addresses) -> Authority:
    authority = Authority()
    kinds = {*read_scheme("actor-kind").notations, NO_ACTOR}
    seen: dict[str, Record] = {}
    for record in read_table(path, _COLUMNS):
        actor = _actor(record, kinds, addresses)
        if actor.path in seen:
            remedy = "merge the two rows, or rename one"
            report(record.error("name", f"the same address as line {seen[actor.path].line}", remedy))
            continue
        seen[actor.path] = record
        authority.add(actor)
    return authority


def _actor(record: Record, kinds: set[str], addresses: Addresses) -> Actor:
    if not record["name"]:
        report(record.error("name", "an actor needs a name", "write the canonical name"))
    if record["kind"] not in kinds:
        report(record.error("kind", "unknown kind of actor", f"one of {', '.join(sorted(kinds))}"))
    if record["siren"] and not siren_number.is_valid(record["siren"]):
        report(record.error("siren", "is no valid SIREN", "nine digits with a right key, or leave it empty"))
    forms = tuple(form for piece in record["surface_forms"].split("|") if (form := piece.strip()))
    own = record["siren"] == addresses.siren != ""
    path = addresses.territory if own else addresses.actor(record["name"], record["kind"])
    return Actor(record["name"], record["kind"], record["siren"], forms, path, record.line)
