"""The graph stepper: its steps, words and pictures; the quick text in it."""

from itertools import combinations

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers import experiments, explorers, model
from helpers.experiments import graph_steps
from helpers.graph import Graph, format_number, logistic_loss_graph
from helpers.graph.drawing import GraphPicture
from helpers.graph.moment import moment
from helpers.live import LiveFigure
from helpers.live import text as quick_text
from helpers.live.text import QuickText

NUMBERS = st.floats(-2, 2)
EXTREME = {"x": (2000, 3000), "y": 1}


@pytest.fixture
def make():
    made = []

    def maker(*args, **options):
        made.append(explorers.graph_stepper(*args, **options))
        return made[-1]

    yield maker
    for explorer in made:
        explorer.close()


def seen(explorer):
    return explorer.live.draw(), explorer.live.reading


def texts(explorer):
    """Visible texts of the picture: gid -> words."""
    found = {}
    for text in explorer.live.figure.axes[0].texts:
        if text.get_visible() and text.get_gid() not in (None, "key"):
            found.setdefault(text.get_gid(), []).append(text.get_text())
    return found


# --- numbers ----------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    x=st.tuples(NUMBERS, NUMBERS),
    w=st.tuples(NUMBERS, NUMBERS),
    b=NUMBERS,
    y=st.sampled_from([0, 1]),
    fused=st.booleans(),
)
def test_the_last_step_has_the_gradient(x, w, b, y, fused):
    n = experiments.graph_numbers(0, fused=fused, x=x, w=w, b=b, y=y)
    grad_w, grad_b = model.gradient([x], [y], w, b)
    error = float(1 / (1 + mpmath.exp(-np.dot(w, x) - b)) - y)
    found = [n.record.gradients[name] for name in ("w1", "w2", "b")]
    np.testing.assert_allclose(found, [*grad_w, grad_b], atol=1e-11)
    np.testing.assert_allclose(
        found, [error * x[0], error * x[1], error], atol=1e-11
    )
    last = experiments.graph_numbers(n.last, fused=fused, x=x, w=w, b=b, y=y)
    assert last.event.node == "w2"
    assert last.event.total == found[1]


@pytest.mark.parametrize("fused", [False, True])
def test_each_step_is_one_event_of_the_run(fused):
    point = {"x1": 1.5, "x2": -2, "w1": 0.3, "w2": 0.9, "b": -0.2, "y": 0}
    record = logistic_loss_graph(fused=fused).backward(point)
    state = {"x": (1.5, -2), "w": (0.3, 0.9), "b": -0.2, "y": 0}
    assert len(record.events) == (7 if fused else 9)
    for step in range(len(record.events) + 1):
        n = experiments.graph_numbers(step, fused=fused, **state)
        assert n.record == record
        assert n.event == ((None, *record.events)[step])
        assert n.ahead == ((*record.events, None)[step])
        if step and n.event.kind == "backward":
            for value in (n.event.local, n.event.upstream, n.event.product):
                assert format_number(value) in n.sentence
            assert n.event.product == n.event.local * n.event.upstream
        elif step and n.event.kind == "forward":
            assert format_number(n.event.value) in n.sentence


def test_fused_and_unfused_agree_and_differ_in_one_edge():
    two, one = (experiments.graph_numbers(0, fused=f) for f in (False, True))
    assert two.last == one.last + 2
    assert ("z", "L") in one.record.edges
    assert ("z", "L") not in two.record.edges
    for name, slope in one.record.gradients.items():
        assert two.record.gradients[name] == pytest.approx(slope, rel=1e-14)


def test_far_away_unfused_is_lost_and_fused_is_right():
    lost = experiments.graph_numbers(6, **EXTREME)
    assert (lost.event.local, lost.event.upstream) == (0, -np.inf)
    assert np.isnan(lost.event.product)
    assert "local 0 × upstream minus infinity is not a number" in lost.sentence
    assert "The true slope a − y is −1" in lost.sentence
    infinite = experiments.graph_numbers(3, **EXTREME)
    assert "infinity, where the true loss is 800" in infinite.sentence
    right = experiments.graph_numbers(7, fused=True, **EXTREME)
    gradients = right.record.gradients
    assert [gradients[n] for n in ("b", "w1", "w2")] == [-1, -2000, -3000]


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("b", [-1000, 1000])
@pytest.mark.parametrize("fused", [False, True])
def test_words_for_numbers_that_are_none(y, b, fused):
    last = experiments.graph_numbers(0, fused=fused, y=y, b=b).last
    for step in range(last + 1):
        n = experiments.graph_numbers(step, fused=fused, y=y, b=b)
        words = n.sentence + graph_steps.question(n)
        assert "nan" not in words
        assert "inf" not in words.replace("infinity", "")
        assert not fused or "not a number" not in words


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": 10}, "step: expected a whole number from 0 to 9, got 10"),
        (
            {"step": 8, "fused": True},
            "step: expected a whole number from 0 to 7, got 8",
        ),
        ({"step": -1}, "step: expected a whole number from 0 to 9"),
        ({"step": 1.0}, "step: expected a whole number from 0 to 9"),
        ({"step": True}, "step: expected a whole number from 0 to 9"),
        ({"y": 0.5}, "y: expected 0 or 1, got 0.5"),
        ({"y": True}, "y: expected 0 or 1, got True"),
        ({"fused": 1}, "fused: expected True or False, got 1"),
        ({"x": (1,)}, r"x: expected finite numbers of shape \(2,\)"),
        ({"x": (1, np.nan)}, "x: expected finite"),
        ({"w": (1, 2, 3)}, "w: expected finite"),
        ({"b": np.inf}, "b: expected one finite number"),
    ],
)
def test_bad_input_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        experiments.graph_numbers(**{"step": 0} | options)


def test_unknown_features_are_refused():
    with pytest.raises(ValueError, match="x: expected one of"):
        explorers.graph_stepper("(4, 5)")


# --- view -------------------------------------------------------------------


def test_one_step_forward_and_back_is_the_same_picture(make):
    explorer = make()
    for step in range(9):
        explorer.step.value = step
        before = seen(explorer)
        explorer.player.step.click()
        after = seen(explorer)
        assert explorer.step.value == step + 1
        assert (before[0] != after[0]).any() and before[1] != after[1]
        explorer.player.back.click()
        again = seen(explorer)
        assert (before[0] == again[0]).all() and before[1] == again[1]


@pytest.mark.parametrize("fused", [False, True])
def test_the_picture_shows_what_is_known_and_asks_for_the_next(make, fused):
    explorer = make(fused=fused)
    record = explorer.numbers().record
    for step in range(explorer.player.last + 1):
        explorer.step.value = step
        found = texts(explorer)
        asked = [gid for gid, rows in found.items() if "?" in str(rows)]
        ahead = explorer.numbers().ahead
        expected = [] if ahead is None else [f"node {ahead.node}"]
        if ahead is not None and ahead.kind == "backward":
            expected = [f"backward {ahead.node} {ahead.parent}", *expected]
        assert asked == expected
        for event in record.events[:step]:
            if event.kind == "forward":
                value = format_number(event.value)
                assert found[f"node {event.node}"][0].endswith(f"= {value}")
            else:
                total = format_number(event.total)
                assert found[f"node {event.node}"][1] == f"grad {total}"
        for event in record.events[step + 1 :]:
            if event.kind == "backward":
                gid = f"backward {event.node} {event.parent}"
                assert gid not in found


def test_the_next_product_is_hidden_until_the_step(make):
    explorer = make()
    asked = texts(explorer)["backward b z"]
    assert asked == ["1 × −0.668", "= ?"]
    assert "1 × −0.668 = ?" in explorer.live.reading
    explorer.player.step.click()
    assert texts(explorer)["backward b z"] == ["1 × −0.668", "= −0.668"]


def test_the_latest_edge_is_stressed_by_its_width(make):
    explorer = make()
    picture = explorer._picture
    for step in range(10):
        explorer.step.value = step
        event = explorer.numbers().event
        thick = [
            (edge._edge.child, edge._edge.parent)
            for edge in picture._edges
            for arrow in (edge._forward, edge._back)
            if arrow and arrow.get_visible() and arrow.get_linewidth() > 2
        ]
        if event is None or event.kind == "seed":
            assert thick == []
        elif event.kind == "forward":
            assert {parent for _, parent in thick} == {event.node}
        else:
            assert thick == [(event.node, event.parent)]


def test_new_inputs_keep_the_step(make):
    explorer = make()
    explorer.step.value = 7
    for control, value in (
        (explorer.w1, 0.7),
        (explorer.b, -0.5),
        (explorer.y, 0),
        (explorer.x, "(20, 30)"),
    ):
        before = explorer.live.reading
        control.value = value
        assert explorer.live.reading != before
        assert explorer.live.reading.startswith("Step 7 of 9")
    n = explorer.numbers()
    same = experiments.graph_numbers(7, x=(20, 30), y=0, w=(0.7, -0.4), b=-0.5)
    assert n == same


def test_the_edges_can_be_changed_at_every_step(make):
    explorer = make()
    expected = {0: 0, 1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 5, 8: 6, 9: 7}
    for step, fused_step in expected.items():
        explorer.step.value = step
        explorer.fused.value = True
        assert explorer.player.last == 7
        assert explorer.step.value == fused_step
        assert "node a" not in texts(explorer)
        known = explorer.numbers().event
        explorer.fused.value = False
        assert explorer.player.last == 9
        after = explorer.numbers().event
        assert (known and known.node) == (after and after.node)


def test_changing_the_edges_draws_once(make, monkeypatch):
    explorer = make()
    drawn = []
    monkeypatch.setattr(explorer.live, "update", drawn.append)
    explorer.step.value = 9
    drawn.clear()
    explorer.fused.value = True
    assert len(drawn) == 1


def test_reset_brings_back_edges_and_step(make):
    explorer = make()
    before = seen(explorer)
    explorer.step.value = 2
    explorer.fused.value = True
    explorer.x.value = "(2000, 3000)"
    explorer.player.run.click()
    explorer.reset()
    assert not explorer.player.play.playing
    again = seen(explorer)
    assert (before[0] == again[0]).all() and before[1] == again[1]


def test_the_extreme_example_in_the_picture_and_in_words(make):
    explorer = make("(2000, 3000)")
    assert texts(explorer)["backward z a"] == ["0 × −inf", "= nan"]
    assert "not a number" in explorer.live.reading
    explorer.fused.value = True
    assert texts(explorer)["backward z L"] == ["−1 × 1", "= −1"]
    assert "not a number" not in explorer.live.reading


def test_steps_do_not_run_the_graph_again(make, monkeypatch):
    explorer = make()
    monkeypatch.setattr(Graph, "backward", pytest.fail)
    for step in (0, 3, 9):
        explorer.step.value = step
        assert f"Step {step} of 9" in explorer.live.reading


STATES = [
    {},
    {"y": 0, "b": -0.6},
    {"x": (2000, 3000)},
    {"x": (2000, 3000), "w": (0.2, 0.1), "b": 0},
    {"x": (2000, 3000), "w": (-0.2, -0.1), "y": 0},
    {"x": (20, 30), "w": (1, 1)},
]


@pytest.mark.parametrize("fused", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_every_label_of_the_live_picture_is_legible(fused, state):
    n = experiments.graph_numbers(0, fused=fused, **state)
    figure = Figure((10, 4.3))
    ax = figure.add_axes((0, 0, 1, 1))
    picture = GraphPicture(ax, n.graph, compact=True)
    for step in range(n.last + 1):
        picture.update(moment(n.graph, n.record, step))
        figure.draw_without_rendering()
        shown = [t for t in ax.texts if t.get_visible() and t.get_text()]
        boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
        inside = ax.get_window_extent()
        for text, box in boxes:
            assert inside.x0 <= box.x0 and box.x1 <= inside.x1, text
            assert inside.y0 <= box.y0 and box.y1 <= inside.y1, text
        for (text, box), (other, second) in combinations(boxes, 2):
            assert not box.overlaps(second), (step, text, other)
        assert min(text.get_fontsize() for text in shown) >= 10
        room = picture._plan.box * figure.dpi
        for text, (_, box) in zip(shown, boxes, strict=True):
            if str(text.get_gid()).startswith("node"):
                assert box.width < room, text.get_text()


# --- quick text -------------------------------------------------------------


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("words", ["w₁ = −0.25", "= nan", "2 × 1.2e−7", "g?"])
def test_quick_text_looks_like_text(words, weight):
    live = LiveFigure("text", figsize=(2, 1))
    live.figure.set_layout_engine("none")
    text = QuickText(0.5, 0.5, words, color="#D55E00", weight=weight)
    live.figure.add_artist(text)
    plain = live.draw().astype(float)
    live.moving(text)
    live.redraw()
    quick = live.draw().astype(float)
    live.close()
    assert (plain < 200).any()
    # Where a letter begins is rounded to a pixel: compare a little blurred.
    assert np.abs(blurred(plain) - blurred(quick)).mean() < 0.4
    assert plain.sum() == pytest.approx(quick.sum(), rel=1e-3)


def blurred(pixels):
    kernel = np.ones(5) / 5
    for axis in (0, 1):
        pixels = np.apply_along_axis(np.convolve, axis, pixels, kernel)
    return pixels


def test_lines_in_memory_are_those_asked_for(make, monkeypatch):
    """Words and weights come and go, more of them than are remembered."""
    explorer = make()
    for step in (*range(10), *(60 * [4])):
        explorer.step.value = step
        explorer.w1.value += 0.01
        remembered = explorer.live.draw()
        with monkeypatch.context() as patch:
            patch.setattr(quick_text, "_line", quick_text._line.__wrapped__)
            assert (explorer.live.draw() == remembered).all()


def test_quick_text_hidden_empty_or_mathematical():
    live = LiveFigure("text", figsize=(2, 1))
    live.figure.set_layout_engine("none")
    text = live.moving(QuickText(0.5, 0.5, "", color="black"))
    live.figure.add_artist(text)
    empty = live.draw()
    text.set_text("$x$")
    assert (live.draw() != empty).any()
    text.set(text="12", visible=False)
    assert (live.draw() == empty).all()
    text.set_visible(True)
    black = live.draw()
    text.set_color("#0072B2")
    assert (live.draw() != black).any()
    live.close()
