"""Computation graphs: a formula cut into steps, run forward and backward.

The two passes stand in `helpers.graph.core`, one under the other.  A graph
needs sympy; only `draw` loads matplotlib.
"""

from helpers._lazy import lazily

_HOMES = {
    "Edge": "nodes",
    "Event": "events",
    "Graph": "core",
    "Node": "nodes",
    "Record": "events",
    "Step": "nodes",
    "check_record": "core",
    "describe": "words",
    "draw": "drawing",
    "evaluate": "evaluation",
    "format_number": "words",
    "logistic_loss_graph": "examples",
    "small_steps_graph": "examples",
}
__getattr__, __dir__, __all__ = lazily(__name__, _HOMES)
