"""Command line of `helpers.build`."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any

# Name of a command and of its function, the module that holds it, what it
# does, and its arguments.
_COMMANDS = {
    "lecture": ("lecture", "give a lecture: a live deck", "name browser"),
    "notes": ("notes", "a lecturer's notes, as a page", "name out browser"),
    "student": (
        "versions",
        "write notebooks without solutions, outputs and notes",
        "folder files",
    ),
    "lecturer": (
        "versions",
        "write notebooks with each solution in place of its stub",
        "folder files",
    ),
    "handout": (
        "handout.write",
        "write notebooks for paper, as PDF and HTML",
        "folder code files",
    ),
    "export": (
        "export",
        "write notebooks as web pages that need no kernel",
        "folder files",
    ),
    "figures": ("figures.write", "draw the key pictures in figures/ anew", ""),
    "refresh": (
        "refresh",
        "write navigation, execute notebooks, normalize them",
        "files",
    ),
}
_ARGUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "name": (
        "name",
        {"metavar": "NOTEBOOK", "help": "04, or 04_gradient_descent.ipynb"},
    ),
    "files": (
        "files",
        {
            "nargs": "*",
            "metavar": "NOTEBOOK",
            "help": "04, or 04_gradient_descent.ipynb; all unless given",
        },
    ),
    "folder": ("folder", {"metavar": "OUT", "help": "empty, or to be made"}),
    "out": (
        "out",
        {
            "nargs": "?",
            "metavar": "OUT",
            "help": "a file to be made; a temporary one unless given",
        },
    ),
    "browser": (
        "--no-browser",
        {
            "dest": "browser",
            "action": "store_false",
            "help": "open no browser",
        },
    ),
    "code": (
        "--no-code",
        {
            "dest": "code",
            "action": "store_false",
            "help": "leave out the source of all code cells",
        },
    ),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; input it refuses ends with one line and status 2.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line unless given.

    Raises
    ------
    SystemExit
        If a command or what it is given is refused.
    """
    parser = _parser()
    args, more = parser.parse_known_args(arguments)
    given = vars(args)
    # argparse does not know files again that follow an option after OUT.
    if more and ("files" not in given or any(a[0] == "-" for a in more)):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        given["files"] = [*given["files"], *more]
    command = given.pop("command")
    try:
        home = import_module(f"helpers.build.{_COMMANDS[command][0]}")
        getattr(home, command)(**given)
    except ValueError as error:
        parser.error(str(error))
    except ModuleNotFoundError as error:
        parser.error(
            f"{error.name}: expected to be installed; "
            'python -m pip install -e ".[lectures]"'
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.build",
        description="Teach from the course, or maintain it.",
    )
    commands = parser.add_subparsers(
        required=True, metavar="command", dest="command"
    )
    for name, (_, words, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        for argument in arguments.split():
            flag, options = _ARGUMENTS[argument]
            command.add_argument(flag, **options)
    return parser


if __name__ == "__main__":
    main()
