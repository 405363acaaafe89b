"""The values a graph runs on: what is taken, and what is refused."""

import numpy as np
import pytest
import sympy

from helpers.graph import Graph

X, Y = sympy.symbols("x y")

BAD_VALUES = [
    ({}, "values: missing x, y"),
    ({"x": 1}, "missing y"),
    (
        {"x": 1, "y": 2, "t": 3},
        r"values: expected one of \['x', 'y'\], got 't'",
    ),
    ({"x": 1, "y": 2, "L": 3}, "values: expected one of .*, got 'L'"),
    ({"x": "1", "y": 2}, "x: expected one finite number, got .* <U1"),
    ({"x": True, "y": 2}, "x: expected one finite number, got True"),
    ({"x": np.True_, "y": 2}, "x: expected one finite number, got "),
    ({"x": np.inf, "y": 2}, "x: .* got inf"),
    ({"x": np.nan, "y": 2}, "x: .* got nan"),
    ({"x": 10**400, "y": 2}, "x: expected one finite number"),
    ({"x": sympy.Integer(10) ** 400, "y": 2}, "x: expected one finite"),
    ({"x": X, "y": 2}, "x: expected one finite number"),
    ({"x": 1j, "y": 2}, "x: .* got values of type complex"),
    ({"x": np.array([1.0]), "y": 2}, r"x: .* got shape \(1,\)"),
    ({"x": 1, X: 2, "y": 2}, "values: a name is given twice"),
    ([1, 2], "values: expected a mapping"),
]


@pytest.mark.parametrize("values, message", BAD_VALUES)
def test_bad_values_are_refused(values, message):
    graph = Graph.from_steps({"L": X * Y})
    for run in (graph.forward, graph.backward, graph.events):
        with pytest.raises(ValueError, match=message):
            run(values)


def test_values_may_be_numpy_or_sympy_numbers_under_symbols():
    graph = Graph.from_steps({"L": X * Y})
    values = {X: np.float32(0.5), "y": sympy.Rational(1, 2)}
    assert graph.forward(values) == {"x": 0.5, "y": 0.5, "L": 0.25}
