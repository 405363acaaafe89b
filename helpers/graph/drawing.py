"""Draw a computation graph with matplotlib, once or step by step.

A `GraphPicture` makes every box, arrow and text of a graph once; `update`
shows a moment of its run: it sets words and widths, and what is visible.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
import sympy
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from helpers.functions import softplus
from helpers.graph.core import (
    TIMES,
    Edge,
    Event,
    Graph,
    Node,
    Record,
    check_record,
)
from helpers.graph.layout import MARGIN, Plan
from helpers.graph.moment import Moment, moment
from helpers.graph.words import format_number, plain_name
from helpers.live.text import QuickText
from helpers.plotting import PALETTE

FORWARD = PALETTE[0]
BACKWARD = PALETTE[1]
THIN, THICK = 1.4, 3.0


def draw_graph(
    graph: Graph, record: Record | None = None, *, upto=None, ax=None
):
    """Do what `helpers.graph.draw` describes."""
    known = _checked_moment(graph, record, upto)
    symbolic = record is None
    if ax is None:
        plan = Plan(graph, 12, 6, symbolic=symbolic)
        size = max(12, 12 / 7 * plan.columns), max(6, plan.needed)
        fig = plt.figure(figsize=size, layout="none")
        ax = fig.add_axes((0, 0, 1, 1))
    picture = GraphPicture(ax, graph, symbolic=symbolic)
    picture.update(known)
    for artist in picture.moving:
        if not artist.get_visible():
            artist.remove()
    return ax


def _checked_moment(
    graph: Graph, record: Record | None, upto: int | None
) -> Moment:
    """Return the moment a still shows; without `upto` nothing is stressed."""
    count = len(record.events) if record else 0
    stop = count if upto is None else upto
    whole = isinstance(stop, int) and not isinstance(stop, bool)
    if not whole or not 0 <= stop <= count:
        raise ValueError(f"upto: expected 0 to {count}, got {upto!r}")
    if record is None:
        return Moment()
    check_record(graph, record)
    known = moment(graph, record, stop)
    known.ahead = None
    if upto is None:
        known.latest = None
    return known


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
        Smaller, for a live picture: "local × upstream" without the words.

    Attributes
    ----------
    moving : list of Artist
        Those that `update` changes, in the order in which to draw them; all
        others stay as they are.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from helpers.graph.core import logistic_loss_graph
    >>> graph = logistic_loss_graph(fused=True, n=1)
    >>> record = graph.backward({"w1": 0.5, "x1": 2, "b": 0, "y": 1})
    >>> picture = GraphPicture(Figure((12, 6)).add_subplot(), graph)
    >>> picture.update(moment(graph, record, 1))
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
        self.moving: list[Artist] = []
        box, size = ax.get_position(), ax.figure.get_size_inches()
        self._plan = Plan(
            graph,
            box.width * size[0],
            box.height * size[1],
            symbolic=symbolic,
            compact=compact,
        )
        ax.set(xlim=(0, self._plan.width), ylim=(0, self._plan.height))
        ax.set_axis_off()
        edges, nodes = graph.edges.values(), graph.nodes.values()
        self._edges = [_EdgeArtists(self, self._plan, e) for e in edges]
        self._nodes = [_NodeArtists(self, self._plan, n) for n in nodes]
        self._add_formulas()
        self._add_key()

    def update(self, known: Moment) -> None:
        """Show a moment of a run.

        Parameters
        ----------
        known : Moment
        """
        for artists in (*self._edges, *self._nodes):
            artists.update(known)

    def arrow(
        self, points, shift, color, linestyle="solid", *, moving=False
    ) -> FancyArrowPatch:
        """Add an arrow along `points`, a little above or below them."""
        arrow = FancyArrowPatch(
            path=Path([(x, y + shift) for x, y in points]),
            arrowstyle="-|>",
            mutation_scale=12,
            color=color,
            linestyle=linestyle,
            linewidth=THIN,
            joinstyle="round",
            zorder=1,
        )
        return self._add(self.ax.add_patch(arrow), moving)

    def box(self, name: str, *, moving=False, **style) -> FancyBboxPatch:
        """Add the outline of a node's box."""
        height = self._plan.box_height(name)
        box = FancyBboxPatch(
            (self._plan.x(name), self._plan.boxes[name].y - height / 2),
            self._plan.box,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            edgecolor="black",
            zorder=2,
            **style,
        )
        return self._add(self.ax.add_patch(box), moving)

    def lines(self, x, top, count, gid, color) -> list[QuickText]:
        """Add `count` lines of text, one under the other from `top`."""
        texts = []
        for row in range(count):
            y = top - (row + 0.5) * self._plan.line
            text = QuickText(
                x,
                y,
                color=color,
                fontsize=self._plan.font,
                gid=gid,
                zorder=3,
                clip_on=False,
            )
            texts.append(self._add(self.ax.add_artist(text), True))
        return texts

    def _add(self, artist, moving: bool):
        if moving:
            artist.set_visible(False)
            self.moving.append(artist)
        return artist

    def _add_formulas(self) -> None:
        plan = self._plan
        steps = [n for n in plan.graph.nodes.values() if n.expr is not None]
        text = ",     ".join(
            f"${_formula(n)}$" for n in steps if not _in_box(plan, n)
        )
        self.ax.text(
            plan.width / 2,
            plan.height - plan.header / 2,
            text,
            fontsize=plan.font,
            ha="center",
            va="center",
            gid="formulas",
        )

    def _add_key(self) -> None:
        plan, y = self._plan, self._plan.footer / 2
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
            self.arrow(ends, 0, color, linestyle)
            self.ax.text(x + 0.6, y, text, color=color, **style)
        if any(not n.carries_gradient for n in plan.graph.nodes.values()):
            right = plan.width - MARGIN
            text = "grey: data, no gradient"
            self.ax.text(right, y, text, ha="right", **style)


class _NodeArtists:
    """A box, its outline when stressed, and its name, value and gradient."""

    def __init__(self, picture: GraphPicture, plan: Plan, node: Node) -> None:
        self._plan, self._node = plan, node
        name = node.name
        shade = "white" if node.carries_gradient else "0.9"
        picture.box(name, facecolor=shade, linewidth=1.2)
        self._outline = picture.box(
            name, facecolor="none", linewidth=THICK, moving=True
        )
        count = plan.box_lines(name)
        top = plan.boxes[name].y + count / 2 * plan.line
        middle = plan.x(name) + plan.box / 2
        self._rows = picture.lines(middle, top, count, f"node {name}", "black")

    def update(self, known: Moment) -> None:
        name = self._node.name
        latest = known.latest
        stressed = latest is not None and latest.node == name
        self._outline.set_visible(stressed)
        value, slope = known.values.get(name), known.gradients.get(name)
        value = None if value is None else format_number(value)
        slope = None if slope is None else format_number(slope)
        if known.ahead is not None and known.ahead.node == name:
            if known.ahead.kind == "forward":
                value = "?"
            elif slope is None:
                slope = "?"
        rows = self._words(value, slope)
        rows += [("", BACKWARD)] * (len(self._rows) - len(rows))
        for text, (words, color) in zip(self._rows, rows, strict=True):
            text.set(text=words, color=color, visible=bool(words))

    def _words(self, value: str | None, slope: str | None) -> list[tuple]:
        name = self._name()
        if self._plan.narrow:
            rows = [(name, "black"), *([(value, FORWARD)] if value else [])]
            return rows + [(t, BACKWARD) for t in ("grad", slope) if slope]
        rows = [(f"{name} = {value}", FORWARD) if value else (name, "black")]
        return rows + ([(f"grad {slope}", BACKWARD)] if slope else [])

    def _name(self) -> str:
        if self._plan.compact:
            return plain_name(self._node.name)
        if _in_box(self._plan, self._node):
            return f"${_formula(self._node, flat=True)}$"
        return f"${_math(self._node.symbol)}$"


class _EdgeArtists:
    """The arrows of an edge, forward and back, and their numbers."""

    def __init__(self, picture: GraphPicture, plan: Plan, edge: Edge) -> None:
        self._plan, self._edge = plan, edge
        points = plan.path(edge)
        x, y = _label_place(points)
        if plan.compact:  # halfway to the middle of the whole gap
            x = (x + points[0][0] + plan.gap / 2) / 2
        name = f"{edge.child} {edge.parent}"
        self._forward = self._back = None
        if plan.symbolic:
            picture.arrow(points, 0.04, FORWARD)
            if edge.carries_gradient:
                picture.arrow(points[::-1], -0.04, BACKWARD, "dashed")
                _add_formula(picture.ax, plan, edge, x, y - 0.1)
            return
        picture.arrow(points, 0.04, "0.75")
        self._forward = picture.arrow(points, 0.04, FORWARD, moving=True)
        (self._value,) = picture.lines(
            x, y + plan.above + plan.line, 1, f"forward {name}", FORWARD
        )
        if edge.carries_gradient:
            self._back = picture.arrow(
                points[::-1], -0.04, BACKWARD, "dashed", moving=True
            )
            self._triple = picture.lines(
                x, y - plan.below, plan.rows, f"backward {name}", BACKWARD
            )

    def update(self, known: Moment) -> None:
        if self._forward is not None:
            self._update_forward(known)
        if self._back is not None:
            self._update_back(known)

    def _update_forward(self, known: Moment) -> None:
        child, parent = self._edge.child, self._edge.parent
        latest = known.latest
        stressed = latest is not None and latest.kind == "forward"
        stressed = stressed and latest.node == parent
        there = child in known.values
        self._forward.set(visible=there, linewidth=THICK if stressed else THIN)
        text = format_number(known.values[child]) if there else ""
        self._value.set(text=text, visible=there)

    def _update_back(self, known: Moment) -> None:
        key = self._edge.child, self._edge.parent
        event, ahead = known.edges.get(key), known.ahead
        stressed = event is not None and event is known.latest
        self._back.set(
            visible=event is not None, linewidth=THICK if stressed else THIN
        )
        asked = ahead is not None and (ahead.node, ahead.parent) == key
        if asked:
            words = _triple(self._plan, ahead, "?")
        elif event is not None:
            words = _triple(self._plan, event, format_number(event.product))
        else:
            words = [""] * len(self._triple)
        for text, row in zip(self._triple, words, strict=True):
            text.set(
                text=row,
                visible=bool(row),
                weight="bold" if stressed else "normal",
            )


def _triple(plan: Plan, event: Event, product: str) -> list[str]:
    """Return the lines that say local times upstream is the product."""
    local, upstream = map(format_number, (event.local, event.upstream))
    if plan.compact:
        rows = [f"{local} {TIMES} {upstream}"]
    elif plan.stacked:
        rows = ["local", local, "upstream", f"{TIMES} {upstream}"]
    else:
        rows = [f"local {local}", f"{TIMES} upstream {upstream}"]
    return [*rows, f"= {product}"]


def _math(expr: sympy.Expr, *, flat: bool = False) -> str:
    """LaTeX of `expr` for matplotlib; fractions full size, or on one line."""
    text = sympy.latex(expr, fold_short_frac=flat)
    text = text.replace(r"\frac", r"\dfrac")
    for function in (r"\log", r"\operatorname"):
        text = text.replace(function, r"\," + function)
    return text


def _formula(node: Node, *, flat: bool = False) -> str:
    expr = node.expr.replace(softplus, lambda u: sympy.log(1 + sympy.exp(u)))
    return f"{_math(node.symbol)} = {_math(expr, flat=flat)}"


def _in_box(plan: Plan, node: Node) -> bool:
    """Whether the formula of a step is short enough for its box."""
    short = node.expr is not None and len(str(node.expr)) <= 7
    return plan.narrow and short


def _add_formula(ax: Axes, plan: Plan, edge: Edge, x: float, y: float) -> None:
    ax.text(
        x,
        y,
        f"${_math(edge.local_expr)}$",
        color=BACKWARD,
        fontsize=plan.font,
        ha="center",
        va="top",
        gid=f"backward {edge.child} {edge.parent}",
    )


def _label_place(points) -> tuple[float, float]:
    """Middle of the level stretch of an edge in its first gap."""
    before, start, stop, after = points[:4]
    left = before if abs(before[1] - start[1]) < 0.01 else start
    right = after if abs(after[1] - stop[1]) < 0.01 else stop
    return (left[0] + right[0]) / 2, start[1]
