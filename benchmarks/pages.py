"""Measure every kind of page of filrouge-serve: how long the server takes, how large the page is.

python -m benchmarks.pages build                            # of all territories together
python -m benchmarks.pages build --siren 242100410          # of one
python -m benchmarks.pages build --siren 242100410 --all    # of many: what is asked of all, and what harvesters ask
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from itertools import count
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from benchmarks.serving.client import Client
from benchmarks.serving.servers import Data, Kind, Server, running, settle
from benchmarks.serving.site import Site

SERVE = Path(sys.executable).with_name("filrouge-serve")
# What a page brings with it: the editor has its own, larger than all others.
_PARTS = re.compile(r'(?:href|src)="(/web/[^"]+\.(?:css|js))"')
_new = count(1)
# A page was ended at its deadline, or at its limit of memory.
TOO_COSTLY = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)
HEADS = (
    *("pages", "measured", "cold, ms", "slowest, ms", "warm, ms", "largest, KB", "styles, scripts, KB"),
    *("slowest", "largest"),
)


@dataclass(frozen=True)
class Page:
    """A page: seconds cold and warm, bytes of its HTML, and of its styles and scripts; `status` is 200 when it came."""

    address: str
    cold: float
    warm: float
    size: int
    parts: int
    status: int = 200


def measure(server: Server, client: Client, address: str, rounds: int) -> Page:
    """Ask for a page cold, and warm; the shortest time counts, since other work may disturb the rest.

    A page that takes more than its time once is not answered, nor asked for again. Raise RuntimeError when it is not
    answered for another reason.
    """
    colds, warms = [], []
    for replies, numbers in ((colds, [next(_new) for _ in range(rounds)]), (warms, [0] * (rounds + 1))):
        for number in numbers:
            replies.append(reply := client.ask(_request(address, number)))
            if reply.status in TOO_COSTLY:
                return Page(address, reply.seconds, 0, reply.size, 0, reply.status)
    del warms[0]
    if not all(each.ok for each in (*colds, *warms)):
        raise RuntimeError(f"{address}: status {[each.status for each in (*colds, *warms)]}")
    page = Request(f"http://127.0.0.1:{server.port}{address}", headers={"Accept": "text/html"})
    try:
        with urlopen(page) as answer:  # noqa: S310 (our own service)
            parts = set(_PARTS.findall(answer.read().decode()))
    except HTTPError as error:
        # What takes all of its time is sometimes answered in it.
        if error.code not in TOO_COSTLY:
            raise
        return Page(address, min(each.seconds for each in colds), 0, 0, 0, error.code)
    return Page(
        address,
        min(each.seconds for each in colds),
        min(each.seconds for each in warms),
        colds[0].size,
        sum(_size(server.port, each) for each in parts),
    )


def _request(address: str, number: int) -> bytes:
    """Return a request; one of a number that was never sent before is answered anew, as answers vary by language."""
    return (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: x-{number}\r\n\r\n"
    ).encode()


@cache
def _size(port: int, address: str) -> int:
    with urlopen(f"http://127.0.0.1:{port}{address}") as answer:
        return len(answer.read())


def lines(kinds: Iterator[tuple[str, list[Page]]]) -> Iterator[str]:
    """Give the lines of a Markdown table: of each kind the page in the middle, the slowest and the largest.

    A kind of which some are not answered says how many are; its times are those of what is answered.

    >>> print(list(lines(iter([("home", [Page("/", 0.02, 0.001, 30_000, 10_000)])])))[2])
    | home | 1 | 20 | 20 | 1.0 | 30 | 10 | `/` | `/` |
    """
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" + "|--:" * 6 + "|---" * 2 + "|"
    for kind, asked in kinds:
        pages = [each for each in asked if each.status == HTTPStatus.OK]
        if not pages:
            yield f"| {kind} | 0 of {len(asked)} |{' |' * 5} `{asked[0].address}` | |"
            continue
        slowest, largest = max(pages, key=lambda each: each.cold), max(pages, key=lambda each: each.size)
        cells = [
            kind,
            f"{len(pages)}" if len(pages) == len(asked) else f"{len(pages)} of {len(asked)}",
            f"{1000 * median(each.cold for each in pages):.0f}",
            f"{1000 * slowest.cold:.0f}",
            f"{1000 * median(each.warm for each in pages):.1f}",
            f"{largest.size / 1000:.0f}",
            f"{largest.parts / 1000:.0f}",
            f"`{slowest.address}`",
            f"`{largest.address}`",
        ]
        yield f"| {' | '.join(cells)} |"


def _measured(
    server: Server, kinds: Iterator[tuple[str, list[str]]], rounds: int, only: Sequence[str]
) -> Iterator[tuple[str, list[Page]]]:
    with server.client() as client:
        for kind, addresses in kinds:
            if addresses and (not only or any(each in kind for each in only)):
                yield kind, [measure(server, client, each, rounds) for each in addresses]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, help="what filrouge-serve serves: a folder of snapshots, or N-Quads")
    parser.add_argument("--siren", default="", help="of one territory; of all together where none is given")
    parser.add_argument("--all", action="store_true", help="pages of all territories; those of things show the one's")
    parser.add_argument("--most", type=int, default=50, help="pages of each kind (50)")
    parser.add_argument("--rounds", type=int, default=3, help="times that each is asked for (3)")
    parser.add_argument("--only", nargs="*", default=(), metavar="WORD", help="kinds whose name has the word")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the table of the data that the command line names."""
    asked = _arguments(given)
    kind = Kind("filrouge", (str(SERVE), "--data", "{served}", "--port", "{port}", "--cache", "512"))
    with running(kind, Data(asked.data, asked.data, asked.data, 0)) as server:
        settle(server)
        site = Site(f"http://127.0.0.1:{server.port}", asked.siren, asked.most)
        kinds = site.kinds_of_all() if asked.all else site.kinds()
        for line in lines(_measured(server, kinds, asked.rounds, asked.only)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
