"""What happens while a graph runs, and the record that is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from helpers._checks import as_moment


@dataclass(frozen=True)
class Forward:
    """The value of a step is computed."""

    node: str
    value: float
    kind: Literal["forward"] = field(default="forward", init=False)


@dataclass(frozen=True)
class Seed:
    """The backward pass starts: the gradient of the output by itself, 1."""

    node: str
    total: float = 1.0
    kind: Literal["seed"] = field(default="seed", init=False)


@dataclass(frozen=True)
class Backward:
    """A product goes back along one edge.

    Attributes
    ----------
    node, parent : str
        The ends of the edge: the product comes from `parent`.
    local : float
        d parent / d node.
    upstream : float
        The gradient of `parent`, complete.
    product : float
        ``local * upstream``.
    total : float
        The gradient of `node` collected so far.
    """

    node: str
    parent: str
    local: float
    upstream: float
    product: float
    total: float
    kind: Literal["backward"] = field(default="backward", init=False)


#: one thing that happens while a graph runs; `kind` tells which
Event = Forward | Seed | Backward


@dataclass(frozen=True)
class Record:
    """What a run has brought about, whole or so far; it cannot be changed.

    Attributes
    ----------
    inputs : mapping, input name -> float
        Known before the first event.
    events : tuple of Event
        In the order in which they came about.

    Examples
    --------
    >>> import sympy
    >>> from helpers.graph import Graph
    >>> x, z = sympy.symbols("x z")
    >>> graph = Graph.from_steps({"z": 3 * x, "ell": z**2})
    >>> record = graph.backward({"x": 2})
    >>> [event.kind for event in record.events]
    ['forward', 'forward', 'seed', 'backward', 'backward']
    >>> dict(record.after(4).gradients)
    {'z': 12.0, 'ell': 1.0}
    """

    inputs: Mapping[str, float]
    events: tuple[Event, ...]

    @cached_property
    def values(self) -> Mapping[str, float]:
        """Node name -> its value, inputs first."""
        found = dict(self.inputs)
        found |= {e.node: e.value for e in self.events if e.kind == "forward"}
        return MappingProxyType(found)

    @cached_property
    def edges(self) -> Mapping[tuple[str, str], Backward]:
        """(child, parent) -> what went back from parent to child.

        Edges from data are absent: no gradient goes along them.
        """
        back = [e for e in self.events if e.kind == "backward"]
        return MappingProxyType({(e.node, e.parent): e for e in back})

    @cached_property
    def gradients(self) -> Mapping[str, float]:
        """Node name -> the sum of the products that have reached it."""
        totals = {e.node: e.total for e in self.events if e.kind != "forward"}
        return MappingProxyType(
            {name: totals[name] for name in self.values if name in totals}
        )

    def after(self, count: int) -> Record:
        """Return what was known after the first `count` events.

        Parameters
        ----------
        count : int
            From 0 to the number of events.

        Returns
        -------
        Record

        Raises
        ------
        ValueError
            If `count` is not a whole number in this range.
        """
        count = as_moment("count", count, len(self.events))
        return Record(self.inputs, self.events[:count])
