"""What the separability switch says of its descent."""

from functools import lru_cache

import numpy as np

from helpers._checks import Floats
from helpers.experiments.separability import (
    N_EPOCHS,
    X1_LIMITS,
    SeparabilityNumbers,
    fixed_points,
)
from helpers.explorers._told import Mark, Row, fixed

# Epochs at which the table reads ‖w‖: each ten times the one before.
READ = N_EPOCHS // 100, N_EPOCHS // 10, N_EPOCHS
_LIE = {
    "separable": "a line separates the classes",
    "touching": "the classes only touch",
    "overlapping": "no line separates the classes",
}


def verdict(n: SeparabilityNumbers, highest: float) -> str:
    """Return whether there is a minimum, and where; ↑ if it is higher."""
    if n.min_length is None:
        return "no minimum"
    beyond = " ↑" if n.min_length > highest else ""
    return f"minimum at {n.min_length:.2f}{beyond}"


def finding(n: SeparabilityNumbers) -> str:
    """Return why ‖w‖ settles or does not."""
    lie = _LIE[n.state]
    if n.min_length is None:
        return (
            f"{lie.capitalize()}, so ‖w‖ grows for ever: the last factor ten "
            f"of epochs added **{fixed(_added(n, N_EPOCHS), 2)}**."
        )
    why = f"The penalty makes a minimum, although {lie}"
    if n.state == "overlapping":
        why = f"{lie.capitalize()}, so there is a minimum"
    how = "" if _has_settled(n) else ", not reached yet"
    return f"{why}: at ‖w‖ = **{fixed(n.min_length, 2)}**{how}."


def rows(n: SeparabilityNumbers) -> list[Row]:
    """Return ‖w‖ at each epoch of READ, and at the minimum."""
    least = "none" if n.min_length is None else fixed(n.min_length, 2)
    read = [
        Row(
            f"epoch {epoch:,}",
            (fixed(n.length[epoch], 2), fixed(_added(n, epoch), 2)),
            "●",
            "run",
        )
        for epoch in READ
    ]
    return [*read, Row("minimum", (least, ""), "╌", "safe")]


def marks(x2: float) -> list[Mark]:
    """Return where, at this x2, a line stops separating."""
    at = _touches_at(x2)
    if at > X1_LIMITS[1]:
        return [Mark(0.0, "a line separates, wherever x₁ is", "separator")]
    return [
        Mark(at, "a line separates", "separator", "before"),
        Mark(at, "no line does", "quiet", "after"),
    ]


def answer(guess: str | None) -> str:
    """Return the answer to the prediction, empty before it was made."""
    if guess is None:
        return ""
    verdict = "Yes, it settles" if guess == "settles" else "No, it settles"
    return f"{verdict}: with every line somebody is on the wrong side."


def reading(n: SeparabilityNumbers) -> str:
    """Return the sentences that read the picture and its scale."""
    x1, x2 = n.X[-1] + 0.0
    if n.minimum is None:
        verdict = "so there is no minimum and ‖w‖ grows for ever"
    elif n.state == "overlapping":
        verdict = f"so there is a minimum, at ‖w‖ = {n.min_length:.2f}"
    else:
        verdict = f"but γ makes a minimum, at ‖w‖ = {n.min_length:.2f}"
    line = ""
    if n.state == "touching":
        line = ", and the purple line has nobody on its wrong side"
    added = fixed(_added(n, N_EPOCHS), 2)
    now = ""
    if n.minimum is not None:
        settled = _has_settled(n)
        now = "; it has settled" if settled else "; it is still on its way"
    return (
        f"Point at ({x1:.1f}, {x2:.1f}), γ = {n.l2:.3f}: {_LIE[n.state]}"
        f"{line}, {verdict}. After 2,000 epochs ‖w‖ is {n.length[-1]:.2f}; "
        f"the last factor ten of epochs added {added}{now}."
        f" At this x2 a line separates up to x1 = {_touches_at(x2):.2f}."
    )


def _added(n: SeparabilityNumbers, epoch: int) -> float:
    """Return by how much ‖w‖ grew in the last factor ten of epochs."""
    return float(n.length[epoch] - n.length[epoch // 10])


def _has_settled(n: SeparabilityNumbers) -> bool:
    end, least = n.length[-1], n.min_length
    return least is not None and bool(np.isclose(end, least, 0.005))


@lru_cache
def _touches_at(x2: float) -> float:
    """Return the least x1 where, at this x2, no line separates strictly.

    The point lies there on a side of class 1, or behind it as seen from a
    point of class 0.
    """
    X, y = fixed_points()
    zero, one = X[y == 0], X[y == 1]
    behind = _crossings(zero, one, x2, 1.0, np.inf)
    between = _crossings(one, one, x2, 0.0, 1.0)
    return float(min(np.concatenate([behind, between])))


def _crossings(
    start: Floats, end: Floats, x2: float, low: float, high: float
) -> Floats:
    """Return the x1 at height x2 of lines, of each from low to high."""
    start = start[:, None]
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (x2 - start[..., 1]) / way[..., 1]
        x1 = start[..., 0] + part * way[..., 0]
    near = (part >= low - 1e-9) & (part <= high + 1e-9)
    return x1[near & np.isfinite(x1)]
