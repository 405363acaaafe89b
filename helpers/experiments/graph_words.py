"""What the graph stepper says: a step and why, and the next one to predict."""

from helpers import model
from helpers.graph import Event, Record
from helpers.graph.events import Backward, Forward
from helpers.graph.words import MINUS, TIMES, format_number, plain_name

_GRADIENTS = "w1", "w2", "b"


def sentence(record: Record, event: Event | None) -> str:
    """Return what happens at a step, and why.

    Parameters
    ----------
    record : Record
        Of `logistic_loss_graph` with two features.
    event : Event or None
        One of its events; None for the start.

    Returns
    -------
    str

    Examples
    --------
    >>> from helpers.graph import logistic_loss_graph
    >>> point = {"w1": 0.2, "x1": 2, "w2": -0.4, "x2": 3, "b": 0.1, "y": 1}
    >>> record = logistic_loss_graph().backward(point)
    >>> print(sentence(record, None))
    Only the inputs are known, with w = (0.2, −0.4) and b = 0.1.
    >>> print(sentence(record, record.events[0]))
    Forward: z = w₁x₁ + w₂x₂ + b = −0.7.
    """
    if event is None:
        w1, w2, b = (_spoken(record.values[name]) for name in _GRADIENTS)
        return f"Only the inputs are known, with w = ({w1}, {w2}) and b = {b}."
    if event.kind == "seed":
        return (
            "Turning point: the slope of ℓ by itself is 1. From here each "
            "edge multiplies it."
        )
    if event.kind == "forward":
        return f"Forward: {_computed(record, event)}."
    parent, name = plain_name(event.parent), plain_name(event.node)
    local, product = _spoken(event.local), _spoken(event.product)
    return (
        f"Back from {parent} to {name}: local {local} "
        f"{TIMES} upstream {_spoken(event.upstream)} "
        f"{'is' if _lost(event.product) else '='} {product}. "
        f"{_reason(record, event)}."
    )


def question(record: Record, step: int) -> str:
    """Return what to predict after a step, and what is still to come.

    Parameters
    ----------
    record : Record
    step : int
        How many of the events have happened.

    Returns
    -------
    str
        After the last step, what has been found.

    Examples
    --------
    >>> from helpers.graph import logistic_loss_graph
    >>> point = {"w1": 0.2, "x1": 2, "w2": -0.4, "x2": 3, "b": 0.1, "y": 1}
    >>> record = logistic_loss_graph().backward(point)
    >>> print(question(record, 7))
    Next: to w₁, 2 × −0.668 = ? Then the slopes of w₂.
    """
    if step == len(record.events):
        found = (
            f"∂ℓ/∂{plain_name(name)} = {_spoken(record.gradients[name])}"
            for name in _GRADIENTS
        )
        return f"Done: {', '.join(found)}."
    ahead, *later = record.events[step:]
    parts = [
        f"the {what} of {', '.join(map(plain_name, names))}"
        for what, names in (
            ("values", [e.node for e in later if e.kind == "forward"]),
            ("slopes", [e.node for e in later if e.kind != "forward"]),
        )
        if names
    ]
    coming = f" Then {' and '.join(parts)}." if parts else ""
    return f"Next: {_asked(ahead)}{coming}"


def _asked(event: Event) -> str:
    """Return the question whose answer an event is."""
    name = plain_name(event.node)
    if event.kind == "forward":
        return f"{name} = ?"
    if event.kind == "seed":
        return f"the slope of {name} by itself = ?"
    local, upstream = _spoken(event.local), _spoken(event.upstream)
    return f"to {name}, {local} {TIMES} {upstream} = ?"


def _spoken(value: float) -> str:
    """Return a number as one reads it out."""
    shown = format_number(value)
    return {"nan": "not a number", "inf": "infinity"}.get(
        shown, shown.replace(f"{MINUS}inf", "minus infinity")
    )


def _lost(value: float) -> bool:
    """Return whether a value is not a number."""
    return value != value


def _computed(record: Record, event: Forward) -> str:
    """Return what a step computes, with its number."""
    value, y = _spoken(event.value), record.values["y"]
    if event.node == "z":
        return f"z = w₁x₁ + w₂x₂ + b = {value}"
    if event.node == "phat":
        if event.value in (0, 1):
            return f"p̂ = σ(z) is rounded to exactly {value}"
        return f"p̂ = σ(z) = {value}, the probability of label 1"
    if "phat" not in record.values:
        sign = "−" if y else ""
        return f"ℓ = log(1 + exp({sign}z)) = {value}, straight from z"
    if _lost(event.value):
        return "ℓ contains 0 · log 0, which is not a number"
    if value == "infinity":
        true = _spoken(abs(record.values["z"]))
        return f"ℓ = −log 0 = infinity, where the true loss is {true}"
    of = "p̂" if y else "(1 − p̂)"
    return f"ℓ = −log {of} = {value}, since the label is {y:.0f}"


def _reason(record: Record, event: Backward) -> str:
    """Return what the local slope is, and why."""
    name, y = plain_name(event.node), record.values["y"]
    if event.node == "phat":
        if _lost(event.local):
            return "Local is (p̂ − y)/(p̂(1 − p̂)): zero divided by zero"
        if y:
            return "Local is −1/p̂: with label 1, ℓ falls when p̂ rises"
        return "Local is 1/(1 − p̂): with label 0, ℓ rises with p̂"
    if event.node == "z":
        if event.parent == "ell":
            return "Local is p̂ − y, cancelled on paper; p̂ is not needed"
        if _lost(event.product):
            return f"The true slope p̂ − y {_true_slope(record)}"
        return "Local is p̂(1 − p̂); it cancels, and p̂ − y is left"
    if event.node == "b":
        return "Local is 1: b is multiplied by nothing"
    return f"Local is x{name[1:]}, by which {name} is multiplied"


def _true_slope(record: Record) -> str:
    """Return p̂ − y in words, computed without a difference."""
    sign = 1 - 2 * record.values["y"]
    slope = sign * float(model.sigmoid(sign * record.values["z"]))
    return f"is {_spoken(slope)}" if slope else "rounds to 0"
