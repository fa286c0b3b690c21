"""Spark on this side: its virtual machine started, told to listen to nobody else, quiet, and ended with the load."""

import os
import shutil
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, TypeVar

from loader.errors import EngineError
from loader.spark.master import address_for
from loader.spark.telling import telling

if TYPE_CHECKING:
    from pyspark import SparkContext

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_SECONDS_TO_END = 20


class Session:
    """A Spark that answers."""

    def __init__(self, context: "SparkContext", log: Path) -> None:
        self._context = context
        self._log = log

    def cores(self) -> int:
        """Give the number of tasks that run at once, as far as it is known."""
        with telling(self._log):
            return self._context.defaultParallelism

    def run(self, do: Callable[[_Item], _Made], items: list[_Item]) -> list[_Made]:
        """Give what nodes make of each item, each in a task of its own."""
        with telling(self._log):
            return self._context.parallelize(items, len(items)).map(do).collect()

    def cancel(self) -> None:
        """End what still runs."""
        with suppress(EngineError), telling(self._log):
            self._context.cancelAllJobs()


@contextmanager
def session(master: str, log: Path) -> Iterator[Session]:
    """Give a session of Spark; raises EngineError when a part of it is missing or its master does not answer."""
    _check_installed()
    address = address_for(master)
    with _process_as_it_was(), _virtual_machine(log) as machine:
        with telling(log):
            context = _context(machine, master, address, log)
        try:
            yield Session(context, log)
        finally:
            with suppress(EngineError), telling(log):
                context.stop()


def _check_installed() -> None:
    if find_spec("pyspark") is None:
        raise EngineError("--engine spark needs pyspark, which is not installed; pip install 'filrouge[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(Path(home, "bin", "java") if home else "java"):
        looked = f"in JAVA_HOME ({home})" if home else "on the PATH"
        remedy = "install 17 or newer (Debian: default-jre-headless), or correct JAVA_HOME"
        raise EngineError(f"--engine spark needs Java, and there is none {looked}; {remedy}")


@contextmanager
def _virtual_machine(log: Path) -> Iterator[Any]:
    """Give the gateway to a virtual machine of Java that writes to a log; it ends when this process does, too."""
    from pyspark import SparkContext
    from pyspark.java_gateway import launch_gateway

    with log.open("wb") as file, telling(log), _interrupts_noted() as interrupted:
        gateway = launch_gateway(popen_kwargs={"stdout": file, "stderr": file})
    try:
        if interrupted:
            raise KeyboardInterrupt
        yield gateway
    finally:
        SparkContext._gateway = SparkContext._jvm = None
        gateway.close()
        gateway.proc.stdin.close()
        try:
            gateway.proc.wait(_SECONDS_TO_END)
        except TimeoutExpired:
            gateway.proc.kill()


def _context(machine: Any, master: str, address: str | None, log: Path) -> "SparkContext":
    from pyspark import SparkConf, SparkContext

    # By its virtual machine it knows what the person has set for Spark: that comes first.
    conf = SparkConf(_jvm=machine.jvm).setAppName("filrouge-load").setMaster(master)
    conf.set("spark.ui.showConsoleProgress", "false").setIfMissing("spark.ui.enabled", "false")
    if address:
        conf.setIfMissing("spark.driver.host", address)
    if master.startswith("local"):
        # Else whoever has an account on this machine may talk to its ports.
        conf.setIfMissing("spark.authenticate", "true")
    context = SparkContext(conf=conf, gateway=machine)
    if context._jsc.sc().isStopped():
        raise EngineError(f"{master} takes no load: no Spark of this version is there; see {log}")
    if "PYSPARK_PYTHON" not in os.environ:
        context.pythonExec = sys.executable
    return context


@contextmanager
def _interrupts_noted() -> Iterator[list[int]]:
    """Let an interrupt wait, and note it: a virtual machine that loses its starter while it starts never ends."""
    noted: list[int] = []
    with _interrupt_as_it_was():
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
        yield noted


@contextmanager
def _interrupt_as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _process_as_it_was() -> Iterator[None]:
    """Take back what Spark changes in this process: where modules are looked for, what an interrupt does."""
    path = sys.path.copy()
    try:
        with _interrupt_as_it_was(), warnings.catch_warnings():
            # Of pandas, which is not used, and of a virtual machine that is gone when it should end.
            warnings.filterwarnings("ignore", module=r"pyspark\.")
            yield
    finally:
        sys.path[:] = path
