"""What the explorer centre × scale says of its four descents."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from helpers.experiments.centre_scale import (
    PREPARATIONS,
    CentreScaleNumbers,
    condition_numbers,
)
from helpers.explorers._four_planes import STYLES
from helpers.explorers._told import Mark, Row, short

# Where the scale says what raw's κ is there.
OFFSETS = 0, 5, 10
UNCHANGED = "none", "centred", "centred, standardized", "all but raw"
_UNSEEN = 1e-9


def reading(n: CentreScaleNumbers, factor: float, rate: str) -> str:
    """Return the sentences that read the picture and its scale."""
    ways = n.preparations
    text = (
        f"Offset {n.offset:.1f}, unit {n.unit:.2f}, η = {factor:.2f}/L (L: "
        f"{rate}), epoch {n.epoch}. "
        f"κ at the minimum: {_each(lambda a: short(ways[a].kappa, 2))}. "
        f"Epochs for a further digit: {_each(lambda a: _digit(n, a))}. "
        f"Loss above its minimum: {_each(lambda a: _gap(n, a))}. "
        f"99 % of the way down: {_named(n, _is_close)}. "
    )
    if any(_is_beyond(n, name) for name in ways):
        text += f"Beyond 2/L, no promise: {_named(n, _is_beyond)}. "
    offsets = ", ".join(map(str, OFFSETS))
    raw = "; ".join(short(kappas["raw"], 2) for kappas in _kappas(n.unit))
    return text + f"κ of raw at offsets {offsets}: {raw}."


def finding(n: CentreScaleNumbers) -> str:
    """Return how raw and centred compare."""
    raw, centred = (
        n.preparations[name].epochs_per_digit for name in ("raw", "centred")
    )
    if np.isinf(raw) and np.isinf(centred):
        return "This rate is too large: **neither** raw nor centred settles."
    if np.isinf(raw) or np.isinf(centred):
        names = ("raw", "centred") if np.isinf(raw) else ("centred", "raw")
        return (
            f"At this rate {names[0]} never settles; {names[1]} takes "
            f"**{short(min(raw, centred), 2)}** epochs for a further digit."
        )
    if raw < 1.05 * centred:
        return (
            "Here centring buys nothing: for a further digit raw takes "
            f"**{short(raw, 2)}** epochs, centred {short(centred, 2)}."
        )
    return (
        f"For a further digit raw takes **{short(raw / centred, 2)} times** "
        "as many epochs as centred."
    )


def rows(n: CentreScaleNumbers) -> list[Row]:
    """Return a row for each preparation."""
    return [
        Row(
            name,
            (short(way.kappa, 2), _digit(n, name), _gap(n, name)),
            STYLES[name].sign,
            STYLES[name].role,
        )
        for name, way in n.preparations.items()
    ]


def marks(unit: float) -> list[Mark]:
    """Return raw's κ along the scale of the offset."""
    texts = [short(kappas["raw"], 2) for kappas in _kappas(unit)]
    texts[0] = f"κ of raw {texts[0]}"
    return [
        Mark(offset, text, "run")
        for offset, text in zip(OFFSETS, texts, strict=True)
    ]


def answer(guess: str | None, unit: float) -> str:
    """Return the answer to the prediction, empty before it was made."""
    if guess is None:
        return ""
    near, far = _kappas(unit)[0], _kappas(unit)[-1]
    raw, scaled = (short(far[k] / near[k], 2) for k in ("raw", "scaled"))
    verdict = "right" if guess == UNCHANGED[2] else "no, the centred two"
    return (
        f"You said {guess}: {verdict}. From 0 to 10 the κ of raw grows "
        f"{raw}-fold, of scaled {scaled}-fold."
    )


def _each(text_of: Callable[[str], str]) -> str:
    return ", ".join(f"{name} {text_of(name)}" for name in PREPARATIONS)


def _named(
    n: CentreScaleNumbers, holds: Callable[[CentreScaleNumbers, str], bool]
) -> str:
    return ", ".join(k for k in n.preparations if holds(n, k)) or "none"


def _is_close(n: CentreScaleNumbers, name: str) -> bool:
    gap = n.gap(name)
    return bool(gap[n.at(name)] < 0.01 * gap[0])


def _is_beyond(n: CentreScaleNumbers, name: str) -> bool:
    way = n.preparations[name]
    return way.run.learning_rate * way.L > 2 * (1 + 1e-9)


def _digit(n: CentreScaleNumbers, name: str) -> str:
    epochs = n.preparations[name].epochs_per_digit
    return short(epochs, 2) if np.isfinite(epochs) else "never"


def _gap(n: CentreScaleNumbers, name: str) -> str:
    here = n.gap(name)[n.at(name)]
    return short(here, 2) if here >= _UNSEEN else "< 10⁻⁹"


@lru_cache
def _kappas(unit: float) -> list[Mapping[str, float]]:
    """Return each κ at the offsets that the scale shows."""
    return [condition_numbers(offset, unit) for offset in OFFSETS]
