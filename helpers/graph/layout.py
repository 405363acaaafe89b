"""Where the boxes, arrows and texts of a computation graph go.

Layout in inches, so that text can be given the room it needs: one column
of boxes for each depth, inputs left, output right.  Every edge runs level
through a lane of its own between two columns; the forward value stands
above its lane, the backward product below.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from helpers.graph.core import Edge, Graph

MARGIN = 0.15


@dataclass
class Item:
    """A box, or the place where an edge passes: y, and room around it."""

    y: float
    up: float
    down: float


def _spread(items: list[Item], low: float, high: float, pad: float) -> None:
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


class Plan:
    """Where everything goes, in inches from the lower left corner."""

    def __init__(
        self,
        graph: Graph,
        width: float,
        height: float,
        *,
        symbolic: bool = False,
        compact: bool = False,
    ):
        self.graph = graph
        self.symbolic, self.compact = symbolic, compact
        self.width, self.height = width, height
        self.needed = 0.0  # the height that would have been enough
        self.depth = self._depths()
        self.columns = max(self.depth.values()) + 1
        self.narrow = not compact and self.columns > self.width / 3
        self.font = 10.5 if self.narrow or compact else 13
        self.line = self.font * 1.25 / 72
        self.box = 0.85 if self.narrow else 1.3
        if compact:
            self.box = 1.22 if self.columns > 3 else 1.4
        # Room for the formulas and for the key.
        self.header, self.footer = (0.46, 0.3) if compact else (0.6, 0.4)
        inside = self.width - 2 * MARGIN - self.box
        self.pitch = inside / (self.columns - 1)
        self.gap = self.pitch - self.box
        self.stacked = not compact and self.gap < 1.7
        # Lines of text for local, upstream and product.
        self.rows = 2 if compact else 5 if self.stacked else 3
        # Gaps from a lane up to the value, and down to the product.
        self.above, self.below = (0.04, 0.08) if compact else (0.07, 0.07)
        share = 0.12 if self.narrow else 0.16 if compact else 0.2
        self.slant = 0.12 if self.stacked else share * self.gap
        self.boxes: dict[str, Item] = {}
        self.passes: dict[tuple, Item] = {}
        self.lanes: dict[tuple, Item] = {}
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
        return self.box_lines(name) * self.line + (
            0.1 if self.compact else 0.14
        )

    def label_room(self, edge: Edge) -> tuple[float, float]:
        """Room above and below the lane of an edge for its texts."""
        above = 0.05 if self.symbolic else self.line + self.above - 0.01
        if not edge.carries_gradient:
            return above, 0.05
        below = 2.5 if self.symbolic else self.rows
        return above, (below + 0.1) * self.line + self.below

    def _place_column(self, column: int) -> None:
        low, high = self.footer, self.height - self.header
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
                self.passes[key] = Item(start.y, 0.12, 0.12)
                items.append(self.passes[key])
        if column == 0:
            self._stack(items, low, high)
        items.sort(key=lambda item: -item.y)
        self._settle(items)

    def _settle(self, items: list[Item]) -> None:
        """Keep a column of boxes or lanes apart, and note what it takes."""
        room = sum(item.up + item.down + 0.06 for item in items)
        self.needed = max(self.needed, room - 0.06 + self.header + self.footer)
        _spread(items, self.footer, self.height - self.header, 0.06)

    def _box_item(self, name: str) -> Item:
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
        return Item(
            y=sum(heights) / max(len(heights), 1),
            up=max([half, *(room[0] for room in rooms)]),
            down=max([half, *(room[1] for room in rooms)]),
        )

    @staticmethod
    def _stack(items: list[Item], low: float, high: float) -> None:
        """Share the free height equally between the inputs."""
        free = high - low - sum(item.up + item.down for item in items)
        top = high
        for item in items:
            item.y = top - free / (2 * len(items)) - item.up
            top = item.y - item.down - free / (2 * len(items))

    def _end(self, edge: Edge, column: int) -> Item:
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
            self.lanes[key] = Item(y, *room)
            items.append((-y, -stop.y, len(items), self.lanes[key]))
        ordered = [item for *_, item in sorted(items, key=lambda i: i[:3])]
        self._settle(ordered)

    def port(self, edge: Edge, name: str) -> float:
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

    def path(self, edge: Edge) -> list[tuple[float, float]]:
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
