"""For every test, doctests included: no screen, nothing left behind."""

import os

import matplotlib
import pytest

matplotlib.use("agg")
# What the tests solve is no progress of the one who runs them.
os.environ["ODDS_TO_GRADIENTS_PROGRESS"] = ""

pytest_plugins = ["tests.support.solutions"]

# Doctests are looked for in every module, but a conftest has none, and two
# modules of that name cannot be imported.
collect_ignore_glob = ["*conftest.py"]

# The files of most work, the longest first: one that came last would keep a
# worker busy while the others have nothing left to do.
LONGEST = (
    "test_sources.py",
    "test_every_explorer.py",
    "test_graph_stepper.py",
    "02_cross_entropy.ipynb",
    "01_odds_to_sigmoid.ipynb",
    "test_figures.py",
    "test_build.py",
    "test_baselines.py",
    "test_notation.py",
    "test_learning_rate.py",
)


def pytest_collection_modifyitems(items):
    rank = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONGEST)))


@pytest.fixture(autouse=True)
def _own_style():
    with matplotlib.rc_context():
        yield
