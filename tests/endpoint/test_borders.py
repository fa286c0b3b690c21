"""The snapshot is the only joint between the write side and the read side."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imported_packages(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    qualified = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | qualified}


@pytest.mark.parametrize(("package", "other"), [("endpoint", "loader"), ("loader", "endpoint")])
def test_neither_side_imports_the_other(package: str, other: str) -> None:
    guilty = [file.name for file in (ROOT / package).rglob("*.py") if other in imported_packages(file)]
    assert guilty == []


def test_only_the_engine_opens_or_queries_a_store() -> None:
    readers = [file.name for file in (ROOT / "endpoint").glob("*.py") if "Store." in file.read_text("utf-8")]
    assert readers == ["engine.py"]
