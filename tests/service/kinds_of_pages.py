"""An address of each kind that is made from the graph: pages, data, tables and pictures."""

from endpoint.audit.reports import REPORTS as REPORT_NAMES

SIREN = "242100410"
THING = f"{SIREN}/axis/1.3"
ACTION = f"{SIREN}/action/6.4.1/strategie-alimentaire-durable-2030"
PAGES = [
    "/",
    "/ontology",
    "/ontology/status",
    "/ontology/status/new",
    "/territories",
    "/catalogue",
    f"/catalogue?siren={SIREN}",
    "/versions",
    "/search?q=velo",
    "/search?q=velo&kind=Action",
    "/queries",
    "/queries?tag=money",
    "/queries/actions-of-axis?notation=1.3",
    "/queries/actions?siren=242100410",
    "/sparql?query=SELECT+?axis+{+?axis+a+fil:PolicyAxis+}+ORDER+BY+?axis",
    f"/page/{SIREN}",
    f"/page/{SIREN}/plan/citergie",
    f"/page/{THING}",
    f"/page/{SIREN}/orientation/9",
    "/page/measure/citergie/4.1.2",
    f"/page/{ACTION}",
    "/page/actor/ademe",
    f"/page/{SIREN}/document/citergie",
    f"/page/{SIREN}/document/citergie/row/43",
    f"/page/{SIREN}/contract/contrat-de-ville",
    "/audit",
    "/audit/matrix",
    "/audit/matrix?rows=orientations&columns=citergie-domains",
    "/audit/matrix/cell?row=https://w3id.org/filrouge/id/242100410/axis/1.3"
    "&column=https://w3id.org/filrouge/id/measure/citergie/4.1.2",
    "/audit/report",
]
REPORTS = [f"/audit/{name}" for name in REPORT_NAMES]
DATA = [
    f"/data/{THING}.nt",
    "/data/measure/citergie/4.1.2.nt",
    "/data/actor/ademe.nt",
    f"/data/{SIREN}/document/crte.nt",
    "/ontology.nt",
    "/catalogue.nt",
    "/queries/axis-graph.nt?axis=1.3",
]
FILES = [
    "/thread.svg?width=actions",
    "/thread.svg?width=budget",
    "/audit/matrix.csv",
    "/audit/matrix.xlsx",
    "/queries/actions.csv",
    "/queries/axes.json",
    "/queries/axes.tsv",
    "/queries/axes.xml",
    "/sitemap-1.xml",
    "/search.json?q=velo",
    "/.well-known/sparql-examples",
]
