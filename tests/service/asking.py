"""Clients that ask without a pause while something happens to the service."""

import threading
import time
from collections.abc import Callable

import httpx2
from test_publishing import BOTH

# On a busy machine a service takes long to move over to a snapshot.
LONGEST_WAIT = 120


class Readers:
    """Four clients that ask without a pause; `seen` is what each answer said, an error's status included."""

    def __init__(self, url: str, begin: Callable[[], bool] = lambda: True) -> None:
        """Ask as soon as `begin` says so."""
        self.seen: list[str] = []
        self._threads: list[threading.Thread] = []
        self._stop = threading.Event()
        self.wait_for(begin)
        self._url = url
        self._threads = [threading.Thread(target=self._read) for _ in range(4)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, happens: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST_WAIT
        while not happens():
            if time.monotonic() > end:
                self.end()
                raise TimeoutError(f"it did not happen in time; last seen {self.seen[-5:]}")
            time.sleep(0.05)

    def end(self) -> set[str]:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        return set(self.seen)

    def _read(self) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            answer = httpx2.get(f"{self._url}/sparql", params={"query": BOTH % number}, timeout=30)
            if answer.status_code != httpx2.codes.OK:
                self.seen.append(str(answer.status_code))
                continue
            rows = answer.json()["results"]["bindings"]
            self.seen.append(" ".join(f"{row['one']['value']}={row['two']['value']}" for row in rows))
