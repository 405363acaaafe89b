"""Computation graphs: a formula cut into steps, run forward and backward.

The passes themselves stand in `helpers.graph.core`.
"""

from helpers.functions import sigma, softplus
from helpers.graph.core import (
    Edge,
    Event,
    Graph,
    Node,
    Record,
    check_record,
    draw,
    logistic_loss_graph,
    sigmoid_graph,
    small_steps_graph,
)
from helpers.graph.words import describe, format_number

__all__ = [
    "Edge",
    "Event",
    "Graph",
    "Node",
    "Record",
    "check_record",
    "describe",
    "draw",
    "format_number",
    "logistic_loss_graph",
    "sigma",
    "sigmoid_graph",
    "small_steps_graph",
    "softplus",
]
