"""docs/auditors.md: each number and each quotation in it is the answer of a saved question, or stands in a document."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from endpoint.inquiries import Inquiry
from endpoint.questions import read_questions, saved_questions

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "auditors.md").read_text("utf-8")
SOURCES = ROOT / "sources" / "dijon-metropole"
PICTURES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE)
QUESTIONS = read_questions(saved_questions())
AXIS = "1.3"
LATE = "2024-06-30"
# Numbers that are names: codes of axes and measures, and what the guide asks its reader to choose.
NAMES = re.compile(r"\b[0-9](?:\.[0-9]){1,2}\b|127\.0\.0\.1:8000|30 juin 2024|citergie:136")


def plain(text: str) -> str:
    """The prose alone, on one line: no heading numbers, no targets of links, no marks."""
    text = re.sub(r"^## [0-9]\.", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", " ", re.sub(r"\]\([^)]*\)|[*`]", "", text))


class Asked:
    """Answers of the saved questions on the Dijon graph."""

    def __init__(self, graph: ox.Store) -> None:
        self.graph = graph

    @cache  # noqa: B019 (lives as long as the tests of this file)
    def rows(self, question: str, **given: str) -> list[dict[str, str]]:
        solutions = self.graph.query(Inquiry(QUESTIONS[question], given).sparql, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [each.value for each in solutions.variables]
        return [{name: getattr(row[name], "value", "") for name in names} for row in solutions]

    def count(self, question: str, **given: str) -> int:
        return len(self.rows(question, **given))

    def of_axis(self, question: str, **given: str) -> int:
        """How many actions of the axis are in an answer."""
        actions = {row["action"] for row in self.rows("actions-of-axis", notation=AXIS)}
        return len(actions & {row["action"] for row in self.rows(question, **given)})

    def ways(self) -> Counter[str]:
        return Counter(row["way"] for row in self.rows("actions-of-axis", notation=AXIS))

    def total(self, question: str, column: str) -> int:
        return sum(int(row[column]) for row in self.rows(question))

    def money(self) -> dict[str, str]:
        [row] = [row for row in self.rows("budget-by-axis") if f"{row['group']}.{row['order']}" == AXIS]
        return row

    def envelope(self) -> int:
        [row] = [row for row in self.rows("plan-against-contract") if row["document"] == "crte"]
        return int(row["maximum"])

    def measures(self) -> int:
        rows = self.rows("links-of-thing", thing=f"https://w3id.org/filrouge/id/242100410/axis/{AXIS}")
        return len([row for row in rows if row["kind"] == "Measure" and row["rejected"] == "false"])


def french(number: int) -> str:
    return f"{number:,}".replace(",", " ")


# What the guide says, with a place for each number, and what the numbers are.
CLAIMS: dict[str, Callable[[Asked], tuple[object, ...]]] = {
    "{} documents et {} lignes : {} axes, {} orientations du contrat (CRTE), {} mesures Cit'ergie, {}": lambda a: (
        a.count("documents"),
        a.count("ledger"),
        *(a.count(each) for each in ("axes", "orientations", "measures", "actions")),
    ),
    "les {} mesures Cit'ergie et les {} actions": lambda a: (a.measures(), a.of_axis("actions")),
    "Sur les {} actions, {} sont sous l'axe par leur mesure, {} ont été reliées elles-mêmes": lambda a: (
        a.of_axis("actions"),
        a.ways()["measure"],
        a.ways()["action"],
    ),
    "{} axes et orientations n'ont aucune action par un lien fort ou moyen : {} axes et {} orientations": lambda a: (
        a.count("axes-and-orientations-without-action"),
        *(
            [row["kind"] for row in a.rows("axes-and-orientations-without-action")].count(kind)
            for kind in ("axis", "orientation")
        ),
    ),
    "Sur {} actions, {} sont sans porteur, {} sans avancement, {} sans dates, {} sans montant ; {}": lambda a: (
        a.count("actions"),
        *(a.count(f"actions-without-{each}") for each in ("lead", "status", "dates", "budget")),
        a.total("actions-programmed", "programmed"),
    ),
    "{} actions sont sans porteur, {} sans avancement, {} sans dates et {} sans montant": lambda a: tuple(
        a.of_axis(f"actions-without-{each}") for each in ("lead", "status", "dates", "budget")
    ),
    "{} actions sur {} sont chiffrées": lambda a: (a.money()["known"], a.money()["actions"]),
    "soit {} €. Ce n'est pas le coût de l'axe : des {} autres actions": lambda a: (
        french(int(a.money()["unstatedMax"])),
        a.money()["none"],
    ),
    "{} actions sur {} ont un montant": lambda a: (
        a.total("budget-by-domain", "known"),
        a.total("budget-by-domain", "actions"),
    ),
    "Le contrat annonce {} € d'investissement": lambda a: (french(a.envelope()),),
    "{} actions ont une fin écrite passée": lambda a: (a.count("actions-overdue", at=LATE),),
    "dont {} actions seulement ont des dates": lambda a: (a.of_axis("actions-timeline"),),
    "Il y en a {}, dont {} sur un code": lambda a: (
        len({row["discrepancy"] for row in a.rows("discrepancies")}),
        len({row["discrepancy"] for row in a.rows("discrepancies", kind="code")}),
    ),
    "{} doutes à lever": lambda a: (a.count("rows-to-correct"),),
}
# What is quoted, by the document and the line that it names; the number of the line stands in the guide.
QUOTED = (
    ("citergie.tsv", 136, "pratiques multimodales sur le territoire", "(citergie, ligne 136)"),
    ("projet-metropolitain.txt", 15, "stratégies métropolitaines de mobilité durable", "(ligne 15)"),
    ("citergie.tsv", 136, "35,9M€", "écrit « 35,9M€ », à la ligne 136"),
    ("citergie.tsv", 135, "7,055M€", "7,055M€ (ligne 135)"),
    ("citergie.tsv", 136, "35,9M€", "35,9M€ (ligne 136)"),
    ("citergie.tsv", 137, "346 000 €", "346 000 € (ligne 137)"),
    ("citergie.tsv", 135, "2020\t2030", "toutes de 2020 à 2030"),
    ("citergie.tsv", 136, "4.1.1", "de la ligne 136, sous la mesure 4.1.1"),
    ("citergie.tsv", 147, "4.3.3", "à la ligne 147 sous la mesure 4.3.3"),
    ("citergie.tsv", 94, "été 2019", "l'été 2019 (lignes 94 et 115)"),
)
SAID = "avec une confiance de 0,95"


@pytest.fixture(scope="module")
def asked(graph: ox.Store) -> Asked:
    return Asked(graph)


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_number_is_the_answer_of_its_question(asked: Asked, claim: str) -> None:
    assert claim.format(*CLAIMS[claim](asked)) in plain(GUIDE)


@pytest.mark.parametrize(("file", "line", "words", "named"), QUOTED, ids=[each[3] for each in QUOTED])
def test_each_quotation_stands_on_its_line(file: str, line: int, words: str, named: str) -> None:
    assert words in (SOURCES / file).read_text("utf-8").split("\n")[line - 1]
    assert named in plain(GUIDE)


def test_no_number_is_left_that_nothing_holds(asked: Asked) -> None:
    text = plain(GUIDE)
    for held in (
        *(claim.format(*found(asked)) for claim, found in CLAIMS.items()),
        *(each[3] for each in QUOTED),
        SAID,
    ):
        text = text.replace(held, "")
    assert re.findall(r".{0,20}[0-9]+.{0,20}", NAMES.sub("", text)) == []


def test_the_link_of_the_cell_is_as_strong_and_as_sure_as_is_said(asked: Asked) -> None:
    thing = f"https://w3id.org/filrouge/id/242100410/axis/{AXIS}"
    [link] = [
        row for row in asked.rows("links-of-thing", thing=thing) if row["code"] == "4.1.1" and row["kind"] == "Measure"
    ]
    assert (link["strength"], link["confidence"]) == ("strong", "0.95")
    assert SAID in plain(GUIDE)


def test_the_oldest_overdue_action_is_the_one_that_is_named_and_none_is_of_the_axis(asked: Asked) -> None:
    assert asked.rows("actions-overdue", at=LATE)[0]["rows"] == "citergie:115 | citergie:94"
    assert asked.of_axis("actions-overdue", at=LATE) == 0


def test_the_axis_and_the_column_are_called_as_the_documents_call_them(asked: Asked) -> None:
    [axis] = [row for row in asked.rows("axes") if f"{row['group']}.{row['order']}" == AXIS]
    assert f"l'axe {AXIS}, « {axis['label']} »" in plain(GUIDE)
    assert "Budget global de l'action" in (SOURCES / "citergie.tsv").read_text("utf-8").split("\n")[133]


def test_the_pictures_are_there_small_and_few() -> None:
    assert len(PICTURES) == 8
    for each in PICTURES:
        picture = ROOT / "docs" / each
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 150_000
        assert f'"{picture.stem}"' in (ROOT / "docs" / "pictures" / "make.py").read_text("utf-8")
