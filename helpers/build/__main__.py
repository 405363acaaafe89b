"""Command line of `helpers.build`."""

import argparse


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.build", description="Maintain the course."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser(
        "refresh",
        help="write navigation, execute notebooks, normalize them",
    )
    command.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="notebook file names, for example 05_vectorization.ipynb; "
        "all unless given",
    )
    command.set_defaults(run=_refresh)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
