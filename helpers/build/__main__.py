"""Command line of `helpers.build`."""

import argparse
from collections.abc import Sequence


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def _export(args: argparse.Namespace) -> None:
    from helpers.build.export import export

    export(args.folder, args.files)


def _handout(args: argparse.Namespace) -> None:
    from helpers.build.handout import handout

    handout(args.folder, args.files, code=args.code)


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
    handout = commands.add_parser(
        "handout", help="write notebooks for paper, as HTML and PDF"
    )
    handout.add_argument("folder", metavar="OUT", help="empty, or to be made")
    handout.add_argument(
        "--no-code",
        dest="code",
        action="store_false",
        help="leave out the source of all code cells",
    )
    handout.set_defaults(run=_handout)
    for command in (refresh, export, handout):
        command.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help="notebook file names, for example 05_vectorization.ipynb; "
            "all unless given",
        )
    args, more = parser.parse_known_args(arguments)
    # argparse does not know files again that follow an option after OUT.
    if more and ("files" not in args or any(a[0] == "-" for a in more)):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        args.files = [*args.files, *more]
    try:
        args.run(args)
    except ValueError as error:
        parser.error(str(error))
    except ModuleNotFoundError as error:
        parser.error(
            f"{error.name}: expected to be installed; "
            'python -m pip install -e ".[lectures]"'
        )


if __name__ == "__main__":
    main()
