"""`filrouge-load review`: what the loader could not decide, each as a line to paste; nothing is written."""

from loader.addresses import DEFAULT_BASE, Addresses
from loader.alignments.suggest import rank, things_to_align
from loader.authority import read_authority
from loader.citations import line_texts
from loader.corrections import read_corrections
from loader.preparation.actors import actor_lines, unknown_names
from loader.preparation.cells import correction_lines
from loader.preparation.pairs import COLUMNS, pair_lines
from loader.preparation.settings import ReviewSettings
from loader.settings import Settings
from loader.sources import read_sources
from loader.territory_load import TerritoryRecords


def review(settings: ReviewSettings) -> str:
    """List the names, cells and pairs to decide on; raises SourceError as a load does."""
    read = read_sources(Settings(settings.sources, settings.sources, DEFAULT_BASE, settings.territory))
    return "\n\n".join(_review_one(records, settings.top) for records in read) + "\n"


def _review_one(records: TerritoryRecords, top: int) -> str:
    territory = records.territory
    folder = territory.folder
    names = unknown_names(records.ledgers)
    authority = read_authority(folder / "actors.csv", Addresses(territory.siren), territory.name)
    decided = read_corrections(folder / "corrections.csv", {document.id for document in territory.documents})
    cells = correction_lines(records.ledgers, decided)
    pairs = _pairs(records, top)
    looked = sum(1 for line in cells if not line.startswith("# status is"))
    parts = [
        (f"{folder / 'actors.csv'}: {len(names)} unknown names", actor_lines(names, authority, folder / "actors.csv")),
        (f"{folder / 'corrections.csv'}: {looked} cells to look at", cells),
        (
            f"{folder / 'alignments'}: {len(pairs)} pairs to judge",
            ["\t".join(COLUMNS.split()), *pairs] if pairs else [],
        ),
    ]
    return "\n\n".join("\n".join([f"# {title}", *lines]) for title, lines in parts)


def _pairs(records: TerritoryRecords, top: int) -> list[str]:
    found = [record for graph in records.graphs.values() for record in graph]
    judged = {(str(record["subject"]), str(record["object"])) for record in found if record["record"] == "mapping"}
    return pair_lines(rank(*things_to_align(found)), judged, top, line_texts(records.ledgers))
