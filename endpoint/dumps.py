"""The routes below /dumps: the downloads of a snapshot, of the one that is served (`latest`) or of an earlier one.

The files lie on disk as the loader wrote them, and go out as they are: with their length, in ranges, and with a
validator that is their checksum. A dated version never changes, so it may be kept for ever.
"""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from endpoint.dumps_manifest import Dump, Version
from endpoint.errors import NotFoundError
from endpoint.service import Service, service_of
from endpoint.workbook import MEDIA_TYPE as WORKBOOK

LATEST = "latest"
SUMS = "SHA512SUMS"
FOR_EVER = "public, max-age=31536000, immutable"
RENEWED = "public, max-age=60, must-revalidate"
# The type of the bytes: an archive is an archive, whatever is in it, so that its checksum stands for what arrives.
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".gz": "application/gzip",
    ".json": "application/csvm+json",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".xlsx": WORKBOOK,
    ".zst": "application/zstd",
}
METADATA = "-metadata.json"


async def download(request: Request) -> Response:
    """Give a download, or a part of it."""
    service = service_of(request)
    asked, name = request.path_params["version"], request.path_params["name"]
    version = find_version(service, asked)
    if PurePosixPath(name).name == SUMS:
        return _sums(version, name.removesuffix(SUMS))
    dump = version.dumps.get(name)
    if dump is None:
        raise NotFoundError(f"{name} is no download of version {version.version}: /dumps/{asked}/{SUMS} lists them")
    headers = _headers(version, dump, latest=asked == LATEST)
    if _known(request, headers):
        return Response(status_code=304, headers=headers)
    path = _folder(service, version) / dump.path
    return FileResponse(path, headers=headers, stat_result=_stat(path, name))


def find_version(service: Service, asked: str) -> Version:
    """Return the version that is served, or an earlier one that is still there; raise NotFoundError otherwise."""
    snapshot = service.snapshot
    if asked in (LATEST, snapshot.version):
        return Version(snapshot.version, snapshot.published, snapshot.triples, snapshot.dumps)
    found = next((each for each in snapshot.history if each.version == asked), None)
    if found is None:
        raise NotFoundError(f"there is no version {asked}: the one served is {snapshot.version}")
    return found


def media_type(name: str) -> str:
    """Return the Content-Type of a download.

    >>> media_type("dataset.nq.gz"), media_type("242100410/citergie.nt")
    ('application/gzip', 'application/n-triples')
    """
    return MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def _folder(service: Service, version: Version) -> Path:
    folder = service.snapshot.folder
    return folder if version.version == service.snapshot.version else folder.parent / version.version


def _stat(path: Path, name: str) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise NotFoundError(f"{name} is no longer there") from error


def _sums(version: Version, folder: str) -> Response:
    """Give the checksums of the downloads of a folder, that of a territory, or of all (`folder` empty)."""
    own = {name.removeprefix(folder): dump for name, dump in version.dumps.items() if name.startswith(folder)}
    if folder and not own:
        raise NotFoundError(f"there are no downloads in {folder}: /dumps/{version.version}/{SUMS} lists all")
    lines = [f"{dump.sha512}  {name}\n" for name, dump in sorted(own.items())]
    return PlainTextResponse("".join(lines), headers={"Cache-Control": RENEWED})


def _headers(version: Version, dump: Dump, *, latest: bool) -> dict[str, str]:
    name = re.sub(r"[^A-Za-z0-9.-]", "-", f"filrouge-{version.version}-{dump.name}")
    headers = {
        "Content-Type": media_type(dump.name),
        "Content-Disposition": f'attachment; filename="{name}"',
        "ETag": f'"{dump.sha256}"',
        "Cache-Control": RENEWED if latest else FOR_EVER,
    }
    if f"{dump.name}{METADATA}" in version.dumps:
        # CSVW says that a table leads so to what describes it.
        described = quote(f"{dump.name.rpartition('/')[2]}{METADATA}")
        headers["Link"] = f'<{described}>; rel="describedby"; type="{MEDIA_TYPES[".json"]}"'
    if version.published is not None:
        headers["Last-Modified"] = format_datetime(version.published.astimezone(UTC), usegmt=True)
    return headers


def _known(request: Request, headers: Mapping[str, str]) -> bool:
    """Say whether the client has the file already: by its tag, or without one (RFC 9110, 13.1.3) by its date."""
    if (said := request.headers.get("if-none-match")) is not None:
        tags = [each.strip().removeprefix("W/") for each in said.split(",")]
        return headers["ETag"] in tags or "*" in tags
    since, published = (
        _moment(text) for text in (request.headers.get("if-modified-since"), headers.get("Last-Modified"))
    )
    return since is not None and published is not None and published <= since


def _moment(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    # A date that says no zone, or an unknown one, is none of HTTP.
    return moment if moment.tzinfo else None


ROUTES = [Route("/dumps/{version}/{name:path}", download)]
