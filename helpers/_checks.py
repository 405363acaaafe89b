"""Checks of arguments: every bad input gets one clear ValueError.

Each function returns its argument as a float array (or number) of the
expected shape, or raises a ValueError that names the argument, what came
and what was expected.
"""

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def as_floats(name: str, value: ArrayLike, expected: str) -> Floats:
    """Return `value` as a float array, refusing text and objects."""
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ValueError(f"{name}: expected {expected}, got masked values")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name}: expected {expected}, got rows of unequal length"
        ) from None
    if array.dtype.kind not in "biuf":
        raise ValueError(
            f"{name}: expected {expected}, got values of type {array.dtype}"
        )
    return array.astype(float, copy=False)


def _finite(name: str, array: Floats, expected: str) -> Floats:
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
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return float(array)


def as_not_negative(name: str, value: ArrayLike) -> float:
    """Return `value` as one finite number, zero or above."""
    expected = "one finite number >= 0"
    array = as_floats(name, value, expected)
    if array.ndim or not 0 <= array < math.inf:
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return float(array)


def as_count(name: str, value: int) -> int:
    """Return `value` as a whole number >= 1."""
    is_whole = isinstance(value, (int, np.integer))
    if isinstance(value, bool) or not is_whole or value < 1:
        raise ValueError(
            f"{name}: expected a whole number >= 1, got {value!r}"
        )
    return int(value)


def as_between(name: str, value: ArrayLike, low: float, high: float) -> float:
    """Return `value` as one number from `low` to `high`."""
    expected = f"one number from {low:g} to {high:g}"
    array = as_floats(name, value, expected)
    if array.ndim or not low <= array <= high:
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return float(array)


def as_moment(name: str, value: int, last: int, first: int = 0) -> int:
    """Return `value` as a whole number from `first` to `last`."""
    is_whole = isinstance(value, (int, np.integer))
    if isinstance(value, bool) or not (is_whole and first <= value <= last):
        raise ValueError(
            f"{name}: expected a whole number from {first} to {last}, "
            f"got {value!r}"
        )
    return int(value)


def as_label(name: str, value: int) -> int:
    """Return `value` as one label, 0 or 1."""
    is_whole = isinstance(value, (int, float, np.number))
    if isinstance(value, bool) or not is_whole or value not in (0, 1):
        raise ValueError(f"{name}: expected 0 or 1, got {value!r}")
    return int(value)


def as_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of the choices."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(
            f"{name}: expected one of {list(choices)}, got {value!r}"
        )
    return value


def read_only(array: Floats) -> Floats:
    """Return `array` closed to changes: for results that are kept."""
    array.flags.writeable = False
    return array
