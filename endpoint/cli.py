"""The command filrouge-serve: leaves with 0 when stopped, 1 when it cannot start, 2 on a bad setting."""

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Sequence

import uvicorn

from endpoint.app import create_app
from endpoint.errors import SettingsError, StartError
from endpoint.settings import Settings, read_settings

# A query that nests deeply overflows a usual stack and ends the process; none within the limit of length overflows
# this one. It is address space: a thread takes only the pages that it uses.
STACK = 512 << 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    try:
        settings = read_settings(sys.argv[1:] if arguments is None else arguments, os.environ)
        app = create_app(settings)
        listener = _listen(settings)
        threading.stack_size(STACK)
    except StartError as error:
        print(f"filrouge-serve: {error}", file=sys.stderr)
        return 2 if isinstance(error, SettingsError) else 1
    print(f"Filrouge: {_address(listener)}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listener])
    return 0


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host} port {settings.port}"
        raise StartError(f"cannot listen on {where} ({error.strerror}): choose another with --port") from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


if __name__ == "__main__":
    sys.exit(main())
