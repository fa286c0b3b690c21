"""Harvest a catalogue twice as data.gouv.fr does, and print what was saved. Run in the environment of udata.lock."""

import json
import sys
import types

import mongoengine.connection
import mongomock

# udata reads CSW with Saxon, and DCAT without it.
sys.modules["saxonche"] = types.SimpleNamespace(PySaxonProcessor=None, PyXdmNode=None)
mongoengine.connection.MongoClient = mongomock.MongoClient

from udata import settings  # noqa: E402
from udata.app import create_app  # noqa: E402


def harvest(url: str, licences: str) -> dict:
    """Harvest into an empty database that knows the licences of data.gouv.fr, then once more."""
    app = create_app(settings.Defaults, override=settings.Testing)
    app.config.update(URLS_ALLOW_LOCAL=True, URLS_ALLOW_PRIVATE=True)
    with app.app_context():
        source = prepare(url, licences)
        jobs = [run(source), run(source)]
        return {"jobs": jobs, **saved()}


def prepare(url: str, licences: str) -> object:
    """Save the licences, an organisation and a source of it."""
    from udata.core.dataset.models import License
    from udata.core.organization.models import Organization
    from udata.harvest.models import HarvestSource

    with open(licences, encoding="utf-8") as file:
        for licence in json.load(file):
            License(**{key: value for key, value in licence.items() if value is not None}).save()
    organization = Organization(name="Portail", description="Une organisation.").save()
    return HarvestSource(name="Filrouge", url=url, backend="dcat", organization=organization).save()


def run(source: object) -> dict:
    """Run one harvest; return what became of it and of each item."""
    from udata.harvest.backends.dcat import DcatBackend

    job = DcatBackend(source).harvest()
    items = {item.remote_id: [item.status, *(error.message for error in item.errors)] for item in job.items}
    return {"status": job.status, "errors": [error.message for error in job.errors], "items": items}


def saved() -> dict:
    """Return the datasets, services and contact points of the database."""
    from udata.core.contact_point.models import ContactPoint
    from udata.core.dataservices.models import Dataservice
    from udata.core.dataset.models import Dataset

    models = {"datasets": Dataset, "services": Dataservice, "contacts": ContactPoint}
    return {name: [each.to_mongo().to_dict() for each in model.objects] for name, model in models.items()}


if __name__ == "__main__":
    json.dump(harvest(*sys.argv[1:3]), sys.stdout, default=str)
