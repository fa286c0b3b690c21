"""Small territories written by a test, and their whole load."""

from pathlib import Path

import pyoxigraph as ox
from citergie_samples import SIREN, page, row

from loader.load import load
from loader.settings import Settings

BASE = "https://w3id.org/filrouge/"
PLAN_ROW = "\n".join(page(row())) + "\n"
AXES = "• Rendre le fleuve aux habitants\n\n• Produire notre énergie\n"
ACTORS = """name,kind,siren,surface_forms
Service Mobilité,service,,
ADEME,agency,,Ademe
Vélo-Brume,association,,
Région Ponant,region,,
"""
KINDS = {".tsv": "citergie-table", ".txt": "axes-list", ".csv": "statements"}
TABLES = {"actors.csv", "corrections.csv", "discrepancies.csv", "territory.toml"}


def fil(name: str) -> ox.NamedNode:
    return ox.NamedNode("https://w3id.org/filrouge/ontology#" + name)


def describe(files: dict[str, str | bytes], siren: str = SIREN, name: str = "Val-de-Brume") -> str:
    """A territory.toml that lists the documents among the files, each by its stem."""
    text = f'siren = "{siren}"\nname = "{name}"\n'
    for file in files:
        if file not in TABLES and "/" not in file:
            stem, kind = Path(file).stem, "crte-notice" if file == "crte.txt" else KINDS[Path(file).suffix]
            text += f'\n[[documents]]\nid = "{stem}"\nkind = "{kind}"\nfile = "{file}"\ntitle = "Document {stem}"\n'
    return text


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write a territory's folder; `territory.toml` and `actors.csv` are added when they are not given."""
    for name, content in {"territory.toml": describe(files), "actors.csv": ACTORS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def settings(folder: Path) -> Settings:
    return Settings(folder / "sources", folder / "build", BASE)


def load_small(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Load one small territory whole; gives its snapshot."""
    write(folder / "sources" / "val-de-brume", files)
    load(settings(folder))
    return folder / "build" / "current"


def quads_about(snapshot: Path, predicate: ox.NamedNode) -> list[ox.Quad]:
    store = ox.Store.read_only(str(snapshot / "store"))
    return list(store.quads_for_pattern(None, predicate, None))
