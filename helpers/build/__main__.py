"""Command line of `helpers.build`."""

import argparse
from collections.abc import Sequence


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def _export(args: argparse.Namespace) -> None:
    from helpers.build.export import export

    export(args.folder, args.files)


def _lecture(args: argparse.Namespace) -> None:
    from helpers.build.lecture import lecture

    lecture(args.notebook, browser=args.browser)


def _notes(args: argparse.Namespace) -> None:
    from helpers.build.notes import notes

    notes(args.notebook, args.out, browser=args.browser)


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
    refresh = commands.add_parser(
        "refresh",
        help="write navigation, execute notebooks, normalize them",
    )
    refresh.set_defaults(run=_refresh)
    export = commands.add_parser(
        "export", help="write notebooks as web pages that need no kernel"
    )
    export.add_argument("folder", metavar="OUT", help="empty, or to be made")
    export.set_defaults(run=_export)
    for command in (refresh, export):
        command.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help="notebook file names, for example 05_vectorization.ipynb; "
            "all unless given",
        )
    lecture = commands.add_parser(
        "lecture", help="open a notebook as a deck, live, on a copy"
    )
    lecture.set_defaults(run=_lecture)
    notes = commands.add_parser(
        "notes", help="write a lecturer's notes as a page, and open it"
    )
    notes.set_defaults(run=_notes)
    for command in (lecture, notes):
        command.add_argument(
            "notebook", metavar="NOTEBOOK", help="for example 04"
        )
        command.add_argument(
            "--no-browser", dest="browser", action="store_false"
        )
    notes.add_argument(
        "out",
        nargs="?",
        metavar="OUT",
        help="a file to be made; a temporary one unless given",
    )
    args = parser.parse_args(arguments)
    try:
        args.run(args)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
