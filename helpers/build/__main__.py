"""Command line of `helpers.build`."""

import argparse
from collections.abc import Sequence


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def _export(args: argparse.Namespace) -> None:
    from helpers.build.export import export

    export(args.folder, args.files)


def _student(args: argparse.Namespace) -> None:
    from helpers.build.versions import write_student

    write_student(args.folder, args.files)


def _lecturer(args: argparse.Namespace) -> None:
    from helpers.build.versions import write_lecturer

    write_lecturer(args.folder, args.files)


_COMMANDS = (
    (
        "refresh",
        _refresh,
        False,
        "write navigation, execute notebooks, normalize them",
    ),
    (
        "export",
        _export,
        True,
        "write notebooks as web pages that need no kernel",
    ),
    (
        "student",
        _student,
        True,
        "write notebooks without solutions and outputs",
    ),
    (
        "lecturer",
        _lecturer,
        True,
        "write notebooks with solutions in place of the stubs",
    ),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; input it refuses ends with one line and status 2.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line unless given.

    Raises
    ------
    SystemExit
        If a command or a file is unknown.
    """
    parser = argparse.ArgumentParser(
        prog="python -m helpers.build", description="Maintain the course."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, has_folder, words in _COMMANDS:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        if has_folder:
            command.add_argument(
                "folder", metavar="OUT", help="empty, or to be made"
            )
        command.add_argument(
            "files",
            nargs="*",
            metavar="NOTEBOOK",
            help="04, or 04_gradient_descent.ipynb; all unless given",
        )
    args = parser.parse_args(arguments)
    try:
        args.run(args)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
