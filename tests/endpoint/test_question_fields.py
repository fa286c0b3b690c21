"""The fields of a form: a closed list is chosen from, a long one is searched."""

import pytest
from pyoxigraph import RdfFormat, Store

from endpoint.bilingual import Text
from endpoint.engine import Engine
from endpoint.fields import LISTED, MOST_THINGS, PROPOSED, Field, Things, draw_fields
from endpoint.parameters import Parameter

PREFIXES = """
PREFIX fil: <https://w3id.org/filrouge/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
"""
AXES = '<urn:{0}> a fil:PolicyAxis ; skos:notation "1.{0}" ; skos:prefLabel "Axe {0}"@fr , "Axis {0}"@en .'
ACTIONS = """
<https://x/b> a fil:Action ; dct:title "Abri"@fr .
<https://x/a> a fil:Action ; dct:title "Zone"@fr .
"""


def engine(*turtle: str) -> Engine:
    store = Store()
    store.load((PREFIXES + "\n".join(turtle)).encode(), RdfFormat.TURTLE)
    return Engine(store)


def field(engine: Engine, kind: str, of: str | None, value: str = "", problem: Text | None = None) -> Field:
    parameter = Parameter("p", kind, "", "Un", "One", of)
    return draw_fields(Things(engine), [parameter], {"p": value}, {"p": problem} if problem else {})[0]


def axes(count: int) -> Engine:
    return engine(*(AXES.format(each) for each in range(1, count + 1)))


def test_codes_are_a_closed_list_in_the_order_of_their_numbers() -> None:
    found = field(axes(11), "code", "PolicyAxis", "1.2")
    assert found.closed
    assert [each.value for each in found.choices] == [f"1.{each}" for each in range(1, 12)]
    assert found.choices[0].text == "1.1 · Axe 1"


def test_a_code_that_no_thing_has_is_offered_as_it_was_given() -> None:
    assert [each.value for each in field(axes(1), "code", "PolicyAxis", "9.9").choices] == ["9.9", "1.1"]


def test_a_wrong_code_can_be_typed_again() -> None:
    found = field(axes(1), "code", "PolicyAxis", '"', Text("non", "no"))
    assert (found.closed, found.input, found.value) == (False, "text", '"')


@pytest.mark.parametrize(("count", "closed"), [(LISTED, True), (LISTED + 1, False)])
def test_a_long_list_is_searched_rather_than_read(count: int, closed: bool) -> None:
    assert field(axes(count), "code", "PolicyAxis").closed == closed


def test_no_more_is_proposed_than_a_page_bears() -> None:
    assert len(field(axes(PROPOSED + 5), "code", "PolicyAxis").choices) == PROPOSED


def test_addresses_are_chosen_by_name() -> None:
    found = field(engine(ACTIONS), "iri", "Action", "https://x/a")
    assert [(each.value, each.text) for each in found.choices] == [("https://x/b", "Abri"), ("https://x/a", "Zone")]
    assert found.closed


def test_an_address_to_type_has_a_field_for_addresses() -> None:
    assert field(engine(ACTIONS), "iri", None).input == "url"


def test_names_are_proposed_once() -> None:
    twice = engine(ACTIONS, '<https://x/c> a fil:Action ; dct:title "Abri"@fr .')
    assert [each.value for each in field(twice, "text", "Action").choices] == ["Abri", "Zone"]


@pytest.mark.parametrize(("kind", "of"), [("code", "Action"), ("iri", None), ("date", None)])
def test_nothing_is_proposed_where_nothing_is_known(kind: str, of: str | None) -> None:
    found = field(engine(ACTIONS), kind, of)
    assert (found.choices, found.closed) == ((), False)


@pytest.mark.parametrize(("count", "proposed"), [(MOST_THINGS, 3), (MOST_THINGS + 1, 0)])
def test_of_more_things_than_can_be_looked_through_none_is_proposed(count: int, proposed: int) -> None:
    things = Things(axes(3), counts={"https://w3id.org/filrouge/ontology#PolicyAxis": count})
    found = draw_fields(things, [Parameter("p", "code", "1.2", "Un", "One", "PolicyAxis")], {}, {})[0]
    assert (len(found.choices), found.closed, found.value) == (proposed, proposed > 0, "1.2")


def test_of_many_things_those_of_the_graphs_that_are_asked_are_proposed() -> None:
    store = Store()
    trig = "\n".join(f"GRAPH <urn:g{each}> {{ {AXES.format(each)} }}" for each in (1, 2))
    store.load((PREFIXES + trig).encode(), RdfFormat.TRIG)
    things = Things(Engine(store), ("urn:g2",), {"https://w3id.org/filrouge/ontology#PolicyAxis": MOST_THINGS + 1})
    found = draw_fields(things, [Parameter("p", "code", "", "Un", "One", "PolicyAxis")], {"p": "1.2"}, {})[0]
    assert [each.value for each in found.choices] == ["1.2"]
