"""An inquiry: a saved question with the values that a reader gave for its parameters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from endpoint.bilingual import Text
from endpoint.engine import Query
from endpoint.errors import ParameterError
from endpoint.parameters import bind
from endpoint.questions import Question, without_header
from endpoint.syntax import is_steady

# The parameter that confines any question to one territory; a question may have one of that name itself.
TERRITORY = "siren"
# Where the outer query begins: alone in a question, at the start of a line.
_OUTER = re.compile("^WHERE ", re.MULTILINE)
_NOT_CONFINED = Text(
    "cette question ne peut être posée d'un seul territoire : son WHERE n'est pas en tête de ligne",
    "this question cannot be asked of one territory: its WHERE is not at the start of a line",
)


@dataclass(frozen=True)
class Inquiry:
    """A question and its values; what was left empty is not among them.

    `territory` is the SIREN number of the one that it is confined to, if any, and `graphs` are its graphs.
    """

    question: Question
    given: dict[str, str]
    territory: str = ""
    graphs: tuple[str, ...] = ()

    @property
    def query(self) -> Query:
        """The query with the values in their places; raise ParameterError when they do not fit."""
        text = self._text
        return Query(text, self.graphs, self.graphs if "GRAPH" in text else ())

    @property
    def sparql(self) -> str:
        """The text of the query for people, without its header; it names its graphs, to be asked anywhere."""
        return without_header(of_graphs(self._text, self.graphs))

    @property
    def _text(self) -> str:
        return bind(self.question.sparql, self.question.parameters, self.given)

    @property
    def suffix(self) -> str:
        """The query string by which it is asked again."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def asked(self) -> dict[str, str]:
        """What the address says: the values, and the territory."""
        return self.given | ({TERRITORY: self.territory} if self.territory else {})

    @property
    def values(self) -> dict[str, str]:
        """The value of each parameter, its default where none was given."""
        return {each.name: self.given.get(each.name) or each.default for each in self.question.parameters}

    @property
    def asked_on(self) -> str | None:
        """Today, where the answer may depend on it: the query takes the day for a value that is missing."""
        values = self.values.values()
        if is_steady(self.question.sparql) or (values and all(values)):
            return None
        return datetime.now(UTC).date().isoformat()


def read_inquiry(question: Question, pairs: Iterable[tuple[str, str]]) -> Inquiry:
    """Read the values and the territory from a query string; raise ParameterError for one that is given twice."""
    pairs = [(name, value.strip()) for name, value in pairs]
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ParameterError({name: _given_twice(name) for name in twice})
    given = {name: value for name, value in pairs if value}
    has_its_own = any(each.name == TERRITORY for each in question.parameters)
    return Inquiry(question, given, given.get(TERRITORY, "") if has_its_own else given.pop(TERRITORY, ""))


def of_graphs(sparql: str, graphs: Iterable[str]) -> str:
    """Return the query over some graphs alone, where any are given; raise ParameterError when it has no place for them.

    >>> of_graphs("SELECT ?s\\nWHERE { ?s ?p ?o }", ["http://e/g"])
    'SELECT ?s\\nFROM <http://e/g>\\nWHERE { ?s ?p ?o }'
    """
    clauses = "".join(f"FROM {NamedNode(graph)}\n" for graph in graphs)
    if "GRAPH" in sparql:
        clauses += "".join(f"FROM NAMED {NamedNode(graph)}\n" for graph in graphs)
    confined, places = _OUTER.subn(lambda found: clauses + found[0], sparql, count=1)
    if clauses and not places:
        raise ParameterError({TERRITORY: _NOT_CONFINED})
    return confined


def _given_twice(name: str) -> Text:
    return Text(f"le paramètre {name} est donné plusieurs fois", f"the parameter {name} is given more than once")
