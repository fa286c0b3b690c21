"""What Spark and its virtual machine raise, as errors of a load."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loader.errors import EngineError

_LONGEST = 300
# As tracebacks end in Python, and as Java tells what lies behind.
_IN_PYTHON = re.compile(r"^[A-Za-z_][\w.]*: .*", re.MULTILINE)
_IN_JAVA = re.compile(r"^Caused by: (.*)", re.MULTILINE)


@contextmanager
def telling(log: Path) -> Iterator[None]:
    """Raise EngineError for what goes wrong with Spark inside; what it said itself is in `log`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException, OSError, EOFError) as error:
        raise EngineError(f"Spark gave up: {reason(str(error))}; see {log}") from error


def reason(told: str) -> str:
    r"""Find the line that says why, among those of two languages.

    >>> reason("A call failed.\n: java.E: Traceback:\n  File a\nImportError: No module\n\tat b")
    'ImportError: No module'
    >>> reason("A call failed.\n: java.E: Lost task\n\tat b\nCaused by: java.io.E: no such file")
    'java.io.E: no such file'
    """
    found = _IN_PYTHON.findall(told) or _IN_JAVA.findall(told.rpartition("Driver stacktrace:")[2])
    line: str = found[0] if found else told.partition("\n: ")[2] or told
    return line.partition("\n")[0][:_LONGEST]
