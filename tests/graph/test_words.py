"""Numbers, names and whole runs in words."""

import numpy as np
import pytest

from helpers.graph import describe, draw, format_number
from helpers.graph.words import plain_name
from tests.support.graphs import READY, inputs_of


def test_describe_says_every_edge_once():
    graph = READY["unfused"]
    lines = describe(graph, graph.backward(inputs_of(graph)))
    assert len(lines) == len(graph.edges) + 2
    assert "From p̂ back to z: local 0.242 times upstream" in "\n".join(lines)
    assert "ℓ uses y = 1: data, no slope." in lines
    assert lines[-1].startswith("Slopes: ∂ℓ/∂b = \N{MINUS SIGN}0.413, ")


@pytest.mark.parametrize("show", [describe, draw])
def test_a_record_of_another_graph_is_refused(show):
    graph = READY["unfused"]
    record = READY["fused"].backward(inputs_of(READY["fused"]))
    with pytest.raises(ValueError, match="record: expected a whole run over"):
        show(graph, record)


@pytest.mark.parametrize("show", [describe, draw])
def test_a_record_so_far_is_refused(show):
    graph = READY["unfused"]
    whole = graph.backward(inputs_of(graph))
    for count in range(len(whole.events)):
        with pytest.raises(ValueError, match="record: expected a whole run"):
            show(graph, whole.after(count))


NUMBERS_SHOWN = [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (0.2497, "0.250"),
    (-1.7039, "-1.70"), (12.34, "12.3"), (123.4, "123"), (999.9, "1000"),
    (1000.0, "1000"), (99999.9, "1.0·10⁵"),
    (-800.4, "-800"), (123456.0, "1.2·10⁵"), (4.2e-18, "4.2·10⁻¹⁸"),
    (5e-324, "4.9·10⁻³²⁴"), (1e300, "1.0·10³⁰⁰"), (np.inf, "inf"),
    (-np.inf, "-inf"), (np.nan, "nan"), (0.00123, "1.2·10⁻³"),
    (0.01, "0.01"), (0.01239, "0.0124"), (0.000999, "1.0·10⁻³"),
    (99999.4, "99999"),
    (99999.5, "1.0·10⁵"),
]  # fmt: skip


@pytest.mark.parametrize("value, text", NUMBERS_SHOWN)
def test_format_number(value, text):
    assert format_number(value) == text.replace("-", "\N{MINUS SIGN}")


@pytest.mark.parametrize(
    "name, plain",
    [
        ("w1", "w₁"), ("x10", "x₁₀"), ("L", "L"), ("a2b", "a2b"), ("7", "₇"),
        ("phat", "p̂"), ("phat2", "p̂₂"), ("ell", "ℓ"), ("ello", "ello"),
    ],
)  # fmt: skip
def test_a_name_as_text_shows_it(name, plain):
    assert plain_name(name) == plain
