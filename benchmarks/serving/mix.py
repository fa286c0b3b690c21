"""The mix: the saved questions as HTTP requests, each as it stands in its file.

They are posted: `oxigraph serve` takes no address longer than 8 KB, and some questions are longer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from urllib.parse import quote, urlencode

from endpoint.questions import read_questions, saved_questions

# A comment at the end makes a query that no cache knows; it changes nothing else. All are equally long.
COMMENT = b"\n#%012d"
COMMENT_OF_FORM = b"%%0A%%23%012d"
_new = count(1)


@dataclass(frozen=True)
class Ask:
    """One question as a request to one server, up to the comment at its end."""

    name: str
    text: bytes
    comment: bytes = COMMENT

    @property
    def warm(self) -> bytes:
        """The same request each time."""
        return self.text + self.comment % 0

    def cold(self) -> bytes:
        """A request that was never sent before, for the same answer."""
        return self.text + self.comment % next(_new)


def ask(name: str, query: str, path: str) -> Ask:
    """Return the question as a request for the server whose endpoint is at `path`, target included."""
    return Ask(name, _posted(path, "application/sparql-query", query.encode(), COMMENT))


def ask_by_form(name: str, query: str, path: str) -> Ask:
    """Return the question as a form, for servers that take a long query in no other way."""
    target, _, dataset = path.partition("?")
    body = "&".join([*filter(None, [dataset]), urlencode({"query": query})]).encode()
    return Ask(name, _posted(target, "application/x-www-form-urlencoded", body, COMMENT_OF_FORM), COMMENT_OF_FORM)


def _posted(path: str, content_type: str, body: bytes, comment: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Accept: application/sparql-results+json, application/n-triples;q=0.9\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body) + len(comment % 0)}\r\n\r\n"
    )
    return head.encode() + body


def get(query: str, path: str) -> bytes:
    """Return a query as a request by GET."""
    return f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def mix(path: str, names: Sequence[str] = (), asked: Callable[[str, str, str], Ask] = ask) -> list[Ask]:
    """Return the saved questions of these names, or all, in an order that is the same for all servers."""
    asks = [
        asked(name, question.sparql, path)
        for name, question in read_questions(saved_questions()).items()
        if not names or name in names
    ]
    # The costly questions stand beside each other in the alphabet.
    Random(1).shuffle(asks)  # noqa: S311  # nothing secret
    return asks


def requests(asks: Sequence[Ask], *, cold: bool) -> Iterator[bytes]:
    """Yield a request for each question."""
    return (each.cold() if cold else each.warm for each in asks)
