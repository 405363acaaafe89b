"""Graph stepper in numbers: what each step of a run says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from numpy.typing import ArrayLike

from helpers._checks import as_label, as_moment, as_number, as_weights
from helpers.experiments import graph_words
from helpers.graph import Event, Graph, Record, logistic_loss_graph


@dataclass(frozen=True)
class GraphNumbers:
    """One step of a run through the graph of the loss.

    Attributes
    ----------
    graph : Graph
        From `logistic_loss_graph`, with two features.
    record : Record
        The whole run, with all its events.
    step : int
        How many of the events have happened; 0 is the start.

    Raises
    ------
    ValueError
        If the run has no such step.
    """

    graph: Graph
    record: Record
    step: int

    def __post_init__(self) -> None:
        as_moment("step", self.step, self.last)

    @property
    def last(self) -> int:
        """Number of the last step."""
        return len(self.record.events)

    @property
    def event(self) -> Event | None:
        """What happens at this step; None at step 0, with inputs only."""
        return self.record.events[self.step - 1] if self.step else None

    @property
    def ahead(self) -> Event | None:
        """What happens at the next step; None at the last one."""
        coming = self.record.events[self.step :]
        return coming[0] if coming else None

    @property
    def sentence(self) -> str:
        """What happens at this step, and why."""
        return graph_words.sentence(self.record, self.event)

    @property
    def question(self) -> str:
        """What to predict next, and what is still to come."""
        return graph_words.question(self.record, self.step)

    def at(self, step: int) -> GraphNumbers:
        """Return another step of the same run.

        Parameters
        ----------
        step : int

        Returns
        -------
        GraphNumbers

        Raises
        ------
        ValueError
            If the run has no such step.
        """
        return replace(self, step=step)


def graph_numbers(
    step: int,
    *,
    fused: bool = False,
    x: ArrayLike = (2.0, 3.0),
    y: int = 1,
    w: ArrayLike = (0.2, -0.4),
    b: float = 0.1,
) -> GraphNumbers:
    """Return what happens at one step through the graph of the loss.

    Parameters
    ----------
    step : int
        0 is the start. Steps forward compute z, p̂ and ℓ, one sets the slope
        of ℓ by itself to 1, and each step backward takes one edge.
    fused : bool
        One edge from ℓ to z instead of two, over p̂.
    x : two float
        Features of the example.
    y : 0 or 1
        Its label.
    w : two float
    b : float

    Returns
    -------
    GraphNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Backward, ``product = local * upstream``; at the end ∂ℓ/∂w = (p̂ − y) x
    and ∂ℓ/∂b = p̂ − y.

    Examples
    --------
    >>> numbers = graph_numbers(6)
    >>> print(numbers.event.node, round(numbers.event.product, 3))
    z -0.668
    >>> print(numbers.at(3).sentence)
    Forward: ℓ = −log p̂ = 1.10, since the label is 1.
    """
    if not isinstance(fused, bool):
        raise ValueError(f"fused: expected True or False, got {fused!r}")
    label = as_label("y", y)
    x1, x2 = as_weights("x", x, 2)
    w1, w2 = as_weights("w", w, 2)
    values = {"x1": x1, "x2": x2, "w1": w1, "w2": w2}
    values |= {"b": as_number("b", b), "y": label}
    graph = _loss_graph(fused)
    return GraphNumbers(graph, graph.backward(values), step)


@lru_cache
def _loss_graph(fused: bool) -> Graph:
    """Return one of the two graphs, built when it is first needed."""
    return logistic_loss_graph(fused=fused)
