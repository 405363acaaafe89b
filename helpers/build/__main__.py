"""Command line of `helpers.build`."""

import argparse
from collections.abc import Sequence


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def _export(args: argparse.Namespace) -> None:
    from helpers.build.export import export

    export(args.folder, args.files)


def _figures(_: argparse.Namespace) -> None:
    from helpers.build import figures

    figures.figures(figures.FIGURES)


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
    figures = commands.add_parser(
        "figures", help="draw the key pictures anew, into figures/"
    )
    figures.set_defaults(run=_figures)
    for command in (refresh, export):
        command.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help="notebook file names, for example 05_vectorization.ipynb; "
            "all unless given",
        )
    args = parser.parse_args(arguments)
    try:
        args.run(args)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
