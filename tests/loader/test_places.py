"""The lines that state an action, in one text that says what its rows say."""

from pathlib import Path

from citergie_samples import ADDRESSES
from small_territories import PLAN_ROW, fil, load_small, quads_about

from loader.places import place_records
from loader.records import Record


def test_an_action_of_two_plans_is_stated_in_both(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, {"plan.tsv": PLAN_ROW, "bilan.tsv": PLAN_ROW})
    [said] = quads_about(snapshot, fil("statedAt"))
    assert getattr(said.object, "value", None) == "bilan:2 | plan:2"


def test_places_are_sorted_as_text() -> None:
    rows = [ADDRESSES.row("plan", line) for line in (9, 10, 9)]
    action: Record = {"record": "action", "path": "id/a", "row": rows}
    assert place_records([action], ADDRESSES) == [{"record": "places", "path": "id/a", "text": "plan:10 | plan:9"}]


def test_only_actions_have_their_places_said() -> None:
    assert place_records([{"record": "measure", "path": "id/m", "row": [ADDRESSES.row("plan", 1)]}], ADDRESSES) == []
