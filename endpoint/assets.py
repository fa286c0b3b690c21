"""The routes below /web: style, scripts and fonts of the pages, compressed as the client accepts."""

import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoint.encodings import choose_encoding, compressor
from endpoint.errors import NotFoundError

WEB = Path(__file__).parent / "web"
WORTH_COMPRESSING = frozenset(("text/css", "text/javascript", "image/svg+xml", "application/json", "text/plain"))


async def asset(request: Request) -> Response:
    """Give a file; only those that stood in the folder when the service started."""
    path: str = request.path_params["path"]
    file = _files().get(path)
    if file is None:
        raise NotFoundError(f"/web/{path}: no such file")
    media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    encoding = choose_encoding(request.headers.get("accept-encoding")) if media_type in WORTH_COMPRESSING else ""
    headers = {"Content-Encoding": encoding} if encoding else {}
    return Response(_packed(file, encoding), media_type=media_type, headers=headers)


@lru_cache
def _files() -> dict[str, Path]:
    # A list made beforehand needs no care for `..` and links.
    return {file.relative_to(WEB).as_posix(): file for file in WEB.rglob("*") if file.is_file()}


@lru_cache(maxsize=128)
def _packed(file: Path, encoding: str) -> bytes:
    data = file.read_bytes()
    if not encoding:
        return data
    packer = compressor(encoding)
    return packer.compress(data) + packer.finish()


ROUTES = [Route("/web/{path:path}", asset)]
