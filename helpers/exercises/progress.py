"""Remembers which exercises a learner has solved, on their machine alone.

One line of JSON for each stands in a small file in the user's data
directory. Lines are only ever added, so two notebooks that are open at once
lose nothing. The file may be deleted; nothing else reads it or sends it.
The environment variable ``ODDS_TO_GRADIENTS_PROGRESS`` names another file;
if it is empty, nothing is kept.
"""

import json
import os
from pathlib import Path

from platformdirs import user_data_path

_VARIABLE = "ODDS_TO_GRADIENTS_PROGRESS"


def path() -> Path | None:
    """Return where progress is kept, or None if it is not.

    Returns
    -------
    pathlib.Path or None
    """
    chosen = os.environ.get(_VARIABLE)
    if chosen is None:
        folder = user_data_path("odds-to-gradients", appauthor=False)
        return folder / "progress.json"
    # Where no shell has read it, the variable may begin with ~.
    return Path(os.path.expanduser(chosen)) if chosen else None


def record(name: str) -> None:
    """Remember that an exercise is solved.

    Parameters
    ----------
    name : str
        Of an exercise.

    Notes
    -----
    A disk that is full or cannot be written is no reason to disturb a
    learner: then nothing is remembered.
    """
    file = path()
    if file is None or name in solved():
        return
    line = json.dumps({"solved": name})
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            # The break comes first: after a line that was cut off, too.
            stream.write(f"\n{line}\n")
    except OSError:
        return


def solved() -> set[str]:
    """Return the names of the exercises that were solved.

    Returns
    -------
    set of str
        What cannot be read is left out.
    """
    file = path()
    try:
        text = file.read_text("utf-8", errors="replace") if file else ""
    except OSError:
        return set()
    return set(filter(None, map(_name, text.splitlines())))


def _name(line: str) -> str | None:
    try:
        name = json.loads(line)["solved"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return name if isinstance(name, str) else None
