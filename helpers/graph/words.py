"""A graph and its run in words."""

import math
from collections.abc import Iterable

from helpers.graph.core import Graph, check_record
from helpers.graph.events import Record

TIMES = "\N{MULTIPLICATION SIGN}"
MINUS = "\N{MINUS SIGN}"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LETTERS = {"phat": "p̂", "ell": "ℓ"}
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
        Values, then the edges from the output back, then the slopes of the
        inputs; numbers to three significant digits.

    Raises
    ------
    ValueError
        If `record` is not a whole run of a graph with these nodes.

    Examples
    --------
    >>> import sympy
    >>> graph = Graph.from_steps({"ell": sympy.Symbol("x") ** 2})
    >>> print("\\n".join(describe(graph, graph.backward({"x": 3}))))
    Values: x = 3, ℓ = 9.
    From ℓ back to x: local 6 times upstream 1 gives 6.
    Slopes: ∂ℓ/∂x = 6.
    """
    check_record(graph, record)
    output = plain_name(graph.output)
    back = [
        _sentence(child, parent.name, record)
        for parent in reversed(graph.steps)
        for child in parent.children
    ]
    slopes = [
        (f"∂{output}/∂{plain_name(name)}", record.gradients[name])
        for name in graph.inputs
        if name in record.gradients
    ]
    values = ((plain_name(name), v) for name, v in record.values.items())
    return [
        f"Values: {_listed(values)}.",
        *back,
        f"Slopes: {_listed(slopes)}.",
    ]


def _listed(numbers: Iterable[tuple[str, float]]) -> str:
    """Return names and numbers as in "x = 3, ℓ = 9"."""
    return ", ".join(f"{name} = {format_number(v)}" for name, v in numbers)


def _sentence(child: str, parent: str, record: Record) -> str:
    """Say what goes along one edge."""
    event = record.edges.get((child, parent))
    start, end = plain_name(child), plain_name(parent)
    if event is None:
        value = format_number(record.values[child])
        return f"{end} uses {start} = {value}: data, no slope."
    local, upstream, product = map(
        format_number, (event.local, event.upstream, event.product)
    )
    return (
        f"From {end} back to {start}: local {local} times upstream"
        f" {upstream} gives {product}."
    )


def plain_name(name: str) -> str:
    """Return a name as text shows it: w₁, p̂ for phat, ℓ for ell.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(*map(plain_name, ("w12", "phat", "ell")))
    w₁₂ p̂ ℓ
    """
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :].translate(_SUBSCRIPTS)
    return _LETTERS.get(letters, letters) + digits
