"""One function per widget of the course, each a thin view.

An explorer is two things: a pure function from its state to numbers, which
a visible cell prints, and a view that draws those numbers while controls are
moved. Make one in the last line of a cell, and it shows itself::

    explorers.learning_rate("overlapping")
"""

from helpers.explorers.confidence import confidence_map, confidence_numbers
from helpers.explorers.curve import sigmoid, sigmoid_numbers
from helpers.explorers.four_ways import (
    centre_scale_numbers,
    condition_numbers,
)
from helpers.explorers.four_ways_view import centre_scale_lab
from helpers.explorers.graph_steps import graph_numbers, graph_stepper
from helpers.explorers.label_loss import loss, loss_numbers
from helpers.explorers.many_rates import race, race_numbers, race_of_rates
from helpers.explorers.odds import odds_bench, odds_numbers
from helpers.explorers.one_feature import DATASETS
from helpers.explorers.rate import rate_numbers, rate_presets
from helpers.explorers.rate_view import learning_rate
from helpers.explorers.separability import separability_numbers
from helpers.explorers.separability_view import separability_switch

__all__ = [
    "DATASETS",
    "centre_scale_lab",
    "centre_scale_numbers",
    "condition_numbers",
    "confidence_map",
    "confidence_numbers",
    "graph_numbers",
    "graph_stepper",
    "learning_rate",
    "loss",
    "loss_numbers",
    "odds_bench",
    "odds_numbers",
    "race",
    "race_numbers",
    "race_of_rates",
    "rate_numbers",
    "rate_presets",
    "separability_numbers",
    "separability_switch",
    "sigmoid",
    "sigmoid_numbers",
]
