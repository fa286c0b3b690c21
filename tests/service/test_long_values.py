"""Answers of one row whose only value is enormous: sent in pieces as well, or refused, never a failure."""

from pathlib import Path

import httpx2
import pytest
from running_service import Served

PLAIN = {"Accept-Encoding": "identity"}


def doubled(times: int) -> str:
    """A query whose answer is 64 bytes, doubled so many times."""
    steps = " ".join(f"BIND(CONCAT(?v{number}, ?v{number}) AS ?v{number + 1})" for number in range(times))
    return f"SELECT (?v{times} AS ?x) {{ BIND('{'x' * 64}' AS ?v0) {steps} }}"


def memory_of(service: Served) -> int:
    """The most megabytes that the service has held so far."""
    lines = Path(f"/proc/{service.process.pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) >> 10


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "html"])
def test_the_service_does_not_hold_what_it_passes_on(own: Served, form: str) -> None:
    httpx2.get(f"{own.url}/sparql", params={"query": "ASK {}", "format": form})
    before, received = memory_of(own), 0
    parameters = {"query": doubled(20), "format": form, "timeout": "60"}
    with httpx2.stream("GET", f"{own.url}/sparql", params=parameters, headers=PLAIN, timeout=60) as answer:
        for piece in answer.iter_raw():
            received += len(piece)
    assert received > 64 << 20
    assert memory_of(own) - before < 32


@pytest.mark.parametrize("form", ["json", "csv", "html"])
@pytest.mark.parametrize("times", [22, 23, 24])
def test_what_does_not_fit_is_refused_or_broken_off(served: str, form: str, times: int) -> None:
    parameters = {"query": doubled(times), "format": form, "timeout": "60"}
    with httpx2.stream("GET", f"{served}/sparql", params=parameters, headers=PLAIN, timeout=60) as answer:
        assert answer.status_code in (200, 503)
        received = 0
        try:
            for piece in answer.iter_raw():
                received += len(piece)
        except httpx2.RemoteProtocolError:
            return
    assert answer.status_code == 503 or received > 64 << times
