"""The readers on mutated documents: each line of the source has exactly one fate, or one SourceError refuses them.

A mutation moves, doubles, cuts or swaps lines and cells of a real form, or puts anything in a cell.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bad_input import BASE, SPOIL
from citergie_samples import ADDRESSES, authority
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loader.alignments.sssom import read_alignments
from loader.corrections import Corrections, read_corrections
from loader.errors import SourceError, SourcesError
from loader.kept import Kept
from loader.parts.territory import PartMaker
from loader.problems import gathering
from loader.read_document import Sources, read_document
from loader.rows import Fate
from loader.settings import Settings
from loader.sources import read_sources
from loader.territory import Document, read_territory

SELENIE = Path(__file__).parents[1] / "territories" / "selenie"
STRANGE = [
    *("", " ", "?", "-", "=A1", "#REF!", "\u202eabc", "\x01", "<b>x</b>", "Total", "TI : 2030 ; PAT : 2021", "🌳"),
    *("1e99 €", "-5 €", "17 à 27 M€", "31/02/2024", "2024", "1.1.1. Trier", "9.9.9.", "a@b.fr", "Service Voirie"),
]
STRANGE_XML = ["", "<", ">", '"', "&", "-1", "99999999", "A", "s", "1", "</row>", "<v>1</v>", "\u202e", "1e400", "row"]
ENDINGS = {"xlsx": "workbook", "ods": "ods"}
ANY_CELL = st.sampled_from(STRANGE) | st.text(max_size=20)
FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
Rows = list[list[str]]


@st.composite
def mutated(draw: st.DrawFn, rows: Rows) -> Rows:
    """The rows of a table, changed in a few places."""
    found = [list(row) for row in rows]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(found) - 1))
        draw(st.sampled_from(MUTATIONS))(draw, found, at)
        found = found or [[""]]
    return found


def strange_cell(draw: st.DrawFn, rows: Rows, at: int) -> None:
    if rows[at]:
        rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(ANY_CELL)


def lost_cell(draw: st.DrawFn, rows: Rows, at: int) -> None:
    if rows[at]:
        del rows[at][draw(st.integers(0, len(rows[at]) - 1))]


def new_cell(draw: st.DrawFn, rows: Rows, at: int) -> None:
    rows[at].insert(draw(st.integers(0, len(rows[at]))), draw(ANY_CELL))


def doubled_row(draw: st.DrawFn, rows: Rows, at: int) -> None:
    rows.insert(draw(st.integers(0, len(rows))), list(rows[at]))


def lost_row(draw: st.DrawFn, rows: Rows, at: int) -> None:
    del rows[at]


def moved_row(draw: st.DrawFn, rows: Rows, at: int) -> None:
    row = rows.pop(at)
    rows.insert(draw(st.integers(0, len(rows))), row)


def blank_row(draw: st.DrawFn, rows: Rows, at: int) -> None:
    rows.insert(at, [])


def swapped_columns(draw: st.DrawFn, rows: Rows, at: int) -> None:
    one, other = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


MUTATIONS: list[Callable[[st.DrawFn, Rows, int], None]] = [
    *(strange_cell, strange_cell, lost_cell, new_cell, doubled_row, lost_row, moved_row, blank_row, swapped_columns)
]


def one_cell_a_line(path: Path) -> Rows:
    return [[line] for line in path.read_text("utf-8").splitlines()]


def as_text(rows: Rows) -> str:
    return "".join("\t".join(row).replace("\n", " ").replace("\r", " ") + "\n" for row in rows)


def as_csv(rows: Rows) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    return file.getvalue()


def as_commas(rows: Rows) -> str:
    return as_csv(rows).replace(";", ",")


def read_rows(path: Path, delimiter: str) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def documents(folder: Path) -> dict[str, Document]:
    return {document.id: document for document in read_territory(folder).documents}


OF_BASE, OF_SELENIE = documents(BASE), documents(SELENIE)
FORMS: dict[str, tuple[Document, Rows, Callable[[Rows], str]]] = {
    "citergie-table": (OF_BASE["plan"], read_rows(BASE / "plan.tsv", "\t"), as_text),
    "action-table": (OF_BASE["fiches"], read_rows(BASE / "fiches.csv", ";"), as_csv),
    "axes-list": (OF_BASE["projet"], one_cell_a_line(BASE / "axes.txt"), as_text),
    "statements": (OF_BASE["page"], read_rows(BASE / "page.csv", ","), as_commas),
    "crte-notice": (OF_SELENIE["crte"], one_cell_a_line(SELENIE / "crte.txt"), as_text),
    "pcaet-export": (OF_SELENIE["fiches-action"], read_rows(SELENIE / "Fiches_Action.csv", ";"), as_csv),
}


def check_fates(document: Document, path: Path) -> None:
    """Read the file as a document; the reader itself counts its lines, so they are counted here again."""
    copy = Document(**{**vars(document), "path": path})
    try:
        reading = read_document(copy, Sources(ADDRESSES, authority(), Corrections()))
    except SourceError:
        return
    lines = path.read_text("utf-8").split("\n")
    physical = document.lines or len(lines) - (lines[-1] == "")
    assert [row.line for row in reading.rows] == list(range(1, physical + 1))
    assert {type(row.fate) for row in reading.rows} == {Fate}
    stated = {str(record["path"]) for record in reading.records if "path" in record}
    assert all(row.describes for row in reading.rows if row.fate is Fate.MAPPED)
    assert all(row.reason for row in reading.rows if row.fate in (Fate.TO_CORRECT, Fate.REJECTED, Fate.MERGED))
    assert {path for row in reading.rows for path in row.describes if "/action/" in path} <= stated


@pytest.mark.parametrize("kind", FORMS)
@FEW
@given(data=st.data())
def test_each_line_of_a_mutated_document_has_one_fate(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    document, rows, write = FORMS[kind]
    path = tmp_path / document.path.name
    path.write_text(write(data.draw(mutated(rows))), "utf-8", newline="\n")
    check_fates(document, path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "actions", "x"]), inner),
    max_leaves=8,
)
ACTION = st.fixed_dictionaries(
    {"intitule": st.text(max_size=12) | st.none()},
    optional={"secteurs": JSON, "volets": JSON, "typesPorteur": st.just([{"libelle": "Collectivité porteuse"}])},
)
EXPORT = (
    st.lists(st.fixed_dictionaries({"id": st.sampled_from([9001, "9001", None]), "actions": st.lists(ACTION)})) | JSON
)


@FEW
@given(content=EXPORT)
def test_each_action_of_a_mutated_export_has_one_fate(content: Any, tmp_path: Path) -> None:
    document = OF_SELENIE["fiches-action"]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(content), "utf-8")
    copy = Document(**{**vars(document), "path": path, "table": OF_SELENIE["fiches-action"].table})
    object.__setattr__(copy.table, "procedures", ("9001",))
    try:
        reading = read_document(copy, Sources(ADDRESSES, authority(), Corrections()))
    except SourceError:
        return
    actions = sum(len(procedure["actions"]) for procedure in content)
    assert len(reading.rows) == 1 + actions


@FEW
@given(data=st.data())
def test_tables_of_decisions_are_read_or_refused_line_by_line(data: st.DataObject, tmp_path: Path) -> None:
    rows = data.draw(mutated(read_rows(BASE / "corrections.csv", ",")))
    (tmp_path / "corrections.csv").write_text(as_commas(rows), "utf-8", newline="\n")
    lines = one_cell_a_line(BASE / "alignments" / "liens.sssom.tsv")
    table = [line[0].split("\t") for line in lines]
    (tmp_path / "a.sssom.tsv").write_text(as_text(data.draw(mutated(table))), "utf-8", newline="\n")
    with gathering() as wrong:
        for read in (
            lambda: read_corrections(tmp_path / "corrections.csv", {"plan"}),
            lambda: read_alignments(tmp_path),
        ):
            try:
                read()
            except SourceError as error:
                wrong.append(error)
    assert all(str(error).startswith(str(tmp_path)) for error in wrong)


@settings(parent=FEW, max_examples=25)
@given(data=st.data())
def test_mutated_sources_make_a_graph_that_holds_its_rules_or_none(data: st.DataObject, tmp_path: Path) -> None:
    folder = tmp_path / "val"
    folder.mkdir(exist_ok=True)
    for name in ("plan.tsv", "fiches.csv", "axes.txt", "page.csv"):
        _, rows, write = next(form for form in FORMS.values() if form[0].path == BASE / name)
        (folder / name).write_text(write(data.draw(mutated(rows))), "utf-8", newline="\n")
    for name in ("territory.toml", "actors.csv"):
        (folder / name).write_bytes((BASE / name).read_bytes())
    try:
        read = read_sources(Settings(folder, tmp_path / "build", "https://w3id.org/filrouge/"))
    except (SourceError, SourcesError):
        return
    for records in read:
        PartMaker(tmp_path, "https://w3id.org/filrouge/").make(records, Kept())


WORKBOOKS = {ending: SPOIL[name]((BASE / "fiches.csv").read_bytes()) for ending, name in ENDINGS.items()}


@pytest.mark.parametrize("ending", ENDINGS)
@settings(parent=FEW, max_examples=150)
@given(data=st.data())
def test_a_workbook_whose_bytes_changed_is_read_or_refused(ending: str, data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray(WORKBOOKS[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / f"fiches.{ending}"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    copy = Document(**{**vars(OF_BASE["fiches"]), "path": path})
    try:
        reading = read_document(copy, Sources(ADDRESSES, authority(), Corrections()))
    except SourceError:
        return
    assert [row.line for row in reading.rows] == list(range(1, len(reading.rows) + 1))


@pytest.mark.parametrize("ending", ENDINGS)
@FEW
@given(data=st.data())
def test_a_workbook_whose_parts_changed_is_read_or_refused(ending: str, data: st.DataObject, tmp_path: Path) -> None:
    """The parts are spoilt before they are packed, so that what reads their XML is reached."""
    with zipfile.ZipFile(io.BytesIO(WORKBOOKS[ending])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith(".xml") or name.endswith(".rels"))))
    text = parts[name].decode()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(STRANGE_XML)) + text[at + data.draw(st.integers(0, 12)) :]
    path = tmp_path / f"fiches.{ending}"
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, text.encode() if part == name else content)
    copy = Document(**{**vars(OF_BASE["fiches"]), "path": path})
    try:
        read_document(copy, Sources(ADDRESSES, authority(), Corrections()))
    except SourceError:
        return
