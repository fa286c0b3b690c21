"""The pages: Jinja2 templates that escape everything, with what they need to show terms."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode
from starlette.responses import HTMLResponse

from endpoint.addresses import Addresses
from endpoint.bilingual import side_by_side
from endpoint.engine import Term
from endpoint.tables import show_table
from endpoint.words import PREFIXES

HERE = Path(__file__).parent
XSD_STRING = f"{PREFIXES['xsd']}string"


class Pages:
    """Renders templates whose links stay under one base."""

    def __init__(self, addresses: Addresses, public_url: str | None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {"public_url": public_url}
        self._environment.filters |= {
            "href": addresses.href,
            "short": addresses.short,
            "number": number,
            "jsonld": embedded,
            "shown": partial(show_table, addresses),
            "side_by_side": side_by_side,
            "datatype": lambda literal: addresses.short(literal.datatype.value),
        }
        self._environment.tests |= {"iri": _is_iri, "literal": _is_literal, "plain": _is_plain}

    def warm(self) -> None:
        """Compile every template now, so that no worker has to."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def render(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        """Return the page as an answer."""
        return HTMLResponse(self._environment.get_template(template).render(context), status)


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces, as French does.

    >>> number(12345).replace(chr(0x202F), "_")
    '12_345'
    """
    return f"{value:,}".replace(",", "\u202f")


def embedded(json_text: str) -> Markup:
    """Write JSON into a script element, from which nothing in it can break out.

    >>> str(embedded('{"a": "</script>"}'))
    '{"a": "\\\\u003c/script>"}'
    """
    return Markup(json_text.replace("<", "\\u003c"))  # noqa: S704 (no `<` is left)


def _is_iri(term: Term | None) -> bool:
    return isinstance(term, NamedNode)


def _is_literal(term: Term | None) -> bool:
    return isinstance(term, Literal)


def _is_plain(literal: Literal) -> bool:
    return literal.language is not None or literal.datatype.value == XSD_STRING
