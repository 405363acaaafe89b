"""Ready-made graphs of the loss of one example."""

import sympy

from helpers._checks import as_count
from helpers.functions import softplus
from helpers.graph.core import Graph


def logistic_loss_graph(*, fused: bool = False, n: int = 2) -> Graph:
    """Return the graph of the cross-entropy loss of one example.

    Parameters
    ----------
    fused : bool, default False
        False: z, a and L as in the sources.  True: z and L only, the
        sigmoid and the logarithms joined in one step.
    n : int, default 2
        Number of features.

    Returns
    -------
    Graph
        Inputs w1..wn, x1..xn, b, y; x and y are data.

    Raises
    ------
    ValueError
        If `n` is not a whole number >= 1.

    Notes
    -----
    Unfused: dL/da = (a - y)/(a (1 - a)) and da/dz = a (1 - a), whose
    product is a - y; in float64 this is inf times 0 once a rounds to 0
    or 1.  Fused: L = y softplus(-z) + (1 - y) softplus(z), so that dL/dz =
    (1 - y) sigma(z) - y sigma(-z), which is a - y without a difference of
    nearly equal numbers: for a label it is s sigma(u) with s = 1 - 2y and
    the margin u = s z.

    Examples
    --------
    >>> point = {"w1": 40, "x1": 1, "b": 0, "y": 0}
    >>> logistic_loss_graph(n=1).backward(point).gradients["w1"]
    nan
    >>> logistic_loss_graph(n=1, fused=True).backward(point).gradients["w1"]
    1.0
    """
    logit, features = _logit(n)
    z, a, y = sympy.symbols("z a y")
    data = [*features, "y"]
    if fused:
        loss = y * softplus(-z) + (1 - y) * softplus(z)
        return Graph.from_steps({"z": logit, "L": loss}, data=data)
    loss = -(y * sympy.log(a) + (1 - y) * sympy.log(1 - a))
    return Graph.from_steps(
        {"z": logit, "a": 1 / (1 + sympy.exp(-z)), "L": loss},
        data=data,
        derivatives={
            ("z", "a"): a * (1 - a),
            ("a", "L"): (a - y) / (a * (1 - a)),
        },
    )


def small_steps_graph(*, n: int = 1) -> Graph:
    """Return the loss cut so that `a` is used twice: by log a and log(1 - a).

    Parameters
    ----------
    n : int, default 1
        Number of features.

    Returns
    -------
    Graph
        Steps z, e, d, a, p, q, L; x and y are data.

    Raises
    ------
    ValueError
        If `n` is not a whole number >= 1.

    Examples
    --------
    >>> graph = small_steps_graph()
    >>> [parent for child, parent in graph.edges if child == "a"]
    ['p', 'q']
    """
    logit, features = _logit(n)
    z, e, d, a, p, q, y = sympy.symbols("z e d a p q y")
    steps = {
        "z": logit,
        "e": sympy.exp(-z),
        "d": 1 + e,
        "a": 1 / d,
        "p": sympy.log(a),
        "q": sympy.log(1 - a),
        "L": -(y * p + (1 - y) * q),
    }
    return Graph.from_steps(steps, data=[*features, "y"])


def _logit(n: int) -> tuple[sympy.Expr, list[str]]:
    """Return w1 x1 + ... + wn xn + b and the names of the features."""
    n = as_count("n", n)
    w = sympy.symbols(f"w1:{n + 1}")
    x = sympy.symbols(f"x1:{n + 1}")
    terms = [wj * xj for wj, xj in zip(w, x, strict=True)]
    return sympy.Add(*terms, sympy.Symbol("b")), [xj.name for xj in x]
