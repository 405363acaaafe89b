"""Checks of arguments: every bad input gets one clear ValueError.

Each ``as_…`` function returns its argument in one known form, an array of the
expected shape say, or raises a ValueError that names the argument, what came
and what was expected.
"""

# What came may be of any type, whatever the annotation says.
# pyright: reportUnnecessaryIsInstance=false

import math
import re
from collections.abc import Collection
from numbers import Real
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int_]
T = TypeVar("T", bound=NDArray[Any])


Seed = int | np.random.Generator

_NUMBERS: tuple[type, ...] = (int, float, np.number)

# Nothing in the course can hold more examples or epochs than this.
_LARGEST_COUNT = 10**12

# More of a value than this says no more about it.
_SHOWN = 80


def shown(value: object) -> str:
    """Return `value` as a message shows it: short, and without addresses."""
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))
    except ValueError:  # a whole number of thousands of digits
        text = f"a very large {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def as_floats(name: str, value: ArrayLike, expected: str) -> Floats:
    """Return `value` as a float array, refusing text and objects."""
    if np.ma.is_masked(value):
        raise ValueError(f"{name}: expected {expected}, got masked values")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name}: expected {expected}, got rows of unequal length"
        ) from None
    if array.dtype.kind == "O":
        return _numbers(name, array, expected)
    if array.dtype.kind not in "biuf":
        raise ValueError(
            f"{name}: expected {expected}, got values of type {array.dtype}"
        )
    return array.astype(float, copy=False)


def _numbers(name: str, array: NDArray[Any], expected: str) -> Floats:
    """Return real numbers held as objects, as pandas' Int64, as floats."""
    for value in array.flat:
        if not isinstance(value, Real):
            raise ValueError(
                f"{name}: expected {expected}, "
                f"got values of type {type(value).__name__}"
            )
    try:
        return array.astype(float)
    except OverflowError:
        raise ValueError(
            f"{name}: expected {expected}, got one beyond the float range"
        ) from None


def _finite(name: str, array: Floats, expected: str) -> Floats:
    """Return `array`, refusing NaN and infinity."""
    if not np.isfinite(array).all():
        if not array.ndim:
            raise ValueError(f"{name}: expected {expected}, got {array}")
        bad = np.argwhere(~np.isfinite(array))[0]
        where = ", ".join(map(str, bad))
        raise ValueError(
            f"{name}: expected {expected}, "
            f"got {array[tuple(bad)]} at index ({where})"
        )
    return array


def as_features(
    name: str, value: ArrayLike, n_features: int | None = None
) -> Floats:
    """Return `value` as a finite array of shape (m, n), m and n >= 1."""
    n = "n" if n_features is None else n_features
    expected = f"finite numbers of shape (m, {n})"
    array = as_floats(name, value, expected)
    if array.ndim != 2:
        hint = ""
        if array.ndim == 1:
            hint = f"; for one feature use {name}.reshape(-1, 1)"
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}{hint}"
        )
    if array.size == 0:
        raise ValueError(
            f"{name}: expected {expected} with m >= 1 and n >= 1, "
            f"got shape {array.shape}"
        )
    if n_features is not None and array.shape[1] != n_features:
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}"
        )
    return _finite(name, array, expected)


def as_row(name: str, value: ArrayLike) -> Floats:
    """Return `value` as a finite array of shape (m,), m >= 1."""
    expected = "finite numbers of shape (m,) with m >= 1"
    array = as_floats(name, value, expected)
    if array.ndim != 1 or not array.size:
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}"
        )
    return _finite(name, array, expected)


def as_limits(name: str, value: ArrayLike) -> tuple[float, float]:
    """Return `value` as two finite numbers, the lower one first."""
    expected = "two finite numbers, the lower one first"
    array = as_floats(name, value, expected)
    if array.shape != (2,) or not array[0] < array[1]:
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    low, high = _finite(name, array, expected)
    return float(low), float(high)


def as_labels(name: str, value: ArrayLike, m: int) -> Floats:
    """Return `value` as m labels, each 0 or 1."""
    expected = f"labels 0 or 1 of shape ({m},)"
    array = as_floats(name, value, expected)
    if array.shape != (m,):
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}"
        )
    wrong = array[(array != 0) & (array != 1)]
    if wrong.size:
        raise ValueError(f"{name}: expected {expected}, got {wrong[0]:g}")
    return array


def as_weights(name: str, value: ArrayLike, n: int) -> Floats:
    """Return `value` as n finite weights."""
    expected = f"finite numbers of shape ({n},)"
    array = as_floats(name, value, expected)
    if array.shape != (n,):
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}"
        )
    return _finite(name, array, expected)


def as_number(name: str, value: ArrayLike) -> float:
    """Return `value` as one finite number."""
    expected = "one finite number"
    array = as_floats(name, value, expected)
    if array.ndim:
        raise ValueError(
            f"{name}: expected {expected}, got shape {array.shape}"
        )
    return float(_finite(name, array, expected))


def as_positive(name: str, value: ArrayLike) -> float:
    """Return `value` as one finite number above zero."""
    expected = "one finite number > 0"
    array = as_floats(name, value, expected)
    if array.ndim or not 0 < array < math.inf:
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    return float(array)


def as_not_negative(name: str, value: ArrayLike) -> float:
    """Return `value` as one finite number, zero or above."""
    expected = "one finite number >= 0"
    array = as_floats(name, value, expected)
    if array.ndim or not 0 <= array < math.inf:
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    return float(array)


def as_count(name: str, value: int, least: int = 1) -> int:
    """Return `value` as a whole number, `least` or more."""
    expected = f"a whole number >= {least}"
    if not _is_whole(value) or value < least:
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    if value > _LARGEST_COUNT:
        raise ValueError(
            f"{name}: expected {expected} and up to {_LARGEST_COUNT:,}, "
            f"got {shown(value)}"
        )
    return int(value)


def _is_whole(value: object) -> bool:
    """Return whether `value` is a whole number; True and False are not."""
    whole = isinstance(value, (int, np.integer))
    return whole and not isinstance(value, bool)


def as_between(name: str, value: ArrayLike, low: float, high: float) -> float:
    """Return `value` as one number from `low` to `high`."""
    expected = f"one number from {low:g} to {high:g}"
    array = as_floats(name, value, expected)
    if array.ndim or not low <= array <= high:
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    return float(array)


def as_moment(name: str, value: int, last: int, first: int = 0) -> int:
    """Return `value` as a whole number from `first` to `last`."""
    if not (_is_whole(value) and first <= value <= last):
        raise ValueError(
            f"{name}: expected a whole number from {first} to {last}, "
            f"got {shown(value)}"
        )
    return int(value)


def as_label(name: str, value: float) -> int:
    """Return `value` as one label, 0 or 1."""
    is_number = isinstance(value, _NUMBERS)
    if isinstance(value, bool) or not is_number or value not in (0, 1):
        raise ValueError(f"{name}: expected 0 or 1, got {shown(value)}")
    return int(value)


def as_generator(name: str, value: Seed) -> np.random.Generator:
    """Return a Generator for a seed; a Generator itself goes on."""
    if isinstance(value, np.random.Generator):
        return value
    if not _is_whole(value) or value < 0:
        raise ValueError(
            f"{name}: expected a whole number >= 0 or a Generator, "
            f"got {shown(value)}"
        )
    return np.random.default_rng(value)


def as_choice(name: str, value: object, choices: Collection[str]) -> str:
    """Return `value` if it is one of the choices."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(
            f"{name}: expected one of {list(choices)}, got {shown(value)}"
        )
    return value


def read_only(array: T) -> T:
    """Return `array` closed to changes: for results that are kept."""
    array.flags.writeable = False
    return array
