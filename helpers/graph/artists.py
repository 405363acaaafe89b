"""The artists of one node or one edge: what they show at each moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from matplotlib.patches import FancyArrowPatch

from helpers.graph.events import Backward, Event, Record
from helpers.graph.formulas import formula, step_formula
from helpers.graph.layout import Plan, Point
from helpers.graph.nodes import Edge, Node, Step
from helpers.graph.pen import BACKWARD, FORWARD, TEXT, THICK, THIN, Pen
from helpers.graph.words import TIMES, format_number, plain_name


class NodeArtists:
    """A box, its outline when stressed, and its name, value and slope.

    Parameters
    ----------
    pen : Pen
    node : Node
    """

    def __init__(self, pen: Pen, node: Node) -> None:
        self._plan, self._node = pen.plan, node
        plan, name = pen.plan, node.name
        shade = "white" if node.carries_gradient else "0.9"
        pen.box(name, facecolor=shade, linewidth=1.2, gid=f"box {name}")
        self._outline = pen.box(
            name, facecolor="none", linewidth=THICK, moving=True
        )
        count = plan.box_lines(name)
        top = plan.boxes[name].y + count / 2 * plan.line
        middle = plan.x(name) + plan.box / 2
        self._rows = pen.lines(middle, top, count, f"node {name}", TEXT)

    def update(
        self, known: Record, latest: Event | None, ahead: Event | None
    ) -> None:
        """Show the numbers, stress the latest, ask for the one ahead."""
        name = self._node.name
        self._outline.set_visible(latest is not None and latest.node == name)
        value = _shown(known.values.get(name))
        slope = _shown(known.gradients.get(name))
        if ahead is not None and ahead.node == name:
            if ahead.kind == "forward":
                value = "?"
            else:
                slope = slope or "?"
        rows = self._words(value, slope)
        rows += [("", BACKWARD)] * (len(self._rows) - len(rows))
        for text, (words, color) in zip(self._rows, rows, strict=True):
            text.set(text=words, color=color, visible=bool(words))

    def _words(self, value: str, slope: str) -> list[tuple[str, str]]:
        """Return the lines of the box with their colours."""
        name = self._name()
        if self._plan.narrow:
            rows = [(name, TEXT), *([(value, FORWARD)] if value else [])]
            return rows + [(t, BACKWARD) for t in ("slope", slope) if slope]
        rows = [(f"{name} = {value}", FORWARD) if value else (name, TEXT)]
        # A number with a power of ten fills the box without the word.
        words = slope if "·" in slope else f"slope {slope}"
        return rows + ([(words, BACKWARD)] if slope else [])

    def _name(self) -> str:
        """Return the name, or the whole formula where there is room."""
        if self._plan.compact:
            return plain_name(self._node.name)
        if isinstance(self._node, Step) and in_box(self._plan, self._node):
            return f"${step_formula(self._node, flat=True)}$"
        return f"${formula(self._node.symbol)}$"


class EdgeArtists:
    """The arrows of an edge, forward and back, and their numbers.

    Parameters
    ----------
    pen : Pen
    edge : Edge
    """

    def __init__(self, pen: Pen, edge: Edge) -> None:
        self._plan, self._edge = pen.plan, edge
        plan, points = pen.plan, pen.plan.path(edge)
        x, y = _label_place(points)
        if plan.compact:  # halfway to the middle of the whole gap
            x = (x + points[0][0] + plan.gap / 2) / 2
        name = f"{edge.child} {edge.parent}"
        pen.arrow(points, "0.75", shift=0.04)
        self._forward = pen.arrow(
            points,
            FORWARD,
            shift=0.04,
            moving=True,
            gid=f"arrow forward {name}",
        )
        (self._value,) = pen.lines(
            x, y + plan.above + plan.line, 1, f"forward {name}", FORWARD
        )
        self._back: FancyArrowPatch | None = None
        if edge.carries_gradient:
            self._back = pen.arrow(
                points[::-1],
                BACKWARD,
                shift=-0.04,
                linestyle="dashed",
                moving=True,
                gid=f"arrow backward {name}",
            )
            self._triple = pen.lines(
                x, y - plan.below, plan.rows, f"backward {name}", BACKWARD
            )

    def update(
        self, known: Record, latest: Event | None, ahead: Event | None
    ) -> None:
        """Show the arrows gone so far, stress the latest, ask for one."""
        self._update_forward(known, latest)
        if self._back is not None:
            self._update_back(self._back, known, latest, ahead)

    def _update_forward(self, known: Record, latest: Event | None) -> None:
        """Show the value that goes forward, once it is known."""
        stressed = (
            latest is not None
            and latest.kind == "forward"
            and latest.node == self._edge.parent
        )
        words = _shown(known.values.get(self._edge.child))
        self._forward.set(
            visible=bool(words), linewidth=THICK if stressed else THIN
        )
        self._value.set(text=words, visible=bool(words))

    def _update_back(
        self,
        arrow: FancyArrowPatch,
        known: Record,
        latest: Event | None,
        ahead: Event | None,
    ) -> None:
        """Show the product that comes back, or ask for it."""
        key = self._edge.child, self._edge.parent
        event = known.edges.get(key)
        stressed = event is not None and event is latest
        arrow.set(
            visible=event is not None, linewidth=THICK if stressed else THIN
        )
        words = [""] * len(self._triple)
        if event is not None:
            words = _triple(self._plan, event, format_number(event.product))
        elif _goes_along(ahead, key):
            words = _triple(self._plan, ahead, "?")
        for text, row in zip(self._triple, words, strict=True):
            text.set(
                text=row,
                visible=bool(row),
                weight="bold" if stressed else "normal",
            )


def add_symbolic_edge(pen: Pen, edge: Edge) -> None:
    """Add the arrows of an edge and the formula of its local derivative.

    Parameters
    ----------
    pen : Pen
    edge : Edge
    """
    points = pen.plan.path(edge)
    pen.arrow(points, FORWARD, shift=0.04)
    if not edge.carries_gradient:
        return
    pen.arrow(points[::-1], BACKWARD, shift=-0.04, linestyle="dashed")
    x, y = _label_place(points)
    pen.ax.text(
        x,
        y - 0.1,
        f"${formula(edge.local_expr)}$",
        color=BACKWARD,
        fontsize=pen.plan.font,
        ha="center",
        va="top",
        gid=f"backward {edge.child} {edge.parent}",
    )


def in_box(plan: Plan, step: Step) -> bool:
    """Return whether the formula of a step is short enough for its box."""
    return plan.narrow and len(str(step.expr)) <= 7


def _shown(value: float | None) -> str:
    """Return a number in words, and nothing for none."""
    return "" if value is None else format_number(value)


def _goes_along(
    event: Event | None, edge: tuple[str, str]
) -> TypeGuard[Backward]:
    """Return whether an event is a product on its way back on an edge."""
    if event is None or event.kind != "backward":
        return False
    return (event.node, event.parent) == edge


def _triple(plan: Plan, event: Backward, product: str) -> list[str]:
    """Return the lines that say local times upstream is the product."""
    local, upstream = map(format_number, (event.local, event.upstream))
    if plan.compact:
        rows = [f"{local} {TIMES} {upstream}"]
    elif plan.stacked:
        rows = ["local", local, "upstream", f"{TIMES} {upstream}"]
    else:
        rows = [f"local {local}", f"{TIMES} upstream {upstream}"]
    return [*rows, f"= {product}"]


def _label_place(points: Sequence[Point]) -> Point:
    """Return the middle of the level stretch of an edge in its first gap."""
    before, start, stop, after = points[:4]
    left = before if abs(before[1] - start[1]) < 0.01 else start
    right = after if abs(after[1] - stop[1]) < 0.01 else stop
    return (left[0] + right[0]) / 2, start[1]
