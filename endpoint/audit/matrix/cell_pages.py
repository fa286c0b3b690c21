"""The route /audit/matrix/cell: what stands behind one cell of the matrix."""

from collections.abc import Iterable

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.asking import ask
from endpoint.audit.frame import View, draw
from endpoint.audit.matrix.ends import Ends, code_in, read_ends
from endpoint.audit.matrix.evidence import Alignment, read_alignments, read_linked
from endpoint.audit.matrix.filters import CELL, MATRIX, NARROWING, read_choices
from endpoint.audit.matrix.grid import SIGNS, WORDS
from endpoint.audit.places import read_places
from endpoint.bilingual import Text
from endpoint.naming import Name, names_of
from endpoint.service import Service, service_of
from endpoint.things import find
from endpoint.visits import page_route

KINDS = ("action", "measure", "objective")
# More than stands behind any cell.
MOST_ROWS = 10_000
ENDS = ("row", "column")
# What SEMAPV says of how an alignment was made; another justification shows its address.
JUSTIFICATIONS = {
    "https://w3id.org/semapv/vocab/ManualMappingCuration": Text("décision d'une personne", "manual curation"),
    "https://w3id.org/semapv/vocab/LexicalMatching": Text("mots semblables", "lexical matching"),
}


def show_cell(request: Request) -> Response:
    """Show the things that link a row and a column, and the alignments with their quotations."""
    service, pairs = service_of(request), request.query_params.multi_items()
    ends = read_ends(service.addresses, pairs)
    choices = read_choices(service, [each for each in pairs if each[0] not in ENDS])
    for iri in (ends.row, ends.column):
        find(service, iri)
    asked = {"row": ends.row, "column": ends.column, **choices.values(*NARROWING)}
    linked = ask(service, "matrix-cell", MOST_ROWS, **asked)
    evidence = ask(service, "matrix-cell-evidence", MOST_ROWS, **asked)
    alignments = read_alignments(evidence)
    names = _names(service, ends, alignments)
    title = _title(ends, names)
    return draw(
        service,
        "audit/cell.html",
        View(title, CELL, (linked.inquiry, evidence.inquiry), ends.given(service.addresses) | choices.given),
        ends=[(iri, code_in(iri), names[iri]) for iri in (ends.row, ends.column)],
        linked={kind: read_linked(linked, kind) for kind in KINDS},
        alignments=alignments,
        names=names,
        choices=choices,
        titles=choices.titles,
        places=read_places(service.engine, service.addresses),
        beside=[NamedNode(ends.row)],
        justifications=JUSTIFICATIONS,
        signs=SIGNS,
        words=WORDS,
        matrix=View(title, MATRIX, (), choices.given).address,
    )


def _names(service: Service, ends: Ends, alignments: Iterable[Alignment]) -> dict[str, Name]:
    nodes = {NamedNode(iri) for iri in (ends.row, ends.column, *(each.said["predicate"] for each in alignments))}
    return {node.value: name for node, name in names_of(service.engine, service.addresses, nodes).items()}


def _title(ends: Ends, names: dict[str, Name]) -> Text:
    row, column = (f"{code_in(iri)} {names[iri].text}".strip() for iri in (ends.row, ends.column))
    return Text(f"{row} × {column}", f"A cell of the matrix: {row} × {column}")


ROUTES = [page_route(CELL, show_cell)]
