"""What the OpenAPI document says of the auditor's desk."""

from collections.abc import Iterable
from typing import Final

from endpoint.audit.dossier.pages import PATH as DOSSIER
from endpoint.audit.dossier.printing import PDF
from endpoint.audit.matrix.filters import COLUMNS, MATRIX, PAIRS, ROWS, STRENGTHS
from endpoint.audit.matrix.pages import FILES
from endpoint.bilingual import Text
from endpoint.openapi_parts import (
    HTML_CONTENT,
    STRING,
    WORKER,
    Json,
    Operation,
    answer_of,
    content_of,
    in_path,
    in_query,
)
from endpoint.openapi_paths import VALUES
from endpoint.workbook import MEDIA_TYPE as WORKBOOK

REPORT = in_path("name", "The name of a report; with `.svg` its figure.", STRING, "timeline")

OF_DOSSIER = (
    in_query("axis", "The number of the one axis that it is about.", STRING, "1.3"),
    in_query("at", "The day that it speaks of.", {"type": "string", "format": "date"}),
    in_query("siren", "The territory, by its SIREN number; all when there are several.", STRING, "242100410"),
)


def _one_of(values: Iterable[str]) -> Json:
    return {"type": "string", "enum": list(values)}


OF_ALL = in_query("of", "`all` for a report of more territories than a page can answer for at once.", _one_of(["all"]))
TO_TODAY = ("303", {"description": "To the same address at today.", "headers": {"Location": {"schema": STRING}}})


FILTERS = (
    in_query("rows", "What heads the rows.", _one_of(ROWS)),
    in_query("columns", "What heads the columns.", _one_of(COLUMNS)),
    in_query("siren", "The territory, by its SIREN number; the first when there are several.", STRING, "242100410"),
    in_query("strength", "The least strength that a link must have.", _one_of(STRENGTHS)),
    in_query("document", "The document that states the action, the measure or the objective.", STRING, "citergie"),
    in_query("status", "The status of the actions; `none` for those without.", STRING, "in-progress"),
    in_query("lead", "The address of the lead of the actions.", STRING),
    in_query("pairs", "Whether rejected pairs are shown.", _one_of(PAIRS)),
)
ENDS = (
    in_query("row", "The axis or orientation, by its path below /id/.", STRING, "242100410/axis/1.3")
    | {"required": True},
    in_query("column", "The measure, domain, theme or contract, in the same way.", STRING, "measure/citergie/4.1.2")
    | {"required": True},
)

OPERATIONS: Final = {
    ("GET", "/audit"): Operation(
        "audit",
        Text("Les rapports d'audit", "The audit reports"),
        answer_of(HTML_CONTENT),
        "By theme, each with what it counts at a day; without a day it leads to that of today.",
        (in_query("at", "The day that the reports speak of.", {"type": "string", "format": "date"}),),
        (400, *WORKER),
        others=(TO_TODAY,),
    ),
    ("GET", MATRIX): Operation(
        "audit",
        Text("La matrice", "The matrix"),
        answer_of(HTML_CONTENT),
        "Axes or orientations against measures, domains, themes or contracts.",
        FILTERS,
        (400, *WORKER),
    ),
    ("GET", f"{MATRIX}.{{extension}}"): Operation(
        "audit",
        Text("La matrice comme fichier", "The matrix as a file"),
        answer_of(content_of(("text/csv", WORKBOOK))),
        "What the page shows under the same filters.",
        (in_path("extension", "The format.", _one_of(FILES)), *FILTERS),
        (400, 404, *WORKER),
    ),
    ("GET", f"{MATRIX}/cell"): Operation(
        "audit",
        Text("Une case de la matrice", "A cell of the matrix"),
        answer_of(HTML_CONTENT),
        "The actions of both, the alignments with their quotations, the rejected pairs with their reasons.",
        (*ENDS, *FILTERS),
        (400, 404, *WORKER),
    ),
    ("GET", DOSSIER): Operation(
        "audit",
        Text("Le dossier d'audit", "The audit as one document"),
        answer_of(HTML_CONTENT),
        "All reports one after the other, or what of them is about one axis and its actions.",
        OF_DOSSIER,
        (400, *WORKER),
        others=(TO_TODAY,),
    ),
    ("GET", f"{DOSSIER}.pdf"): Operation(
        "audit",
        Text("Le dossier d'audit, imprimé", "The audit as one document, printed"),
        answer_of(content_of((PDF,))),
        "The same as a tagged PDF (PDF/UA), with contents, bookmarks and page numbers.",
        OF_DOSSIER,
        (400, 406, *WORKER),
        others=(TO_TODAY,),
    ),
    ("GET", f"{DOSSIER}.xlsx"): Operation(
        "audit",
        Text("L'annexe chiffrée du dossier d'audit", "The tables of the audit as a workbook"),
        answer_of(content_of((WORKBOOK,))),
        "A sheet that lists the others, then a sheet for each answer.",
        OF_DOSSIER,
        (400, *WORKER),
        others=(TO_TODAY,),
    ),
    ("GET", "/audit/{name}"): Operation(
        "audit",
        Text("Un rapport d'audit, ou sa figure", "An audit report, or its figure"),
        answer_of(HTML_CONTENT | content_of(("image/svg+xml",))),
        "Its numbers are the answers of saved questions, which the page names.",
        (REPORT, OF_ALL, VALUES | {"description": "The parameters of the questions that the report asks."}),
        (400, 404, *WORKER),
    ),
}
