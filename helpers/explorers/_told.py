"""What an explorer says: a finding, a small table, marks on its scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.explorers._controls import Slider

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Mark:
    """Words at a value of the large control.

    Attributes
    ----------
    value : float
    text : str
    role : str
        A colour of _face.css: "quiet", "run", "now", "safe", "theory" …
    side : {"middle", "before", "after"}
        Where the words stand; beside the value there is a line at it.
    known : bool
        What theory knows: bold, with a tick that touches the track.
    """

    value: float
    text: str
    role: str = "quiet"
    side: str = "middle"
    known: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table; its sign is the marker in the picture.

    Attributes
    ----------
    label : str
    cells : sequence of str
        Bold between ``**``.
    sign : str
        ○ ◆ ★ or another marker; its colour is `role`.
    role : str
    """

    label: str
    cells: Sequence[str]
    sign: str = ""
    role: str = "quiet"


@dataclass(frozen=True)
class Told:
    """What stands beside and below the picture.

    Attributes
    ----------
    finding : str
        One sentence with one number, or one word, in bold between ``**``.
    head : sequence of str
        Of the columns of the table, without that of the labels.
    rows : sequence of Row
    over, under : sequence of Mark
        Above and below the track of the large control.
    safe : float, optional
        The value up to which the track is green: there theory promises
        something.
    answer : str
        To the prediction, once it was made; the presets stand beside it.
    """

    finding: str
    head: Sequence[str] = ()
    rows: Sequence[Row] = ()
    over: Sequence[Mark] = ()
    under: Sequence[Mark] = ()
    safe: float | None = None
    answer: str = ""

    def describe(self, big: Slider) -> dict[str, Any]:
        """Return it for the browser, marks at shares of a slider's track."""
        return {
            "finding": self.finding,
            "table": {
                "head": list(self.head),
                "rows": [
                    vars(row) | {"cells": list(row.cells)} for row in self.rows
                ],
            },
            "over": [_place(mark, big) for mark in self.over],
            "under": [_place(mark, big) for mark in self.under],
            "safe": None if self.safe is None else big.share(self.safe),
            "answer": self.answer,
        }


def _place(mark: Mark, big: Slider) -> dict[str, Any]:
    return vars(mark) | {"at": big.share(mark.value)}


def ticks(values: Sequence[float], digits: int = 0) -> list[Mark]:
    """Return quiet marks at round values.

    Parameters
    ----------
    values : sequence of float
    digits : int
        After the point.

    Returns
    -------
    list of Mark

    Examples
    --------
    >>> print(*[mark.text for mark in ticks([-2, 0, 2])])
    −2 0 2
    """
    return [Mark(value, fixed(value, digits)) for value in values]


def fixed(value: float, digits: int = 3) -> str:
    """Return a number for a table: a true minus, no exponent, no −0.

    Parameters
    ----------
    value : float
    digits : int
        After the point.

    Returns
    -------
    str

    Examples
    --------
    >>> print(fixed(-2.08), fixed(-0.0001), fixed(float("inf")))
    −2.080 0.000 ∞
    """
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:z.{digits}f}".replace("-", "−")


def short(value: float, digits: int = 3) -> str:
    """Return a number of any size with a few significant digits.

    Parameters
    ----------
    value : float
    digits : int
        Significant ones.

    Returns
    -------
    str

    Examples
    --------
    >>> print(short(1320.4), short(-0.5), short(8.2e-7, 2), short(5.1))
    1,320 −0.500 8.2 · 10⁻⁷ 5.10
    """
    size = abs(value)
    if not np.isfinite(size):
        return fixed(value)
    if size and (size < 1e-4 or size >= 1e6):
        front, power = f"{value:.{digits - 1}e}".split("e")
        return f"{front} · 10{str(int(power)).translate(_RAISED)}".replace(
            "-", "−"
        )
    left = len(f"{size:.0f}") if size >= 1 else int(f"{size:e}"[-3:]) + 1
    return f"{value:z,.{max(digits - left, 0)}f}".replace("-", "−")


def in_words(value: float, digits: int = 4) -> str:
    """Return a number for a sentence, with infinity in words.

    Parameters
    ----------
    value : float
    digits : int
        Significant ones, at most.

    Returns
    -------
    str

    Examples
    --------
    >>> print(in_words(-0.0), in_words(1 / 3), in_words(-np.inf))
    0 0.3333 minus infinity
    """
    if np.isinf(value):
        return "infinity" if value > 0 else "minus infinity"
    return f"{value + 0.0:.{digits}g}"
