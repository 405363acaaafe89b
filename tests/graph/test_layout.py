"""The plan of a picture: kept apart, as little moved as can be."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from helpers.graph import logistic_loss_graph, small_steps_graph
from helpers.graph.layout import Item, Plan, spread
from tests.support.graphs import READY

SIZES = st.floats(0.05, 0.5)
ITEMS = st.lists(st.builds(Item, st.floats(0, 10), SIZES, SIZES), min_size=1)


def least_squares(items, low, high, pad):
    """The same problem, solved as one of constrained minimization."""
    wanted = np.array([item.y for item in items])
    rows = np.zeros((len(items) + 1, len(items)))
    rows[0, 0], rows[-1, -1] = -1, 1
    least = [-(high - items[0].up), *(pad for _ in items)]
    for i, (above, under) in enumerate(pairwise(items)):
        rows[i + 1, i : i + 2] = 1, -1
        least[i + 1] = above.down + pad + under.up
    least[-1] = low + items[-1].down
    found = minimize(
        lambda y: ((y - wanted) ** 2).sum(),
        wanted,
        jac=lambda y: 2 * (y - wanted),
        constraints={
            "type": "ineq",
            "fun": lambda y: rows @ y - least,
            "jac": lambda y: rows,
        },
        method="SLSQP",
        options={"ftol": 1e-12},
    )
    assert found.success
    return found.x


@pytest.mark.parametrize("seed", range(30))
def test_spread_is_the_least_squares_solution(seed):
    rng = np.random.default_rng(seed)
    ys = np.sort(rng.uniform(-1, 11, rng.integers(1, 9)))[::-1]
    items = [Item(y, *rng.uniform(0.05, 0.5, 2)) for y in ys]
    expected = least_squares(items, 0.0, 10.0, 0.06)
    spread(items, 0.0, 10.0, 0.06)
    np.testing.assert_allclose([i.y for i in items], expected, atol=1e-5)


@given(items=ITEMS, pad=st.floats(0, 0.2))
def test_spread_keeps_order_and_distance_even_where_it_is_too_tight(
    items, pad
):
    spread(items, 0.0, 3.0, pad)
    for above, under in pairwise(items):
        assert above.y - above.down >= under.y + under.up + pad - 1e-9
    assert items[0].y + items[0].up <= 3.0 + 1e-9
    room = sum(i.up + i.down + pad for i in items) - pad
    if room <= 3.0:
        assert items[-1].y - items[-1].down >= -1e-9


def test_nothing_to_spread_is_no_trouble():
    items = []
    spread(items, 0.0, 1.0, 0.1)
    assert items == []


GRAPHS = {
    **READY,
    "four features": logistic_loss_graph(n=4),
    "small steps, three features": small_steps_graph(n=3),
}


@pytest.mark.parametrize("symbolic", [False, True])
@pytest.mark.parametrize("key", GRAPHS)
def test_boxes_lanes_and_passing_places_are_apart(key, symbolic):
    graph = GRAPHS[key]
    plan = Plan(graph, 12, 6, symbolic=symbolic)
    plan = Plan(graph, 12, max(6, plan.needed), symbolic=symbolic)
    for column in range(plan.columns):
        boxes = [b for n, b in plan.boxes.items() if plan.depth[n] == column]
        places = [p for (*_, c), p in plan.passes.items() if c == column]
        lanes = [lane for (*_, c), lane in plan.lanes.items() if c == column]
        for items in (boxes + places, lanes):
            for one, two in combinations(items, 2):
                low, high = sorted((one, two), key=lambda item: item.y)
                assert high.y - high.down >= low.y + low.up - 1e-9
            for item in items:
                assert item.y + item.up <= plan.height - plan.header + 1e-9
                assert item.y - item.down >= plan.footer - 1e-9


@pytest.mark.parametrize("key", GRAPHS)
def test_an_edge_runs_from_box_to_box_and_never_back(key):
    graph = GRAPHS[key]
    plan = Plan(graph, 12, 8)
    for edge in graph.edges.values():
        points = plan.path(edge)
        assert points[0][0] == pytest.approx(plan.x(edge.child) + plan.box)
        assert points[-1][0] == pytest.approx(plan.x(edge.parent))
        for end, name in ((points[0], edge.child), (points[-1], edge.parent)):
            half = plan.box_height(name) / 2
            assert abs(end[1] - plan.boxes[name].y) < half
        xs = [x for x, _ in points]
        assert xs == sorted(xs)


def test_the_depth_of_a_node_is_the_longest_way_to_it():
    plan = Plan(READY["small steps"], 12, 6)
    names = ("y", "b", "z", "e", "d", "phat", "u", "v", "ell")
    assert [plan.depth[n] for n in names] == [0, 0, 1, 2, 3, 4, 5, 5, 6]
    steps = range(3, 7)
    assert [("y", "ell", c) in plan.lanes for c in steps] == [True] * 3 + [
        False
    ]
