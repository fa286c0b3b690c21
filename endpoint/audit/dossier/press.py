"""The press: a process that reads HTML from its standard input and writes it as PDF to its standard output.

It is a process of its own, not a job of a worker: the library opens font files as it meets characters and keeps threads
in some versions of Pango, neither of which goes with a worker, which is forked and may open nothing. It has the limits
of a worker otherwise: memory, no network, it ends with its parent; it cannot write a file, and fetches nothing.
"""

import logging
import os
import resource
import sys
from pathlib import Path

from endpoint.pool.confine import Memory, die_with_parent, leave_the_network

STYLE = Path(__file__).parents[2] / "web" / "dossier-print.css"
# The exit code that says that the library, or Pango which it needs, is not installed.
LACKING = 3


def main() -> None:
    """Read, print, write: the arguments are MB and seconds of processor time."""
    memory, seconds = sys.argv[1:]
    die_with_parent(os.getppid())
    leave_the_network()
    os.nice(5)
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(LACKING)
    Memory().limit(int(memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    # A figure stands in the text as data; nothing else is fetched, from a file or from the net.
    fetcher = URLFetcher(allowed_protocols={"data"})
    html = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    style = CSS(string=STYLE.read_text("utf-8"))
    printed = html.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    assert isinstance(printed, bytes)
    sys.stdout.buffer.write(printed)


if __name__ == "__main__":
    main()
