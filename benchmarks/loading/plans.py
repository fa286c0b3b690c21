"""The action plans of a fictitious territory: scanned Cit'ergie pages, or a spreadsheet of its own."""

import csv
import io
from dataclasses import dataclass, field
from random import Random

from benchmarks.loading import words
from benchmarks.loading.noise import misread, sometimes

_HEADER = (
    *("Thème", "Mesure Cit'ergie", "Fiche action chapeau", "Description, Définition des sous-actions"),
    *("Porteur de l'action", "Partenaires Financiers", "Autres Partenaires", "Concertation, Mobilisation"),
    *("Début", "Fin", "Budget global de l'action", "Indicateur d'avancement de la mesure (menu)"),
)
_OWN_HEADER = ("N°", "Intitulé de l'action", "Axe", "Pilote", "Financeurs", "Début", "Échéance", "Budget", "Avancement")
OWN_COLUMNS = dict(
    zip(_OWN_HEADER, ("code", "title", "theme", "lead", "funders", "start", "end", "budget", "status"), strict=True)
)
_ROWS_A_PAGE = 10
_TITLE = 2


@dataclass
class Pages:
    """Scanned pages: their lines, the misread titles with what a person read, and the line of each measure."""

    lines: list[str] = field(default_factory=list)
    misread: list[tuple[int, str, str]] = field(default_factory=list)
    measures: dict[str, int] = field(default_factory=dict)


def citergie_pages(random: Random, rows: int, actors: tuple[str, ...], passes: int) -> Pages:
    """Write the pages of a plan, each read in one or two passes that differ."""
    pages = Pages()
    made = [_row(random, actors) for _ in range(rows)]
    made.sort(key=lambda row: row[1])
    for start in range(0, rows, _ROWS_A_PAGE):
        for _ in range(passes):
            pages.lines += ["", "\t".join(_HEADER)]
            for row in made[start : start + _ROWS_A_PAGE]:
                _add(pages, row, random)
            pages.lines += ["", ""]
    return pages


def _add(pages: Pages, row: tuple[str, ...], random: Random) -> None:
    cells = list(row)
    line = len(pages.lines) + 1
    if random.random() < 0.1:
        cells[_TITLE] = misread(row[_TITLE], random)
        if cells[_TITLE] != row[_TITLE]:
            pages.misread.append((line, cells[_TITLE], row[_TITLE]))
    pages.measures.setdefault(row[1].partition(". ")[0], line)
    pages.lines.append("\t".join(cells))


def own_table(random: Random, rows: int, actors: tuple[str, ...]) -> str:
    """Write a plan as a spreadsheet that the territory laid out itself, saved as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(_OWN_HEADER)
    for number in range(1, rows + 1):
        theme, _, title, _, lead, funders, _, _, start, end, budget, status = _row(random, actors)
        writer.writerow((f"A{number}", title, theme, lead, funders, start, end, budget, status))
    return text.getvalue()


def _row(random: Random, actors: tuple[str, ...]) -> tuple[str, ...]:
    code, measure = random.choice(words.MEASURES)
    action = f"{random.choice(words.VERBS)} {random.choice(words.OBJECTS)} {random.choice(words.PLACES)}"
    part = f"{random.choice(words.OBJECTS)} {random.choice(words.PLACES)}"
    listed = f"<ul> <li>- Étudier {part}</li> <li>- Réaliser {part}</li> </ul>"
    return (
        random.choice(words.THEMES),
        f"{code}. {measure}",
        action,
        random.choice((f"Étude puis travaux : {part}", f"{action} avec {random.choice(actors)}", listed, "")),
        random.choice(words.SERVICES),
        sometimes(random, 0.5, random.choice(words.NATIONAL)[0]),
        sometimes(random, 0.5, ", ".join(random.sample(actors, 2))),
        sometimes(random, 0.4, random.choice(words.AUDIENCES)),
        random.choice(words.STARTS),
        random.choice(words.ENDS),
        sometimes(random, 0.6, random.choice(words.MONEY)),
        random.choice(words.STATUSES),
    )
