"""What nothing carries: axes, orientations, measures, contracts and domains that stand alone."""

from endpoint.audit.figures.bars import Bars
from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

GOALS_WITHOUT_ACTION = Report(
    name="goals-without-action",
    title=Text("Axes et orientations sans action", "Axes and orientations without action"),
    says=Text(
        "Les axes du projet de territoire et les orientations du contrat qu'aucune action ne sert par un lien fort ou "
        "moyen.",
        "The policy axes and the orientations of the contract that no action serves by a strong or medium link.",
    ),
    says_not=Text(
        "Que le territoire n'y fait rien : un axe peut relever d'un document qui n'est pas publié ici, et les liens "
        "sont des lectures de relecteurs, que les documents n'écrivent pas.",
        "That the territory does nothing there: an axis may belong to a document that is not published here, and the "
        "links are readings by reviewers, which the documents do not state.",
    ),
    asks=(
        Ask(
            "axes-and-orientations-without-action",
            Tally(
                Text("axe(s) (ou|et) orientation(s) sans action", "ax(is|es) (or|and) orientation(s) without action")
            ),
        ),
        Ask("axes-without-measure"),
        Ask("orientations-without-measure"),
    ),
)
MEASURES_WITHOUT = Report(
    name="measures-without-action-or-axis",
    title=Text("Mesures sans action ou sans axe", "Measures without action or without axis"),
    says=Text(
        "Les mesures Cit'ergie qu'aucune action ne met en œuvre, et celles que rien ne relie à un axe.",
        "The Cit'ergie measures that no action implements, and those that nothing links to an axis.",
    ),
    says_not=Text(
        "Ce qu'il en est des mesures du référentiel que le plan ne nomme pas : elles sont inconnues ici.",
        "What becomes of the measures of the reference list that the plan does not name: they are unknown here.",
    ),
    asks=(
        Ask(
            "measures-without-action",
            Tally(
                Text("mesure(s) sans action", "measure(s) without action"),
                column="withoutAction",
                of="measures",
            ),
        ),
        Ask(
            "measures-without-axis",
            Tally(Text("mesure(s) sans axe", "measure(s) without axis")),
        ),
    ),
    figure=Bars(
        Labels(("number", "label"), "domain"),
        whole=Part("measures", Text("mesures", "measures")),
        parts=(
            Part("withoutAction", Text("sans action", "without action")),
            Part("withOneAction", Text("avec une seule action", "with one action only")),
        ),
    ),
)
COHERENCE = Report(
    name="coherence",
    title=Text("Cohérence entre les documents", "Coherence between the documents"),
    says=Text(
        "Les plans et contrats que la notice du contrat (CRTE) cite, avec ce qui leur répond dans le plan d'actions ; "
        "puis les contrats sans action et les domaines sans mesure.",
        "The plans and contracts that the notice of the contract (CRTE) cites, with what answers to them in the plan; "
        "then the contracts without action and the domains without measure.",
    ),
    says_not=Text(
        "Qu'un contrat sans action n'est pas exécuté : la notice n'en publie pas le contenu, et le plan d'actions n'a "
        "pas à tout porter.",
        "That a contract without action is not carried out: the notice does not publish its content, and the plan need "
        "not carry everything.",
    ),
    asks=(
        Ask("plans-and-contracts-cited"),
        Ask(
            "contracts-without-action",
            Tally(Text("contrat(s) sans action", "contract(s) without action")),
        ),
        Ask(
            "domains-without-action",
            Tally(Text("domaine(s) sans mesure ni thème", "domain(s) without measure or theme")),
        ),
    ),
)
WEAK_LINKS = Report(
    name="weak-links-only",
    title=Text("Actions reliées faiblement seulement", "Actions with weak links only"),
    says=Text(
        "Les actions qui n'atteignent un axe ou une orientation que par des liens faibles.",
        "The actions that reach an axis or an orientation by weak links only.",
    ),
    says_not=Text(
        "Qu'elles ne servent pas cet axe : un lien faible est une parenté que les mots des documents ne suffisent pas "
        "à établir.",
        "That they do not serve that axis: a weak link is a kinship that the words of the documents do not suffice to "
        "establish.",
    ),
    asks=(
        Ask(
            "actions-only-by-weak-links",
            Tally(
                Text("action(s) reliée(s) faiblement", "action(s) with weak links"),
                distinct=("action",),
            ),
        ),
    ),
)
THEME = Theme(
    Text("Couverture : ce que rien ne porte", "Coverage: what nothing carries"),
    (GOALS_WITHOUT_ACTION, MEASURES_WITHOUT, COHERENCE, WEAK_LINKS),
)
