"""The W3C's SPARQL 1.0 and 1.1 syntax tests over HTTP, and the list of what fails."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from w3c_manifests import (
    FOLDER,
    MANIFESTS,
    MISSING,
    Case,
    evaluation_cases,
    folders_left_out,
    folders_run,
    known_failures,
    syntax_cases,
)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)
CASES = [*syntax_cases("sparql10"), *syntax_cases("sparql11")]


def parameters() -> Iterator[object]:
    for case in CASES:
        reason = known_failures().get(case.name)
        marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
        yield pytest.param(case, marks=marks, id=case.name)


@pytest.mark.parametrize("case", list(parameters()))
def test_a_query_is_told_from_what_is_none(service: TestClient, case: Case) -> None:
    response = service.post("/sparql", content=case.text, headers={"Content-Type": "application/sparql-query"})
    assert response.status_code == (200 if case.positive else 400), response.text


@pytest.mark.parametrize(("part", "number"), [("sparql10", 199), ("sparql11", 103)])
def test_no_syntax_test_is_forgotten(part: str, number: int) -> None:
    assert len(syntax_cases(part)) == number


def test_every_listed_failure_is_a_test() -> None:
    names = {case.name for part in MANIFESTS for case in (*evaluation_cases(part), *syntax_cases(part))}
    assert set(known_failures()) <= names


def test_every_folder_is_run_or_has_a_reason_not_to_be() -> None:
    folders = {f"{part}/{each.name}" for part in MANIFESTS for each in (FOLDER / part).iterdir() if each.is_dir()}
    assert folders == folders_run() | set(folders_left_out())
