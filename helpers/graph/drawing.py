"""Draw a computation graph with matplotlib, once or step by step.

A `GraphPicture` makes every box, arrow and text of a graph once; `update`
shows a moment of its run: it sets words and widths, and what is visible.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from helpers._checks import as_moment
from helpers.graph.artists import (
    EdgeArtists,
    NodeArtists,
    add_symbolic_edge,
    in_box,
)
from helpers.graph.core import Graph, check_record
from helpers.graph.events import Event, Record
from helpers.graph.formulas import step_formula
from helpers.graph.layout import MARGIN, Plan
from helpers.graph.pen import BACKWARD, FORWARD, Pen
from helpers.graph.words import TIMES
from helpers.plotting import Role


def draw(
    graph: Graph,
    record: Record | None = None,
    *,
    upto: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw `graph`, with the numbers of `record` if there is one.

    Solid arrows and the text above them are the forward pass, dashed
    arrows and the text below them the backward pass.

    Parameters
    ----------
    graph : Graph
    record : Record, optional
        From ``graph.backward(values)``.  None draws the formula of each
        local derivative instead of numbers.
    upto : int, optional
        Show the state after this many of ``record.events`` and stress the
        last one; None shows everything, nothing stressed.
    ax : matplotlib Axes, optional
        None makes a figure of 12 by 6 inches, larger if the graph does not
        fit.  Text is placed for the size the axes have when drawn.

    Returns
    -------
    matplotlib Axes
        Texts have the gid ``"forward child parent"``, ``"backward child
        parent"`` (one text a line), ``"node name"``, "formulas" or "key".

    Raises
    ------
    ValueError
        If `upto` is not a whole number from 0 to the number of events, or
        `record` is not a whole run of a graph with these nodes.

    Examples
    --------
    >>> from helpers.graph import logistic_loss_graph
    >>> ax = draw(logistic_loss_graph(n=1))
    >>> [t.get_text() for t in ax.texts if t.get_gid() == "backward b z"]
    ['$1$']
    >>> plt.close(ax.figure)
    """
    count = 0 if record is None else len(record.events)
    stop = count if upto is None else as_moment("upto", upto, count)
    if record is not None:
        check_record(graph, record)
    symbolic = record is None
    picture = GraphPicture(
        _new_axes(graph, symbolic) if ax is None else ax,
        graph,
        symbolic=symbolic,
    )
    if record is None:
        picture.update(Record({}, ()))
    else:
        latest = record.events[stop - 1] if upto else None
        picture.update(record.after(stop), latest=latest)
    for artist in picture.moving:
        if not artist.get_visible():
            artist.remove()
    return picture.ax


def _new_axes(graph: Graph, symbolic: bool) -> Axes:
    """Return axes that fill a new figure, large enough for the graph."""
    plan = Plan(graph, 12, 6, symbolic=symbolic)
    size = max(12, 12 / 7 * plan.columns), max(6, plan.needed)
    return plt.figure(figsize=size, layout="none").add_axes((0, 0, 1, 1))


class GraphPicture:
    """All artists of one graph, made once; `update` shows a moment.

    Parameters
    ----------
    ax : matplotlib Axes
        Text is placed for the size it has now.
    graph : Graph
    symbolic : bool
        Show the formula of each local derivative instead of numbers.
    compact : bool
        Smaller, for a live picture: "local × upstream" without the words,
        and no key.

    Attributes
    ----------
    ax : matplotlib Axes
    moving : list of Artist
        Those that `update` changes, in the order in which to draw them; all
        others stay as they are.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from helpers.graph import logistic_loss_graph
    >>> graph = logistic_loss_graph(fused=True, n=1)
    >>> record = graph.backward({"w1": 0.5, "x1": 2, "b": 0, "y": 1})
    >>> picture = GraphPicture(Figure((12, 6)).add_subplot(), graph)
    >>> picture.update(record.after(1))
    >>> [text.get_text() for text in picture.moving if text.get_visible()
    ...  and text.get_gid() == "node z"]
    ['$z$ = 1']
    """

    def __init__(
        self,
        ax: Axes,
        graph: Graph,
        *,
        symbolic: bool = False,
        compact: bool = False,
    ) -> None:
        self.ax = ax
        plan = _plan_for(ax, graph, symbolic=symbolic, compact=compact)
        ax.set(xlim=(0, plan.width), ylim=(0, plan.height))
        ax.set_axis_off()
        pen = Pen(ax, plan)
        self._parts: list[EdgeArtists | NodeArtists] = []
        for edge in graph.edges.values():
            if symbolic:
                add_symbolic_edge(pen, edge)
            else:
                self._parts.append(EdgeArtists(pen, edge))
        for node in graph.nodes.values():
            self._parts.append(NodeArtists(pen, node))
        _add_formulas(pen)
        if compact:
            _add_grey(pen, plan.height - plan.header / 2)
        else:
            _add_key(pen)
        self._plan = plan
        self.moving: list[Artist] = pen.moving

    def update(
        self,
        known: Record,
        *,
        latest: Event | None = None,
        ahead: Event | None = None,
    ) -> None:
        """Show a moment of a run.

        Parameters
        ----------
        known : Record
            The run so far: see `Record.after`.
        latest : Event, optional
            One of its events, to be stressed.
        ahead : Event, optional
            Asked for, with a question mark in the place of its number.
        """
        for part in self._parts:
            part.update(known, latest, ahead)

    def node_at(self, x: float, y: float) -> str | None:
        """Return the node in whose box a place lies.

        Parameters
        ----------
        x, y : float
            In data units of the axes.

        Returns
        -------
        str or None
        """
        plan = self._plan
        for name, box in plan.boxes.items():
            wide = 0 <= x - plan.x(name) <= plan.box
            if wide and abs(y - box.y) <= plan.box_height(name) / 2:
                return name
        return None


def _plan_for(
    ax: Axes, graph: Graph, *, symbolic: bool, compact: bool
) -> Plan:
    """Return a plan for the size that the axes have now."""
    box, figure = ax.get_position(), ax.get_figure(root=True)
    assert figure is not None
    width, height = figure.get_size_inches() * (box.width, box.height)
    return Plan(graph, width, height, symbolic=symbolic, compact=compact)


def _add_formulas(pen: Pen) -> None:
    """Write above the graph what each step computes."""
    plan = pen.plan
    text = ",     ".join(
        f"${step_formula(step)}$"
        for step in plan.graph.steps
        if not in_box(plan, step)
    )
    pen.ax.text(
        plan.width / 2,
        plan.height - plan.header / 2,
        text,
        fontsize=plan.font,
        ha="center",
        va="center",
        gid="formulas",
    )


def _add_key(pen: Pen) -> None:
    """Say under the graph what the arrows and the grey mean."""
    plan, y = pen.plan, pen.plan.footer / 2
    style = {"fontsize": plan.font, "va": "center", "gid": "key"}
    backward = f"backward: local {TIMES} upstream = product"
    if plan.symbolic:
        backward = "backward: local derivative"
    for start, color, linestyle, direction, text in (
        (0.02, FORWARD, "solid", 1, "forward: value"),
        (0.3, BACKWARD, "dashed", -1, backward),
    ):
        x = MARGIN + start * plan.width
        ends = [(x, y), (x + 0.5, y)][::direction]
        pen.arrow(ends, color, linestyle=linestyle)
        pen.ax.text(x + 0.6, y, text, color=color, **style)
    _add_grey(pen, y)


def _add_grey(pen: Pen, y: float) -> None:
    """Say on the right what the grey of boxes means, if any are grey."""
    plan = pen.plan
    if all(n.carries_gradient for n in plan.graph.nodes.values()):
        return
    pen.ax.text(
        plan.width - MARGIN,
        y,
        "grey: data, no slope",
        color=Role.QUIET,
        fontsize=plan.font,
        ha="right",
        va="center",
        gid="key",
    )
