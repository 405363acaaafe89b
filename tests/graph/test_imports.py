"""What `helpers.graph` loads, and what it offers."""

import subprocess
import sys

import pytest

from helpers import graph

LOADS = [
    ("import helpers.graph", ["sympy", "numpy", "matplotlib"]),
    ("from helpers.graph import Graph, describe", ["matplotlib"]),
    (
        "from helpers.experiments import graph_numbers; graph_numbers(9)",
        ["matplotlib", "ipywidgets", "helpers.derivation"],
    ),
]


@pytest.mark.parametrize("code, spared", LOADS)
def test_import_does_not_load(code, spared):
    code += f"\nimport sys\nprint([m for m in {spared} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert loaded.stdout.strip() == "[]"


def test_every_public_name_is_there():
    assert "draw" in dir(graph)
    for name in graph.__all__:
        assert getattr(graph, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = graph.nothing
