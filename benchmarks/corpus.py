"""Make a graph of many territories out of the graph of one, to measure on sizes that no sources have yet.

    python -m benchmarks.corpus --territories 22 --out corpus-22.nq.gz

The first territory is the original, unchanged; the same seed gives the same bytes.
"""

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.datasets import open_dataset
from benchmarks.template import Template, read_template
from benchmarks.variation import Territory

# France has about twelve intercommunalities in a department.
TERRITORIES_IN_A_DEPARTMENT = 12
MOST_TERRITORIES = 1_000_000


def corpus(template: Template, territories: int, seed: int) -> Iterator[str]:
    """Yield the lines of the graph: what all share once, what a department shares once, then territory by territory."""
    yield from template.shared
    for number, siren in enumerate(islice(sirens(template.siren), territories)):
        department, place = divmod(number, TERRITORIES_IN_A_DEPARTMENT)
        territory = Territory(template, siren, department, seed)
        if place == 0:
            yield from territory.department_lines()
        yield from territory.lines() if number else template.original_lines()


def sirens(first: str) -> Iterator[str]:
    """Yield the first SIREN, then others with a valid check digit, all different.

    >>> list(islice(sirens("242100410"), 3))
    ['242100410', '200079192', '200158384']
    """
    yield first
    heads = (f"20{number * 7919 % MOST_TERRITORIES:06d}" for number in range(1, MOST_TERRITORIES))
    yield from (siren for siren in map(with_check_digit, heads) if siren != first)


def with_check_digit(head: str) -> str:
    """Return the nine digits of the SIREN that begins with these eight (Luhn's check digit).

    >>> with_check_digit("24210041")
    '242100410'
    """
    doubled = "".join(str(int(digit) * 2) if place % 2 else digit for place, digit in enumerate(head))
    return head + str(-sum(map(int, doubled)) % 10)


def write(lines: Iterable[str], out: Path) -> int:
    """Write the lines to a gzipped file without name or date in it, and return how many."""
    written = 0
    with out.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        for line in lines:
            file.write(line.encode())
            written += 1
    return written


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--territories", type=int, required=True, help="how many, the original included")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.nq.gz")
    parser.add_argument("--source", type=Path, default=Path("build/current"), help="snapshot of one territory")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Write the graph that the command line asks for."""
    arguments = _arguments(given)
    with open_dataset(arguments.source) as file:
        template = read_template(line.decode() for line in file)
    written = write(corpus(template, arguments.territories, arguments.seed), arguments.out)
    print(f"{arguments.out}: {written} triples of {arguments.territories} territories")
    return 0


if __name__ == "__main__":
    sys.exit(main())
