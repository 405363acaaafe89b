"""Graph stepper in numbers: what each step of a run says."""

from dataclasses import dataclass
from functools import lru_cache

from helpers import model
from helpers._checks import (
    as_label,
    as_moment,
    as_number,
    as_weights,
)
from helpers.graph import (
    Event,
    Graph,
    Record,
    logistic_loss_graph,
)
from helpers.graph.core import TIMES
from helpers.graph.words import format_number, plain_name

# The third makes a logit near -800: see "Where correct factors give a wrong
# product" in notebook 03.
EXAMPLES = {
    "(2, 3)": (2.0, 3.0),
    "(20, 30)": (20.0, 30.0),
    "(2000, 3000)": (2000.0, 3000.0),
}
_GRADIENTS = "w1", "w2", "b"


@dataclass(frozen=True)
class GraphNumbers:
    """One step of a run through the graph of the loss.

    Attributes
    ----------
    graph : Graph
    record : Record
        The whole run, with all its events.
    step, last : int
        This step and the last one.
    event : Event or None
        What happens at this step, with its node and numbers; None at step
        0, where only the inputs are known.
    ahead : Event or None
        What happens at the next step; None at the last one.
    sentence : str
        What happens at this step, and why.
    """

    graph: Graph
    record: Record
    step: int
    event: Event | None
    ahead: Event | None
    sentence: str

    @property
    def last(self) -> int:
        """Number of the last step."""
        return len(self.record.events)


def graph_numbers(
    step: int,
    *,
    fused: bool = False,
    x: tuple[float, float] = (2.0, 3.0),
    y: int = 1,
    w: tuple[float, float] = (0.2, -0.4),
    b: float = 0.1,
) -> GraphNumbers:
    """Return what happens at one step through the graph of the loss.

    Parameters
    ----------
    step : int
        0 is the start. Steps forward compute z, a and L, one sets the slope
        of L by itself to 1, and each step backward takes one edge.
    fused : bool
        One edge from L to z instead of two, over a.
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
    Backward, ``product = local * upstream``; at the end ∂L/∂w = (a − y) x
    and ∂L/∂b = a − y.

    Examples
    --------
    >>> numbers = graph_numbers(6)
    >>> print(numbers.event.node, round(numbers.event.product, 3))
    z -0.668
    >>> print(graph_numbers(3).sentence)
    Forward: L = −log a = 1.10, since the label is 1.
    """
    if not isinstance(fused, bool):
        raise ValueError(f"fused: expected True or False, got {fused!r}")
    y = as_label("y", y)
    x = as_weights("x", x, 2)
    w = as_weights("w", w, 2)
    values = {"x1": x[0], "x2": x[1], "w1": w[0], "w2": w[1]}
    values |= {"b": as_number("b", b), "y": float(y)}
    graph = loss_graph(fused)
    return at_step(graph, graph.backward(values), step)


def at_step(graph: Graph, record: Record, step: int) -> GraphNumbers:
    """Return one step of a run that is known.

    Parameters
    ----------
    graph : Graph
        From `logistic_loss_graph`, with two features.
    record : Record
    step : int

    Returns
    -------
    GraphNumbers

    Raises
    ------
    ValueError
        If the run has no such step.
    """
    last = len(record.events)
    step = as_moment("step", step, last)
    event = record.events[step - 1] if step else None
    ahead = record.events[step] if step < last else None
    sentence = _sentence(record, event)
    return GraphNumbers(graph, record, step, event, ahead, sentence)


@lru_cache
def loss_graph(fused: bool) -> Graph:
    return logistic_loss_graph(fused=fused)


# --- words ------------------------------------------------------------------


def _words(value: float) -> str:
    """Return a number as one reads it out."""
    shown = format_number(value)
    return {"nan": "not a number", "inf": "infinity"}.get(
        shown, shown.replace("\N{MINUS SIGN}inf", "minus infinity")
    )


def _sentence(record: Record, event: Event | None) -> str:
    if event is None:
        w1, w2, b = (_words(record.values[name]) for name in _GRADIENTS)
        return f"Only the inputs are known, with w = ({w1}, {w2}) and b = {b}."
    if event.kind == "seed":
        return (
            "Turning point: the slope of L by itself is 1. From here each "
            "edge multiplies it."
        )
    if event.kind == "forward":
        return "Forward: " + _forward(record, event) + "."
    name, product = plain_name(event.node), _words(event.product)
    lost = event.product != event.product
    return (
        f"Back from {event.parent} to {name}: local {_words(event.local)} "
        f"{TIMES} upstream {_words(event.upstream)} "
        f"{'is' if lost else '='} {product}. {_reason(record, event)}."
    )


def _forward(record: Record, event: Event) -> str:
    """Return the step that computes a value, with its number."""
    value, y = _words(event.value), record.values["y"]
    if event.node == "z":
        return f"z = w₁x₁ + w₂x₂ + b = {value}"
    if event.node == "a":
        if event.value in (0, 1):
            return f"a = σ(z) is rounded to exactly {value}"
        return f"a = σ(z) = {value}, the probability of label 1"
    if "a" not in record.values:
        sign = "−" if y else ""
        return f"L = log(1 + exp({sign}z)) = {value}, straight from z"
    if event.value != event.value:
        return "L contains 0 · log 0, which is not a number"
    if value == "infinity":
        true = _words(abs(record.values["z"]))
        return f"L = −log 0 = infinity, where the true loss is {true}"
    of = "a" if y else "(1 − a)"
    return f"L = −log {of} = {value}, since the label is {y:.0f}"


def _reason(record: Record, event: Event) -> str:
    """Return what the local slope is, and why."""
    name, y = plain_name(event.node), record.values["y"]
    if event.node == "a":
        if event.local != event.local:
            return "Local is (a − y)/(a(1 − a)): zero divided by zero"
        if y:
            return "Local is −1/a: with label 1, L falls when a rises"
        return "Local is 1/(1 − a): with label 0, L rises with a"
    if event.node == "z":
        if event.parent == "L":
            return "Local is a − y, cancelled on paper; a is not needed"
        if event.product != event.product:
            return f"The true slope a − y {_true_slope(record)}"
        return "Local is a(1 − a); it cancels, and a − y is left"
    if event.node == "b":
        return "Local is 1: b is multiplied by nothing"
    return f"Local is x{name[1:]}, by which {name} is multiplied"


def _true_slope(record: Record) -> str:
    sign = 1 - 2 * record.values["y"]
    slope = sign * float(model.sigmoid(sign * record.values["z"]))
    return f"is {_words(slope)}" if slope else "rounds to 0"


def question(n: GraphNumbers) -> str:
    """Return what to predict next, and what is still to come."""
    if n.ahead is None:
        found = (
            f"∂L/∂{plain_name(name)} = {_words(n.record.gradients[name])}"
            for name in _GRADIENTS
        )
        return f"Done: {', '.join(found)}."
    name = plain_name(n.ahead.node)
    if n.ahead.kind == "forward":
        asked = f"{name} = ?"
    elif n.ahead.kind == "seed":
        asked = f"the slope of {name} by itself = ?"
    else:
        local, upstream = _words(n.ahead.local), _words(n.ahead.upstream)
        asked = f"to {name}, {local} {TIMES} {upstream} = ?"
    later = n.record.events[n.step + 1 :]
    parts = [
        f"the {what} of {', '.join(map(plain_name, names))}"
        for what, names in (
            ("values", [e.node for e in later if e.kind == "forward"]),
            ("slopes", [e.node for e in later if e.kind != "forward"]),
        )
        if names
    ]
    coming = f" Then {' and '.join(parts)}." if parts else ""
    return f"Next: {asked}{coming}"


# --- view -------------------------------------------------------------------


def run(fused, x, y, w1, w2, b) -> tuple[Graph, Record]:
    n = graph_numbers(0, fused=fused, x=EXAMPLES[x], y=y, w=(w1, w2), b=b)
    return n.graph, n.record
