"""Re-execute the notebooks and bring them to their committed form.

The committed form holds outputs, counts 1..k and cell ids, and nothing that
changes from machine to machine: no times, no versions of what is installed,
no widget state.
"""

import itertools
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from helpers import course

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"

_NAVIGATION = re.compile(r"^.*\[Contents\]\(00_start_here\.ipynb\).*$", re.M)
_README_TABLE = re.compile(
    r"(?<=<!-- contents -->\n).*?(?=<!-- end of contents -->)", re.S
)
_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    # JupyterLab puts the kernel's own description here when a notebook is
    # opened. If that changes anything, be it the patch level of Python, the
    # notebook counts as edited. So it stays clean under the Python named
    # here; under another, the version is all that changes.
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.11.7",
    },
}
_WIDGET = "application/vnd.jupyter.widget-view+json"
_CELL_METADATA = {"slideshow", "tags"}
_FOLDING = ("outputs_hidden", "source_hidden")


def refresh(files: Sequence[str] = ()) -> None:
    """Write navigation, execute, normalize and save.

    Parameters
    ----------
    files : sequence of str
        As `chosen` takes them; all of the course unless given.

    Raises
    ------
    ValueError
        If the course has no such notebook; nothing is written then.
    nbclient.exceptions.CellExecutionError
        If a cell raises; that notebook is left as it was, those before it
        are saved already, the README is not.
    """
    for file in chosen(files):
        notebook = read(file)
        write_navigation(notebook, course.navigation(file))
        execute(notebook)
        normalize(notebook)
        nbformat.write(notebook, NOTEBOOKS / file)
        print(f"{file}: executed and saved")
    readme = ROOT / "README.md"
    readme.write_text(with_contents(readme.read_text("utf-8")), "utf-8")


def chosen(files: Sequence[str]) -> list[str]:
    """Return notebooks of the course, all of them if none is named.

    Parameters
    ----------
    files : sequence of str
        File names, or labels such as "04"; "A" is the appendix.

    Returns
    -------
    list of str
        File names.

    Raises
    ------
    ValueError
        If the course has no such notebook.
    """
    known = {notebook.file: notebook.label for notebook in course.COURSE}
    by_label = {label: file for file, label in known.items()}
    # A shell completes the name of a file with its folder.
    names = [Path(name).name for name in files]
    for name in names:
        if name not in known and name.upper() not in by_label:
            raise ValueError(
                f"files: expected some of {list(by_label)}, or of "
                f"{list(known)}, got {name!r}"
            )
    return [by_label.get(name.upper(), name) for name in names] or [*known]


def read(file: str) -> NotebookNode:
    """Return a notebook of the course as it is committed.

    Parameters
    ----------
    file : str
        Its file name.

    Returns
    -------
    NotebookNode
    """
    return nbformat.read(NOTEBOOKS / file, as_version=4)


def write_navigation(notebook: NotebookNode, line: str) -> None:
    """Replace, or add, the navigation line of the first and last cell.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    line : str
        From `helpers.course.navigation`.

    Raises
    ------
    ValueError
        If the first or the last cell is not Markdown.
    """
    for cell in (notebook.cells[0], notebook.cells[-1]):
        if cell.cell_type != "markdown":
            raise ValueError(
                "notebook: expected Markdown in the first and last cell, "
                f"got {cell.cell_type}"
            )
        if _NAVIGATION.search(cell.source):
            cell.source = _NAVIGATION.sub(lambda _: line, cell.source)
        else:
            cell.source = f"{cell.source.rstrip()}\n\n{line}"


def execute(notebook: NotebookNode) -> None:
    """Run all cells in a fresh kernel of this Python.

    Parameters
    ----------
    notebook : NotebookNode
        Its outputs and counts are replaced.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises.
    """
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        timeout=120,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    quietly = {"TQDM_DISABLE": "1", "ODDS_TO_GRADIENTS_PROGRESS": ""}
    with _environment(JUPYTER_PREFER_ENV_PATH="1", **quietly):
        client.execute()


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables, and put them back as they were."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def normalize(notebook: NotebookNode) -> None:
    """Drop from the notebook whatever is not worth a commit.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place; doing it twice changes nothing more.
    """
    notebook.metadata = nbformat.from_dict(_METADATA)
    widgets = itertools.count(1)
    for cell in notebook.cells:
        _keep_what_lasts(cell.metadata)
        for output in cell.get("outputs", []):
            if _WIDGET in output.get("data", {}):
                # The kernel's id is random and means nothing without it.
                output.data[_WIDGET]["model_id"] = f"{next(widgets):032x}"


def _keep_what_lasts(metadata: NotebookNode) -> None:
    """Leave a cell its tags, its slide, and which of its halves is folded."""
    jupyter = metadata.get("jupyter", {})
    for key in set(metadata) - _CELL_METADATA:
        del metadata[key]
    if folded := {key: True for key in _FOLDING if jupyter.get(key)}:
        metadata["jupyter"] = folded


def with_contents(readme: str) -> str:
    """Return the README with its table of contents brought up to date.

    Parameters
    ----------
    readme : str

    Returns
    -------
    str
    """
    table = course.contents("notebooks/")
    return _README_TABLE.sub(lambda _: f"{table}\n", readme)
