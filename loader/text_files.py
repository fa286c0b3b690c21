"""Text files: their encoding, the characters that no one sees, and how large they may be."""

import re
import unicodedata
from pathlib import Path

from loader.errors import SourceError

_UTF8 = "save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')"
_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What begins so is no text at all, whatever its name says.
_OTHER_FILES = {
    b"PK\x03\x04": "a workbook or another package",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"%PDF": "a PDF",
}
# Far above any real document, and far below what would fill a machine: what is larger is another file, or a broken one.
MOST_BYTES, MOST_LINES, MOST_CHARACTERS = 200_000_000, 999_999, 100_000
_OTHER_FILE = "check that this is the document, and that its line breaks and quotation marks are whole"
# Soft hyphens, zero-width spaces, marks of direction: they come with text copied from PDF, and part equal words.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\x0b\x0c\x1c-\x1f]")
# What RDF/XML cannot hold, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    r"""Give a text in NFC, without what no one sees; a character that no XML can hold leaves a mark.

    >>> readable("Ser\u200bvice\x0cVoi\u00adrie\x01")
    'Service Voirie\ufffd'
    """
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("\ufffd", plain))


def read_lines(path: Path, *, utf16: bool = False) -> list[str]:
    """Give the physical lines of a UTF-8 file, in NFC, without line ends; a BOM and CRLF are accepted.

    With `utf16`, that encoding is accepted too where a mark says so. Raises SourceError for any other, with the line
    and the bytes, and for a file that is larger than any document.
    """
    data = _read(path)
    text = _decode_utf16(path, data) if utf16 and _is_utf16(data) else _decode(path, data)
    lines = readable(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    _check_size(path, lines)
    return lines


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise SourceError(str(path), problem, "check the `file` in territory.toml") from error
    if size > MOST_BYTES:
        raise SourceError(str(path), f"has {size} bytes, more than {MOST_BYTES}", _OTHER_FILE)
    return data


def _check_size(path: Path, lines: list[str]) -> None:
    if len(lines) > MOST_LINES:
        raise SourceError(str(path), f"has {len(lines)} lines, more than {MOST_LINES}", _OTHER_FILE)
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_CHARACTERS:
            problem = f"a line of {len(line)} characters, more than {MOST_CHARACTERS}"
            raise SourceError(str(path), problem, _OTHER_FILE, line=number, value=line)


def _is_utf16(data: bytes) -> bool:
    return data.startswith(_UTF16) and not data.startswith(b"\xff\xfe\x00\x00")


def _decode_utf16(path: Path, data: bytes) -> str:
    """Decode what a spreadsheet calls « Unicode text »."""
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise SourceError(str(path), f"is cut: {error.reason}", "save the file again as CSV UTF-8") from error


def _decode(path: Path, data: bytes) -> str:
    _check_is_text(path, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        value = data[error.start : error.start + 4].hex(" ")
        problem, remedy = "is not UTF-8", _UTF8
        if error.reason == "unexpected end of data":
            problem, remedy = "ends inside a letter, so the file is cut", f"fetch it again, or {_UTF8}"
        raise SourceError(str(path), problem, remedy, line, column, value) from error
    if (nul := data.find(b"\x00")) >= 0:
        raise SourceError(str(path), "holds a NUL byte, so it is not UTF-8 text", _UTF8, *_place(data, nul), "00")
    return text


def _check_is_text(path: Path, data: bytes) -> None:
    for begin, name in _OTHER_FILES.items():
        if data.startswith(begin):
            remedy = "give it the ending that it has (.xlsx, .ods), or save it as text"
            raise SourceError(str(path), f"is {name}, not text", remedy, line=1)
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            raise SourceError(str(path), f"is {name}, not UTF-8", _UTF8, 1, "byte 1", data[:4].hex(" "))


def _place(data: bytes, at: int) -> tuple[int, str]:
    """Give the line of a byte, and its place in it."""
    begin = data.rfind(b"\n", 0, at)
    return data.count(b"\n", 0, at) + 1, f"byte {at - begin}"
