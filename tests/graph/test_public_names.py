"""What `helpers.graph` offers."""

import pytest

from helpers import graph


def test_every_public_name_is_there():
    assert "draw" in dir(graph)
    for name in graph.__all__:
        assert getattr(graph, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = graph.nothing
