"""Versions: what is told of each, and since when a file is as it is."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dcat_graphs import dataset
from pyoxigraph import Literal, NamedNode

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue
from endpoint.catalogue.collection import read_collection
from endpoint.catalogue.contents import read_contents
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.paging import paged
from endpoint.catalogue.versions import MOST_VERSIONS, History, history_of
from endpoint.dumps_manifest import Dump, Version, read_versions
from endpoint.service import Service

CITERGIE = "242100410/citergie.nt"


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)


def version(name: str, number: int, **sums: str) -> Version:
    dumps = {f"{file}.nt": Dump(f"{file}.nt", f"dumps/{file}.nt", 1, "", sum_) for file, sum_ in sums.items()}
    return Version(name, day(number), 10, dumps)


def test_a_file_is_as_old_as_its_first_version_and_as_new_as_its_last_change() -> None:
    history = History(
        (version("a", 1, plan="1"), version("b", 2, plan="2", axes="7"), version("c", 3, plan="2", axes="8"))
    )
    assert (history.issued("plan.nt"), history.modified("plan.nt")) == (day(1), day(2))
    assert (history.issued("axes.nt"), history.modified("axes.nt")) == (day(2), day(3))
    assert (history.issued("none.nt"), history.modified("none.nt")) == (None, None)


def publish(build: Path, entries: list[tuple[str, int]]) -> Path:
    """Write snapshots with bare manifests and the list of publications; return the folder of the last."""
    for name in {name for name, _ in entries}:
        folder = build / "snapshots" / name
        folder.mkdir(parents=True)
        dump = {"path": "dataset.nq.gz", "bytes": 1, "sha256": "", "sha512": name}
        manifest = {"version": name, "counts": {"triples": 10}, "dumps": {"dataset.nq.gz": dump}}
        (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = [json.dumps({"version": name, "published": day(number).isoformat()}) for name, number in entries]
    (build / "published.jsonl").write_text("\n".join([*lines, '{"version": "cut', ""]))
    return build / "snapshots" / entries[-1][0]


def test_versions_come_in_the_order_in_which_they_took_their_place(tmp_path: Path) -> None:
    folder = publish(tmp_path, [("a", 1), ("a", 2), ("b", 3), ("b", 4)])
    assert [(each.version, each.published) for each in read_versions(folder, {}, {})] == [("a", day(1)), ("b", day(3))]


def test_a_version_that_comes_back_takes_its_place_anew(tmp_path: Path) -> None:
    folder = publish(tmp_path, [("a", 1), ("b", 2), ("a", 3)])
    assert [(each.version, each.published) for each in read_versions(folder, {}, {})] == [("b", day(2)), ("a", day(3))]


def test_a_version_whose_snapshot_is_gone_is_not_told(tmp_path: Path) -> None:
    folder = publish(tmp_path, [("a", 1), ("b", 2)])
    (tmp_path / "snapshots" / "a" / "manifest.json").unlink()
    assert [each.version for each in read_versions(folder, {}, {})] == ["b"]


def test_a_snapshot_beside_which_nothing_was_published_has_no_versions(tmp_path: Path) -> None:
    assert read_versions(tmp_path / "snapshots" / "a", {}, {}) == ()


def served_after(service: Service, *before: Version) -> Service:
    current = Version(service.snapshot.version, day(9), service.snapshot.triples, service.snapshot.dumps)
    return replace(service, snapshot=replace(service.snapshot, history=(*before, current)))


@pytest.fixture(scope="module")
def three(service: Service) -> Collection:
    """The collection where two versions went before, of which the second left the Cit'ergie plan as it is now."""
    dumps = dict(service.snapshot.dumps)
    older = {**dumps, CITERGIE: replace(dumps[CITERGIE], sha512="other"), "dataset.nq.gz": dumps["dataset.nq.gz"]}
    before = (Version("aaaaaaaaaaaa", day(1), 100, older), Version("bbbbbbbbbbbb", day(2), 200, dumps))
    after = served_after(service, *before)
    return read_collection(after, read_contents(after))


def test_a_dataset_says_since_when_it_is_as_it_is(three: Collection) -> None:
    citergie = three.named("242100410/citergie")
    assert citergie is not None
    assert (citergie.issued, citergie.modified) == (day(1), day(2))


def test_each_version_is_a_dataset_of_the_series_with_dated_files(three: Collection, service: Service) -> None:
    assert [each.name for each in three.versions] == [
        f"version/{service.snapshot.version}",
        "version/bbbbbbbbbbbb",
        "version/aaaaaaaaaaaa",
    ]
    links = Links("https://w3id.org/filrouge/", "https://e.example")
    said = {str(each) for each in say_catalogue(three, paged(three)[0], links, "/catalogue")}

    def holds(subject: str, predicate: str, value: str) -> bool:
        return f"<{dataset(subject)}> <{predicate}> {value}" in said

    dcat = "http://www.w3.org/ns/dcat#"
    assert holds("version/bbbbbbbbbbbb", f"{dcat}inSeries", str(NamedNode(dataset("versions"))))
    assert holds("version/bbbbbbbbbbbb", f"{dcat}prev", str(NamedNode(dataset("version/aaaaaaaaaaaa"))))
    assert holds("version/bbbbbbbbbbbb", f"{dcat}version", str(Literal("bbbbbbbbbbbb")))
    assert holds("dataset", f"{dcat}hasVersion", str(NamedNode(dataset("version/aaaaaaaaaaaa"))))
    assert any("https://e.example/dumps/bbbbbbbbbbbb/dataset.nq.gz" in each for each in said)


def test_what_was_published_after_the_served_version_is_left_out(service: Service) -> None:
    current = Version(service.snapshot.version, day(1), 10, service.snapshot.dumps)
    later = replace(service.snapshot, history=(current, Version("ffffffffffff", day(2), 10, {})))
    assert [each.version for each in history_of(later).versions] == [service.snapshot.version]


def test_portals_are_told_of_so_many_versions_only(service: Service) -> None:
    many = [Version(f"{number:012x}", day(1), 10, {}) for number in range(MOST_VERSIONS + 5)]
    after = served_after(service, *many)
    assert len(read_collection(after, read_contents(after)).versions) == MOST_VERSIONS
