"""What is known at one moment of a run through a computation graph."""

from dataclasses import dataclass, field

from helpers.graph.core import Event, Graph, Record


@dataclass
class Moment:
    """What is known after some of the events.

    Attributes
    ----------
    values, gradients : dict, node name -> float
    edges : dict, (child, parent) -> Event
        Products that have gone back.
    latest : Event or None
        Stressed.
    ahead : Event or None
        Asked for, with a question mark in the place of its number.
    """

    values: dict[str, float] = field(default_factory=dict)
    gradients: dict[str, float] = field(default_factory=dict)
    edges: dict[tuple[str, str], Event] = field(default_factory=dict)
    latest: Event | None = None
    ahead: Event | None = None


def moment(graph: Graph, record: Record, upto: int) -> Moment:
    """Return what is known after `upto` of the events of a record.

    Parameters
    ----------
    graph : Graph
    record : Record
    upto : int

    Returns
    -------
    Moment
        With the last event as `latest` and the next one as `ahead`.
    """
    known = Moment({name: record.values[name] for name in graph.inputs})
    for event in record.events[:upto]:
        if event.kind == "forward":
            known.values[event.node] = event.value
        else:
            known.gradients[event.node] = event.total
        if event.kind == "backward":
            known.edges[event.node, event.parent] = event
        known.latest = event
    known.ahead = next(iter(record.events[upto:]), None)
    return known
