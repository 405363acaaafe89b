"""A graph and its run in words."""

import math
from collections.abc import Iterable

from helpers.graph.core import Graph, check_record
from helpers.graph.events import Record

TIMES = "\N{MULTIPLICATION SIGN}"
MINUS = "\N{MINUS SIGN}"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def format_number(value: float) -> str:
    """Return `value` as text, with a true minus sign.

    It is rounded to three significant digits, or to whole numbers from 1000
    to 99,999; larger ones and those below 0.01 to two (1.2·10⁻⁵).  A
    rounded number keeps its last zeros (0.250), an exact one does not (0.25).

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> print(*map(format_number, (0.25, 0.2497, 1234.5, 1.234e-5)))
    0.25 0.250 1234 1.2·10⁻⁵
    """
    size = abs(value)
    if value == 0 or not math.isfinite(value):
        text = f"{size:g}" if value == 0 else f"{value:g}"
    elif not 0.01 <= size < 99_999.5:
        digits, power = f"{value:.1e}".split("e")
        text = f"{digits}·10{str(int(power)).translate(_RAISED)}"
    elif size >= 999.5:
        text = f"{value:.0f}"
    else:
        text = f"{value:.3g}"
        if not math.isclose(float(text), value, rel_tol=1e-12):
            text = f"{value:#.3g}"
    return text.rstrip(".").replace("-", MINUS)


def describe(graph: Graph, record: Record) -> list[str]:
    """Say in plain text what the picture shows, one sentence an edge.

    Parameters
    ----------
    graph : Graph
    record : Record

    Returns
    -------
    list of str
        Values, then the edges from the output back, then the gradients of
        the inputs; numbers to three significant digits.

    Raises
    ------
    ValueError
        If `record` is not a whole run of a graph with these nodes.

    Examples
    --------
    >>> import sympy
    >>> graph = Graph.from_steps({"L": sympy.Symbol("x") ** 2})
    >>> print("\\n".join(describe(graph, graph.backward({"x": 3}))))
    Values: x = 3, L = 9.
    From L back to x: local 6 times upstream 1 gives 6.
    Gradients: dL/dx = 6.
    """
    check_record(graph, record)
    back = [
        _sentence(child, parent.name, record)
        for parent in reversed(graph.steps)
        for child in parent.children
    ]
    slopes = [
        (f"d{graph.output}/d{name}", record.gradients[name])
        for name in graph.inputs
        if name in record.gradients
    ]
    return [
        f"Values: {_listed(record.values.items())}.",
        *back,
        f"Gradients: {_listed(slopes)}.",
    ]


def _listed(numbers: Iterable[tuple[str, float]]) -> str:
    """Return names and numbers as in "x = 3, L = 9"."""
    return ", ".join(f"{name} = {format_number(v)}" for name, v in numbers)


def _sentence(child: str, parent: str, record: Record) -> str:
    """Say what goes along one edge."""
    event = record.edges.get((child, parent))
    if event is None:
        value = format_number(record.values[child])
        return f"{parent} uses {child} = {value}: data, no gradient."
    local, upstream, product = map(
        format_number, (event.local, event.upstream, event.product)
    )
    return (
        f"From {parent} back to {child}: local {local} times upstream"
        f" {upstream} gives {product}."
    )


def plain_name(name: str) -> str:
    """Return a name with small digits at its end, as in w₁.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> plain_name("w12")
    'w₁₂'
    """
    letters = name.rstrip("0123456789")
    return letters + name[len(letters) :].translate(_SUBSCRIPTS)
