"""Contradictions of a table: both sides as read, what was chosen, and nothing where both sides say the same."""

from typing import Any

import pytest
from citergie_samples import ADDRESSES, DIJON, authority, decision, page, read_dijon, row

from loader.authority import read_authority
from loader.corrections import Correction, Corrections
from loader.discrepancies.spelling import differ_by_letters
from loader.readers.citergie.reader import Context, read_citergie
from loader.records import Reading
from loader.text_files import read_lines

SCHOOL = row(title="Former les enfants", description="Séances à l'école", start="2020", end="2023", budget="30 000 €")
CANAL_TITLE = "Créer une piste le long du canal"


def found(lines: list[str], *decisions: Correction, issued: str = "") -> list[dict[str, Any]]:
    context = Context("plan.tsv", "plan", ADDRESSES, authority(), Corrections(list(decisions)), issued)
    return discrepancies(read_citergie(lines, context))


def discrepancies(reading: Reading) -> list[dict[str, Any]]:
    return [record for record in reading.records if record["record"] == "discrepancy"]


def two_readings(first: dict[str, str], second: dict[str, str], *decisions: Correction) -> list[dict[str, Any]]:
    """The same row read twice, at lines 2 and 6."""
    return found([*page(row(**first), SCHOOL), "", *page(row(**second), SCHOOL)], *decisions)


def one_row(issued: str = "", **changed: str) -> list[dict[str, Any]]:
    return found(page(row(**changed)), issued=issued)


def said(discrepancy: dict[str, Any]) -> dict[str, list[str]]:
    """What each side says, and the lines that say it."""
    return {side["value"]: [path.rpartition("/")[2] for path in side["row"]] for side in discrepancy["side"]}


def chosen(discrepancy: dict[str, Any]) -> str | None:
    return next((side["value"] for side in discrepancy["side"] if side["path"] == discrepancy["chosen"]), None)


# Between two readings of a row


@pytest.mark.parametrize(
    ("column", "one", "other", "kind"),
    [
        ("title", CANAL_TITLE, "Ouvrir une piste autour du canal", "title"),
        ("title", CANAL_TITLE, "Créer une pisie le long du canal", "reading"),
        ("theme", "Vélo", "Vélomoteur", "theme"),
        ("description", "Piste entre le port et la gare", "Piste entre le port, le parc et la gare", "description"),
        ("audience", "Habitants", "Entreprises", "audience"),
        ("lead", "Service Mobilité", "Service Déchets", "actor"),
        ("funders", "ADEME", "ADENE", "reading"),
        ("partners", "Vélo-Brume, Région Ponant", "Vélo-Brune, Région Ponant", "reading"),
        ("start", "2019", "2018", "date"),
        ("start", "2019", "2Ol9", "reading"),
        ("budget", "450 000 €", "490 000 €", "amount"),
        ("budget", "450 000 €", "450 000,00 €", "reading"),
        ("budget", "450 000 €", "45O 000 €", "reading"),
        ("status", "En cours", "Complété", "status"),
        ("status", "En cours", "En cuors", "reading"),
    ],
)
def test_two_readings_that_differ_are_told_by_what_differs(column: str, one: str, other: str, kind: str) -> None:
    [discrepancy] = two_readings({column: one}, {column: other})
    assert (discrepancy["kind"], discrepancy["between"], discrepancy["column"]) == (kind, "readings", column)
    assert said(discrepancy) == {one: ["2"], other: ["6"]}


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("title", "<p>- CREER  une piste, le long du canal.</p>"),
        ("theme", "VELO"),
        ("funders", "Ademe"),
        ("partners", "velo brume"),
        ("measure", "1.1.1 Développer les déplacements à vélo"),
        ("budget", ""),
    ],
)
def test_two_readings_that_say_the_same_are_no_discrepancy(column: str, other: str) -> None:
    assert two_readings({}, {column: other}) == []


def test_the_chosen_reading_and_its_reason_are_told() -> None:
    [discrepancy] = two_readings({"funders": "ADENE"}, {})
    assert (chosen(discrepancy), discrepancy["chosenValue"]) == ("ADEME", "ADEME")
    assert discrepancy["reason"] == "lecture retenue : elle se lit comme une valeur connue"


def test_where_a_person_must_decide_nothing_is_chosen() -> None:
    [discrepancy] = two_readings({"budget": "30 000 €"}, {"budget": "36 000 €"})
    assert discrepancy["chosen"] is None
    assert discrepancy["chosenValue"] is None
    assert "une personne doit trancher" in discrepancy["reason"]


def test_a_correction_settles_a_discrepancy_and_does_not_undo_it() -> None:
    wrong = "Créer une pisie le long du chenal"
    [discrepancy] = two_readings({"title": wrong}, {}, decision(2, "title", wrong, CANAL_TITLE, "relu sur l'original"))
    assert said(discrepancy) == {wrong: ["2"], CANAL_TITLE: ["6"]}
    assert chosen(discrepancy) == CANAL_TITLE
    assert discrepancy["reason"] == "une personne a corrigé : relu sur l'original"


def test_a_corrected_value_that_no_reading_has_is_the_value_of_the_corrected_side() -> None:
    [discrepancy] = two_readings({"title": "Créer A"}, {"title": "Créer B"}, decision(2, "title", "A", "une piste"))
    assert (chosen(discrepancy), discrepancy["chosenValue"]) == ("Créer A", "Créer une piste")


def test_a_doubt_of_a_person_stays_beside_the_choice() -> None:
    other = "Ouvrir une piste autour du canal"
    [discrepancy] = two_readings({}, {"title": other}, decision(6, "title", other, "?", "à relire sur l'original"))
    assert discrepancy["reason"].endswith(f"reste à relire : « {other} » : à relire sur l'original")


def test_a_discrepancy_keeps_its_address_when_the_readings_change_places() -> None:
    addresses = [
        sorted(side["path"] for discrepancy in two_readings(*readings) for side in discrepancy["side"])
        for readings in (
            ({"budget": "30 000 €"}, {"budget": "36 000 €"}),
            ({"budget": "36 000 €"}, {"budget": "30 000 €"}),
        )
    ]
    assert addresses[0] == addresses[1]


def test_blank_lines_before_the_dijon_table_change_no_address() -> None:
    lines, known = (
        read_lines(DIJON / "citergie.tsv"),
        read_authority(DIJON / "actors.csv", ADDRESSES, "Dijon métropole"),
    )
    before, after = (discrepancies(read_dijon(text, known)) for text in (lines, ["", "", *lines]))
    addresses = [{(d["path"], *sorted(s["path"] for s in d["side"])) for d in one} for one in (before, after)]
    assert len(addresses[0]) > 30
    assert addresses[0] == addresses[1]


# Letters and words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("électr côté issue", "électricité issue"),
        ("Créer puis animer", "Animer puis créer"),
        ("groupes test", "groupes tests"),
        ("du NRPNU", "du NPNRU"),
    ],
)
def test_letters_that_differ_are_a_reading(one: str, other: str) -> None:
    assert differ_by_letters(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 communes", "13 communes"),
        ("il ne faut pas", "il faut"),
        ("le canal", "un canal"),
        ("d'écoresponsabilité", "de responsabilité"),
        ("Quartiers", "Écoquartiers"),
        ("ouvrir", "fermer"),
    ],
)
def test_words_and_digits_that_differ_are_no_mere_reading(one: str, other: str) -> None:
    assert not differ_by_letters(one, other)


# Between rows


def test_two_titles_of_one_measure_are_told_with_all_their_rows() -> None:
    other = "1.1.1. Développer la marche"
    rows = [row(), SCHOOL, row(title="Compter les passants", description="", measure=other)]
    [discrepancy] = found(page(*rows))
    assert (discrepancy["kind"], discrepancy["between"]) == ("title", "rows")
    assert said(discrepancy) == {"1.1.1. Développer les déplacements à vélo": ["2", "3"], other: ["4"]}
    assert discrepancy["chosenValue"] == "Développer les déplacements à vélo"
    assert discrepancy["reason"] == "2 lignes sur 3 portent ce titre"


def test_two_titles_of_one_measure_in_as_many_rows_go_to_a_person() -> None:
    rows = [row(measure="1.1.1. Semer"), row(title="Compter", description="", measure="1.1.1. Planter")]
    [discrepancy] = found(page(*rows))
    assert discrepancy["chosen"] is None
    assert "une personne doit trancher" in discrepancy["reason"]


def test_two_codes_of_one_action_are_told() -> None:
    [discrepancy] = two_readings({}, {"measure": "1.1.7. Développer les déplacements à vélo"})
    assert (discrepancy["kind"], discrepancy["chosenValue"]) == ("code", "1.1.1")
    assert list(said(discrepancy).values()) == [["2"], ["6"]]


def test_one_sentence_under_two_measures_is_told_and_both_actions_stay() -> None:
    title = "Renforcer la pratique du vélo vers les écoles"
    rows = [row(title=title), row(title=title.upper(), measure="4.3.2. Aménager les rues", description="")]
    [discrepancy] = found(page(*rows))
    assert (discrepancy["kind"], discrepancy["between"], discrepancy["chosen"]) == ("code", "rows", None)
    assert len(discrepancy["about"]) == 2


def test_a_short_title_under_two_measures_may_be_two_actions() -> None:
    assert found(page(row(title="Formation"), row(title="Formation", measure="4.3.2. Aménager", description=""))) == []


# Between fields of a row


def test_an_end_before_the_start_is_told_and_neither_is_chosen() -> None:
    [discrepancy] = one_row(start="2030", end="2020")
    assert (discrepancy["kind"], discrepancy["between"], discrepancy["chosen"]) == ("date", "fields", None)
    assert said(discrepancy) == {"2030": ["2"], "2020": ["2"]}


@pytest.mark.parametrize(
    ("issued", "start", "end", "status", "against"),
    [
        ("", "2019", "/", "Complété", "/"),
        ("2021", "2019", "2022", "Complété", "2022"),
        ("2021", "2020", "2025", "Non démarré", "2020"),
        ("2021", "2018", "2020", "En cours", "2020"),
        ("2021", "2018", "2020", "Nouveau", "2020"),
        ("2021", "2022", "2025", "En cours", "2022"),
    ],
)
def test_a_status_that_the_dates_rule_out_is_told(issued: str, start: str, end: str, status: str, against: str) -> None:
    [discrepancy] = one_row(issued, start=start, end=end, status=status)
    assert (discrepancy["kind"], discrepancy["chosen"]) == ("status-against-dates", None)
    assert set(said(discrepancy)) == {status, against}


@pytest.mark.parametrize(
    ("issued", "start", "end", "status"),
    [
        ("2021", "2021", "2025", "Non démarré"),
        ("2021", "2019", "2021", "Complété"),
        ("2021", "2019", "2021", "En cours"),
        ("2021", "2020", "2025", "Nouveau"),
        ("", "2000", "2001", "En cours"),
        ("", "2019", "2050", "Complété"),
        ("2021", "2019", "2020", ""),
    ],
)
def test_a_status_that_the_dates_allow_is_not(issued: str, start: str, end: str, status: str) -> None:
    assert one_row(issued, start=start, end=end, status=status) == []


def test_a_document_without_date_was_not_written_before_what_it_calls_completed() -> None:
    late = row(title="Former les enfants", description="", start="2018", end="2030", status="Non démarré")
    assert found(page(row(start="été 2018", status="Complété"), late)) == []
    [discrepancy] = found(page(row(start="été 2019", status="Complété"), late))
    assert said(discrepancy) == {"2018": ["3"], "Non démarré": ["3"]}
    assert "commencée au plus tôt le 2019-06-01 (ligne 2)" in discrepancy["reason"]


@pytest.mark.parametrize(
    ("budget", "sides"),
    [
        ("100 000 € HT 90 000 € TTC", {"100 000 € HT", "90 000 € TTC"}),
        ("100 000 € HT 130 000 € TTC", {"100 000 € HT", "130 000 € TTC"}),
        ("100 000 € HT 120 000 € TTC", None),
        ("154,2 millions € HT 174,1 millions € TTC", None),
    ],
)
def test_an_amount_with_tax_is_held_against_the_one_without(budget: str, sides: set[str] | None) -> None:
    told = one_row(budget=budget)
    assert [(d["kind"], set(said(d))) for d in told] == ([("amount", sides)] if sides else [])
