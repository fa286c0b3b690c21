"""territory.toml: what it needs, what it may leave out, and how a wrong one is refused."""

from pathlib import Path

import pytest

from loader.errors import LoadError, SourceError
from loader.territory import Territory, find_territories, read_territory

HEAD = 'siren = "200000024"\nname = "Val-de-Brume"\n'
DOCUMENT = '[[documents]]\nid = "plan"\nkind = "citergie-table"\nfile = "plan.tsv"\ntitle = "Plan"\n'


def territory(folder: Path, text: str) -> Territory:
    (folder / "territory.toml").write_text(text, "utf-8")
    return read_territory(folder)


def test_only_the_named_keys_are_needed(tmp_path: Path) -> None:
    found = territory(tmp_path, HEAD + DOCUMENT)
    assert (found.siren, found.name, found.insee, found.documents[0].issued) == ("200000024", "Val-de-Brume", (), "")


def test_documents_keep_their_order(tmp_path: Path) -> None:
    found = territory(tmp_path, HEAD + DOCUMENT + DOCUMENT.replace('"plan"', '"annexe"'))
    assert [document.id for document in found.documents] == ["plan", "annexe"]


def test_noise_is_given_as_line_ranges(tmp_path: Path) -> None:
    found = territory(tmp_path, HEAD + DOCUMENT + 'noise = "2-4, 9"\n')
    assert found.documents[0].noise == (range(2, 5), range(9, 10))


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (HEAD.replace("200000024", "200000025") + DOCUMENT, "siren"),
        (HEAD.replace("200000024", "20000002") + DOCUMENT, "siren"),
        (DOCUMENT, "siren"),
        ('siren = "200000024"\n' + DOCUMENT, "name"),
        (HEAD + DOCUMENT.replace("citergie-table", "poster"), "kind"),
        (HEAD + DOCUMENT.replace('id = "plan"', 'id = "le plan"'), "id"),
        (HEAD + DOCUMENT.replace('id = "plan"', 'id = "territory"'), "id"),
        (HEAD + DOCUMENT + DOCUMENT, "id"),
        (HEAD + DOCUMENT.replace('file = "plan.tsv"\n', ""), "file"),
        (HEAD + DOCUMENT + 'noise = "de 2 à 4"\n', "noise"),
    ],
)
def test_a_wrong_key_is_refused_by_name(tmp_path: Path, wrong: str, column: str) -> None:
    with pytest.raises(SourceError) as refused:
        territory(tmp_path, wrong)
    assert refused.value.column == column


@pytest.mark.parametrize(
    "wrong",
    [
        HEAD + DOCUMENT.replace('id = "plan"', "id = 3"),
        HEAD + "insee = 21231\n" + DOCUMENT,
        HEAD + DOCUMENT + 'lines = "40"\n',
        HEAD + DOCUMENT + "lines = -4\n",
        HEAD + 'documents = "plan"\n',
        HEAD + DOCUMENT + 'issued = "mars 2023"\n',
        HEAD + DOCUMENT + 'issued = "2023-02-31"\n',
    ],
    ids=["id is a number", "insee is no list", "lines is text", "lines is negative", "no tables", "month", "no day"],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SourceError):
        territory(tmp_path, wrong)


def test_a_toml_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"territory.toml, line 1: is not valid TOML"):
        territory(tmp_path, "siren = \n")


def test_a_folder_of_territories_gives_each_of_them(tmp_path: Path) -> None:
    for name in ("aval", "amont", "notes"):
        (tmp_path / name).mkdir()
    for name in ("aval", "amont"):
        (tmp_path / name / "territory.toml").write_text(HEAD)
    assert [folder.name for folder in find_territories(tmp_path)] == ["amont", "aval"]
    assert [folder.name for folder in find_territories(tmp_path, "aval")] == ["aval"]


def test_one_territory_may_be_given_by_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text(HEAD)
    assert find_territories(tmp_path) == [tmp_path]


@pytest.mark.parametrize("slug", [None, "amont"])
def test_no_territory_is_an_error_that_says_where_to_look(tmp_path: Path, slug: str | None) -> None:
    with pytest.raises(LoadError, match="--sources"):
        find_territories(tmp_path, slug)
