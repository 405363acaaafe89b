"""The widgets of the course, a file and a class for each.

``explorers.sigmoid`` is the class `Sigmoid` of ``_sigmoid.py``. An explorer
draws the numbers that its module in `helpers.experiments` computes, while
controls are moved; the learning rate alone is worked out and drawn by the
browser. Make one in the last line of a cell, and it shows itself::

    explorers.learning_rate("overlapping")

A file is loaded when its explorer is first used.
"""

from helpers._lazy import lazily

_HOMES = {
    "centre_scale_lab": "_centre_scale_lab:CentreScaleLab",
    "confidence_map": "_confidence_map:ConfidenceMap",
    "graph_stepper": "_graph_stepper:GraphStepper",
    "learning_rate": "_learning_rate:LearningRate",
    "loss": "_loss:Loss",
    "odds_bench": "_odds_bench:OddsBench",
    "race_of_rates": "_race_of_rates:RaceOfRates",
    "separability_switch": "_separability_switch:SeparabilitySwitch",
    "sigmoid": "_sigmoid:Sigmoid",
}
__getattr__, __dir__, __all__ = lazily(__name__, _HOMES)
