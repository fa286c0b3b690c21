"""What is known of amounts, and how much is not."""

from endpoint.audit.figures.amounts import Amounts, Basis
from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

BASES = (
    Basis(Text("HT", "without tax"), "exclMin", "exclMax"),
    Basis(Text("TTC", "with tax"), "inclMin", "inclMax"),
    Basis(Text("(base non dite)", "(basis not stated)"), "unstatedMin", "unstatedMax"),
)
KNOWN = Part("known", Text("chiffrées", "with an amount"))
UNKNOWN = (
    Part("perYear", Text("au seul montant annuel", "with a yearly amount only")),
    Part("words", Text("au budget en mots", "with words only")),
    Part("none", Text("sans budget", "without budget")),
)


NO_DOMAIN = Text("sans domaine", "without domain")
NO_AXIS = Text("sans axe", "without axis")
NO_FUNDER = Text("aucun financeur nommé", "no funder named")


def figure(labels: Labels) -> Amounts:
    """Return the figure of a question that groups budgets."""
    return Amounts(labels, BASES, KNOWN, UNKNOWN)


BY_DOMAIN = Report(
    name="budget-by-domain",
    title=Text("L'argent par domaine", "Money by domain"),
    says=Text(
        "Par domaine Cit'ergie, la somme des montants que le plan écrit, du minimum au maximum, HT et TTC à part.",
        "By Cit'ergie domain, the sum of the amounts that the plan states, from minimum to maximum, tax bases apart.",
    ),
    says_not=Text(
        "Ce que le plan coûte : la plupart des actions n'ont pas de montant, et HT et TTC ne s'ajoutent pas.",
        "What the plan costs: most actions have no amount, and amounts with and without tax do not add up.",
    ),
    asks=(
        Ask(
            "budget-by-domain",
            Tally(
                Text("action(s) chiffrée(s)", "action(s) with an amount"),
                column="known",
                of="actions",
            ),
            nameless={"label": NO_DOMAIN},
        ),
    ),
    figure=figure(Labels(("code", "label"), "domain", NO_DOMAIN)),
)
BY_AXIS = Report(
    name="budget-by-axis",
    title=Text("L'argent par axe", "Money by axis"),
    says=Text(
        "Par axe du projet de territoire, la somme des montants connus des actions qu'un lien fort ou moyen y "
        "rattache.",
        "By policy axis, the sum of the known amounts of the actions that a strong or medium link ties to it.",
    ),
    says_not=Text(
        "La part de chaque axe : une action qui en sert plusieurs compte, entière, sous chacun ; les lignes ne "
        "s'ajoutent pas.",
        "The share of each axis: an action that serves several counts, whole, under each; the rows do not add up.",
    ),
    asks=(
        Ask(
            "budget-by-axis",
            Tally(
                Text("axe(s) servi(s) par des actions", "ax(is|es) that actions serve"),
                distinct=("axis",),
            ),
            nameless={"label": NO_AXIS},
        ),
    ),
    figure=figure(Labels(("label",), "axis", NO_AXIS, number=("group", "order"))),
)
BY_FUNDER = Report(
    name="budget-by-funder",
    title=Text("L'argent par financeur", "Money by funder"),
    says=Text(
        "Par financeur nommé, la somme des montants des actions qu'il finance, avec d'autres ou seul.",
        "By funder named, the sum of the amounts of the actions that it funds, with others or alone.",
    ),
    says_not=Text(
        "Ce que chacun verse : le plan ne le dit jamais. Le montant est celui de l'action entière.",
        "What each pays: the plan never says. The amount is that of the whole action.",
    ),
    asks=(
        Ask(
            "budget-by-funder",
            Tally(
                Text("financeur(s) nommé(s)", "funder(s) named"),
                distinct=("funder",),
            ),
            nameless={"label": NO_FUNDER},
        ),
    ),
    figure=figure(Labels(("label",), "funder", NO_FUNDER)),
)
WHO_PAYS = Report(
    name="who-pays-what",
    title=Text("Qui paie quoi", "Who pays what"),
    says=Text(
        "Chaque financeur que le plan nomme, avec les actions où il est nommé et la ligne qui le dit.",
        "Each funder that the plan names, with the actions where it is named and the line that says so.",
    ),
    says_not=Text(
        "Combien. Et une action sans financeur ici peut en avoir : seules certaines pages ont la colonne des "
        "financeurs.",
        "How much. And an action without funder here may have one: only some pages have the column of funders.",
    ),
    asks=(
        Ask(
            "funders-and-their-actions",
            Tally(Text("financement(s) nommé(s)", "funding(s) named")),
        ),
    ),
)
AGAINST_CONTRACT = Report(
    name="plan-against-contract",
    title=Text("Le plan face à l'enveloppe du CRTE", "The plan against the envelope of the CRTE"),
    says=Text(
        "Les montants connus du plan d'actions, à côté de celui que la notice du contrat annonce.",
        "The known amounts of the plan, beside the one that the notice of the contract announces.",
    ),
    says_not=Text(
        "Un solde : plan et contrat n'ont ni le même périmètre ni les mêmes années, et aucun ne dit qu'il finance "
        "l'autre.",
        "A balance: plan and contract have neither the same scope nor the same years, and neither says that it funds "
        "the other.",
    ),
    asks=(Ask("plan-against-contract"),),
    figure=Amounts(
        Labels(("document", "budget", "period", "taxBasis")),
        (Basis(Text("", ""), "minimum", "maximum"),),
        Part("actions", Text("actions", "actions")),
        caption=Text(
            "Une barre par source, sorte de budget, période et base fiscale ; elles ne s'ajoutent pas. À droite, le "
            "nombre d'actions de la ligne.",
            "A bar for each source, kind of budget, period and tax basis; they do not add up. On the right, the number "
            "of actions of the row.",
        ),
    ),
)
THEME = Theme(
    Text("Argent : ce qu'on sait, et combien on ne sait pas", "Money: what is known, and how much is not"),
    (BY_DOMAIN, BY_AXIS, BY_FUNDER, WHO_PAYS, AGAINST_CONTRACT),
)
