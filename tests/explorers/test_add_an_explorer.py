"""A new explorer in three steps, as the guide for contributors says."""

from dataclasses import dataclass

import pytest

from helpers._checks import as_between
from helpers.explorers._controls import Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._told import Mark, Row, Told, fixed
from helpers.plotting import Role
from tests.explorers.test_baselines import small
from tests.explorers.test_grammar import assert_well_told
from tests.support.hands import act, extremes


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
    question = "Where is a yes or no least certain?"
    hint = "Move p, or drag the point."

    def __init__(self, p=0.3, *, name="variance"):
        self.p = Slider("probability p", p, 0.0, 1.0, 0.01)
        super().__init__(name, big=self.p)

    def numbers(self):
        return variance_numbers(self.p.value)

    def build(self):
        ax = frame(self.live.figure, (40, 30, 780, 280), "p(1 − p) over p")
        ax.set(xlim=(0, 1), ylim=(0, 0.3))
        (point,) = ax.plot([], [], "D", color=Role.NOW)
        self.point = self.live.moving(point)

    def draw(self):
        n = self.numbers()
        self.point.set_data([n.p], [n.variance])
        return f"At p = {n.p:.2f} the variance p(1 − p) is {n.variance:.4f}."

    def tell(self):
        n = self.numbers()
        return Told(
            f"The variance is **{fixed(n.variance)}**.",
            ("p", "variance"),
            [Row("now", (fixed(n.p), fixed(n.variance)), "◆", "now")],
            under=[Mark(0.5, "1/2", "theory", known=True)],
        )

    def dragged(self, ax, x, y, *, begins):
        self.p.value = self.p.nearest(x)


# 3. Tests: the numbers by another route, the view by hand.
@pytest.fixture
def explorer():
    with_figure = Variance(0.3)
    yield with_figure
    with_figure.close()


def test_reading_and_finding_follow_the_slider(explorer):
    assert "p = 0.30" in explorer.live.reading
    explorer.p.value = 0.5
    assert "p = 0.50 the variance p(1 − p) is 0.2500" in explorer.live.reading
    assert explorer.face.told["finding"] == "The variance is **0.250**."


def test_it_keeps_to_the_grammar(explorer):
    for _ in extremes(explorer):
        assert_well_told(explorer.face.told)


def test_hands_are_heard(explorer):
    act(explorer, ("move", "probability p", 0.9))
    assert explorer.p.value == 0.9
    act(explorer, ("drag", 0.5, 0.5, "down"))
    assert explorer.p.value == 0.49
    act(explorer, ("press", "Reset"))
    assert explorer.p.value == 0.3


def test_the_still_is_a_picture_with_ink(explorer):
    low, high = small(explorer.still).convert("L").getextrema()
    assert low < 130
    assert high == 255


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
