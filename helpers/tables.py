"""Numbers in columns, so that a cell shows what it computes, not how."""

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from helpers._checks import shown

Column = tuple[Iterable[Any], str]


def table(columns: Mapping[str, Column]) -> None:
    """Print a table; its columns may be of unequal length.

    Parameters
    ----------
    columns : dict of str -> (values, format)
        Heading, values from top to bottom, and how each is written, as
        after the colon of an f-string: ``".3f"``, ``",d"``, ``"s"``. Text
        stands on the left of its column, numbers on the right.

    Raises
    ------
    ValueError
        If a column is not values and a format, or a value cannot be written
        in its format; nothing is printed then.

    Examples
    --------
    >>> table({"rate": ([0.1, 1.8], ".1f"), "ends": (["slow", "fast"], "s")})
    rate  ends
     0.1  slow
     1.8  fast
    """
    if not isinstance(columns, Mapping) or not columns:
        raise ValueError(
            f"columns: expected a dict of columns, got {shown(columns)}"
        )
    written = [_aligned(name, column) for name, column in columns.items()]
    empty = [" " * len(column[0]) for column in written]
    for row in zip_longest(*written):
        cells = (
            blank if cell is None else cell
            for cell, blank in zip(row, empty, strict=True)
        )
        print("  ".join(cells).rstrip())


def _aligned(name: str, column: Column) -> list[str]:
    """Return heading and values of one column, all of one width."""
    cells = [name, *_written(name, column)]
    side = "<" if column[1].endswith("s") else ">"
    width = max(map(_width, cells))
    # An accent such as that of p̂ is a character of its own, without width.
    return [f"{c:{side}{width + len(c) - _width(c)}}" for c in cells]


def _width(text: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in text)


def _written(name: str, column: Column) -> list[str]:
    match column:
        case (Iterable() as values, str(how)) if not isinstance(values, str):
            try:
                return [format(value, how) for value in values]
            except (ValueError, TypeError) as error:
                raise ValueError(
                    f"columns: expected values for format {how!r} "
                    f"in {name!r}: {error}"
                ) from None
    raise ValueError(
        f"columns: expected (values, format) in {name!r}, got {shown(column)}"
    )
