"""When, and what is late."""

from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.figures.gantt import Gantt
from endpoint.audit.figures.years import Years
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

TIMELINE = Report(
    name="timeline",
    title=Text("Calendrier des actions", "Timeline of the actions"),
    says=Text(
        "Les actions que le plan date, de leur début à leur fin, et celles qui sont en retard à la date choisie.",
        "The actions to which the plan gives dates, from start to end, and those that are overdue at the chosen date.",
    ),
    says_not=Text(
        "Quand les travaux ont lieu : un début écrit « 2020 » est lu du 1er janvier, et les actions sans dates n'y "
        "sont pas.",
        'When work takes place: a start written "2020" is read as 1 January, and actions without dates are not here.',
    ),
    asks=(
        Ask(
            "actions-timeline",
            Tally(Text("action(s) datée(s)", "action(s) with dates")),
        ),
    ),
    figure=Gantt(Labels(("code", "title"), "action"), "startDate", "endDate", "openEnded", "overdue"),
)
OVERDUE = Report(
    name="overdue",
    title=Text("Actions en retard", "Overdue actions"),
    says=Text(
        "Les actions dont la fin écrite est passée à la date choisie, et que le plan ne dit pas complétées.",
        "The actions whose written end is past at the chosen date, and which the plan does not say completed.",
    ),
    says_not=Text(
        "Ce qui s'est passé depuis que le plan fut écrit : c'est un avancement à demander, pas une faute.",
        "What happened since the plan was written: it is a status to ask for, not a fault.",
    ),
    asks=(
        Ask(
            "actions-overdue",
            Tally(Text("action(s) en retard", "overdue action(s)")),
        ),
    ),
)
STATUS_AGAINST_DATES = Report(
    name="status-against-dates",
    title=Text("Avancement contre dates", "Status against dates"),
    says=Text(
        "Les actions dont l'avancement et les dates écrits ne vont pas ensemble à la date choisie.",
        "The actions whose written status and dates do not go together at the chosen date.",
    ),
    says_not=Text(
        "Lequel des deux est juste. À la date d'aujourd'hui, c'est souvent l'avancement qui n'a pas été tenu à jour.",
        "Which of the two is right. At today's date, it is often the status that was not kept up to date.",
    ),
    asks=(
        Ask(
            "status-against-dates",
            Tally(Text("contradiction(s)", "contradiction(s)")),
        ),
    ),
)
BY_YEAR = Report(
    name="actions-by-year",
    title=Text("Actions par année", "Actions by year"),
    says=Text(
        "Pour chaque année, les actions en cours d'après leurs dates, et celles qui ont commencé sans fin dite.",
        "For each year, the actions that run by their dates, and those that began without a stated end.",
    ),
    says_not=Text(
        "La charge de travail : les actions sans début n'y sont pas, et une action sans fin dite n'est peut-être plus "
        "en cours.",
        "The workload: actions without start are not here, and an action without a stated end may no longer run.",
    ),
    asks=(Ask("actions-by-year"),),
    figure=Years(
        "year",
        (
            Part("running", Text("en cours", "running")),
            Part("withoutEnd", Text("commencées, sans fin dite", "begun, without a stated end")),
        ),
    ),
)
THEME = Theme(
    Text("Temps : quand, et quoi est en retard", "Time: when, and what is late"),
    (TIMELINE, OVERDUE, STATUS_AGAINST_DATES, BY_YEAR),
)
