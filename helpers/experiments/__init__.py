"""State of an explorer -> the numbers it shows: no pictures, no widgets.

Each explorer has a module here; a visible cell prints what its function
returns.  A module is loaded when one of its names is first used.
"""

from helpers._lazy import lazily

_HOMES = {
    "DATASETS": "one_feature",
    "centre_scale_numbers": "centre_scale",
    "condition_numbers": "centre_scale",
    "confidence_numbers": "confidence",
    "graph_numbers": "graph_steps",
    "loss_numbers": "loss",
    "odds_numbers": "odds",
    "race_numbers": "race",
    "rate_numbers": "learning_rate",
    "rate_presets": "learning_rate",
    "separability_numbers": "separability",
    "sigmoid_numbers": "sigmoid",
}
__getattr__, __dir__, __all__ = lazily(__name__, _HOMES)
