"""What a reader of the matrix may choose: which rows and columns, and which links and actions count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from endpoint.audit.asking import ask, text_of
from endpoint.bilingual import Text
from endpoint.engine import Query
from endpoint.errors import ParameterError
from endpoint.service import Service
from endpoint.territories import graphs_of, names_by_siren
from endpoint.words import ONTOLOGY

MATRIX = "/audit/matrix"
CELL = f"{MATRIX}/cell"
# The filters of the questions, which say what counts.
NARROWING = ("siren", "strength", "document", "status", "lead")
_ALL = Text("Tous", "All")
ROWS = {
    "axes": Text("Axes du projet", "Policy axes"),
    "orientations": Text("Orientations du CRTE", "CRTE orientations"),
}
COLUMNS = {
    "measures": Text("Mesures Cit'ergie", "Cit'ergie measures"),
    "citergie-domains": Text("Domaines Cit'ergie", "Cit'ergie domains"),
    "domains": Text("Domaines de la notice", "Domains of the notice"),
    "themes": Text("Thèmes des actions", "Themes of the actions"),
    "contracts": Text("Contrats de la notice", "Contracts of the notice"),
}
STRENGTHS = {
    "weak": Text("Faible ou plus (tous les liens)", "Weak or more (all links)"),
    "medium": Text("Moyenne ou plus", "Medium or more"),
    "strong": Text("Forte", "Strong"),
}
PAIRS = {"linked": Text("Non", "No"), "all": Text("Oui", "Yes")}
_STATUSES = f"""
SELECT ?code ?fr ?en
WHERE {{
  ?status skos:inScheme <{ONTOLOGY}/status> ; skos:notation ?code ; skos:prefLabel ?fr , ?en .
  FILTER (LANG(?fr) = "fr" && LANG(?en) = "en")
}}
ORDER BY ?fr
"""
_LEADS = """
SELECT DISTINCT ?siren ?lead ?name
WHERE { ?action fil:ledBy ?lead ; dct:isPartOf/fil:territory/fil:siren ?siren . ?lead skos:prefLabel ?name }
ORDER BY LCASE(?name)
"""
_MOST = 10_000


@dataclass(frozen=True)
class Filter:
    """One choice of a reader; `closed` when only what is listed can be chosen. The first value is the default."""

    name: str
    label: Text
    values: Mapping[str, Text]
    closed: bool = True

    @property
    def default(self) -> str:
        """What is chosen when nothing is said."""
        return next(iter(self.values), "")


@dataclass(frozen=True)
class Choices:
    """The filters, and what was chosen of each."""

    filters: tuple[Filter, ...]
    chosen: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.chosen[name]

    @property
    def given(self) -> dict[str, str]:
        """What differs from the default: what the address of the page says."""
        return {each.name: self[each.name] for each in self.filters if self[each.name] != each.default}

    @property
    def titles(self) -> Mapping[str, Text]:
        """The titles of the territory's documents."""
        return next(each.values for each in self.filters if each.name == "document")

    @property
    def unfiltered(self) -> dict[str, str]:
        """What the address says when nothing is left out."""
        return {name: value for name, value in self.given.items() if name not in NARROWING or name == "siren"}

    @property
    def narrowing(self) -> list[tuple[Text, Text]]:
        """The filters that leave something out, with the words for what was chosen."""
        narrowing = (each for each in self.filters if each.name in NARROWING and each.name != "siren")
        return [(each.label, each.values[self[each.name]]) for each in narrowing if each.name in self.given]

    def values(self, *names: str) -> dict[str, str]:
        """Return the values by which the saved questions are asked."""
        return {name: self[name] for name in names}


def read_choices(service: Service, pairs: Iterable[tuple[str, str]]) -> Choices:
    """Read what a query string chooses; raise ParameterError for what is unknown or given twice."""
    given = _given(pairs)
    filters = list(_filters(service, given.get("siren", "")))
    known = {each.name: each for each in filters}
    problems = {name: _unknown(known) for name in given if name not in known}
    problems |= {name: _misfit(known[name]) for name, value in given.items() if not _fits(known.get(name), value)}
    if problems:
        raise ParameterError(problems)
    chosen = {each.name: given.get(each.name, each.default) for each in filters}
    return Choices(tuple(_with_chosen(each, chosen[each.name]) for each in filters), chosen)


def _given(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in given:
            raise ParameterError({name: Text(f"{name} est donné plusieurs fois", f"{name} is given more than once")})
        given[name] = value.strip()
    return {name: value for name, value in given.items() if value}


def _filters(service: Service, siren: str) -> Iterable[Filter]:
    territories = {here: Text(name, name) for here, name in names_by_siren(service).items()}
    here = siren if siren in territories else next(iter(territories), "")
    documents = ask(service, "documents", siren=here).rows if here else ()
    titles = {row["id"]: Text(row["title"], "") for row in documents if row["siren"] == here}
    yield Filter("rows", Text("Lignes", "Rows"), ROWS)
    yield Filter("columns", Text("Colonnes", "Columns"), COLUMNS)
    yield Filter("siren", Text("Territoire", "Territory"), territories)
    yield Filter("strength", Text("Force du lien", "Strength of the link"), STRENGTHS)
    yield Filter(
        "document", Text("Document qui l'énonce", "Document that states it"), {"": _ALL, **titles}, closed=False
    )
    yield Filter("status", Text("Avancement des actions", "Status of the actions"), _statuses(service))
    yield Filter("lead", Text("Porteur des actions", "Lead of the actions"), _leads(service, here), closed=False)
    yield Filter("pairs", Text("Montrer les paires rejetées", "Show the rejected pairs"), PAIRS)


def _statuses(service: Service) -> dict[str, Text]:
    rows = service.engine.table(Query(_STATUSES), _MOST).rows
    listed = {code: Text(french, english) for code, french, english in (map(text_of, row) for row in rows)}
    return {"": _ALL, **listed, "none": Text("Non dit", "Not stated")}


def _leads(service: Service, siren: str) -> dict[str, Text]:
    rows = [[*map(text_of, row)] for row in service.engine.table(Query(_LEADS, graphs_of(service, siren)), _MOST).rows]
    return {"": _ALL} | {lead: Text(name, name) for where, lead, name in rows if where == siren}


def _fits(known: Filter | None, value: str) -> bool:
    return known is None or not known.closed or value in known.values


def _with_chosen(each: Filter, value: str) -> Filter:
    """Return the filter with what was chosen among its values, even where another territory has it."""
    return each if value in each.values else replace(each, values={**each.values, value: Text(value, "")})


def _unknown(known: Iterable[str]) -> Text:
    names = ", ".join(known)
    return Text(f"filtre inconnu ; la matrice connaît : {names}", f"unknown filter; the matrix knows: {names}")


def _misfit(known: Filter) -> Text:
    values = ", ".join(filter(None, known.values))
    return Text(f"{known.name} est l'un de : {values}", f"{known.name} is one of: {values}")
