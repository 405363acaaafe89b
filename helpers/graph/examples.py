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
        False: z, p̂ and ℓ, one step each.  True: z and ℓ only, the
        sigmoid and the logarithms joined in one step.
    n : int, default 2
        Number of features.

    Returns
    -------
    Graph
        Inputs w1..wn, x1..xn, b, y; x and y are data.  p̂ is the node
        "phat", ℓ the node "ell".

    Raises
    ------
    ValueError
        If `n` is not a whole number >= 1.

    Notes
    -----
    Unfused: ∂ℓ/∂p̂ = (p̂ − y)/(p̂(1 − p̂)) and ∂p̂/∂z = p̂(1 − p̂), whose
    product is p̂ − y; in float64 this is inf times 0 once p̂ rounds to 0
    or 1.  Fused: ℓ = y softplus(−z) + (1 − y) softplus(z), so that ∂ℓ/∂z
    = (1 − y) σ(z) − y σ(−z), which is p̂ − y without a difference of
    nearly equal numbers: for a label it is s σ(sz) with s = 1 − 2y.

    Examples
    --------
    >>> point = {"w1": 40, "x1": 1, "b": 0, "y": 0}
    >>> logistic_loss_graph(n=1).backward(point).gradients["w1"]
    nan
    >>> logistic_loss_graph(n=1, fused=True).backward(point).gradients["w1"]
    1.0
    """
    logit, features = _logit(n)
    z, p, y = sympy.symbols("z phat y")
    data = [*features, "y"]
    if fused:
        loss = y * softplus(-z) + (1 - y) * softplus(z)
        return Graph.from_steps({"z": logit, "ell": loss}, data=data)
    loss = -(y * sympy.log(p) + (1 - y) * sympy.log(1 - p))
    return Graph.from_steps(
        {"z": logit, "phat": 1 / (1 + sympy.exp(-z)), "ell": loss},
        data=data,
        derivatives={
            ("z", "phat"): p * (1 - p),
            ("phat", "ell"): (p - y) / (p * (1 - p)),
        },
    )


def small_steps_graph(*, n: int = 1) -> Graph:
    """Return the loss cut so that p̂ is used twice: in two logarithms.

    Parameters
    ----------
    n : int, default 1
        Number of features.

    Returns
    -------
    Graph
        Steps z, e = exp(−z), d = 1 + e, p̂ = 1/d, u = log p̂, v = log(1 − p̂)
        and ℓ; x and y are data.

    Raises
    ------
    ValueError
        If `n` is not a whole number >= 1.

    Examples
    --------
    >>> graph = small_steps_graph()
    >>> [parent for child, parent in graph.edges if child == "phat"]
    ['u', 'v']
    """
    logit, features = _logit(n)
    z, e, d, p, u, v, y = sympy.symbols("z e d phat u v y")
    steps = {
        "z": logit,
        "e": sympy.exp(-z),
        "d": 1 + e,
        "phat": 1 / d,
        "u": sympy.log(p),
        "v": sympy.log(1 - p),
        "ell": -(y * u + (1 - y) * v),
    }
    return Graph.from_steps(steps, data=[*features, "y"])


def _logit(n: int) -> tuple[sympy.Expr, list[str]]:
    """Return w1 x1 + ... + wn xn + b and the names of the features."""
    n = as_count("n", n)
    w = sympy.symbols(f"w1:{n + 1}")
    x = sympy.symbols(f"x1:{n + 1}")
    terms = [wj * xj for wj, xj in zip(w, x, strict=True)]
    return sympy.Add(*terms, sympy.Symbol("b")), [xj.name for xj in x]
