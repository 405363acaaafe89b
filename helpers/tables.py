"""Numbers in columns, so that a cell shows what it computes, not how."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

Column = tuple[Iterable[Any], str]


def table(columns: Mapping[str, Column]) -> None:
    """Print a table; its columns may be of unequal length.

    Parameters
    ----------
    columns : dict of str -> (values, format)
        Heading, values from top to bottom, and how each is written, as
        after the colon of an f-string: ``".3f"``, ``",d"``, ``"s"``. Text
        stands on the left of its column, numbers on the right.

    Examples
    --------
    >>> table({"rate": ([0.1, 1.8], ".1f"), "ends": (["slow", "fast"], "s")})
    rate  ends
     0.1  slow
     1.8  fast
    """
    written = [
        _aligned(name, [format(value, how) for value in values], how)
        for name, (values, how) in columns.items()
    ]
    empty = [" " * len(column[0]) for column in written]
    for row in zip_longest(*written):
        cells = (
            blank if cell is None else cell
            for cell, blank in zip(row, empty, strict=True)
        )
        print("  ".join(cells).rstrip())


def _aligned(name: str, cells: list[str], how: str) -> list[str]:
    side = "<" if how.endswith("s") else ">"
    width = max(map(len, [name, *cells]))
    return [f"{cell:{side}{width}}" for cell in [name, *cells]]
