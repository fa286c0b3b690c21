"""Content encodings: which of them a client accepts (RFC 9110, 12.5.3), and who compresses."""

import zlib
from typing import Protocol

import brotli
import zstandard

# What we would rather send, when the client does not care: about as small as each other, the quicker first.
OFFERED = ("zstd", "br", "gzip")
_GZIP = 16 + zlib.MAX_WBITS


class Compressor(Protocol):
    """Compresses piece by piece."""

    def compress(self, data: bytes) -> bytes:
        """Return what is ready; may be empty."""

    def finish(self) -> bytes:
        """Return the rest."""


class _Gzip:
    def __init__(self) -> None:
        self._object = zlib.compressobj(5, zlib.DEFLATED, _GZIP)

    def compress(self, data: bytes) -> bytes:
        return self._object.compress(data)

    def finish(self) -> bytes:
        return self._object.flush()


class _Brotli:
    def __init__(self) -> None:
        self._object = brotli.Compressor(quality=4)

    def compress(self, data: bytes) -> bytes:
        packed: bytes = self._object.process(data)
        return packed

    def finish(self) -> bytes:
        packed: bytes = self._object.finish()
        return packed


class _Zstd:
    def __init__(self) -> None:
        self._object = zstandard.ZstdCompressor(level=3).compressobj()

    def compress(self, data: bytes) -> bytes:
        return self._object.compress(data)

    def finish(self) -> bytes:
        return self._object.flush()


_COMPRESSORS: dict[str, type[Compressor]] = {"gzip": _Gzip, "br": _Brotli, "zstd": _Zstd}


def compressor(encoding: str) -> Compressor:
    """Return a new compressor for one of the encodings offered."""
    return _COMPRESSORS[encoding]()


def choose_encoding(header: str | None) -> str:
    """Return the encoding that the client likes best, empty for none.

    >>> [choose_encoding(header) for header in ("gzip;q=0.5, br", "identity", "gzip;q=0", "*")]
    ['br', '', '', 'zstd']
    """
    weights = dict(_weighted(part) for part in (header or "").lower().split(",") if part.strip())
    best = max(OFFERED, key=lambda each: weights.get(each, weights.get("*", 0.0)))
    return best if weights.get(best, weights.get("*", 0.0)) > 0 else ""


def _weighted(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    value = parameter.strip().removeprefix("q=") or "1"
    try:
        return name.strip(), float(value)
    except ValueError:
        return name.strip(), 0.0
