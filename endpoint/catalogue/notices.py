"""The notice of a dataset as its page shows it."""

from datetime import date

from endpoint.bilingual import Text
from endpoint.catalogue.datasets import Dataset
from endpoint.catalogue.eu_lists import LABELS, licence_name
from endpoint.catalogue.texts import names_of

_UNITS = ((1 << 20, Text("Mo", "MB")), (1 << 10, Text("ko", "kB")))


def notice(dataset: Dataset) -> list[tuple[Text, Text]]:
    """Return what is known of a dataset, each under its name."""
    said = (
        (Text("Éditeur", "Publisher"), names_of(dataset.territories)),
        (Text("Licence", "Licence"), licence_name(dataset.licence) if dataset.licence else None),
        (Text("Droits", "Rights"), dataset.rights),
        (Text("Provenance", "Provenance"), dataset.provenance),
        (Text("Thèmes", "Themes"), _themes(dataset)),
        (Text("Mots-clés", "Keywords"), _keywords(dataset)),
        (Text("Période", "Period"), _period(dataset)),
        (Text("Publié le", "Issued"), _day(dataset.issued)),
        (Text("Modifié le", "Modified"), _day(dataset.modified)),
        (Text("Version", "Version"), dataset.notes),
    )
    return [(name, value) for name, value in said if value is not None and value.fr]


def size(octets: int) -> Text:
    """Write a number of bytes for people.

    >>> size(2_500_000), size(300)
    (Text(fr='2,4 Mo', en='2.4 MB'), Text(fr='300 octets', en='300 bytes'))
    """
    for unit, name in _UNITS:
        if octets >= unit:
            number = f"{octets / unit:.1f}"
            return Text(f"{number.replace('.', ',')} {name.fr}", f"{number} {name.en}")
    return Text(f"{octets} octets", f"{octets} bytes")


def _themes(dataset: Dataset) -> Text:
    labels = [LABELS[f"data-theme/{theme}"] for theme in dataset.themes]
    return Text(", ".join(label.fr for label in labels), ", ".join(label.en for label in labels))


def _keywords(dataset: Dataset) -> Text:
    return Text(
        ", ".join(word.fr for word in dataset.keywords if word.fr),
        ", ".join(word.en or word.fr for word in dataset.keywords),
    )


def _period(dataset: Dataset) -> Text | None:
    if dataset.period is None:
        return None
    start, end = dataset.period.start, dataset.period.end
    return Text(f"du {start:%d/%m/%Y} au {end:%d/%m/%Y}", f"from {start} to {end}")


def _day(day: date | None) -> Text | None:
    return None if day is None else Text(f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}")
