"""The downloads that the catalogue promises: there, of that size and checksum, in ranges, kept as long as may be."""

import gzip
import hashlib
import json
import warnings
from pathlib import Path

import httpx2
import pytest
import rdflib
from csvw import CSVW
from dcat_graphs import SPDX, distributions
from rdflib.namespace import DCAT

CITERGIE = "242100410/citergie.ttl"


@pytest.fixture(scope="module")
def version(dijon: Path) -> str:
    return dijon.resolve().name


def listed(dijon: Path) -> dict[str, dict[str, str]]:
    dumps: dict[str, dict[str, str]] = json.loads((dijon / "manifest.json").read_text("utf-8"))["dumps"]
    return dumps


def test_each_promised_file_has_the_promised_size_and_checksum(harvested: rdflib.Graph) -> None:
    promised = list(distributions(harvested))
    assert len(promised) > 40
    for _, distribution in promised:
        answer = httpx2.get(str(harvested.value(distribution, DCAT.downloadURL)), follow_redirects=False)
        checksum = harvested.value(distribution, SPDX.checksum)
        assert answer.status_code == 200
        assert len(answer.content) == int(str(harvested.value(distribution, DCAT.byteSize)))
        assert answer.headers["content-length"] == str(len(answer.content))
        assert hashlib.sha512(answer.content).hexdigest() == str(harvested.value(checksum, SPDX.checksumValue))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("242100410/citergie.ttl", "text/turtle; charset=utf-8"),
        ("242100410/citergie.jsonld", "application/ld+json"),
        ("242100410/citergie.rdf", "application/rdf+xml"),
        ("242100410/citergie.nt", "application/n-triples"),
        ("dataset.nq.gz", "application/gzip"),
        ("dataset.trig.zst", "application/zstd"),
        ("tables/axes.csv", "text/csv; charset=utf-8; header=present"),
        ("tables/axes.csv-metadata.json", "application/csvm+json"),
        ("tables/axes.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("242100410/alignments/measures-to-axes.sssom.tsv", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_a_download_is_called_what_its_bytes_are(served: str, name: str, given: str) -> None:
    answer = httpx2.head(f"{served}/dumps/latest/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, given)
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "name", ["actions", "actors", "alignments", "axes", "facts", "ledger", "measures", "orientations"]
)
def test_a_reader_of_csvw_that_is_given_a_table_finds_what_describes_it(served: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        read = CSVW(f"{served}/dumps/latest/tables/{name}.csv", validate=True)
        assert read.is_valid, read.warnings
    assert {column.common_props.keys() >= {"dc:title"} for column in read.tables[0].tableSchema.columns} == {True}


def test_the_page_of_the_whole_leads_to_workbooks_and_descriptions(served: str) -> None:
    page = httpx2.get(f"{served}/catalogue/dataset", headers={"Accept": "text/html"}).text
    for name in ("actions.csv", "actions.xlsx", "actions.csv-metadata.json"):
        assert f'href="/dumps/latest/tables/{name}"' in page


def test_a_dated_version_may_be_kept_for_ever_and_the_latest_is_asked_for_again(served: str, version: str) -> None:
    dated, latest = (httpx2.head(f"{served}/dumps/{each}/{CITERGIE}") for each in (version, "latest"))
    assert "immutable" in dated.headers["cache-control"]
    assert "must-revalidate" in latest.headers["cache-control"]
    assert dated.headers["etag"] == latest.headers["etag"]


def test_a_download_has_a_name_that_tells_its_version(served: str, version: str) -> None:
    answer = httpx2.head(f"{served}/dumps/latest/{CITERGIE}")
    expected = f'attachment; filename="filrouge-{version}-242100410-citergie.ttl"'
    assert answer.headers["content-disposition"] == expected


def test_what_the_client_has_already_is_not_sent_again(served: str) -> None:
    address = f"{served}/dumps/latest/{CITERGIE}"
    tag = httpx2.head(address).headers["etag"]
    answer = httpx2.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert httpx2.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_what_the_client_took_since_is_not_sent_again(served: str) -> None:
    address = f"{served}/dumps/latest/{CITERGIE}"
    published = httpx2.head(address).headers["last-modified"]
    before = "Sat, 01 Jan 2022 00:00:00 GMT"

    def status(**headers: str) -> int:
        return httpx2.get(address, headers={name.replace("_", "-"): text for name, text in headers.items()}).status_code

    assert status(if_modified_since=published) == 304
    assert status(if_modified_since=before) == 200
    assert status(if_modified_since="yesterday") == 200
    # The tag is the better witness.
    assert status(if_modified_since=published, if_none_match='"another"') == 200


def test_a_part_is_the_same_part_of_the_whole(served: str) -> None:
    address = f"{served}/dumps/latest/{CITERGIE}"
    whole = httpx2.get(address).content
    part = httpx2.get(address, headers={"Range": "bytes=100-299"})
    assert (part.status_code, part.content) == (206, whole[100:300])
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole)}"
    rest = httpx2.get(address, headers={"Range": f"bytes={len(whole) - 5}-"})
    assert rest.content == whole[-5:]


def test_a_part_of_what_has_changed_since_is_the_whole(served: str) -> None:
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert httpx2.get(f"{served}/dumps/latest/{CITERGIE}", headers=headers).status_code == 200


def test_a_range_beyond_the_end_is_refused(served: str) -> None:
    answer = httpx2.get(f"{served}/dumps/latest/{CITERGIE}", headers={"Range": "bytes=999999999-"})
    assert answer.status_code == 416


def test_the_sums_are_those_of_the_files(served: str, dijon: Path) -> None:
    lines = httpx2.get(f"{served}/dumps/latest/SHA512SUMS").text.splitlines()
    assert {tuple(line.split("  ", 1)) for line in lines} == {
        (said["sha512"], name) for name, said in listed(dijon).items()
    }


def test_the_whole_dataset_can_be_taken_as_it_is(served: str, dijon: Path) -> None:
    taken = gzip.decompress(httpx2.get(f"{served}/dumps/latest/dataset.nq.gz").content)
    assert taken == gzip.decompress((dijon / "dataset.nq.gz").read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        "latest/nothing.ttl",
        "latest/manifest.json",
        "latest/ledger.csv",
        "latest/../manifest.json",
        "latest/%2e%2e/manifest.json",
        "latest/store/CURRENT",
        "../../published.jsonl",
        "000000000000/dataset.nq.gz",
        "..%2f/dataset.nq.gz",
    ],
)
def test_what_is_no_download_is_not_found(served: str, path: str) -> None:
    assert httpx2.get(f"{served}/dumps/{path}").status_code == 404


def test_any_origin_may_read_a_download(served: str) -> None:
    answer = httpx2.get(f"{served}/dumps/latest/{CITERGIE}", headers={"Origin": "https://e.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
