"""What a Cit'ergie table says differently of one fact, between its readings, its rows or the fields of a row."""

from loader.readers.citergie.drafts import Draft, Plan
from loader.readers.citergie.rival_dates import rival_dates
from loader.readers.citergie.rival_measures import rival_measures
from loader.readers.citergie.rival_readings import rival_readings
from loader.records import Record


def find_contradictions(drafts: list[Draft], records: list[Record], plan: Plan) -> list[Record]:
    """Give the records of all discrepancies; `records` are those of the drafts, in the same order."""
    found = [discrepancy for draft in drafts for discrepancy in rival_readings(draft)]
    found += rival_measures(drafts, plan)
    found += rival_dates(drafts, records, plan.issued)
    return [discrepancy.record() for discrepancy in found]
