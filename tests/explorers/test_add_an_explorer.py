"""A new explorer in three steps, as the guide for contributors says."""

from dataclasses import dataclass

import pytest

from helpers._checks import as_between
from helpers.explorers._controls import slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.plotting import Role
from tests.explorers.test_baselines import small


# 1. State -> numbers, in helpers/experiments/variance.py: no matplotlib.
@dataclass(frozen=True)
class VarianceNumbers:
    p: float
    variance: float


def variance_numbers(p):
    p = as_between("p", p, 0.0, 1.0)
    return VarianceNumbers(p, p * (1.0 - p))


# 2. The view, in helpers/explorers/_variance.py; a line in __init__.py.
class Variance(Explorer):
    def __init__(self, p=0.3, *, name="variance"):
        self.p = slider("probability p", p, 0.0, 1.0, 0.01)
        super().__init__(
            name, hint="where is the variance largest?", rows=[[self.p]]
        )

    def build(self):
        ax = self.live.figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 0.3), xlabel="p", ylabel="variance")
        (point,) = ax.plot([], [], "o", color=Role.NOW)
        self.point = self.live.moving(point)

    def draw(self):
        n = variance_numbers(value_of(self.p))
        self.point.set_data([n.p], [n.variance])
        return f"At p = {n.p:.2f} the variance p(1 − p) is {n.variance:.4f}."


# 3. Tests: the numbers by another route, the view by hand.
@pytest.fixture
def explorer():
    with_figure = Variance(0.3)
    yield with_figure
    with_figure.close()


def test_the_reading_follows_the_slider(explorer):
    assert "p = 0.30" in explorer.live.reading
    explorer.p.value = 0.5
    assert "p = 0.50 the variance p(1 − p) is 0.2500" in explorer.live.reading
    assert explorer.live.reading in explorer.reading.value


def test_the_still_is_a_picture_with_ink(explorer):
    low, high = small(explorer.still).convert("L").getextrema()
    assert low < 100
    assert high == 255


def test_reset_brings_the_first_state_back(explorer):
    explorer.p.value = 1.0
    explorer.reset()
    assert explorer.p.value == 0.3


def test_its_sentence_and_still_are_one_output(explorer, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data)
    )
    explorer.show()
    (data,) = shown
    assert data["text/plain"] == explorer.live.reading
    assert {"image/png", "text/plain"} < data.keys()


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="probability p: expected one number"):
        Variance(1.5)
