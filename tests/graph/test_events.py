"""The record of a run: whole, and as it was after some of its events."""

import numpy as np
import pytest
import sympy

from helpers.graph import Graph, Record
from tests.support.graphs import READY, inputs_of


@pytest.mark.parametrize("key", READY)
def test_a_record_so_far_has_what_its_events_have_brought(key):
    graph = READY[key]
    record = graph.backward(inputs_of(graph))
    for count in range(len(record.events) + 1):
        known = record.after(count)
        done = record.events[:count]
        assert known.events == done
        computed = {e.node for e in done if e.kind == "forward"}
        assert set(known.values) == {*graph.inputs, *computed}
        back = [(e.node, e.parent) for e in done if e.kind == "backward"]
        assert list(known.edges) == back
        assert set(known.gradients) == {
            e.node for e in done if e.kind != "forward"
        }
        for name, total in known.gradients.items():
            sent = [known.edges[k].product for k in back if k[0] == name]
            seed = 1.0 if name == graph.output else 0.0
            assert total == pytest.approx(seed + sum(sent), rel=1e-15)
    assert record.after(len(record.events)) == record


@pytest.mark.parametrize("count", [-1, 4, 1.0, True, None])
def test_a_count_beyond_the_events_is_refused(count):
    x = sympy.Symbol("x")
    record = Graph.from_steps({"L": x + x**2}).backward({"x": 2})
    with pytest.raises(ValueError, match="count: expected a whole number"):
        record.after(count)


def test_a_record_of_nothing_is_empty():
    empty = Record({}, ())
    assert not empty.values and not empty.edges and not empty.gradients


def test_a_record_cannot_be_changed():
    graph = READY["fused"]
    record = graph.backward(inputs_of(graph))
    for mapping in (
        record.inputs,
        record.values,
        record.edges,
        record.gradients,
    ):
        with pytest.raises(TypeError):
            mapping["z"] = np.nan
