"""Where the harvesters live that `make harvesters` sets up."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def harvester(name: str) -> tuple[Path, Path]:
    """The Python of a harvester's environment, and our script that runs it; skips the test where it is not set up."""
    python = ROOT / ".harvesters" / name / "bin" / "python"
    if not python.exists():
        pytest.skip(f"NOT CHECKED: the harvester {name} is not set up; run: make harvesters")
    return python, ROOT / "harvesters" / f"{name}_harvest.py"
