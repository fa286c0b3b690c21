"""Parts become one sorted dataset: each triple once, from the first of the parts that say it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loader.parts import merge as merging
from loader.parts.merge import merge, merged
from loader.workers import Workers

# Few triples and graphs, so that parts meet; some are the beginning of others.
LINES = st.tuples(st.sampled_from(("a", "a/b", "ab", "b")), st.sampled_from(("1", "2", "12")))
PARTS = st.lists(st.dictionaries(LINES, st.sampled_from(("g", "g1", "h")), max_size=12), max_size=7)


def line(said: tuple[str, str], graph: str) -> bytes:
    return f'<{said[0]}> <p> "{said[1]}" <{graph}> .\n'.encode()


def write_parts(folder: Path, parts: Sequence[dict[tuple[str, str], str]]) -> list[Path]:
    files = []
    for number, part in enumerate(parts):
        files.append(folder / f"part-{number}")
        files[-1].write_bytes(b"".join(sorted(line(*said) for said in part.items())))
    return files


def expected(parts: Sequence[dict[tuple[str, str], str]]) -> bytes:
    first: dict[tuple[str, str], str] = {}
    for part in parts:
        first = {**part, **first}
    return b"".join(sorted(line(*said) for said in first.items()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(parts=PARTS, piece=st.integers(1, 60), most_open=st.integers(2, 4))
def test_the_merge_is_sorted_and_has_each_triple_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: list[dict[tuple[str, str], str]], piece: int, most_open: int
) -> None:
    monkeypatch.setattr(merging, "_PIECE", piece)
    assert b"".join(b"".join(block) for block in merged(write_parts(tmp_path, parts))) == expected(parts)
    monkeypatch.setattr(merging, "_MOST_OPEN", most_open)
    blocks = merge(write_parts(tmp_path, parts), tmp_path, Workers())
    assert b"".join(b"".join(block) for block in blocks) == expected(parts)


def test_what_is_merged_on_the_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_MOST_OPEN", 2)
    files = write_parts(tmp_path, [{(str(number), "1"): "g"} for number in range(9)])
    assert sum(len(block) for block in merge(files, tmp_path, Workers())) == 9
    assert not any(file.exists() for file in files)
