"""How a dataset is cited, as DataCite recommends: creator, year, title, version, publisher, kind, IRI."""

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import SERVICE_NAME
from endpoint.catalogue.datasets import Dataset
from endpoint.catalogue.texts import names_of

KIND = Text("Jeu de données", "Dataset")


def citation(dataset: Dataset, links: Links) -> Text:
    """Return the line by which a dataset is cited; what is not known of it is left out.

    The whole is cited by the version that it is: whoever follows the line finds the same data.
    """
    iri = links.thing(f"version/{dataset.version}" if dataset.versions else dataset.name).value
    year = f" ({dataset.modified.year})" if dataset.modified else ""
    publisher = names_of(dataset.territories).fr or SERVICE_NAME

    def line(title: str, kind: str) -> str:
        parts = (title, f"Version {dataset.version}" if dataset.version else "", publisher, kind, iri)
        return f"{SERVICE_NAME}{year}. " + ". ".join(part for part in parts if part)

    return Text(line(dataset.title.fr, KIND.fr), line(dataset.title.en or dataset.title.fr, KIND.en))
