"""Packages whose names are loaded when they are first used."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return what a package's `__init__` needs to load its names lazily.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping, name -> module
        Where in the package each public name lives; as ``module:Name`` if
        it has another name there.

    Returns
    -------
    ``__getattr__``, ``__dir__`` and ``__all__``
        Of the package: see PEP 562.
    """

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no {name!r}")
        module, _, attribute = homes[name].partition(":")
        home = import_module(f"{package}.{module}")
        value = getattr(home, attribute or name)
        setattr(sys.modules[package], name, value)
        return value

    names = sorted(homes)
    return get, lambda: names, names
