"""Rows counted in the bytes of an answer, against the rows that a reader of the format finds."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import QuerySolutions, Store

from endpoint.row_counts import COUNTS

NASTY = (
    ",{",
    ',{"',
    '"bindings":[{"',
    ":[{",
    "}},{",
    "<result>",
    "a\nb",
    'say "x"',
    '"',
    "\\",
    "a,{\\",
    "é\r\nè",
    "\t",
)
TABLES = {
    "nothing": "SELECT ?a { FILTER(false) }",
    "one row": "SELECT ?a { VALUES ?a { 1 } }",
    "unbound values": "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF 2) (3 4) } }",
    "nasty values": "SELECT ?a ?b { VALUES ?a { %s } VALUES ?b { %s } }" % ((" ".join(map(json.dumps, NASTY)),) * 2),
    "tags and types": 'SELECT * { VALUES ?a { ",{"@fr ",{"^^<urn:type> <urn:a> } }',
    "triples as values": 'SELECT * { VALUES ?a { <<(<urn:a> <urn:b> ",{")>> <<(<urn:a> <urn:b> "x")>> } }',
}
FORMATS = {each.file_extension: each for each in COUNTS}


def rows_read(form: str, answer: bytes) -> int:
    if form == "srj":
        return len(json.loads(answer)["results"]["bindings"])
    if form == "srx":
        return len(ElementTree.fromstring(answer).findall(".//{*}result"))
    if form == "csv":
        return sum(1 for _ in csv.reader(io.StringIO(answer.decode(), newline=""))) - 1
    return len(answer.decode().split("\n")) - 2


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_as_many_rows_are_counted_as_a_reader_finds(table: str, form: str, size: int) -> None:
    results = Store().query(TABLES[table])
    assert isinstance(results, QuerySolutions)
    answer = results.serialize(format=FORMATS[form])
    assert answer is not None
    count = COUNTS[FORMATS[form]]()
    for start in range(0, len(answer), size):
        count.take(answer[start : start + size])
    assert count.rows == rows_read(form, answer)
