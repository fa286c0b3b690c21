"""The words for the codes that stand in answers: those of the vocabulary's lists, and those that queries make."""

from collections.abc import Mapping
from functools import lru_cache

from endpoint.audit.asking import text_of
from endpoint.bilingual import Text
from endpoint.engine import Engine, Query
from endpoint.words import BORROWED, ONTOLOGY, SKOS

# The list of the vocabulary whose notations stand in a column.
SCHEMES = {
    "between": ("discrepancy-between",),
    "certainty": ("certainty",),
    "fate": ("fate",),
    "kind": ("discrepancy-kind", "actor-kind"),
    "period": ("period",),
    "reading": ("reading",),
    "role": ("role",),
    "roles": ("role",),
    "strength": ("strength",),
    "taxBasis": ("tax-basis",),
}
_LINKS = {
    "part of": Text("fait partie de", "part of"),
    "unit of": Text("est un service de", "unit of"),
    "became": Text("est devenu", "became"),
}
_GOALS = {
    "axis": Text("Axe", "Axis"),
    "orientation": Text("Orientation", "Orientation"),
    "contract": Text("Contrat", "Contract"),
    "plan": Text("Plan", "Plan"),
}
RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
# Codes that queries make themselves, and those that a table or figure wants shorter, by column.
CODES = {
    "alike": {"title": Text("même titre", "same title"), "beginning": Text("même début", "same beginning")},
    "budget": {
        "announced": Text("annoncé", "announced"),
        "known": Text("connu", "known"),
        "none": Text("aucun", "none"),
        "words": Text("en mots", "in words"),
    },
    "column": {
        "audience": Text("public", "audience"),
        "budget": Text("budget", "budget"),
        "description": Text("description", "description"),
        "end": Text("fin", "end"),
        "funders": Text("financeurs", "funders"),
        "lead": Text("porteur", "lead"),
        "measure": Text("mesure", "measure"),
        "partners": Text("partenaires", "partners"),
        "start": Text("début", "start"),
        "status": Text("avancement", "status"),
        "theme": Text("thème", "theme"),
        "title": Text("titre", "title"),
    },
    "decision": {"link": Text("lien retenu", "link"), "rejected": Text("paire rejetée", "rejected")},
    "direction": {"from": Text("y mène", "leads there"), "to": Text("en part", "leads from there")},
    "ending": {"open": Text("fin ouverte", "open end"), "not-stated": Text("fin non dite", "not stated")},
    "kind": _GOALS | _LINKS,
    "period": {"total": Text("total", "total"), "per-year": Text("par an", "per year")},
    "problem": {
        "completed-before-end": Text("complétée avant sa fin", "completed before its end"),
        "in-progress-after-end": Text("en cours après sa fin", "in progress after its end"),
        "in-progress-before-start": Text("en cours avant son début", "in progress before its start"),
        "new-after-end": Text("nouvelle après sa fin", "new after its end"),
        "not-started-after-end": Text("non démarrée après sa fin", "not started after its end"),
        "not-started-after-start": Text("non démarrée après son début", "not started after its start"),
    },
    # Of a text, what it says of the actor: the kind of the statement.
    "roles": {
        "cooperation": Text("coopération", "cooperation"),
        "device": Text("dispositif", "device"),
        "fact": Text("fait", "fact"),
        "objective": Text("objectif", "objective"),
        "partner": Text("partenaire", "partner"),
    },
    "subject": {"actions": Text("Actions du plan", "Actions of the plan")},
    "target": _GOALS,
    "taxBasis": {
        "excl": Text("HT", "without tax"),
        "incl": Text("TTC", "with tax"),
        "unknown": Text("base non dite", "basis not stated"),
    },
    "ways": {
        "action": Text("l'action elle-même", "the action itself"),
        "measure": Text("sa mesure", "its measure"),
        "action | measure": Text("l'action et sa mesure", "the action and its measure"),
    },
}
CODES["way"] = CODES["ways"]
CODES["subjectKind"] = CODES["objectKind"] = {
    "Action": Text("Action", "Action"),
    "Contract": Text("Contrat", "Contract"),
    "CooperationSubject": Text("Sujet de coopération", "Cooperation subject"),
    "CrteOrientation": Text("Orientation", "Orientation"),
    "Device": Text("Dispositif", "Device"),
    "Measure": Text("Mesure", "Measure"),
    "Objective": Text("Objectif", "Objective"),
    "PolicyAxis": Text("Axe", "Axis"),
    "PublicActionDomain": Text("Domaine d'action publique", "Public-action domain"),
    "theme": Text("Thème", "Theme"),
}
CODES["kind"] |= CODES["subjectKind"]
CODES["relation"] = {name: Text(*BORROWED[f"{SKOS}{name}"]) for name in RELATIONS}


_NOTATIONS = f"""
SELECT ?scheme ?code ?fr ?en
WHERE {{
  {{ SELECT ?scheme {{ ?scheme a skos:ConceptScheme FILTER (STRSTARTS(STR(?scheme), "{ONTOLOGY}/")) }} }}
  ?concept skos:inScheme ?scheme ; skos:notation ?code ; skos:prefLabel ?fr , ?en .
  FILTER (LANG(?fr) = "fr" && LANG(?en) = "en")
}}
"""
# More than all lists of the vocabulary have together.
_MOST = 10_000
Words = Mapping[str, Mapping[str, Text]]


@lru_cache(maxsize=1)
def read_lists(engine: Engine) -> Words:
    """Return the words for the codes of each list of the vocabulary."""
    lists: dict[str, dict[str, Text]] = {}
    for row in engine.table(Query(_NOTATIONS), _MOST).rows:
        scheme, code, french, english = map(text_of, row)
        lists.setdefault(scheme.removeprefix(f"{ONTOLOGY}/"), {})[code] = Text(french, english)
    return lists


def read_codes(engine: Engine) -> Words:
    """Return the words for the codes of each column."""
    lists = read_lists(engine)
    listed = {
        column: {code: words for name in names for code, words in lists.get(name, {}).items()}
        for column, names in SCHEMES.items()
    }
    return {column: listed.get(column, {}) | CODES.get(column, {}) for column in (*listed, *CODES)}
