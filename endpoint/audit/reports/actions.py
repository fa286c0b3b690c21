"""What actions lack: a lead, a status, dates, an amount."""

from endpoint.audit.figures.bars import Bars
from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

NO_DOMAIN = Text("sans domaine", "without domain")
WITHOUT_LEAD = Report(
    name="actions-without-lead",
    title=Text("Actions sans porteur", "Actions without a lead"),
    says=Text("Les actions dont aucun porteur n'a pu être nommé.", "The actions for which no lead could be named."),
    says_not=Text(
        "Que personne ne s'en occupe : le document peut taire un porteur, ou la lecture l'avoir perdu (voir « tel que "
        "lu »).",
        "That nobody takes care of them: the document may not name a lead, or the reading may have lost it (see « as "
        "read »).",
    ),
    asks=(
        Ask(
            "actions-without-lead",
            Tally(Text("action(s) sans porteur", "action(s) without a lead")),
        ),
    ),
)
WITHOUT_STATUS = Report(
    name="actions-without-status",
    title=Text("Actions sans avancement", "Actions without a status"),
    says=Text("Les actions dont le plan ne dit pas l'avancement.", "The actions whose status the plan does not state."),
    says_not=Text(
        "Qu'elles n'avancent pas. Des pages entières du plan n'ont pas de colonne d'avancement.",
        "That they make no progress. Whole pages of the plan have no column for the status.",
    ),
    asks=(
        Ask(
            "actions-without-status",
            Tally(Text("action(s) sans avancement", "action(s) without a status")),
        ),
    ),
)
WITHOUT_DATES = Report(
    name="actions-without-dates",
    title=Text("Actions sans dates", "Actions without dates"),
    says=Text(
        "Les actions auxquelles le plan ne donne ni début ni fin.",
        "The actions to which the plan gives neither start nor end.",
    ),
    says_not=Text(
        "Qu'elles n'ont pas de calendrier : une date peut se lire dans leur description, ou dans un autre document.",
        "That they have no schedule: a date may stand in their description, or in another document.",
    ),
    asks=(
        Ask(
            "actions-without-dates",
            Tally(Text("action(s) sans dates", "action(s) without dates")),
        ),
    ),
)
WITHOUT_BUDGET = Report(
    name="actions-without-budget",
    title=Text("Actions sans montant connu", "Actions without a known amount"),
    says=Text(
        "Les actions auxquelles le plan ne donne aucun montant, ou seulement des mots.",
        "The actions to which the plan gives no amount, or words only.",
    ),
    says_not=Text(
        "Qu'elles ne coûtent rien : leur coût est inconnu, et aucun total de cette page ou d'une autre ne le comprend.",
        "That they cost nothing: their cost is unknown, and no total of this page or another includes it.",
    ),
    asks=(
        Ask(
            "actions-without-budget",
            Tally(Text("action(s) sans montant", "action(s) without an amount")),
        ),
    ),
)
PROGRAMMED = Report(
    name="programmed",
    title=Text("Actions programmées", "Actions programmed"),
    says=Text(
        "Par domaine, les actions qui ont les trois : un porteur, un montant, des dates complètes ; puis ce qui manque "
        "aux autres.",
        "By domain, the actions that have all three: a lead, an amount, complete dates; then what the others lack.",
    ),
    says_not=Text(
        "Que le reste est abandonné, ni que le programmé est financé : un montant écrit n'est pas un crédit voté.",
        "That the rest is given up, nor that what is programmed is funded: an amount written is no credit voted.",
    ),
    asks=(
        Ask(
            "actions-programmed",
            Tally(
                Text("action(s) programmée(s)", "action(s) programmed"),
                column="programmed",
                of="actions",
            ),
            nameless={"label": NO_DOMAIN},
        ),
        Ask("actions-incomplete"),
    ),
    figure=Bars(
        Labels(("code", "label"), "domain", NO_DOMAIN),
        whole=Part("actions", Text("actions", "actions")),
        parts=(Part("programmed", Text("programmées", "programmed")),),
        unknown=Part("bare", Text("sans porteur, ni montant, ni dates", "without lead, amount or dates")),
    ),
)
THEME = Theme(
    Text("Actions : ce qui leur manque", "Actions: what they lack"),
    (WITHOUT_LEAD, WITHOUT_STATUS, WITHOUT_DATES, WITHOUT_BUDGET, PROGRAMMED),
)
