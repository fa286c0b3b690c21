"""What territory.toml tells portals: read into the manifest, refused with line, key and value when it is wrong."""

import json
from pathlib import Path

import pytest
from small_territories import AXES, describe, load_small

from loader.errors import SourceError
from loader.territory import read_territory

FILES: dict[str, str | bytes] = {"axes.txt": AXES}
TOLD = """
[publication]
licence = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
place = "https://sws.geonames.org/1/"
bbox = [4, 47.2, 5.2, 47.4]

[contact]
name = "Service des données"
email = "donnees@brume.example"
url = "https://brume.example/contact"
"""


def publications(folder: Path, toml: str) -> dict[str, object]:
    snapshot = load_small(folder, {**FILES, "territory.toml": toml})
    found: dict[str, object] = json.loads((snapshot / "manifest.json").read_text("utf-8"))["publications"]
    return found


def test_a_territory_that_tells_nothing_has_nothing_in_the_manifest(tmp_path: Path) -> None:
    assert publications(tmp_path, describe(FILES)) == {"200000024": {}}


def test_what_is_told_stands_in_the_manifest(tmp_path: Path) -> None:
    toml = describe(FILES) + 'themes = ["ENVI"]\nkeywords = ["eau vive"]\n' + TOLD
    assert publications(tmp_path, toml)["200000024"] == {
        "licence": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
        "place": "https://sws.geonames.org/1/",
        "bbox": [4.0, 47.2, 5.2, 47.4],
        "contact": {
            "name": "Service des données",
            "email": "donnees@brume.example",
            "url": "https://brume.example/contact",
        },
        "documents": {"axes": {"themes": ["ENVI"], "keywords": ["eau vive"]}},
    }


def test_what_is_told_is_no_part_of_the_graph(tmp_path: Path) -> None:
    plain = load_small(tmp_path / "plain", FILES)
    told = load_small(tmp_path / "told", {**FILES, "territory.toml": describe(FILES) + TOLD})
    assert plain.resolve().name == told.resolve().name


@pytest.mark.parametrize(
    ("wrong", "line", "column"),
    [
        ('[publication]\nlicence = "CC BY"\n', 10, "licence"),
        ('[publication]\nplace = "Dijon"\n', 10, "place"),
        ("[publication]\nbbox = [5.2, 47.2, 4.9, 47.4]\n", 10, "bbox"),
        ("[publication]\nbbox = [4.9, 47.2, 5.2]\n", 10, "bbox"),
        ('[publication]\nlicense = "https://e/"\n', 10, "license"),
        ('[contact]\nemail = "nobody"\n', 10, "email"),
        ('[contact]\nname = "Accueil"\n', 9, "contact"),
        ('[contact]\nurl = "ftp://e/"\n', 10, "url"),
        ('themes = ["EAU"]\n', 9, "themes"),
        ('themes = "ENVI"\n', 9, "themes"),
        ('keywords = ["Cit\'ergie"]\n', 9, "keywords"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(tmp_path: Path, wrong: str, line: int, column: str) -> None:
    toml = describe(FILES) + wrong
    (tmp_path / "territory.toml").write_text(toml, "utf-8")
    with pytest.raises(SourceError) as refused:
        read_territory(tmp_path)
    assert (refused.value.line, refused.value.column) == (line, column), toml
