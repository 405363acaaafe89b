"""Where the boxes, arrows and texts of a computation graph go.

Layout in inches, so that text can be given the room it needs.  There is a
column of boxes for each depth, inputs left, output right, and between two
columns a gap.  An edge crosses a gap on a level line of its own, its lane:
the forward value stands above the lane, the backward product below.

The plan is made in two sweeps from left to right.

1. Columns.  The inputs share the height equally.  Every other box wants to
   stand at the mean height of the boxes it uses.  An edge that skips a
   column needs a passing place in it, and wants to pass where it came from.
   Then the boxes and places of the column are moved apart.
2. Gaps.  A lane wants to be level with the box or place it leaves or, where
   several leave the same box, with the one it enters, as only one of them
   could go straight.  Then the lanes of the gap are moved apart.

Both times "moved apart" is `spread`: as little as possible, in least
squares.  An edge is at last a line from box to lane to box, with a slanted
piece on either side of each lane.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from helpers.graph.core import Graph
from helpers.graph.nodes import Edge

MARGIN = 0.15
# Least free space between neighbours, and what an edge without text takes.
_PAD, _BARE = 0.06, 0.12
Point = tuple[float, float]
Place = tuple[str, str, int]


@dataclass
class Item:
    """A box, or the place where an edge passes: y, and room around it."""

    y: float
    up: float
    down: float


def spread(items: list[Item], low: float, high: float, pad: float) -> None:
    """Move items, in their order from the top, as little as keeps them apart.

    Parameters
    ----------
    items : list of Item
        From the top down; their `y` is changed.
    low, high : float
        Between which they and the room around them should stay.  Where that
        is impossible they keep apart and go beyond `low`.
    pad : float
        Free space between two neighbours.

    Notes
    -----
    Item i wants to be at y[i] and must be at least d[i] below the item
    above, with d[i] = down[i-1] + pad + up[i].  Measure every height from
    where the item would be in the tightest pile: u[i] = y[i] + d[1] + ... +
    d[i].  Now the condition reads "u must not rise", and the least squares
    solution is that of isotonic regression, found by pooling neighbours
    that violate it and giving all in a pool their mean, until none does
    (M. Ayer and others, *Annals of Mathematical Statistics* 26, 1955).
    The ends are one clip in u, which leaves the order as it is.

    Examples
    --------
    >>> items = [Item(1.0, 0.5, 0.5), Item(1.0, 0.5, 0.5)]
    >>> spread(items, -10.0, 10.0, pad=1.0)
    >>> [item.y for item in items]
    [2.0, 0.0]
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
    """Where everything goes, in inches from the lower left corner.

    Parameters
    ----------
    graph : Graph
    width, height : float
        Of the axes.
    symbolic : bool
        Formulas of the local derivatives instead of numbers.
    compact : bool
        Smaller text and boxes, for a live picture.

    Attributes
    ----------
    needed : float
        The height that would have been enough.
    columns : int
    narrow : bool
        Boxes take a line of text for each part.
    stacked : bool
        Gaps do: local, upstream and product stand below one another.
    font, line : float
        Size of the text in points, height of a line in inches.
    box, gap, pitch : float
        Widths of a box, of a gap, and of both together.
    rows : int
        Lines of text below a lane.
    slant : float
        Width of the slanted piece of an edge on either side of a lane.
    boxes : dict, name -> Item
    lanes : dict, (child, parent, column to the left) -> Item
    passes : dict, (child, parent, column) -> Item
    """

    def __init__(
        self,
        graph: Graph,
        width: float,
        height: float,
        *,
        symbolic: bool = False,
        compact: bool = False,
    ) -> None:
        self.graph = graph
        self.symbolic, self.compact = symbolic, compact
        self.width, self.height = width, height
        self.needed = 0.0
        self.depth = _depths(graph)
        self.columns = max(self.depth.values()) + 1
        self._choose_sizes()
        self.boxes: dict[str, Item] = {}
        self.passes: dict[Place, Item] = {}
        self.lanes: dict[Place, Item] = {}
        for column in range(self.columns):
            self._place_column(column)
        for column in range(self.columns - 1):
            self._place_lanes(column)

    def _choose_sizes(self) -> None:
        """Choose sizes by the number of columns the width has to hold."""
        compact = self.compact
        self.narrow = not compact and self.columns > self.width / 3
        self.font = 10 if compact else 10.5 if self.narrow else 13
        self.line = self.font * 1.25 / 72
        self.box = 0.85 if self.narrow else 1.3
        if compact:
            self.box = 1.08 if self.columns > 3 else 1.4
        # Room for the formulas and for the key.
        self.header, self.footer = (0.44, 0.06) if compact else (0.6, 0.4)
        inside = self.width - 2 * MARGIN - self.box
        self.pitch = inside / (self.columns - 1)
        self.gap = self.pitch - self.box
        self.stacked = not compact and self.gap < 1.7
        self.rows = 2 if compact else 5 if self.stacked else 3
        # Gaps from a lane up to the value, and down to the product.
        self.above, self.below = (0.04, 0.08) if compact else (0.07, 0.07)
        share = 0.12 if self.narrow else 0.16 if compact else 0.2
        self.slant = 0.12 if self.stacked else share * self.gap

    # --- boxes and passing places -------------------------------------------

    def x(self, name: str) -> float:
        """Return the left side of a node's box."""
        return MARGIN + self.pitch * self.depth[name]

    def box_lines(self, name: str) -> int:
        """Return how many lines of text a box has: value, gradient."""
        if self.symbolic:
            return 1
        parts = 2 if self.graph.nodes[name].carries_gradient else 1
        return parts * (2 if self.narrow else 1)

    def box_height(self, name: str) -> float:
        """Return the height of a node's box."""
        around = 0.1 if self.compact else 0.14
        return self.box_lines(name) * self.line + around

    def _place_column(self, column: int) -> None:
        """Place the boxes of a column and the edges that skip it."""
        items = []
        for name, depth in self.depth.items():
            if depth == column:
                self.boxes[name] = self._box_item(name)
                items.append(self.boxes[name])
        for edge in self._crossing(column):
            if self.depth[edge.child] < column:
                start = self._end(edge, column - 1)
                place = Item(start.y, _BARE, _BARE)
                self.passes[edge.child, edge.parent, column] = place
                items.append(place)
        if column == 0:
            self._stack(items)
        self._settle(sorted(items, key=lambda item: -item.y))

    def _box_item(self, name: str) -> Item:
        """Return a box at its children's mean height, with its room.

        Where one edge alone leaves or enters, its lane will be level with
        the box, so the texts of that edge count as room of the box.
        """
        half = self.box_height(name) / 2
        edges = self.graph.edges.values()
        leaving = [edge for edge in edges if edge.child == name]
        arriving = [edge for edge in edges if edge.parent == name]
        level = [*_if_single(leaving), *_if_single(arriving)]
        rooms = [self._label_room(edge) for edge in level]
        # Data should not draw a box away from where the gradient runs.
        moving = [e for e in arriving if e.carries_gradient] or arriving
        heights = [self.boxes[edge.child].y for edge in moving]
        return Item(
            y=sum(heights) / max(len(heights), 1),
            up=max([half, *(up for up, _ in rooms)]),
            down=max([half, *(down for _, down in rooms)]),
        )

    def _stack(self, items: list[Item]) -> None:
        """Share the free height equally between the inputs."""
        top = self.height - self.header
        room = sum(item.up + item.down for item in items)
        free = top - self.footer - room
        for item in items:
            item.y = top - free / (2 * len(items)) - item.up
            top = item.y - item.down - free / (2 * len(items))

    def _settle(self, items: list[Item]) -> None:
        """Keep a column of boxes or lanes apart, and note what it takes."""
        room = sum(item.up + item.down + _PAD for item in items)
        self.needed = max(self.needed, room - _PAD + self.header + self.footer)
        spread(items, self.footer, self.height - self.header, _PAD)

    # --- edges --------------------------------------------------------------

    def _crossing(self, column: int) -> list[Edge]:
        """Return the edges that cross the gap to the right of `column`."""
        return [
            edge
            for edge in self.graph.edges.values()
            if self.depth[edge.child] <= column < self.depth[edge.parent]
        ]

    def _label_room(self, edge: Edge) -> tuple[float, float]:
        """Return the room above and below a lane for the texts of its edge."""
        above = 0.05 if self.symbolic else self.line + self.above - 0.01
        if not edge.carries_gradient:
            return above, 0.05
        below = 2.5 if self.symbolic else self.rows
        return above, (below + 0.1) * self.line + self.below

    def _end(self, edge: Edge, column: int) -> Item:
        """Return the box or passing place where an edge meets `column`."""
        if self.depth[edge.child] == column:
            return self.boxes[edge.child]
        if self.depth[edge.parent] == column:
            return self.boxes[edge.parent]
        return self.passes[edge.child, edge.parent, column]

    def _place_lanes(self, column: int) -> None:
        """Place the lanes of the gap to the right of `column`.

        The texts of an edge stand in its first gap: further lanes of the
        same edge are bare.
        """
        edges = self._crossing(column)
        starts = [self._end(edge, column) for edge in edges]
        lanes = []
        for edge, start in zip(edges, starts, strict=True):
            stop = self._end(edge, column + 1)
            alone = sum(other is start for other in starts) == 1
            first = self.depth[edge.child] == column
            room = self._label_room(edge) if first else (_BARE, _BARE)
            lane = Item(start.y if alone else stop.y, *room)
            self.lanes[edge.child, edge.parent, column] = lane
            lanes.append((lane, stop))
        # From the top; lanes that want the same height, by where they lead.
        lanes.sort(key=lambda pair: (-pair[0].y, -pair[1].y))
        self._settle([lane for lane, _ in lanes])

    def _port(self, edge: Edge, name: str) -> float:
        """Return where an edge meets a box: shared out, in lane order."""
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

    def path(self, edge: Edge) -> list[Point]:
        """Return the corners of an edge from its child to its parent.

        In each gap it crosses there are two, the ends of its lane; in each
        column that it skips two more, the ends of its passing place.
        """
        first, last = self.depth[edge.child], self.depth[edge.parent]
        left = self.x(edge.child) + self.box
        points = [(left, self._port(edge, edge.child))]
        for column in range(first, last):
            lane = self.lanes[edge.child, edge.parent, column]
            points.append((left + self.slant, lane.y))
            points.append((left + self.gap - self.slant, lane.y))
            left += self.pitch
            if column + 1 < last:
                y = self.passes[edge.child, edge.parent, column + 1].y
                points += [(left - self.box, y), (left, y)]
        points.append((left - self.box, self._port(edge, edge.parent)))
        return points


def _depths(graph: Graph) -> dict[str, int]:
    """Return name -> length of the longest way to it from an input."""
    depth: dict[str, int] = {}
    for node in graph.nodes.values():
        below = [depth[child] for child in node.children]
        depth[node.name] = 1 + max(below, default=-1)
    return depth


def _if_single(edges: list[Edge]) -> Iterable[Edge]:
    """Return the edges if there is just one."""
    return edges if len(edges) == 1 else []
