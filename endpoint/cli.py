"""The command filrouge-serve: leaves with 0 when stopped, 1 when it cannot start, 2 on a bad setting."""

import contextlib
import logging
import os
import socket
import sys
from collections.abc import Sequence

import uvicorn

from endpoint.app import create_app
from endpoint.errors import SettingsError, StartError
from endpoint.patience import server_options
from endpoint.settings import Settings, read_settings

LONGEST_BACKLOG = 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    try:
        settings = read_settings(sys.argv[1:] if arguments is None else arguments, os.environ)
        listener = _listen(settings)
        app = create_app(settings)
    except StartError as error:
        print(f"filrouge-serve: {error}", file=sys.stderr)
        return 2 if isinstance(error, SettingsError) else 1
    _log_to_stderr()
    print(f"Filrouge: {_address(listener)}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, **server_options())).run(sockets=[listener])
    return 0


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    access = logging.getLogger("filrouge.access")
    access.setLevel(logging.INFO)
    access.propagate = False
    handler = logging.StreamHandler()
    # One JSON object a line, for the programs that read logs.
    handler.setFormatter(logging.Formatter("%(message)s"))
    access.addHandler(handler)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=LONGEST_BACKLOG)
    except OSError as error:
        where = f"{settings.host} port {settings.port}"
        raise StartError(f"cannot listen on {where} ({error.strerror}): choose another with --port") from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


if __name__ == "__main__":
    sys.exit(main())
