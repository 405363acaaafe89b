"""The kernel's half of the box: it reads, judges and keeps."""

import pytest
import sympy
from IPython.core.formatters import format_display_data
from ipywidgets.widgets import widget

from helpers import output
from helpers.answers import Verdict, diagnose, read_as_typed
from helpers.answers.tokens import MAX_CHARS
from helpers.exercises import _line_box
from helpers.exercises._line_box import KEPT, LineBox
from tests.support.hostile import HOSTILE, SYMBOLS
from tests.support.mathml_reader import parsed, typed

EXPECTED = SYMBOLS["p_hat"] - SYMBOLS["y"]


@pytest.fixture
def box():
    made = make_box()
    yield made
    made.close()


def make_box(judge=lambda text: diagnose(text, EXPECTED), **options):
    return LineBox(
        "The slope by z:",
        read=lambda text: read_as_typed(text, SYMBOLS),
        judge=judge,
        **options,
    )


def do(box, *acts):
    """Do what a hand on the page does; each act is a kind and a text."""
    first = box.heard + 1
    box.acts = [[number, *act] for number, act in enumerate(acts, first)]


def texts(box):
    return [one["text"] for one in box.answers]


def test_what_is_typed_is_shown_as_it_was_read(box):
    do(box, ("read", "-y/p_hat + 2(p_hat - y)"))
    assert (
        typed(box.told["math"]).split()
        == typed(
            "<math><mrow><mo>−</mo><mfrac><mi>y</mi><mover><mi>p</mi><mo>ˆ</mo>"
            "</mover></mfrac><mo>+</mo><mn>2</mn><mo>·</mo><mo>(</mo><mover>"
            "<mi>p</mi><mo>ˆ</mo></mover><mo>−</mo><mi>y</mi><mo>)</mo></mrow>"
            "</math>"
        ).split()
    )
    assert (box.told["hint"], box.told["said"]) == ("", "")
    assert box.answers == []


def test_an_incomplete_line_gives_a_hint(box):
    do(box, ("read", "p_hat - "))
    assert box.told["math"] == ""
    assert box.told["hint"] == (
        "a number, a name or a bracket is missing before the end"
    )
    assert box.told["said"] == ""


def test_enter_judges_and_keeps(box):
    do(box, ("judge", "y - p_hat"))
    said = "✗ not right: the sign is turned round"
    assert box.told["said"] == said
    (kept,) = box.answers
    assert kept == {
        "text": "y - p_hat",
        "math": box.told["math"],
        "state": "not right",
        "said": said,
    }
    assert kept["math"]


def test_what_cannot_be_read_is_kept_too(box):
    do(box, ("judge", "1/2y"))
    (kept,) = box.answers
    assert (kept["math"], kept["state"]) == ("", "not read")


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_an_empty_line_is_not_attempted(text):
    judged = []
    box = make_box(judged.append)
    do(box, ("judge", text))
    assert box.told["said"].startswith("· not attempted")
    assert box.told["hint"] == ""
    assert (judged, box.answers) == ([], [])
    box.close()


def test_no_enter_is_lost(box):
    do(box, ("judge", "p_hat"), ("judge", "y"), ("read", "y - "))
    assert texts(box) == ["y", "p_hat"]
    assert box.told["number"] == box.heard == 3
    assert box.told["said"] == ""


def test_an_act_is_done_once():
    judged = []

    def judge(text):
        judged.append(text)
        return Verdict("right", "yes")

    box = make_box(judge)
    box.acts = [[1, "judge", "p_hat"]]
    box.acts = [[1, "judge", "p_hat"], [2, "judge", "y"]]
    box.acts = [[2, "judge", "y"], [3, "read", "x"]]
    assert judged == ["p_hat", "y"]
    box.close()


def test_a_line_given_again_moves_up(box):
    do(box, ("judge", "p_hat"), ("judge", "y"), ("judge", "p_hat"))
    assert texts(box) == ["p_hat", "y"]


def test_so_many_answers_are_kept_the_newest_first(box):
    lines = [f"p_hat + {n}" for n in range(KEPT + 5)]
    for line in lines:
        do(box, ("judge", line))
    assert texts(box) == lines[:4:-1]


def test_an_act_that_raises_is_not_tried_again():
    raised = []

    def judge(text):
        if not raised:
            raised.append(text)
            raise RuntimeError("a slip of the judge")
        return Verdict("right", "yes")

    box = make_box(judge)
    with pytest.raises(RuntimeError):
        box.acts = [[1, "judge", "p_hat"]]
    box.acts = [[1, "judge", "p_hat"], [2, "judge", "y"]]
    assert texts(box) == ["y"]
    box.close()


def test_answer_and_list_come_in_one_message(box, monkeypatch):
    sent = []
    monkeypatch.setattr(
        box, "_send", lambda message, buffers=None: sent.append(message)
    )
    do(box, ("judge", "p_hat"))
    changes = [set(message["state"]) for message in sent]
    # The first is this test's own, in the place of the page.
    assert changes == [{"acts"}, {"heard", "told", "answers"}]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_more_than_text(box, text):
    do(box, ("read", text), ("judge", text))
    if text.strip():
        (kept,) = box.answers
        assert kept["text"] == text[: MAX_CHARS + 1]
        assert kept["state"] == "not read"
    for math in (box.told["math"], *(one["math"] for one in box.answers)):
        if math:
            parsed(math)


def test_a_line_without_end_is_cut(box):
    do(box, ("judge", "x" * 10**6))
    (kept,) = box.answers
    assert len(kept["text"]) == MAX_CHARS + 1
    assert "no answer here needs more" in kept["said"]


def test_the_output_is_a_sentence_and_the_widget(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display",
        lambda data, raw: shown.append((data, raw)),
    )
    box = make_box(instead='In a cell: check("slope", "…").')
    do(box, ("judge", "p_hat"))
    assert format_display_data(box) == ({}, {})
    ((data, raw),) = shown
    assert raw
    assert data == {
        "text/plain": _line_box.WITHOUT_KERNEL
        + ' In a cell: check("slope", "…").',
        output.WIDGET: {
            "version_major": 2,
            "version_minor": 0,
            "model_id": box.model_id,
        },
    }
    box.close()


def test_a_closed_box_leaves_no_widget():
    before = set(widget._instances)
    box = make_box()
    assert set(widget._instances) > before
    box.close()
    assert set(widget._instances) == before


def test_symbols_that_the_reader_does_not_know_are_not_shown(box):
    do(box, ("read", "foo + 1"))
    assert box.told["math"] == ""
    assert "`foo` is not a name used here" in box.told["hint"]


def test_an_evaluated_reading_can_be_shown(box):
    plain = LineBox("", read=lambda text: sympy.Integer(2), judge=diagnose)
    do(plain, ("read", "anything"))
    assert typed(plain.told["math"]).strip() == "2"
    plain.close()
