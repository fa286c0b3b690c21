"""The form of a report: the parameters of its questions, with what to choose from where the report names a list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from endpoint.audit.asking import text_of
from endpoint.audit.codes import read_lists
from endpoint.audit.replies import parameters_of
from endpoint.audit.reports.report import Report
from endpoint.bilingual import Text
from endpoint.engine import Query
from endpoint.fields import Choice, Field, Things, draw_fields
from endpoint.inquiries import TERRITORY
from endpoint.service import Service
from endpoint.territories import graphs_of, territory_fields

DOCUMENTS = "documents"
# A field with a list needs no example of what to type in it.
LABELS = {
    "document": Text("Document", "Document"),
    "kind": Text("Nature de l'écart", "Kind of discrepancy"),
}
_TITLES = (
    "SELECT DISTINCT ?id ?title WHERE { ?document a fil:Document ; dct:identifier ?id ; dct:title ?title } ORDER BY ?id"
)
# More than all territories have.
_MOST = 100_000


def report_fields(
    service: Service, report: Report, given: Mapping[str, str], problems: Mapping[str, Text]
) -> list[Field]:
    """Return the fields of the form; one with a list is closed, and its empty choice is all of them."""
    siren = given.get(TERRITORY, "")
    things = Things(service.engine, graphs_of(service, siren), service.snapshot.classes)
    fields = draw_fields(things, parameters_of(service, report), given, problems)
    listed = [
        _listed(each, _choices(service, report.choices[name], siren))
        if (name := each.parameter.name) in report.choices
        else each
        for each in fields
    ]
    return listed + territory_fields(service, siren, problems.get(TERRITORY))


def _listed(field: Field, choices: Iterable[Choice]) -> Field:
    known = (Choice("", ""), *choices)
    if field.problem or field.value not in {each.value for each in known}:
        return field
    label = LABELS[field.parameter.name]
    parameter = replace(field.parameter, label_fr=label.fr, label_en=label.en)
    return replace(field, parameter=parameter, choices=known, closed=True)


def _choices(service: Service, name: str, siren: str) -> list[Choice]:
    if name == DOCUMENTS:
        titles: dict[str, set[str]] = {}
        for row in service.engine.table(Query(_TITLES, graphs_of(service, siren)), _MOST).rows:
            document, title = map(text_of, row)
            titles.setdefault(document, set()).add(title)
        # Territories may call different documents by the same identifier.
        return [Choice(document, found.pop() if len(found) == 1 else "") for document, found in titles.items()]
    return [Choice(code, words.fr) for code, words in sorted(read_lists(service.engine).get(name, {}).items())]
