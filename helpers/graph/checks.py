"""Checks of names and values, which for a graph may be sympy's."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import sympy

from helpers._checks import as_choice, as_number


def as_mapping(name: str, value: object) -> Mapping[Any, Any]:
    """Return `value` if it is a mapping."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{name}: expected a mapping, got {value!r}")
    return value


def as_names(name: str, keys: object) -> list[str]:
    """Return a list of different names, given as text or as symbols."""
    if isinstance(keys, str) or not isinstance(keys, Collection):
        raise ValueError(f"{name}: expected a list of names, got {keys!r}")
    names = [_as_name(name, key) for key in keys]
    if len(set(names)) < len(names):
        raise ValueError(f"{name}: a name is given twice in {names}")
    return names


def _as_name(name: str, key: Any) -> str:
    """Return the name that a symbol has or a text is."""
    if isinstance(key, sympy.Symbol):
        return key.name
    if isinstance(key, str) and key:
        return key
    raise ValueError(f"{name}: expected a name or a symbol, got {key!r}")


def as_values(values: object, inputs: Collection[str]) -> dict[str, float]:
    """Return one finite number for each input, in the order of `inputs`."""
    given = as_mapping("values", values)
    named = dict(zip(as_names("values", given), given.values(), strict=True))
    for name in named:
        as_choice("values", name, inputs)
    missing = [name for name in inputs if name not in named]
    if missing:
        raise ValueError(f"values: missing {', '.join(missing)}")
    return {name: _as_value(name, named[name]) for name in inputs}


def _as_value(name: str, value: Any) -> float:
    """Return a number, sympy's too, as a finite float; True is none."""
    if isinstance(value, bool | np.bool_):
        raise ValueError(f"{name}: expected one finite number, got {value!r}")
    number = isinstance(value, sympy.Number | sympy.NumberSymbol)
    return as_number(name, float(value) if number else value)
