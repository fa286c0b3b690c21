"""What a document is about: all that is served, or one axis with the actions that it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from endpoint.audit.asking import Answered, ask, text_of
from endpoint.audit.replies import Reply
from endpoint.audit.reports import THEMES
from endpoint.audit.reports.report import DAY, Ask, Report, Theme
from endpoint.bilingual import Text
from endpoint.engine import Table, Term
from endpoint.errors import ParameterError
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.service import Service
from endpoint.territories import names_by_siren
from endpoint.words import DCT, FIL

AXIS = "axis"
TAKEN = (AXIS, DAY, TERRITORY)
# The first of these columns that an answer has says which thing a row is about.
ABOUT = ("action", "discrepancy", "axis", "goal", "object")


_PART_OF, _ABOUT = NamedNode(f"{DCT}isPartOf"), NamedNode(f"{FIL}about")


@dataclass(frozen=True)
class Subject:
    """All that is served, or one territory of it; `themes` are the parts of the document, in their order."""

    name: Text
    themes: Sequence[Theme] = THEMES

    def is_told_by(self, _service: Service, _inquiry: Inquiry) -> bool:
        """Return whether the answer to a question can be about the subject."""
        return True

    def narrow(self, reply: Reply) -> Reply:
        """Return what of an answer is about the subject."""
        return reply


@dataclass(frozen=True)
class AxisSubject(Subject):
    """An axis: of each answer the rows about the axis, an action that it has, or a discrepancy about one of them."""

    things: frozenset[str] = field(default_factory=frozenset)

    def is_told_by(self, service: Service, inquiry: Inquiry) -> bool:
        """Return whether the answer says of each row which thing it is about."""
        return _is_about_one(inquiry) or not set(ABOUT).isdisjoint(service.engine.columns(inquiry.query))

    def narrow(self, reply: Reply) -> Reply:
        """Keep the rows about the axis; its own questions are about nothing else."""
        if _is_about_one(reply.inquiry):
            return reply
        table = reply.answered.table
        column = next(table.columns.index(name) for name in ABOUT if name in table.columns)
        rows = tuple(row for row in table.rows if self._has(row[column]))
        kept = Table(table.columns, rows, table.complete)
        return Reply(reply.ask, Answered(reply.inquiry, kept))

    def _has(self, term: Term | None) -> bool:
        return isinstance(term, NamedNode) and term.value in self.things


def _is_about_one(inquiry: Inquiry) -> bool:
    return "thing" in inquiry.given


def choose_subject(service: Service, number: str, siren: str) -> Subject:
    """Return the axis of a number such as 1.3, or all where there is none.

    Raise ParameterError for an axis or a territory that is not known.
    """
    known = list(axes(service, siren))
    if not number:
        return Subject(_territory_name(service, siren))
    found = [(row["axis"], row["label"]) for row in known if row["number"] == number]
    if not found:
        raise ParameterError({AXIS: Text(f"aucun axe n'a le numéro {number}", f"no axis has the number {number}")})
    goals = {axis for axis, _ in found}
    actions = _named(service, "actions-of-thing", goals, "action")
    things = goals | actions | _discrepancies(service, goals | actions)
    names = " ; ".join(label for _, label in found)
    theme = Theme(Text("L'axe", "The axis"), tuple(_own_reports(found)))
    name = Text(f"Axe {number} : {names}", f"Axis {number}: {names}")
    return AxisSubject(name, (theme, *THEMES), frozenset(things))


def axes(service: Service, siren: str) -> Iterable[dict[str, str]]:
    """Return the axes with their numbers, as people call them."""
    rows = ask(service, "axes", siren=siren).rows
    return ({**row, "number": f"{row['group']}.{row['order']}"} for row in rows)


def _named(service: Service, question: str, things: Iterable[str], column: str) -> set[str]:
    """Return what a question about a thing names in a column, for each of some things."""
    return {row[column] for thing in things for row in ask(service, question, thing=thing).rows}


def _discrepancies(service: Service, things: Iterable[str]) -> set[str]:
    """Return what is about one of some things or of their parts: the rows of the reports say what of it they show."""
    wholes = [NamedNode(each) for each in things]
    parts = [each.subject for whole in wholes for each in service.engine.quads(None, _PART_OF, whole)]
    about = (quad for each in (*wholes, *parts) for quad in service.engine.quads(None, _ABOUT, each))
    return {text_of(quad.subject) for quad in about}


def _territory_name(service: Service, siren: str) -> Text:
    names = names_by_siren(service)
    if siren in names or len(names) == 1:
        name = names.get(siren) or next(iter(names.values()))
        return Text(name, name)
    return Text("Tous les territoires", "All territories")


def _own_reports(axes_found: Sequence[tuple[str, str]]) -> Iterable[Report]:
    for index, (iri, label) in enumerate(axes_found):
        given = {"thing": iri}
        yield Report(
            name=f"axis-{index + 1}",
            title=Text(label, label),
            says=Text(
                "Les liens que des relecteurs ont établis avec l'axe, chacun avec ses mots et leur place ; les actions "
                "qu'il a de là, elles-mêmes ou par leur mesure ; ce qu'on sait de leurs montants.",
                "The links that reviewers made with the axis, each with its words and their place; the actions that it "
                "has from there, themselves or by their measure; what is known of their amounts.",
            ),
            says_not=Text(
                "Que le plan range ces actions sous l'axe : il n'en nomme aucun, les liens sont des lectures.",
                "That the plan files these actions under the axis: it names none, the links are readings.",
            ),
            asks=(
                Ask("links-of-thing", given=given),
                Ask("actions-of-thing", given=given),
                Ask("money-of-thing", given=given),
            ),
        )


def read_values(pairs: Iterable[tuple[str, str]], taken: Sequence[str] = TAKEN) -> dict[str, str]:
    """Read what a query string asks for; raise ParameterError for an unknown name, or one that is given twice."""
    pairs = [(name, value.strip()) for name, value in pairs]
    names = [name for name, _ in pairs]
    problems = {
        name: Text(
            f"{name} : un dossier prend {', '.join(taken)}, une fois chacun",
            f"{name}: a file takes {', '.join(taken)}, once each",
        )
        for name in names
        if name not in taken or names.count(name) > 1
    }
    if problems:
        raise ParameterError(problems)
    return {name: value for name, value in pairs if value}
