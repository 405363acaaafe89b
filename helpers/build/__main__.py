"""Command line of `helpers.build`."""

import argparse
import os


def _refresh(args: argparse.Namespace) -> None:
    from helpers.build.refresh import refresh

    refresh(args.files)


def _bench(args: argparse.Namespace) -> None:
    # NumPy reads this when it is imported. One thread keeps the ratios from
    # depending on what the other cores are doing.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from helpers.build.bench import main

    main()


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
    command = commands.add_parser(
        "bench", help="print the table of speed and memory"
    )
    command.set_defaults(run=_bench)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
