"""A catalogue of several pages: each page whole in itself, each thing on one of them, followed by real harvesters."""

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import rdflib
from dcat_graphs import CATALOGUE, HYDRA, datasets
from harvesters_set_up import harvester
from pyoxigraph import RdfFormat
from rdflib.namespace import DCAT, RDF
from test_catalogue_shapes import AP, RECOMMENDED, results

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.paging import Page, paged

SIZE = 3


def turtle(collection: Collection, page: Page, root: str) -> bytes:
    return say_catalogue(collection, page, Links("https://w3id.org/filrouge/", root), "/catalogue").write(
        RdfFormat.TURTLE
    )


@pytest.fixture(scope="module")
def pages(collection: Collection) -> list[rdflib.Graph]:
    parts = paged(collection, SIZE)
    return [rdflib.Graph().parse(data=turtle(collection, part, "https://e.example")) for part in parts]


@pytest.fixture(scope="module")
def paged_address(collection: Collection) -> Iterator[str]:
    """The address of a server that gives the same catalogue in small pages."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(b"")

        def do_GET(self) -> None:
            number = int(parse_qs(urlsplit(self.path).query).get("page", ["1"])[0])
            root = f"http://127.0.0.1:{server.server_address[1]}"
            self.answer(turtle(collection, paged(collection, SIZE)[number - 1], root))

        def answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/turtle; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/catalogue"
    server.shutdown()


def test_one_page_needs_no_paging(collection: Collection) -> None:
    (page,) = paged(collection)
    graph = rdflib.Graph().parse(data=turtle(collection, page, "https://e.example"))
    assert not list(graph.subjects(RDF.type, HYDRA.PartialCollectionView))


def test_each_dataset_stands_on_one_page(collection: Collection, pages: list[rdflib.Graph]) -> None:
    found = [str(each) for page in pages for each in datasets(page)]
    assert len(pages) > 2
    assert sorted(found) == sorted(f"{CATALOGUE}/{each.name}" for each in collection.datasets)


def test_services_and_series_stand_on_the_first_page_only(pages: list[rdflib.Graph]) -> None:
    kinds = (DCAT.DataService, DCAT.DatasetSeries)
    assert [[len(list(page.subjects(RDF.type, kind))) for kind in kinds] for page in pages] == [
        [2, 1],
        *([0, 0] for _ in pages[1:]),
    ]


def test_each_page_leads_to_its_neighbours(pages: list[rdflib.Graph]) -> None:
    views = [next(page.subjects(RDF.type, HYDRA.PartialCollectionView)) for page in pages]
    assert [page.value(view, HYDRA.next) for page, view in zip(pages, views, strict=True)] == [*views[1:], None]
    assert [page.value(view, HYDRA.previous) for page, view in zip(pages, views, strict=True)] == [None, *views[:-1]]
    assert {page.value(view, HYDRA.last) for page, view in zip(pages, views, strict=True)} == {views[-1]}
    assert {page.value(CATALOGUE, HYDRA.view) for page in pages} == set(views)


def test_each_page_is_valid_on_its_own(pages: list[rdflib.Graph], dcat_ap: Path) -> None:
    for page in pages:
        assert results(page, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl", f"{AP}/ranges.ttl"]) == []
        assert results(page, dcat_ap, [RECOMMENDED]) == []


def test_ckan_follows_the_pages(paged_address: str, collection: Collection, pages: list[rdflib.Graph]) -> None:
    python, script = harvester("ckan")
    run = subprocess.run([python, "-W", "ignore", script, paged_address], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    arrived = json.loads(run.stdout)
    assert (arrived["pages"], len(arrived["datasets"])) == (len(pages), len(collection.datasets))


def test_udata_follows_the_pages(paged_address: str, collection: Collection, dcat_ap: Path) -> None:
    python, script = harvester("udata")
    command = [python, "-W", "ignore", script, paged_address, dcat_ap / "lists" / "datagouv_licences.json"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    arrived = json.loads(run.stdout)
    assert [job["status"] for job in arrived["jobs"]] == ["done", "done"]
    # udata takes the series for a dataset too.
    assert (len(arrived["datasets"]), len(arrived["services"])) == (len(collection.datasets) + 1, 2)
