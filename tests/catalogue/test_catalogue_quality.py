"""The metadata quality assessment of data.europa.eu: every dataset gets all of its points."""

from functools import cache
from pathlib import Path

import httpx2
import pytest
import rdflib
from dcat_graphs import datasets, distributions, document
from metadata_quality import BEST, Assessment, Lists, read_lists
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS as DCT
from test_catalogue_shapes import AP, results


@cache
def answers(address: str) -> bool:
    return httpx2.head(address, follow_redirects=False).status_code == 200


@pytest.fixture(scope="module")
def lists(dcat_ap: Path) -> Lists:
    return read_lists(dcat_ap / "lists")


@pytest.fixture(scope="module")
def assessment(harvested: rdflib.Graph, lists: Lists, dcat_ap: Path) -> Assessment:
    conforms = not results(harvested, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl"])
    return Assessment(harvested, lists, answers, conforms)


def test_each_dataset_gets_all_points(harvested: rdflib.Graph, assessment: Assessment) -> None:
    lost = {
        str(each): {name: points for name, points in assessment.scores(each).items() if not points}
        for each in datasets(harvested)
        if sum(assessment.scores(each).values()) != BEST
    }
    assert lost == {}


@pytest.mark.parametrize(
    ("predicate", "points"),
    [
        (DCAT.keyword, 30),
        (DCAT.theme, 30),
        (DCT.spatial, 20),
        (DCT.temporal, 20),
        (DCT.accessRights, 15),
        (DCAT.contactPoint, 20),
        (DCT.publisher, 10),
        (DCAT.accessURL, 50),
        (DCAT.downloadURL, 50),
        (DCT.format, 70),
        (DCAT.mediaType, 20),
        (DCT.license, 30),
        (DCT.rights, 5),
        (DCAT.byteSize, 5),
        (DCT.issued, 5),
        (DCT.modified, 5),
    ],
    ids=str,
)
def test_what_is_taken_away_costs_its_points(
    harvested: rdflib.Graph, lists: Lists, predicate: rdflib.URIRef, points: int
) -> None:
    poorer = rdflib.Graph()
    poorer += harvested
    subjects = [document("citergie"), *poorer.objects(document("citergie"), DCAT.distribution)]
    for subject in subjects:
        poorer.remove((subject, predicate, None))
    scores = Assessment(poorer, lists, lambda address: True, conforms=True).scores(document("citergie"))
    assert sum(scores.values()) == BEST - points


def test_every_link_of_the_catalogue_answers(harvested: rdflib.Graph, served: str) -> None:
    links = {str(each) for each in harvested.all_nodes() if isinstance(each, rdflib.URIRef) and served in each}
    assert len(links) > len(list(distributions(harvested)))
    assert {link for link in links if not answers(link)} == set()
