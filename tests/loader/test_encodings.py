"""Encodings: BOM, CRLF and decomposed accents change nothing; other encodings are refused by one clear message."""

import gzip
import unicodedata
from pathlib import Path

import pytest
from citergie_samples import page, row
from small_territories import ACTORS, AXES, describe, load_small

from loader.errors import SourceError
from loader.text_files import read_lines

TABLE = "\n".join(page(row(title="Élargir la piste à l'été"), row(title="Œuvrer", description="À côté"))) + "\n"
FILES: dict[str, str | bytes] = {"plan.tsv": TABLE, "axes.txt": AXES}
TEXTS = {**{name: str(text) for name, text in FILES.items()}, "territory.toml": describe(FILES), "actors.csv": ACTORS}


def graph(folder: Path, files: dict[str, str | bytes]) -> bytes:
    return gzip.decompress((load_small(folder, files) / "dataset.nq.gz").read_bytes())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode("utf-8-sig"),
    ],
    ids=["BOM", "CRLF", "NFD", "no last line end", "BOM, CRLF and NFD"],
)
def test_all_files_written_another_way_give_the_same_graph(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    spoiled = {name: spoil(text) for name, text in TEXTS.items()}
    assert graph(tmp_path / "spoiled", spoiled) == graph(tmp_path / "plain", {**TEXTS})


def refusal(folder: Path, data: bytes) -> SourceError:
    path = folder / "plan.tsv"
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        read_lines(path)
    return refused.value


LATIN = "Thème\nDéchets\n".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (LATIN, 1),
        ("Theme\nD\u00e9chets\n".encode("latin-1"), 2),
        ("Theme\nD\u00e9".encode()[:-1], 2),
        ("Thème\n".encode("utf-16"), 1),
        ("Thème\n".encode("utf-16-be"), 1),
        ("Theme\n".encode("utf-16-le"), 1),
        (b"\xff\xfe\x00\x00T\x00\x00\x00", 1),
        (b"Theme\na\x00b\n", 2),
    ],
    ids=["Latin-1", "Latin-1 later", "cut UTF-8", "UTF-16", "UTF-16-BE bare", "UTF-16-LE bare", "UTF-32", "NUL"],
)
def test_another_encoding_is_refused_with_place_value_and_remedy(tmp_path: Path, data: bytes, line: int) -> None:
    error = refusal(tmp_path, data)
    assert error.file.endswith("plan.tsv")
    assert error.line == line
    assert error.column
    assert error.value
    assert "UTF-8" in error.remedy


def test_the_message_says_all_of_it_on_one_line(tmp_path: Path) -> None:
    said = str(refusal(tmp_path, LATIN))
    assert said.endswith(
        "plan.tsv, line 1, column byte 3: is not UTF-8 (found 'e8 6d 65 0a'); "
        "save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')"
    )


@pytest.mark.parametrize("name", ["plan.tsv", "axes.txt", "actors.csv", "territory.toml"])
def test_any_file_of_a_territory_is_refused_alike(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=rf"{name}, line \d+, column byte \d+: is not UTF-8"):
        load_small(tmp_path, {**TEXTS, name: TEXTS[name].replace("e", "é").encode("cp1252")})


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_lines(tmp_path / "absent.tsv")


def test_an_empty_file_has_no_line(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert read_lines(tmp_path / "empty.txt") == []


def test_only_line_ends_part_lines(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("a\u2028b\x0cc\u0085d\ne".encode())
    assert len(read_lines(tmp_path / "t.txt")) == 2
