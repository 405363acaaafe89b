"""Controls as Python sees them: a label and a value that is checked.

What a hand sees is made by _face.js from their `describe`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from helpers._checks import as_between, as_number, shown


class Slider(traitlets.HasTraits):
    """A number between two ends.

    Parameters
    ----------
    label : str
        Also its name for the browser: one explorer has no two alike.
    value, low, high, step : float
        Whole numbers make it a slider of whole numbers. For a logarithmic
        slider `low`, `high` and `step` are exponents.
    digits : int, optional
        Shown after the point, 2 without it; significant ones of a
        logarithmic slider, 3.
    base : float, optional
        Makes it logarithmic.

    Attributes
    ----------
    value : float or int
        A ValueError if set to what is not between the ends.

    Raises
    ------
    ValueError
        If the value is not between the ends.

    Examples
    --------
    >>> w = Slider("weight w", 1.0, -8.0, 8.0, 0.1)
    >>> w.share(4.0), w.nearest(0.34)
    (0.75, 0.3)
    >>> w.value = 9.0
    Traceback (most recent call last):
    ValueError: weight w: expected one number from -8 to 8, got 9.0
    """

    # Of the type `Any` None would not be checked.
    value: Any = traitlets.TraitType()

    def __init__(
        self,
        label: str,
        value: float,
        low: float,
        high: float,
        step: float,
        *,
        digits: int | None = None,
        base: float | None = None,
    ) -> None:
        super().__init__()
        self.label, self.step, self.base = label, step, base
        numbers = low, high, step
        self.whole = base is None and all(isinstance(v, int) for v in numbers)
        self.digits = 3 if base is not None else 0 if self.whole else 2
        self.digits = self.digits if digits is None else digits
        self.low, self.high = low, high
        self.value = value

    def __repr__(self) -> str:
        return f"Slider({self.label!r}, {self.value!r})"

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest value."""
        if self.base is None:
            return self.low, self.high
        return self.base**self.low, self.base**self.high

    def share(self, value: float) -> float:
        """Return how far along the track a value lies, from 0 to 1.

        Parameters
        ----------
        value : float
            Above 0 for a logarithmic slider.

        Returns
        -------
        float
        """
        along = (self._place(value) - self.low) / (self.high - self.low)
        return float(np.clip(along, 0.0, 1.0))

    def nearest(self, value: float) -> float:
        """Return the nearest value the slider can be moved to.

        Parameters
        ----------
        value : float
            Above 0 for a logarithmic slider.

        Returns
        -------
        float or int
        """
        last = round((self.high - self.low) / self.step)
        steps = round((self._place(value) - self.low) / self.step)
        at = min(self.low + min(max(steps, 0), last) * self.step, self.high)
        if self.base is not None:
            return float(self.base**at)
        return int(at) if self.whole else round(at, 9)

    def move(self, low: float, high: float, value: float) -> None:
        """Change the ends, and the value with them.

        Parameters
        ----------
        low, high : float
            Exponents for a logarithmic slider.
        value : float

        Raises
        ------
        ValueError
            If the value is not between the new ends; the old ones stay.
        """
        before = self.low, self.high
        self.low, self.high = low, high
        try:
            self.value = value
        except ValueError:
            self.low, self.high = before
            raise

    def receive(self, value: Any) -> None:
        """Take a value from the browser, which may know older ends."""
        value = float(np.clip(as_number(self.label, value), *self.ends))
        self.value = round(value) if self.whole else value

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to know, fit for JSON."""
        kind = "decimals" if self.base is None else "significant"
        return {
            "kind": "slider",
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "base": self.base,
            kind: self.digits,
        }

    def _place(self, value: float) -> float:
        if self.base is None:
            return value
        return float(np.log(value) / np.log(self.base))

    @traitlets.validate("value")
    def _check(self, proposal: Any) -> float:
        value = as_between(self.label, proposal["value"], *self.ends)
        return int(value) if self.whole else value


class Choice(traitlets.HasTraits):
    """One of a few options.

    Parameters
    ----------
    label : str
    options : sequence of str or int
    value : one of them, or None

    Attributes
    ----------
    value : one of the options, or None
        A ValueError if set to anything else.

    Examples
    --------
    >>> label = Choice("label y", [0, 1], 1)
    >>> label.value = 2
    Traceback (most recent call last):
    ValueError: label y: expected one of 0, 1, got 2
    """

    value: Any = traitlets.Any()

    def __init__(self, label: str, options: Sequence[Any], value: Any) -> None:
        super().__init__()
        self.label, self.options = label, list(options)
        self.value = value

    def __repr__(self) -> str:
        return f"Choice({self.label!r}, {self.value!r})"

    def receive(self, value: Any) -> None:
        """Take a value from the browser."""
        self.value = value

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to know, fit for JSON."""
        return {"kind": "choice", "options": self.options}

    @traitlets.validate("value")
    def _check(self, proposal: Any) -> Any:
        value = proposal["value"]
        if value is not None and value not in self.options:
            names = ", ".join(map(str, self.options))
            raise ValueError(
                f"{self.label}: expected one of {names}, got {shown(value)}"
            )
        return value


Control = Slider | Choice
