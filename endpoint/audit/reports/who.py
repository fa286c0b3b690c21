"""Who leads, and who stands in several documents."""

from endpoint.audit.figures.bars import Bars
from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

LOAD = Report(
    name="load",
    title=Text("Charge des porteurs", "Load of the leads"),
    says=Text(
        "Par service ou organisme porteur, ses actions, celles qui sont en retard à la date choisie, et ce qu'on n'en "
        "sait pas.",
        "By leading service or body, its actions, those that are overdue at the chosen date, and what is not known of "
        "them.",
    ),
    says_not=Text(
        "Le travail que cela représente. Une action à plusieurs porteurs compte chez chacun : la colonne ne "
        "s'additionne pas.",
        "The work that it amounts to. An action with several leads counts for each: the column does not add up.",
    ),
    asks=(Ask("load-by-lead", Tally(Text("porteur(s)", "lead(s)"))),),
    figure=Bars(
        Labels(("name",), "lead"),
        whole=Part("actions", Text("actions", "actions")),
        parts=(Part("late", Text("en retard", "overdue")),),
        unknown=Part("endUnknown", Text("fin inconnue ou ouverte", "end unknown or open")),
    ),
)
ACROSS_DOCUMENTS = Report(
    name="actors-across-documents",
    title=Text("Acteurs d'un document à l'autre", "Actors across documents"),
    says=Text(
        "Les acteurs que plusieurs documents nomment, à quel titre, eux-mêmes ou par un acteur qui leur est relié.",
        "The actors that several documents name, in which role, themselves or through an actor linked to them.",
    ),
    says_not=Text(
        "Qu'ils travaillent ensemble. Les liens entre acteurs sont des décisions de personnes, avec leurs raisons.",
        "That they work together. The links between actors are decisions of people, with their reasons.",
    ),
    asks=(
        Ask(
            "actors-in-several-documents",
            Tally(Text("acteur(s) dans plusieurs documents", "actor(s) in several documents")),
        ),
        Ask("linked-actors-in-several-documents"),
        Ask("actors-over-time"),
    ),
)
THEME = Theme(Text("Qui : porteurs et acteurs", "Who: leads and actors"), (LOAD, ACROSS_DOCUMENTS))
