"""Give a lecture from a notebook: the notebook itself as a deck, live.

The lecturer works on a copy, in a JupyterLab that neither reads nor writes
anybody's settings. Steps and their order are the notebook's ``slideshow``
metadata; jupyterlab-slideshow turns them into a deck. ``lecture.js`` starts
it and guards its keys, ``lecture.css`` sets its letters.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from helpers import course
from helpers.build import pages, refresh

_HERE = Path(__file__).parent
_EXTENSION = "odds-to-gradients-lecture"
_SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {
        "autoStartDefaultKernel": True,
        "windowingMode": "none",
    },
    "@jupyterlab/apputils-extension/notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    },
}
_WORDS = """\
{file} opens as a deck in your browser, once all its cells have run.
  Space, PageDown, arrows   next step; Shift+Space, PageUp back
  Ctrl+Enter                run the cell, as to show what was voted on
  Enter, Escape             edit the cell, and end that
  Escape                    leave the deck; click a cell and the button Toggle
                            Deck, near the kernel's name, to go on from there
The notebook is a copy. To keep what you change, use File > Download there
before you end the lecture, here, with Ctrl+C."""


def lecture(name: str, *, browser: bool = True) -> None:
    """Open a notebook as a deck, until Ctrl+C.

    Parameters
    ----------
    name : str
        The number of a notebook, as in "04", or its file name.
    browser : bool
        Whether to open it in a browser; its address is printed in any case.

    Raises
    ------
    ValueError
        If the course has no such notebook, or if jupyterlab-slideshow is not
        installed; nothing is started then. If JupyterLab fails.
    """
    (file,) = refresh.chosen([name])
    check_installed()
    with tempfile.TemporaryDirectory(
        prefix="lecture-", ignore_cleanup_errors=True
    ) as home:
        options = () if browser else ("--no-browser",)
        arguments = command(prepare(Path(home)) / file, options)
        print(_WORDS.format(file=file), flush=True)
        _run(arguments, environment(Path(home)))
    print("Ended; the copy is removed.")


def check_installed() -> None:
    """Refuse to begin without the deck.

    Raises
    ------
    ValueError
        If jupyterlab-slideshow is not installed.
    """
    if importlib.util.find_spec("jupyterlab_slideshow") is None:
        raise ValueError(
            f"jupyterlab-slideshow is not installed; use: {pages.INSTALL}"
        )


def prepare(home: Path) -> Path:
    """Write all that a lecture's JupyterLab reads.

    Parameters
    ----------
    home : pathlib.Path
        An empty folder.

    Returns
    -------
    pathlib.Path
        The folder of the copies: of every notebook, since they are linked.
    """
    for name, content in _SETTINGS.items():
        _write(home / f"settings/{name}.jupyterlab-settings", content)
    extension = home / "data" / "labextensions" / _EXTENSION
    build = {"load": "static/lecture.js", "extension": "./plugins"}
    about = {"name": _EXTENSION, "version": "1.0.0"}
    _write(
        extension / "package.json", about | {"jupyterlab": {"_build": build}}
    )
    _copy(_HERE / "lecture.js", extension / "static")
    _copy(_HERE / "lecture.css", home / "config/custom", "custom.css")
    for notebook in course.COURSE:
        _copy(refresh.NOTEBOOKS / notebook.file, home / "notebooks")
    return home / "notebooks"


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), "utf-8")


def _copy(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def environment(home: Path) -> dict[str, str]:
    """Return the variables under which JupyterLab knows this folder alone.

    Parameters
    ----------
    home : pathlib.Path
        The folder that was prepared.

    Returns
    -------
    dict of str
    """
    kept = {k: v for k, v in os.environ.items() if "JUPYTER" not in k}
    paths = [str(refresh.ROOT), os.environ.get("PYTHONPATH", "")]
    return kept | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        # What is solved in front of a room is nobody's progress.
        "ODDS_TO_GRADIENTS_PROGRESS": "",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }


def command(notebook: Path, options: Sequence[str] = ()) -> list[str]:
    """Return what starts JupyterLab on a notebook.

    Parameters
    ----------
    notebook : pathlib.Path
        A copy.
    options : sequence of str
        More of JupyterLab's own.

    Returns
    -------
    list of str
    """
    return [
        *(sys.executable, "-m", "jupyterlab"),
        "--custom-css",
        # Else its messages bury what a lecturer has to read.
        "--log-level=ERROR",
        f"--ServerApp.root_dir={notebook.parent}",
        f"--LabApp.default_url=/doc/tree/{notebook.name}",
        # Ctrl+C ends it, without a question.
        "--ServerApp.answer_yes=True",
        # Whoever starts this runs the notebooks' code in any case; in a
        # container that is often root.
        "--allow-root",
        *options,
    ]


def _run(arguments: list[str], variables: dict[str, str]) -> None:
    """Wait for JupyterLab; Ctrl+C, which it hears as well, ends it."""
    with subprocess.Popen(arguments, env=variables) as server:
        try:
            status = server.wait()
        except KeyboardInterrupt:
            server.wait()
            return
    if status:
        raise ValueError(f"JupyterLab ended with status {status}; see above")
