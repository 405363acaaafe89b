"""The graph stepper: its picture, its controls and what it says."""

import re

import pytest
from matplotlib.figure import Figure

from helpers import explorers
from helpers.experiments import graph_numbers
from helpers.explorers._explorer import WIDTH
from helpers.explorers._graph_stepper import EXAMPLES, GraphStepper
from helpers.graph import Graph, format_number
from helpers.graph.drawing import GraphPicture
from helpers.graph.words import plain_name
from helpers.live import SHOWN_DPI
from helpers.live import text as quick_text
from tests.support.legible import assert_legible, words_by_gid


def seen(explorer):
    return explorer.live.draw(), explorer.live.reading


def texts(explorer):
    """Visible texts of the picture: gid -> words."""
    return words_by_gid(explorer.live.figure.axes[0])


def test_one_step_forward_and_back_is_the_same_picture(lend):
    explorer = lend("graph_stepper")
    for step in range(9):
        explorer.step.value = step
        before = seen(explorer)
        explorer.step.value = step + 1
        after = seen(explorer)
        assert (before[0] != after[0]).any() and before[1] != after[1]
        explorer.step.value = step
        again = seen(explorer)
        assert (before[0] == again[0]).all() and before[1] == again[1]


@pytest.mark.parametrize("edges", ["two", "fused"])
def test_the_picture_shows_what_is_known_and_asks_for_the_next(lend, edges):
    explorer = lend("graph_stepper")
    explorer.edges.value = edges
    record = explorer.numbers().record
    for step in range(explorer.step.high + 1):
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
                assert found[f"node {event.node}"][1] == f"slope {total}"
        for event in record.events[step + 1 :]:
            if event.kind == "backward":
                gid = f"backward {event.node} {event.parent}"
                assert gid not in found


def test_the_next_product_is_hidden_until_the_step(lend):
    explorer = lend("graph_stepper")
    asked = texts(explorer)["backward b z"]
    assert asked == ["1 × −0.668", "= ?"]
    assert "1 × −0.668 = ?" in explorer.live.reading
    explorer.step.value += 1
    assert texts(explorer)["backward b z"] == ["1 × −0.668", "= −0.668"]


def test_the_latest_edge_is_stressed_by_its_width(lend):
    explorer = lend("graph_stepper")
    for step in range(10):
        explorer.step.value = step
        event = explorer.numbers().event
        thick = [
            arrow.get_gid()
            for arrow in explorer.live.figure.axes[0].patches
            if str(arrow.get_gid()).startswith("arrow")
            and arrow.get_visible()
            and arrow.get_linewidth() > 2
        ]
        if event is None or event.kind == "seed":
            assert thick == []
        elif event.kind == "forward":
            uses = explorer.numbers().graph.nodes[event.node].children
            assert thick == [
                f"arrow forward {child} {event.node}" for child in uses
            ]
        else:
            assert thick == [f"arrow backward {event.node} {event.parent}"]


def test_new_inputs_keep_the_step(lend):
    explorer = lend("graph_stepper")
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
    same = graph_numbers(7, x=(20, 30), y=0, w=(0.7, -0.4), b=-0.5)
    assert n == same


def test_the_edges_can_be_changed_at_every_step(lend):
    explorer = lend("graph_stepper")
    expected = {0: 0, 1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 5, 8: 6, 9: 7}
    for step, fused_step in expected.items():
        explorer.step.value = step
        explorer.edges.value = "fused"
        assert explorer.fused and explorer.step.high == 7
        assert explorer.step.value == fused_step
        assert "node phat" not in texts(explorer)
        known = explorer.numbers().event
        explorer.edges.value = "two"
        assert not explorer.fused and explorer.step.high == 9
        after = explorer.numbers().event
        assert (known and known.node) == (after and after.node)


def test_changing_the_edges_draws_once(lend, monkeypatch):
    explorer = lend("graph_stepper")
    drawn = []
    explorer.step.value = 9
    monkeypatch.setattr(
        explorer.live, "render", lambda said: drawn.append(said) or b""
    )
    explorer.edges.value = "fused"
    assert len(drawn) == 1
    assert explorer.face.spec["controls"]["step"]["high"] == 7


def test_reset_brings_back_edges_and_step(make):
    explorer = make("graph_stepper")
    before = seen(explorer)
    explorer.step.value = 2
    explorer.edges.value = "fused"
    explorer.x.value = "(2000, 3000)"
    explorer.reset()
    again = seen(explorer)
    assert (before[0] == again[0]).all() and before[1] == again[1]


def test_the_extreme_example_in_the_picture_and_in_words(lend):
    explorer = lend("graph_stepper", "(2000, 3000)")
    assert texts(explorer)["backward z phat"] == ["0 × −inf", "= nan"]
    assert "not a number" in explorer.live.reading
    explorer.edges.value = "fused"
    assert texts(explorer)["backward z ell"] == ["−1 × 1", "= −1"]
    assert "not a number" not in explorer.live.reading


def test_steps_do_not_run_the_graph_again(lend, monkeypatch):
    explorer = lend("graph_stepper")
    monkeypatch.setattr(Graph, "backward", pytest.fail)
    for step in (0, 3, 9):
        explorer.step.value = step
        assert f"Step {step} of 9" in explorer.live.reading


def press(explorer, node):
    """Press the box of a node in its middle."""
    (box,) = [
        patch
        for patch in explorer.live.figure.axes[0].patches
        if patch.get_gid() == f"box {node}"
    ]
    x = box.get_x() + box.get_width() / 2
    y = box.get_y() + box.get_height() / 2
    explorer.dragged(box.axes, x, y, begins=True)


def test_a_press_on_a_box_goes_to_its_next_number(lend):
    explorer = lend("graph_stepper")
    explorer.step.value = 0
    for node, step in (
        ("z", 1), ("z", 6), ("z", 1), ("ell", 3), ("ell", 4), ("w2", 9),
        ("w2", 9), ("y", 9), ("b", 7),
    ):  # fmt: skip
        press(explorer, node)
        assert explorer.step.value == step


def test_a_press_beside_the_boxes_or_a_drag_goes_nowhere(lend):
    explorer = lend("graph_stepper")
    ax = explorer.live.figure.axes[0]
    to_data = ax.transLimits.inverted().transform
    explorer.step.value = 2
    explorer.dragged(ax, *to_data((0.5, 0.1)), begins=True)
    assert explorer.step.value == 2
    at_b = to_data((0.05, 0.85))
    explorer.dragged(ax, *at_b, begins=False)
    assert explorer.step.value == 2
    explorer.dragged(ax, *at_b, begins=True)
    assert explorer.step.value == 7


@pytest.mark.parametrize("edges", ["two", "fused"])
@pytest.mark.parametrize("x", EXAMPLES)
@pytest.mark.parametrize("y", [0, 1])
def test_the_finding_says_the_number_of_this_step(lend, edges, x, y):
    explorer = lend("graph_stepper")
    explorer.edges.value, explorer.x.value, explorer.y.value = edges, x, y
    for step in range(1, explorer.step.high + 1):
        explorer.step.value = step
        event = explorer.numbers().event
        number = getattr(event, "product", getattr(event, "value", 1.0))
        words = {"nan": "not a number", "inf": "infinity"}
        expected = format_number(number).replace("−inf", "minus infinity")
        expected = words.get(expected, expected)
        finding = explorer.face.told["finding"]
        assert re.findall(r"\*\*(.+?)\*\*", finding) == [expected]
        assert len(finding) < 125


@pytest.mark.parametrize("edges", ["two", "fused"])
def test_each_row_of_the_table_multiplies(lend, edges):
    explorer = lend("graph_stepper")
    explorer.edges.value = edges
    for step in range(explorer.step.high + 1):
        explorer.step.value = step
        n = explorer.numbers()
        rows = explorer.face.told["table"]["rows"]
        assert len(rows) == 4
        shown = {row["label"]: row["cells"] for row in rows}
        back = [e for e in n.record.events if e.kind == "backward"]
        for event in back:
            parent, node = map(plain_name, (event.parent, event.node))
            cells = shown.pop(f"{parent} → {node}", None)
            if event in (n.event, n.ahead):
                assert cells[:2] == [
                    format_number(event.local),
                    format_number(event.upstream),
                ]
            if event is n.event:
                assert cells[2] == f"**{format_number(event.product)}**"
            elif event is n.ahead:
                assert cells[2] == "?"
            elif event in n.record.events[:step]:
                product = format_number(event.product)
                assert cells is None or cells[2] == product
            else:
                assert cells in (None, ["", "", ""])
        assert not shown


def test_marks_name_what_each_step_computes(lend):
    explorer = lend("graph_stepper")
    under = explorer.face.told["under"]
    found = " ".join(mark["text"] for mark in under)
    assert found == "z p̂ ℓ ℓ p̂ z b w₁ w₂"
    assert [mark["value"] for mark in under] == list(range(1, 10))
    assert [mark["role"] for mark in under] == 3 * ["run"] + 6 * ["now"]


# Inches, of the live picture.
SIZE = WIDTH / SHOWN_DPI, GraphStepper.height / SHOWN_DPI
STATES = [
    {},
    {"y": 0, "b": -0.6},
    {"x": (2000, 3000)},
    {"x": (2000, 3000), "w": (0.2, 0.1), "b": 0},
    {"x": (2000, 3000), "w": (-0.2, -0.1), "y": 0},
    {"x": (20, 30)},
    {"x": (20, 30), "w": (1, 1)},
    {"x": (20, 30), "w": (0.6, 0.6)},
]


@pytest.mark.parametrize("fused", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_every_label_of_the_live_picture_is_legible(fused, state):
    n = graph_numbers(0, fused=fused, **state)
    ax = Figure(SIZE).add_axes((0, 0, 1, 1))
    picture = GraphPicture(ax, n.graph, compact=True)
    for step in range(n.last + 1):
        n = n.at(step)
        picture.update(n.record.after(step), latest=n.event, ahead=n.ahead)
        shown = assert_legible(ax)
        boxes = {
            str(patch.get_gid()): patch.get_window_extent()
            for patch in ax.patches
            if str(patch.get_gid()).startswith("box")
        }
        for text, place in shown:
            kind, _, name = str(text.get_gid()).partition(" ")
            words = text.get_text()
            if kind == "node":
                assert place.width < boxes[f"box {name}"].width, words
            else:
                assert not any(map(place.overlaps, boxes.values())), words


def test_lines_in_memory_are_those_asked_for(lend, monkeypatch):
    """Words and weights come and go, more of them than are remembered."""
    explorer = lend("graph_stepper")
    for step in (*range(10), *(60 * [4])):
        explorer.step.value = step
        explorer.w1.value += 0.01
        remembered = explorer.live.draw()
        with monkeypatch.context() as patch:
            patch.setattr(quick_text, "_line", quick_text._line.__wrapped__)
            assert (explorer.live.draw() == remembered).all()


def test_unknown_features_are_refused():
    with pytest.raises(ValueError, match="x: expected one of"):
        explorers.graph_stepper("(4, 5)")
