"""A question's answer as a workbook that says, on its second sheet, what was asked of which data."""

from collections.abc import Callable, Iterator

from endpoint.engine import Engine
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.service import Service
from endpoint.workbook import ROWS, About, write_workbook


def write_answer(service: Service, engine: Engine, inquiry: Inquiry) -> bytes:
    """Return the XLSX file; raise NotAcceptableError when Excel cannot hold the answer."""
    table = engine.table(inquiry.query, ROWS)
    facts = tuple(_facts(service, inquiry, len(table.rows)))
    return write_workbook(table, About(inquiry.question.title.fr, facts, inquiry.sparql), link_of(service))


def _facts(service: Service, inquiry: Inquiry, rows: int) -> Iterator[tuple[str, str]]:
    question = inquiry.question
    yield "In English", question.title.en
    yield "Description", question.description.fr
    yield "Description (English)", question.description.en
    for each in question.parameters:
        value = inquiry.values[each.name] or "(vide / empty)"
        yield f"{each.label_fr} / {each.label_en} ({each.name})", value
    if inquiry.territory:
        yield f"Territoire / Territory ({TERRITORY})", inquiry.territory
    if inquiry.asked_on:
        yield "Demandé le / Asked on", inquiry.asked_on
    yield "Lignes / Rows", str(rows)
    yield "Version des données / Version of the data", service.snapshot.version
    yield "Adresse / Address", f"{service.settings.public_url or ''}/queries/{question.name}{inquiry.suffix}"


def link_of(service: Service) -> Callable[[str], str | None]:
    """Return where to read about an IRI: our page where the public address is set, the IRI itself where it is not."""

    def link(iri: str) -> str | None:
        target = service.addresses.href(iri)
        if target is None or not target.startswith("/"):
            return target
        return service.settings.public_url + target if service.settings.public_url else iri

    return link
