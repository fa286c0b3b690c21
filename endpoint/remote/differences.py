"""What engines answer otherwise than the standard says, put right in one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, Triple


class Differences(Protocol):
    """How one engine is asked, and what is made of its answers."""

    def asked(self, prologue: str, query: str) -> str:
        """Return what to send for a query that has been judged; raise CannotError if the answer would be wrong."""

    def put_right(self, answer: QuerySolutions | QueryBoolean) -> QuerySolutions | QueryBoolean:
        """Return a table or a truth as the standard wants it."""

    def repaired(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        """Return an answer in JSON, which comes piece by piece, as the standard wants it."""

    def triple(self, triple: Triple) -> Triple:
        """Return a triple of an answer as the standard wants it."""

    def is_partial(self, headers: Mapping[str, str]) -> bool:
        """Say whether the headers tell that an answer is not the whole one."""

    def cannot(self, said: str) -> bool:
        """Say whether an error that the engine tells is one of its own: another store would tell it too."""


@dataclass(frozen=True)
class Standard:
    """An engine that answers as the standard says."""

    def asked(self, prologue: str, query: str) -> str:
        """Return the query as it is."""
        return prologue + query

    def put_right(self, answer: QuerySolutions | QueryBoolean) -> QuerySolutions | QueryBoolean:
        """Return the answer as it is."""
        return answer

    def repaired(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        """Return the answer as it is."""
        return pieces

    def triple(self, triple: Triple) -> Triple:
        """Return the triple as it is."""
        return triple

    def is_partial(self, headers: Mapping[str, str]) -> bool:
        """Take every answer for whole: the standard knows no other."""
        return False

    def cannot(self, said: str) -> bool:
        """Take every error for one that passes."""
        return False
