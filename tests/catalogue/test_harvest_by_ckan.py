"""CKAN's own parser on the running service: every field arrives."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dcat_graphs import DOCUMENTS, document
from harvesters_set_up import harvester

AUTHORITY = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="module")
def arrived(served: str) -> dict[str, Any]:
    python, script = harvester("ckan")
    run = subprocess.run([python, "-W", "ignore", script, f"{served}/catalogue"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def datasets(arrived: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The datasets by their address, the extras of each among its fields."""
    flat = [{**each, **{extra["key"]: extra["value"] for extra in each["extras"]}} for each in arrived["datasets"]]
    return {each["uri"]: each for each in flat}


@pytest.fixture(scope="module")
def citergie(datasets: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return datasets[str(document("citergie"))]


@pytest.fixture(scope="module")
def turtle(citergie: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in citergie["resources"] if each["uri"].endswith("#ttl"))
    return dict(found)


def test_every_dataset_arrives_once(arrived: dict[str, Any], datasets: dict[str, dict[str, Any]]) -> None:
    assert len(arrived["datasets"]) == len(datasets)
    assert {str(document(name)) for name in DOCUMENTS} <= set(datasets)


def test_no_keyword_makes_ckan_refuse_the_dataset(arrived: dict[str, Any]) -> None:
    assert arrived["refused_tags"] == []


def test_every_dataset_has_every_field(datasets: dict[str, dict[str, Any]]) -> None:
    wanted = [
        "title",
        "notes",
        "url",
        "version",
        "tags",
        "issued",
        "modified",
        "identifier",
        "version_notes",
        "frequency",
        "provenance",
        "language",
        "theme",
        "conforms_to",
        "contact_uri",
        "contact_name",
        "contact_url",
        "publisher_uri",
        "publisher_name",
        "publisher_type",
        "publisher_identifier",
        "spatial_uri",
        "spatial_text",
        "spatial_bbox",
        "spatial_centroid",
        "access_rights",
        "temporal_start",
        "temporal_end",
        "resources",
    ]
    lacking = {uri: [key for key in wanted if not each.get(key)] for uri, each in datasets.items()}
    assert {uri: keys for uri, keys in lacking.items() if keys} == {}


def test_every_resource_has_every_field(datasets: dict[str, dict[str, Any]]) -> None:
    wanted = [
        "access_url",
        "download_url",
        "url",
        "name",
        "description",
        "issued",
        "modified",
        "status",
        "license",
        "rights",
        "language",
        "conforms_to",
        "mimetype",
        "format",
        "size",
        "hash",
        "hash_algorithm",
        "uri",
        "availability",
    ]
    resources = [resource for each in datasets.values() for resource in each["resources"]]
    assert {each["uri"] for each in resources if [key for key in wanted if not each.get(key)]} == set()


def test_the_identifier_is_the_address(datasets: dict[str, dict[str, Any]]) -> None:
    assert {uri: each["identifier"] for uri, each in datasets.items()} == {uri: uri for uri in datasets}


def test_the_values_are_those_that_were_said(citergie: dict[str, Any], served: str) -> None:
    assert citergie["title"] == "Plan d'actions Cit'ergie de Dijon métropole"
    assert len(citergie["notes"]) > 100
    assert json.loads(citergie["theme"]) == [f"{AUTHORITY}data-theme/{each}" for each in ("ENVI", "ENER")]
    assert json.loads(citergie["language"]) == [f"{AUTHORITY}language/FRA"]
    assert citergie["frequency"] == f"{AUTHORITY}frequency/IRREG"
    assert citergie["access_rights"] == f"{AUTHORITY}access-right/PUBLIC"
    assert json.loads(citergie["conforms_to"]) == ["https://w3id.org/filrouge/ontology"]
    assert (citergie["publisher_name"], citergie["publisher_identifier"]) == ("Dijon métropole", "242100410")
    assert citergie["publisher_type"] == "http://purl.org/adms/publishertype/LocalAuthority"
    assert citergie["contact_url"] == f"{served}/"
    assert (citergie["temporal_start"], citergie["temporal_end"]) == ("2012-01-01", "2050-12-31")
    west, south, east, north = 4.89, 47.21, 5.21, 47.4
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    assert json.loads(citergie["spatial_bbox"]) == {"type": "Polygon", "coordinates": [ring]}
    assert {"plan climat", "Citergie", "Dijon métropole"} <= {tag["name"] for tag in citergie["tags"]}
    assert datetime.fromisoformat(citergie["modified"]) <= datetime.now(UTC)


def test_a_resource_is_the_file_that_was_promised(turtle: dict[str, Any], served: str, dijon: Path) -> None:
    said = json.loads((dijon / "manifest.json").read_text("utf-8"))["dumps"]["242100410/citergie.ttl"]
    assert turtle["url"] == f"{served}/dumps/latest/242100410/citergie.ttl"
    assert (turtle["size"], turtle["hash"]) == (said["bytes"], said["sha512"])
    assert turtle["hash_algorithm"].endswith("checksumAlgorithm_sha512")
    assert turtle["mimetype"] == "text/turtle"
    assert turtle["format"] == f"{AUTHORITY}file-type/RDF_TURTLE"
    assert turtle["license"] == "Licence Ouverte version 2.0"
    assert turtle["status"] == f"{AUTHORITY}distribution-status/COMPLETED"
    assert turtle["availability"] == f"{AUTHORITY}planned-availability/STABLE"


def test_a_table_is_a_csv_to_ckan(datasets: dict[str, dict[str, Any]]) -> None:
    whole = datasets["https://w3id.org/filrouge/catalogue/dataset"]
    (table,) = (each for each in whole["resources"] if each["uri"].endswith("#table-actions"))
    assert (table["format"], table["mimetype"]) == ("CSV", "text/csv")
