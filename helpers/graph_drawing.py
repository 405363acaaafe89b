"""Draw a computation graph with matplotlib.

Layout in inches, so that text can be given the room it needs: one column
of boxes for each depth, inputs left, output right.  Every edge runs level
through a lane of its own between two columns; the forward value stands
above its lane, the backward product below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import sympy
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from helpers.graph import (
    TIMES,
    Event,
    Graph,
    Record,
    check_record,
    format_number,
)

FORWARD = "#0072B2"
BACKWARD = "#D55E00"
MARGIN = 0.15
HEADER, FOOTER = 0.6, 0.4  # room for the formulas and for the key


@dataclass
class _State:
    """What is visible after some of the events."""

    values: dict[str, float] = field(default_factory=dict)
    gradients: dict[str, float] = field(default_factory=dict)
    edges: dict[tuple[str, str], Event] = field(default_factory=dict)
    latest: Event | None = None


@dataclass
class _Item:
    """A box, or the place where an edge passes: y, and room around it."""

    y: float
    up: float
    down: float


def draw_graph(
    graph: Graph, record: Record | None = None, *, upto=None, ax=None
):
    """Do what `helpers.graph.draw` describes."""
    state = _state(graph, record, upto)
    if ax is None:
        plan = _Plan(graph, 12, 6, symbolic=record is None)
        size = max(12, 12 / 7 * plan.columns), max(6, plan.needed)
        fig = plt.figure(figsize=size, layout="none")
        ax = fig.add_axes((0, 0, 1, 1))
    plan = _Plan(graph, *_inches(ax), symbolic=record is None)
    ax.set(xlim=(0, plan.width), ylim=(0, plan.height))
    ax.set_axis_off()
    for node in graph.nodes.values():
        _draw_node(ax, plan, node, state)
    for edge in graph.edges.values():
        _draw_edge(ax, plan, edge, state)
    _draw_formulas(ax, plan)
    _draw_key(ax, plan)
    return ax


def _inches(ax) -> tuple[float, float]:
    """Width and height of `ax` on paper."""
    box, size = ax.get_position(), ax.figure.get_size_inches()
    return box.width * size[0], box.height * size[1]


def _state(graph: Graph, record: Record | None, upto: int | None) -> _State:
    count = len(record.events) if record else 0
    stop = count if upto is None else upto
    whole = isinstance(stop, int) and not isinstance(stop, bool)
    if not whole or not 0 <= stop <= count:
        raise ValueError(f"upto: expected 0 to {count}, got {upto!r}")
    state = _State()
    if record is None:
        return state
    check_record(graph, record)
    state.values = {name: record.values[name] for name in graph.inputs}
    for event in record.events[:stop]:
        if event.kind == "forward":
            state.values[event.node] = event.value
        else:
            state.gradients[event.node] = event.total
        if event.kind == "backward":
            state.edges[event.node, event.parent] = event
        state.latest = event if upto is not None else None
    return state


# --- layout -------------------------------------------------------------


def _spread(items: list[_Item], low: float, high: float, pad: float) -> None:
    """Move items, in their order from the top, as little as keeps them apart.

    Least squares under "each at least so far below the one above": pool
    neighbours that are too close and give them their mean.
    """
    if not items:
        return
    apart = [a.down + pad + b.up for a, b in pairwise(items)]
    offsets = np.concatenate([[0.0], np.cumsum(apart)])
    pools: list[list[float]] = []
    for item, offset in zip(items, offsets, strict=True):
        pool = [item.y + offset]
        while pools and np.mean(pools[-1]) < np.mean(pool):
            pool = pools.pop() + pool
        pools.append(pool)
    level = [np.mean(pool) for pool in pools for _ in pool]
    least = low + items[-1].down + offsets[-1]
    places = np.clip(level, least, high - items[0].up) - offsets
    for item, y in zip(items, places, strict=True):
        item.y = float(y)


class _Plan:
    """Where everything goes, in inches from the lower left corner."""

    def __init__(
        self, graph: Graph, width: float, height: float, *, symbolic: bool
    ):
        self.graph = graph
        self.symbolic = symbolic
        self.width, self.height = width, height
        self.needed = 0.0  # the height that would have been enough
        self.depth = self._depths()
        self.columns = max(self.depth.values()) + 1
        self.narrow = self.columns > self.width / 3
        self.font = 10.5 if self.narrow else 13
        self.line = self.font * 1.25 / 72
        self.box = 0.85 if self.narrow else 1.3
        inside = self.width - 2 * MARGIN - self.box
        self.pitch = inside / (self.columns - 1)
        self.gap = self.pitch - self.box
        self.stacked = self.gap < 1.7
        share = 0.12 if self.narrow else 0.2
        self.slant = 0.12 if self.stacked else share * self.gap
        self.boxes: dict[str, _Item] = {}
        self.passes: dict[tuple, _Item] = {}
        self.lanes: dict[tuple, _Item] = {}
        for column in range(self.columns):
            self._place_column(column)
        for column in range(self.columns - 1):
            self._place_lanes(column)

    def _depths(self) -> dict[str, int]:
        depth: dict[str, int] = {}
        for node in self.graph.nodes.values():
            below = [depth[child] for child in node.children]
            depth[node.name] = 1 + max(below, default=-1)
        return depth

    def crossing(self, column: int) -> list:
        """Edges that pass through the gap to the right of `column`."""
        return [
            edge
            for edge in self.graph.edges.values()
            if self.depth[edge.child] <= column < self.depth[edge.parent]
        ]

    def x(self, name: str) -> float:
        """Left side of a node's box."""
        return MARGIN + self.pitch * self.depth[name]

    def box_lines(self, name: str) -> int:
        """Lines of text in a node's box: name and value, gradient."""
        if self.symbolic:
            return 1
        parts = 2 if self.graph.nodes[name].carries_gradient else 1
        return parts * (2 if self.narrow else 1)

    def box_height(self, name: str) -> float:
        return self.box_lines(name) * self.line + 0.14

    def label_room(self, edge) -> tuple[float, float]:
        """Room above and below the lane of an edge for its texts."""
        above = 0.05 if self.symbolic else self.line + 0.06
        if not edge.carries_gradient:
            return above, 0.05
        below = 2.5 if self.symbolic else 5 if self.stacked else 3
        return above, below * self.line + 0.12

    def _place_column(self, column: int) -> None:
        low, high = FOOTER, self.height - HEADER
        items = []
        for name, depth in self.depth.items():
            if depth == column:
                self.boxes[name] = self._box_item(name)
                items.append(self.boxes[name])
        for edge in self.crossing(column):
            if self.depth[edge.child] < column:
                key = edge.child, edge.parent, column
                before = (*key[:2], column - 1)
                start = self.passes.get(before, self.boxes[edge.child])
                self.passes[key] = _Item(start.y, 0.12, 0.12)
                items.append(self.passes[key])
        if column == 0:
            self._stack(items, low, high)
        items.sort(key=lambda item: -item.y)
        self._settle(items)

    def _settle(self, items: list[_Item]) -> None:
        """Keep a column of boxes or lanes apart, and note what it takes."""
        room = sum(item.up + item.down + 0.06 for item in items)
        self.needed = max(self.needed, room - 0.06 + HEADER + FOOTER)
        _spread(items, FOOTER, self.height - HEADER, 0.06)

    def _box_item(self, name: str) -> _Item:
        """A box at its children's mean height, with room for its labels."""
        half = self.box_height(name) / 2
        edges = self.graph.edges.values()
        beside = [e for e in edges if e.child == name]
        beside = beside if len(beside) == 1 else []
        arriving = [e for e in edges if e.parent == name]
        beside += arriving if len(arriving) == 1 else []
        rooms = [self.label_room(edge) for edge in beside]
        moving = [e for e in arriving if e.carries_gradient] or arriving
        heights = [self.boxes[e.child].y for e in moving]
        return _Item(
            y=sum(heights) / max(len(heights), 1),
            up=max([half, *(room[0] for room in rooms)]),
            down=max([half, *(room[1] for room in rooms)]),
        )

    @staticmethod
    def _stack(items: list[_Item], low: float, high: float) -> None:
        """Share the free height equally between the inputs."""
        free = high - low - sum(item.up + item.down for item in items)
        top = high
        for item in items:
            item.y = top - free / (2 * len(items)) - item.up
            top = item.y - item.down - free / (2 * len(items))

    def _end(self, edge, column: int) -> _Item:
        """The box or passing place where an edge meets `column`."""
        if self.depth[edge.child] == column:
            return self.boxes[edge.child]
        if self.depth[edge.parent] == column:
            return self.boxes[edge.parent]
        return self.passes[edge.child, edge.parent, column]

    def _place_lanes(self, column: int) -> None:
        edges = self.crossing(column)
        starts = [self._end(edge, column) for edge in edges]
        items = []
        for edge, start in zip(edges, starts, strict=True):
            stop = self._end(edge, column + 1)
            alone = sum(other is start for other in starts) == 1
            y = start.y if alone else stop.y
            room = 0.12, 0.12
            if self.depth[edge.child] == column:
                room = self.label_room(edge)
            key = edge.child, edge.parent, column
            self.lanes[key] = _Item(y, *room)
            items.append((-y, -stop.y, len(items), self.lanes[key]))
        ordered = [item for *_, item in sorted(items, key=lambda i: i[:3])]
        self._settle(ordered)

    def port(self, edge, name: str) -> float:
        """Height at which an edge meets a box: shared out, in lane order."""
        incoming = edge.parent == name
        column = self.depth[name] - incoming
        edges = [
            other
            for other in self.graph.edges.values()
            if (other.parent if incoming else other.child) == name
        ]
        edges.sort(key=lambda e: -self.lanes[e.child, e.parent, column].y)
        share = (edges.index(edge) + 0.5) / len(edges) - 0.5
        return self.boxes[name].y - share * 0.8 * self.box_height(name)

    def path(self, edge) -> list[tuple[float, float]]:
        """Corners of an edge from its child's box to its parent's."""
        first, last = self.depth[edge.child], self.depth[edge.parent]
        left = self.x(edge.child) + self.box
        points = [(left, self.port(edge, edge.child))]
        for column in range(first, last):
            lane = self.lanes[edge.child, edge.parent, column]
            points.append((left + self.slant, lane.y))
            points.append((left + self.gap - self.slant, lane.y))
            left += self.pitch
            if column + 1 < last:
                y = self.passes[edge.child, edge.parent, column + 1].y
                points += [(left - self.box, y), (left, y)]
        points.append((left - self.box, self.port(edge, edge.parent)))
        return points


# --- drawing --------------------------------------------------------------


def _math(expr: sympy.Expr, *, flat: bool = False) -> str:
    """LaTeX of `expr` for matplotlib; fractions full size, or on one line."""
    text = sympy.latex(expr, fold_short_frac=flat)
    text = text.replace(r"\frac", r"\dfrac")
    for function in (r"\log", r"\operatorname"):
        text = text.replace(function, r"\," + function)
    return text


def _formula(node, *, flat: bool = False) -> str:
    return f"{_math(node.symbol)} = {_math(node.expr, flat=flat)}"


def _in_box(plan: _Plan, node) -> bool:
    """Whether the formula of a step is short enough for its box."""
    short = node.expr is not None and len(str(node.expr)) <= 7
    return plan.narrow and short


def _lines(ax, plan: _Plan, x: float, top: float, rows, gid: str) -> None:
    """Write (text, colour, weight) rows one under the other from `top`."""
    for row, (text, color, weight) in enumerate(rows):
        ax.text(
            x,
            top - (row + 0.5) * plan.line,
            text,
            color=color,
            weight=weight,
            fontsize=plan.font,
            ha="center",
            va="center_baseline",
            gid=gid,
            zorder=3,
        )


def _draw_node(ax, plan: _Plan, node, state: _State) -> None:
    item, x = plan.boxes[node.name], plan.x(node.name)
    height = plan.box_height(node.name)
    latest = state.latest
    stressed = latest is not None and latest.node == node.name
    ax.add_patch(
        FancyBboxPatch(
            (x, item.y - height / 2),
            plan.box,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor="white" if node.carries_gradient else "0.9",
            edgecolor="black",
            linewidth=3 if stressed else 1.2,
            zorder=2,
        )
    )
    top = item.y + plan.box_lines(node.name) / 2 * plan.line
    rows = _node_rows(plan, node, state)
    _lines(ax, plan, x + plan.box / 2, top, rows, f"node {node.name}")


def _node_rows(plan: _Plan, node, state: _State) -> list[tuple]:
    name = _math(node.symbol)
    if _in_box(plan, node):
        name = _formula(node, flat=True)
    value, slope = (
        None if number is None else format_number(number)
        for number in (
            state.values.get(node.name),
            state.gradients.get(node.name),
        )
    )
    if plan.narrow:
        rows = [(f"${name}$", "black"), (value, FORWARD)]
        rows += [("grad", BACKWARD), (slope, BACKWARD)] if slope else []
    else:
        known = (f"${name}$ = {value}", FORWARD)
        rows = [known if value else (f"${name}$", "black")]
        rows += [(f"grad {slope}", BACKWARD)] if slope else []
    return [(*row, "normal") for row in rows if row[0]]


def _draw_edge(ax, plan: _Plan, edge, state: _State) -> None:
    points = plan.path(edge)
    event = state.edges.get((edge.child, edge.parent))
    latest = state.latest
    forward = latest is not None and latest.kind == "forward"
    ahead = forward and latest.node == edge.parent
    back = event is not None and event is latest
    known = edge.child in state.values or plan.symbolic
    _arrow(ax, points, 0.04, known, FORWARD, "solid", 3 if ahead else 1.4)
    if event is not None or (plan.symbolic and edge.carries_gradient):
        width = 3 if back else 1.4
        _arrow(ax, points[::-1], -0.04, True, BACKWARD, "dashed", width)
    x, y = _label_place(points)
    name = f"{edge.child} {edge.parent}"
    if edge.child in state.values:
        text = format_number(state.values[edge.child])
        rows = [(text, FORWARD, "normal")]
        _lines(ax, plan, x, y + 0.07 + plan.line, rows, f"forward {name}")
    if plan.symbolic and edge.carries_gradient:
        text = f"${_math(edge.local_expr)}$"
        style = {"color": BACKWARD, "fontsize": plan.font, "ha": "center"}
        ax.text(x, y - 0.1, text, va="top", gid=f"backward {name}", **style)
    if event is not None:
        weight = "bold" if back else "normal"
        rows = [(r, BACKWARD, weight) for r in _triple(event, plan.stacked)]
        _lines(ax, plan, x, y - 0.07, rows, f"backward {name}")


def _label_place(points) -> tuple[float, float]:
    """Middle of the level stretch of an edge in its first gap."""
    before, start, stop, after = points[:4]
    left = before if abs(before[1] - start[1]) < 0.01 else start
    right = after if abs(after[1] - stop[1]) < 0.01 else stop
    return (left[0] + right[0]) / 2, start[1]


def _triple(event: Event, stacked: bool) -> list[str]:
    local, upstream, product = map(
        format_number, (event.local, event.upstream, event.product)
    )
    if stacked:
        rows = ["local", local, "upstream", f"{TIMES} {upstream}"]
    else:
        rows = [f"local {local}", f"{TIMES} upstream {upstream}"]
    return [*rows, f"= {product}"]


def _arrow(ax, points, shift, visible, color, linestyle, width) -> None:
    shifted = [(x, y + shift) for x, y in points]
    ax.add_patch(
        FancyArrowPatch(
            path=Path(shifted),
            arrowstyle="-|>",
            mutation_scale=12,
            color=color if visible else "0.75",
            linestyle=linestyle,
            linewidth=width,
            joinstyle="round",
            zorder=1,
        )
    )


def _draw_formulas(ax, plan: _Plan) -> None:
    steps = [n for n in plan.graph.nodes.values() if n.expr is not None]
    text = ",     ".join(
        f"${_formula(n)}$" for n in steps if not _in_box(plan, n)
    )
    y = plan.height - HEADER / 2
    ax.text(
        plan.width / 2,
        y,
        text,
        fontsize=plan.font,
        ha="center",
        va="center",
        gid="formulas",
    )


def _draw_key(ax, plan: _Plan) -> None:
    y = FOOTER / 2
    words = (
        (0.02, FORWARD, "solid", 1, "forward: value"),
        (
            0.3,
            BACKWARD,
            "dashed",
            -1,
            f"backward: local {TIMES} upstream = product"
            if not plan.symbolic
            else "backward: local derivative",
        ),
    )
    for start, color, linestyle, direction, text in words:
        x = MARGIN + start * plan.width
        ends = [(x, y), (x + 0.5, y)][::direction]
        _arrow(ax, ends, 0, True, color, linestyle, 1.4)
        ax.text(
            x + 0.6,
            y,
            text,
            color=color,
            fontsize=plan.font,
            va="center",
            gid="key",
        )
    if any(not n.carries_gradient for n in plan.graph.nodes.values()):
        ax.text(
            plan.width - MARGIN,
            y,
            "grey: data, no gradient",
            fontsize=plan.font,
            ha="right",
            va="center",
            gid="key",
        )
