"""data.gouv.fr's own harvester on the running service: everything is saved, and a second harvest changes nothing."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dcat_graphs import DOCUMENTS, document
from harvesters_set_up import harvester

Saved = dict[str, Any]


@pytest.fixture(scope="module")
def arrived(served: str, dcat_ap: Path) -> Saved:
    python, script = harvester("udata")
    licences = dcat_ap / "lists" / "datagouv_licences.json"
    command = [python, "-W", "ignore", script, f"{served}/catalogue", licences]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    found: Saved = json.loads(run.stdout)
    return found


def by_identifier(items: list[Saved]) -> dict[str, Saved]:
    return {each["harvest"]["remote_id"]: each for each in items}


@pytest.fixture(scope="module")
def datasets(arrived: Saved) -> dict[str, Saved]:
    return by_identifier(arrived["datasets"])


@pytest.fixture(scope="module")
def citergie(datasets: dict[str, Saved]) -> Saved:
    return datasets[str(document("citergie"))]


def test_the_harvest_has_no_fault(arrived: Saved) -> None:
    for job in arrived["jobs"]:
        assert (job["status"], job["errors"]) == ("done", [])
        assert {remote: said for remote, said in job["items"].items() if said != ["done"]} == {}


def test_a_second_harvest_finds_the_same_things(arrived: Saved, datasets: dict[str, Saved]) -> None:
    first, second = (set(job["items"]) for job in arrived["jobs"])
    assert first == second
    assert len(arrived["datasets"]) == len(datasets)
    assert len(arrived["services"]) == 2
    addresses = [[resource["url"] for resource in each["resources"]] for each in datasets.values()]
    assert all(len(each) == len(set(each)) for each in addresses)


def test_every_dataset_has_every_field(datasets: dict[str, Saved]) -> None:
    assert {str(document(name)) for name in DOCUMENTS} <= set(datasets)
    wanted = [
        "title",
        "description",
        "license",
        "tags",
        "frequency",
        "temporal_coverage",
        "spatial",
        "contact_points",
        "harvest",
    ]
    # The series of versions has no file, so no licence: each version has.
    whole = {key: each for key, each in datasets.items() if not key.endswith("/versions")}
    lacking = {key: [field for field in wanted if not each.get(field)] for key, each in whole.items()}
    assert {key: fields for key, fields in lacking.items() if fields} == {}


def test_every_resource_has_every_field(datasets: dict[str, Saved]) -> None:
    resources = [resource for each in datasets.values() for resource in each["resources"]]
    wanted = ["title", "description", "url", "format", "mime", "filesize", "schema"]
    assert len(resources) > 40
    assert [each for each in resources if [field for field in wanted if not each.get(field)]] == []


def test_the_licences_are_recognised(datasets: dict[str, Saved]) -> None:
    licences = {key: each["license"] for key, each in datasets.items() if not key.endswith("/versions")}
    assert licences.pop("https://w3id.org/filrouge/catalogue/vocabulary") == "cc-by"
    assert set(licences.values()) == {"lov2"}


def test_the_values_are_those_that_were_said(citergie: Saved, served: str) -> None:
    assert citergie["title"] == "Plan d'actions Cit'ergie de Dijon métropole"
    assert len(citergie["description"]) > 100
    assert citergie["frequency"] == "irregular"
    assert citergie["temporal_coverage"] == {"start": "2012-01-01", "end": "2050-12-31"}
    west, south, east, north = 4.89, 47.21, 5.21, 47.4
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    assert citergie["spatial"]["geom"] == {"type": "MultiPolygon", "coordinates": [[ring]]}
    assert {"plan-climat", "citergie", "energie", "environnement", "dijon-metropole"} <= set(citergie["tags"])
    assert citergie["schema"]["url"] == "https://w3id.org/filrouge/ontology"
    assert citergie["harvest"]["dct_identifier"] == str(document("citergie"))
    assert citergie["harvest"]["remote_url"] == f"{served}/catalogue/242100410/citergie"
    assert citergie["harvest"]["issued_at"]
    assert citergie["harvest"]["modified_at"]
    assert citergie["extras"]["dcat"]["accessRights"] == [
        "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
    ]
    assert "Lu ligne par ligne" in citergie["extras"]["dcat"]["provenance"][0]
    assert "La licence porte sur" in citergie["extras"]["dcat"]["rights"][0]


def test_a_resource_is_the_file_that_was_promised(citergie: Saved, served: str, dijon: Path) -> None:
    said = json.loads((dijon / "manifest.json").read_text("utf-8"))["dumps"]["242100410/citergie.ttl"]
    (turtle,) = (each for each in citergie["resources"] if each["format"] == "rdf_turtle")
    assert turtle["url"] == f"{served}/dumps/latest/242100410/citergie.ttl"
    assert (turtle["filesize"], turtle["mime"]) == (said["bytes"], "text/turtle")
    assert turtle["harvest"]["uri"] == f"{document('citergie')}#ttl"


def test_the_contact_and_the_publisher_arrive(arrived: Saved, served: str) -> None:
    contacts = {each["role"]: each for each in arrived["contacts"]}
    assert (contacts["contact"]["name"], contacts["contact"]["contact_form"]) == ("Filrouge", f"{served}/")
    assert contacts["publisher"]["name"] == "Dijon métropole"


def test_the_services_are_attached_to_the_datasets_that_they_serve(arrived: Saved, datasets: dict[str, Saved]) -> None:
    services = by_identifier(arrived["services"])
    sparql = services["https://w3id.org/filrouge/catalogue/sparql"]
    questions = services["https://w3id.org/filrouge/catalogue/questions"]
    assert sparql["base_api_url"].endswith("/sparql")
    assert questions["machine_documentation_url"].endswith("/openapi.json")
    assert {datasets[str(document(name))]["_id"] for name in DOCUMENTS} <= set(sparql["datasets"])
