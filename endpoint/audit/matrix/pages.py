"""The routes /audit/matrix, the matrix as a page, and /audit/matrix.{extension}, the same as a file."""

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from endpoint import workbook
from endpoint.audit.asking import ask
from endpoint.audit.frame import View, draw
from endpoint.audit.matrix.ends import Ends
from endpoint.audit.matrix.files import CSV, write_csv, write_xlsx
from endpoint.audit.matrix.filters import CELL, COLUMNS, MATRIX, NARROWING, ROWS, Choices, read_choices
from endpoint.audit.matrix.grid import SIGNS, WORDS, Grid, Heading, read_grid
from endpoint.bilingual import Text
from endpoint.errors import NotFoundError
from endpoint.fields import LISTED
from endpoint.service import Service, service_of
from endpoint.visits import page_route

# More headings, and more cells, than a page can show.
MOST_CELLS = 100_000
FILES = {"csv": "CSV", "xlsx": "Excel (XLSX)"}


def show_matrix(request: Request) -> Response:
    """Show the matrix under the filters of the query string."""
    service = service_of(request)
    choices = read_choices(service, request.query_params.multi_items())
    view, grid = _read(service, choices)
    return draw(
        service,
        "audit/matrix.html",
        view,
        grid=grid,
        choices=choices,
        rows=ROWS[choices["rows"]],
        columns=COLUMNS[choices["columns"]],
        signs=SIGNS,
        listed=LISTED,
        words=WORDS,
        unfiltered=View(view.title, MATRIX, (), choices.unfiltered).address,
        cell_address=_cell_addresses(service, choices),
    )


def download_matrix(request: Request) -> Response:
    """Give what the page of the matrix shows as a file."""
    service = service_of(request)
    extension = str(request.path_params["extension"])
    if extension not in FILES:
        raise NotFoundError(f"{MATRIX}.{extension}: the matrix can be had as {', '.join(FILES)}")
    choices = read_choices(service, request.query_params.multi_items())
    view, grid = _read(service, choices)
    if extension == "csv":
        response = Response(write_csv(grid, choices), headers={"Content-Type": CSV})
    else:
        body = write_xlsx(service, view, grid, choices)
        response = Response(body, headers={"Content-Type": workbook.MEDIA_TYPE})
    response.headers["Content-Disposition"] = f'inline; filename="matrix.{extension}"'
    return response


def _read(service: Service, choices: Choices) -> tuple[View, Grid]:
    headings = ask(service, "matrix-headings", MOST_CELLS, **choices.values("rows", "columns", "siren"))
    cells = ask(service, "matrix", MOST_CELLS, **choices.values("rows", "columns", "pairs", *NARROWING))
    rows, columns = ROWS[choices["rows"]], COLUMNS[choices["columns"]]
    title = Text(f"Matrice : {rows.fr} × {columns.fr}", f"Matrix: {rows.en} × {columns.en}")
    view = View(title, MATRIX, (cells.inquiry, headings.inquiry), choices.given)
    files = {name: replace(view, path=f"{MATRIX}.{extension}").address for extension, name in FILES.items()}
    return replace(view, downloads=files), read_grid(headings, cells)


def _cell_addresses(service: Service, choices: Choices) -> Callable[[Heading, Heading], str]:
    def cell_address(row: Heading, column: Heading) -> str:
        ends = Ends(row.iri, column.iri).given(service.addresses)
        return View(Text("", ""), CELL, (), ends | choices.given).address

    return cell_address


ROUTES = [page_route(MATRIX, show_matrix), page_route(f"{MATRIX}.{{extension}}", download_matrix)]
