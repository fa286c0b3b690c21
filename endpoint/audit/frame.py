"""What every page of the auditor's desk has around it: navigation, citation, the questions behind the page.

A page is drawn with `draw`, from a template that extends audit/frame.html and fills its block `audit`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.responses import Response

from endpoint.bilingual import Text
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.question_pages import DOWNLOADS
from endpoint.service import Service
from endpoint.territories import names_by_siren

# The parts of the desk: path, name. A page is in the part whose path is the longest that its own begins with.
SECTIONS = (
    ("/audit/matrix", Text("Matrice", "Matrix")),
    ("/audit/report", Text("Dossier", "File")),
    ("/audit", Text("Rapports", "Reports")),
)
# What the query string of an address keeps as it is, so that people can read it.
READABLE = "/:"
# Beyond, a citation names no territory.
NAMED = 3


@dataclass(frozen=True)
class View:
    """What a page says of itself: its title, its address with its filters, and the questions that it asked.

    `downloads` are those of the whole page: name → address.
    """

    title: Text
    path: str
    inquiries: Sequence[Inquiry]
    filters: Mapping[str, str] = field(default_factory=dict)
    downloads: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address at which the same view is had again; empty filters are not in it.

        >>> View(Text("a", "a"), "/audit/matrix", (), {"strength": "weak", "lead": ""}).address
        '/audit/matrix?strength=weak'
        """
        given = {name: value for name, value in self.filters.items() if value}
        return self.path + (f"?{urlencode(given, safe=READABLE)}" if given else "")

    @property
    def section(self) -> str:
        """The path of the part of the desk that the page is in."""
        return next((path for path, _ in sorted(SECTIONS, reverse=True) if self.path.startswith(path)), "")


def draw(service: Service, template: str, view: View, status: int = 200, **context: object) -> Response:
    """Render a page of the desk; its template finds the view as `view`."""
    return service.pages.render(template, status, **(framing(service, view) | {"parts_of_desk": SECTIONS} | context))


def framing(service: Service, view: View) -> dict[str, object]:
    """Return what sources.html, the foot of a page, says: the questions behind the page, and how to cite it."""
    return {
        "view": view,
        "territories": _territories(service, view.filters.get(TERRITORY, "")),
        "version": service.snapshot.version,
        "published": _published(service),
        "absolute": (service.settings.public_url or "") + view.address,
        "question_downloads": DOWNLOADS,
    }


def _territories(service: Service, siren: str) -> str:
    """Return the names of the territories that a page speaks of, unless they are many."""
    names = names_by_siren(service)
    told = [names[siren]] if siren in names else [*names.values()]
    return ", ".join(told) if len(told) <= NAMED else ""


def _published(service: Service) -> str:
    """Return the day on which the version took its place, where that is known."""
    days = {each.version: each.published for each in service.snapshot.history}
    day = days.get(service.snapshot.version)
    return day.date().isoformat() if day else ""
