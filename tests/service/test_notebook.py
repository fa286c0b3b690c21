"""The notebook of docs/notebooks answers its questions from a running service, and is kept without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from pyoxigraph import NamedNode, Store

from endpoint.words import FIL, RDF

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "three-questions.ipynb"
QUESTIONS = 3


@pytest.fixture(scope="module")
def executed(served: str) -> nbformat.NotebookNode:
    """The notebook after all its cells ran; a cell that fails raises."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILROUGE_URL", served)
        return NotebookClient(notebook, timeout=120, kernel_name="python3").execute()


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[str]:
    cells = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.data[kind] for output in cells if kind in output.get("data", {})]


def test_each_question_has_a_figure(executed: nbformat.NotebookNode) -> None:
    figures = outputs(executed, "image/png")
    assert len(figures) == QUESTIONS
    # A figure that shows nothing has a few kB.
    assert min(len(figure) for figure in figures) > 30_000


def test_each_figure_has_a_caption_that_says_what_is_unknown(executed: nbformat.NotebookNode) -> None:
    captions = [text for text in outputs(executed, "text/markdown") if text.startswith("**Lecture.**")]
    assert len(captions) == QUESTIONS
    assert all("**Inconnu :**" in caption for caption in captions)
    assert not any("nan" in caption.split() for caption in captions)


def test_the_captions_tell_the_size_of_the_plans(executed: nbformat.NotebookNode, graph: Store) -> None:
    matrix, money, actors = outputs(executed, "text/markdown")[1:]
    actions = sum(1 for _ in graph.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{FIL}Action"), None))
    assert "axes sur 37 " in matrix
    assert f"des {actions} actions du plan n'ont aucun budget" in money
    assert f"sur {actions} actions" in actors


def test_no_cell_warns(executed: nbformat.NotebookNode) -> None:
    streams = [
        output for cell in executed.cells for output in cell.get("outputs", ()) if output.output_type == "stream"
    ]
    assert [each.text for each in streams if each.name == "stderr"] == []


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
