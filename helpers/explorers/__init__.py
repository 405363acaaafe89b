"""The widgets of the course, a file for each: ``_sigmoid.py`` has `sigmoid`.

An explorer draws the numbers that its module in `helpers.experiments`
computes, while controls are moved.  Make one in the last line of a cell, and
it shows itself::

    explorers.learning_rate("overlapping")

A file is loaded when its explorer is first used.
"""

from helpers._lazy import lazily

NAMES = (
    "centre_scale_lab",
    "confidence_map",
    "graph_stepper",
    "learning_rate",
    "loss",
    "odds_bench",
    "race_of_rates",
    "separability_switch",
    "sigmoid",
)
__getattr__, __dir__, __all__ = lazily(
    __name__, {name: f"_{name}" for name in NAMES}
)
