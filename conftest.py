"""For every test, doctests included: no screen, no style left behind."""

import matplotlib
import pytest

matplotlib.use("agg")

pytest_plugins = ["tests.support.solutions"]

# Doctests are looked for in every module, but a conftest has none, and two
# modules of that name cannot be imported.
collect_ignore_glob = ["*conftest.py"]


@pytest.fixture(autouse=True)
def _own_style():
    with matplotlib.rc_context():
        yield
