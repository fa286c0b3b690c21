"""What several test folders share: the Dijon graph, loaded once."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/filrouge/"


@pytest.fixture(scope="session")
def dijon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The current snapshot of a fresh load of sources/dijon-metropole."""
    out = tmp_path_factory.mktemp("build")
    load(Settings(ROOT / "sources", out, BASE, "dijon-metropole"))
    return out / "current"


@pytest.fixture(scope="session")
def graph(dijon: Path) -> ox.Store:
    """The store of the Dijon snapshot."""
    return ox.Store.read_only(str(dijon / "store"))
