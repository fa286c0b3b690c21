"""What the documents say twice, or differently, and what people decided about it."""

from endpoint.audit.figures.bars import Bars
from endpoint.audit.figures.figure import Labels, Part
from endpoint.audit.reports.report import Ask, Report, Tally, Theme
from endpoint.bilingual import Text

DISCREPANCY = Tally(Text("écart(s)", "discrepanc(y|ies)"), distinct=("discrepancy",))
DUPLICATES = Report(
    name="duplicates",
    title=Text("Doublons et presque-doublons", "Duplicates and near-duplicates"),
    says=Text(
        "Les actions de même titre ou presque, puis les lignes du document qui en répètent une autre et y ont été "
        "fondues.",
        "The actions of the same title or nearly so, then the lines of the document that repeat another and were "
        "merged into it.",
    ),
    says_not=Text(
        "Qu'une action est comptée deux fois : un titre peut coiffer plusieurs actions distinctes. À juger sur les "
        "lignes.",
        "That an action is counted twice: one title may head several distinct actions. To be judged on the lines.",
    ),
    asks=(
        Ask(
            "actions-alike",
            Tally(
                Text("(action semblable à une autre|actions semblables à d'autres)", "action(s) like (another|others)")
            ),
        ),
        Ask(
            "merged-rows",
            Tally(
                Text("ligne(s) répétée(s)", "line(s) repeated"),
                distinct=("document", "line"),
            ),
        ),
    ),
)
DISCREPANCIES = Report(
    name="discrepancies",
    title=Text("Écarts", "Discrepancies"),
    says=Text(
        "Le même fait dit de deux façons : ce que dit chaque côté, où, et lequel le graphe suit.",
        "The same fact said two ways: what each side says, where, and which one the graph follows.",
    ),
    says_not=Text(
        "Lequel est vrai. Un côté retenu l'est pour la raison écrite, et l'autre reste lisible.",
        "Which one is true. A side is chosen for the reason that is written, and the other stays readable.",
    ),
    asks=(Ask("discrepancies", DISCREPANCY),),
    choices={"kind": "discrepancy-kind", "document": "documents"},
)
CODES_AND_TITLES = Report(
    name="codes-and-titles",
    title=Text("Codes et titres qui ne s'accordent pas", "Codes and titles that do not agree"),
    says=Text(
        "Les actions et mesures dont les documents donnent deux codes, ou deux titres.",
        "The actions and measures to which the documents give two codes, or two titles.",
    ),
    says_not=Text(
        "Les fautes de frappe et d'accents : elles ne sont pas des écarts de titre (voir « Écarts », nature « lecture "
        "»).",
        "Misspellings and accents: they are no discrepancies of titles (see « Discrepancies », kind « reading »).",
    ),
    asks=(
        Ask("discrepancies", DISCREPANCY, {"kind": "code"}, Text("Deux codes", "Two codes")),
        Ask("discrepancies", DISCREPANCY, {"kind": "title"}, Text("Deux titres", "Two titles")),
    ),
    choices={"document": "documents"},
)
LINKS_BY_STRENGTH = Report(
    name="links-by-strength",
    title=Text("Liens entre documents, par force", "Links between documents, by strength"),
    says=Text(
        "Les liens que des relecteurs ont retenus entre les documents, par force, et les paires qu'ils ont rejetées.",
        "The links that reviewers made between the documents, by strength, and the pairs that they rejected.",
    ),
    says_not=Text(
        "Ce que sont les paires que personne n'a examinées : elles ne sont comptées nulle part.",
        "What the pairs are that nobody examined: they are counted nowhere.",
    ),
    asks=(Ask("alignments-by-strength", Tally(Text("lien(s)", "link(s)"), column="links")),),
    figure=Bars(
        Labels(("subjectKind", "objectKind")),
        whole=Part("links", Text("liens", "links")),
        parts=(
            Part("strong", Text("forts", "strong")),
            Part("medium", Text("moyens", "medium")),
            Part("weak", Text("faibles", "weak")),
        ),
    ),
)
ALIGNMENTS_TO_REVIEW = Report(
    name="alignments-to-review",
    title=Text("Liens à relire", "Links to review"),
    says=Text(
        "Les liens et les rejets dont le relecteur était le moins sûr, le moins sûr d'abord.",
        "The links and the rejections of which the reviewer was least sure, the least sure first.",
    ),
    says_not=Text(
        "Qu'ils sont faux. La confiance est celle que le relecteur a écrite, non une mesure.",
        "That they are wrong. The confidence is the one that the reviewer wrote, not a measurement.",
    ),
    asks=(
        Ask(
            "alignments-to-review",
            Tally(Text("paire(s) à relire", "pair(s) to review")),
        ),
    ),
)
CORRECTIONS = Report(
    name="corrections",
    title=Text("Lignes à corriger et corrections", "Lines to correct, and corrections"),
    says=Text(
        "Les cases qui attendent d'être relues sur l'original, puis ce que des personnes ont déjà corrigé, et "
        "pourquoi.",
        "The cells that wait to be read again on the original, then what people have corrected already, and why.",
    ),
    says_not=Text(
        "Que tout le reste est juste : une erreur que rien ne trahit n'est pas dans cette liste.",
        "That all the rest is right: an error that nothing betrays is not in this list.",
    ),
    asks=(
        Ask(
            "rows-to-correct",
            Tally(Text("doute(s) à lever", "doubt(s) to settle")),
        ),
        Ask("corrections", Tally(Text("correction(s)", "correction(s)"))),
    ),
)
LINES = Report(
    name="lines-by-fate",
    title=Text("Ce que sont devenues les lignes", "What became of the lines"),
    says=Text(
        "Par document, ce que chaque ligne est devenue : traduite, fusionnée, mise en page, à corriger, retenue, "
        "rejetée.",
        "By document, what became of each line: mapped, merged, layout, to correct, withheld, rejected.",
    ),
    says_not=Text(
        "Qu'une ligne traduite est bien lue ; seulement qu'aucune ligne n'a disparu.",
        "That a line that was mapped was read well; only that no line has disappeared.",
    ),
    asks=(Ask("lines-by-fate", Tally(Text("ligne(s) lue(s)", "line(s) read"), column="lines")),),
    figure=Bars(
        Labels(("document", "fate")),
        whole=Part("of", Text("lignes du document", "lines of the document")),
        parts=(Part("lines", Text("lignes", "lines")),),
    ),
)
THEME = Theme(
    Text("Confiance : ce qui se répète, se contredit, se corrige", "Trust: what repeats, contradicts, is corrected"),
    (DUPLICATES, DISCREPANCIES, CODES_AND_TITLES, LINKS_BY_STRENGTH, ALIGNMENTS_TO_REVIEW, CORRECTIONS, LINES),
)
