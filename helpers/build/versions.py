"""Write the notebooks for a class: with stubs to fill in, or filled in."""

from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.build import exercises, refresh
from helpers.build.pages import empty


def student(folder: str | Path, files: Sequence[str] = ()) -> None:
    """Write notebooks without solutions, outputs and lecturer's notes.

    Parameters
    ----------
    folder : str or path
        Empty, or to be made.
    files : sequence of str
        As `helpers.build.refresh.chosen` takes them; all unless given.

    Raises
    ------
    ValueError
        If the course has no such notebook, if the folder is not empty or
        cannot be written, or if an exercise is not whole; no notebook is
        written then.
    """
    _write(exercises.student, folder, files)


def lecturer(folder: str | Path, files: Sequence[str] = ()) -> None:
    """Write notebooks with each solution in the place of its stub.

    Parameters
    ----------
    folder, files
        As for `student`.

    Raises
    ------
    ValueError
        As for `student`.
    """
    _write(exercises.lecturer, folder, files)


def _write(
    version: Callable[[NotebookNode], NotebookNode],
    folder: str | Path,
    files: Sequence[str],
) -> None:
    made = {
        file: version(refresh.read(file)) for file in refresh.chosen(files)
    }
    target = empty(Path(folder))
    for file, notebook in made.items():
        nbformat.write(notebook, target / file)
        print(f"{target / file}: written")
