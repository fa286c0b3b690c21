"""Datasets in the words of schema.org, as search engines for datasets read them in the pages."""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import MOST_PLACES, SERVICE_NAME, country_of
from endpoint.catalogue.catalogue import DESCRIPTION, TITLE
from endpoint.catalogue.citation import citation
from endpoint.catalogue.contents import Territory
from endpoint.catalogue.datasets import Collection, Dataset, Distribution
from endpoint.catalogue.eu_lists import AUTHORITY, LABELS
from endpoint.catalogue.formats import FILE_FORMATS
from endpoint.catalogue.texts import names_of, titled

Json: TypeAlias = dict[str, Any]
CONTEXT = "https://schema.org/"
# What search engines take.
LONGEST_DESCRIPTION = 5000


def dataset_json(dataset: Dataset, links: Links) -> str:
    """Return the JSON-LD of a dataset's page."""
    return _written(_dataset(dataset, links) | {"includedInDataCatalog": {"@id": links.thing("").value}})


def catalogue_json(collection: Collection, datasets: Sequence[Dataset], links: Links) -> str:
    """Return the JSON-LD of a page of the catalogue."""
    names = names_of(collection.whole.territories)
    catalogue = {
        "@type": "DataCatalog",
        "@id": links.thing("").value,
        "url": links.page("/catalogue").value,
        "name": titled(TITLE, names).fr,
        "description": DESCRIPTION.fr,
        "license": collection.whole.licence,
        "creator": _maker(links),
        "dataset": [_dataset(each, links) for each in datasets],
    }
    return _written(catalogue)


def _written(said: Json) -> str:
    return json.dumps({"@context": CONTEXT} | _given(said), ensure_ascii=False)


def _dataset(dataset: Dataset, links: Links) -> Json:
    iri, whole = links.thing(dataset.name).value, links.thing("dataset").value
    said = {
        "@type": "Dataset",
        "@id": iri,
        "identifier": iri,
        "url": links.landing(dataset.name).value,
        "name": dataset.title.fr,
        "alternateName": dataset.title.en,
        "description": f"{dataset.description.fr} {dataset.description.en}".strip()[:LONGEST_DESCRIPTION],
        "keywords": sorted({word for each in dataset.keywords for word in (each.fr, each.en) if word}),
        "inLanguage": ["fr", "en"] if "ENG" in dataset.languages else ["fr"],
        "license": dataset.licence,
        "isAccessibleForFree": True,
        "creator": _maker(links),
        "publisher": [_body(each) for each in dataset.territories if len(dataset.territories) <= MOST_PLACES],
        "version": dataset.version,
        "datePublished": dataset.issued.isoformat() if dataset.issued else "",
        "dateModified": dataset.modified.isoformat() if dataset.modified else "",
        "temporalCoverage": f"{dataset.period.start}/{dataset.period.end}" if dataset.period else "",
        "spatialCoverage": _places(dataset.territories),
        "isBasedOn": list(dataset.derived_from),
        "citation": citation(dataset, links).fr,
        "distribution": [_download(each, links) for each in dataset.distributions],
        "isPartOf": {"@id": whole} if dataset.name.startswith("version/") else {},
    }
    return _given(said)


def _given(said: Json) -> Json:
    return {name: value for name, value in said.items() if value}


def _maker(links: Links) -> Json:
    return {"@type": "Organization", "name": SERVICE_NAME, "url": links.page("/").value}


def _body(territory: Territory) -> Json:
    return {
        "@type": "GovernmentOrganization",
        "@id": territory.iri.value,
        "name": territory.name,
        "identifier": {"@type": "PropertyValue", "propertyID": "SIREN", "value": territory.siren},
    }


def _places(territories: Sequence[Territory]) -> list[Json]:
    """Say the places; of many, the country that they are in."""
    if len(territories) <= MOST_PLACES:
        return [_place(each) for each in territories]
    country = country_of(territories)
    return [{"@type": "Country", "name": LABELS[country].fr, "sameAs": AUTHORITY + country}] if country else []


def _place(territory: Territory) -> Json:
    place: Json = {"@type": "Place", "name": territory.name, "sameAs": territory.told.place}
    if territory.told.bbox:
        west, south, east, north = territory.told.bbox
        # South-west corner, then north-east corner, latitude first.
        place["geo"] = {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"}
    return _given(place)


def _download(distribution: Distribution, links: Links) -> Json:
    return {
        "@type": "DataDownload",
        "name": _both(distribution.title),
        "encodingFormat": FILE_FORMATS[distribution.extension].media_type,
        "contentUrl": links.download(distribution).value,
        "contentSize": f"{distribution.dump.size} B",
        "sha256": distribution.dump.sha256,
    }


def _both(text: Text) -> str:
    return text.fr if text.en in ("", text.fr) else f"{text.fr} / {text.en}"
