"""Which cell runs, so that its figures are its own."""

import types

from helpers.live import cell


def test_cell_id_comes_from_the_request(monkeypatch):
    kernel = types.SimpleNamespace(
        get_parent=lambda: {"metadata": {"cellId": "abc"}}
    )
    shell = types.SimpleNamespace(kernel=kernel)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert cell.cell_id() == "abc"
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    assert cell.cell_id() is None
