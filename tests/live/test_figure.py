"""Live pictures: what is redrawn, what is not, and what is left behind."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Pixels

from helpers.live import LOCK, LiveFigure
from helpers.live import figure as module


@pytest.fixture
def figure():
    live = LiveFigure("test", size=(368, 276))
    with live.style():
        ax = live.figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        live.line = live.moving(ax.plot([0, 1], [0, 1])[0])
    live.ax = ax
    yield live
    live.close()


def test_a_part_redrawn_equals_all_redrawn(figure):
    figure.draw()
    for ends in ([1, 0], [0.2, 0.9], [0.5, 0.5]):
        figure.line.set_ydata(ends)
        quick = figure.draw()
        figure.redraw()
        np.testing.assert_array_equal(figure.draw(), quick)


def test_updates_leave_no_trace(figure):
    first = figure.draw()
    figure.line.set_ydata([1, 0])
    figure.message = "Something to say"
    assert (figure.draw() != first).any()
    figure.line.set_ydata([0, 1])
    figure.message = ""
    np.testing.assert_array_equal(figure.draw(), first)


def test_only_what_moves_is_drawn_again(figure, monkeypatch):
    figure.draw()
    drawn = []
    monkeypatch.setattr(
        type(figure.ax), "draw", lambda *_: drawn.append("axes")
    )
    figure.line.set_ydata([1, 0])
    figure.draw()
    assert not drawn


def test_layout_and_limits_stay(figure):
    figure.draw()
    place = figure.ax.get_position().bounds
    figure.line.set_data([0, 50], [0, 1e9])
    figure.ax.set_title("a longer\ntitle")
    figure.redraw()
    figure.draw()
    assert figure.ax.get_position().bounds == place
    assert figure.ax.get_xlim() == (0, 1)


def test_limits_change_when_asked(figure):
    before = figure.draw()
    figure.ax.set_xlim(0, 10)
    np.testing.assert_array_equal(figure.draw()[-40:], before[-40:])
    figure.redraw()
    assert (figure.draw()[-40:] != before[-40:]).any()


def test_clear_takes_another_picture_of_the_same_size(figure):
    size = figure.draw().shape
    figure.message = "kept"
    figure.clear()
    ax = figure.figure.subplots(1, 2)[1]
    line = figure.moving(ax.plot([0, 1], [0, 1])[0])
    first = figure.draw()
    assert first.shape == size
    line.set_ydata([1, 0])
    assert (figure.draw() != first).any()
    assert figure.message == "kept"


@pytest.mark.parametrize("picture_format", ["png", "jpeg"])
def test_render_returns_an_encoded_picture(picture_format):
    live = LiveFigure("alone", size=(368, 276), picture_format=picture_format)
    live.figure.subplots()
    with Pixels.open(BytesIO(live.render("Empty axes."))) as picture:
        assert picture.format == picture_format.upper()
        assert picture.size == (552, 414)
        assert picture.mode == "RGB"
        corner = picture.getpixel((0, 0))
    assert min(corner) >= 250
    assert live.still_png("Empty axes.").startswith(b"\x89PNG")
    assert live.reading == "Empty axes."
    live.close()


@pytest.mark.parametrize("other", ["gif", ["png"], None])
def test_unknown_format_is_refused(other):
    with pytest.raises(ValueError, match=r"picture_format: expected one of"):
        LiveFigure("bad", picture_format=other)


def test_render_draws_what_moved_and_keeps_the_reading(figure):
    before = figure.render("The line rises.")
    assert figure.render("The line rises.") == before
    figure.line.set_ydata([1, 0])
    assert figure.render("The line falls.") != before
    assert figure.reading == "The line falls."


def test_a_new_figure_of_the_name_closes_the_old_one(figure):
    closed = []
    figure.when_closed(lambda: closed.append("old"))
    other = LiveFigure("another")
    again = LiveFigure("test")
    assert figure.closed
    assert closed == ["old"]
    assert not other.closed
    for live in (other, again):
        live.close()


def test_figures_of_two_cells_live_together(monkeypatch):
    monkeypatch.setattr(module, "cell_id", lambda: "one")
    one = LiveFigure("same name")
    monkeypatch.setattr(module, "cell_id", lambda: "two")
    two = LiveFigure("same name")
    assert not one.closed
    again = LiveFigure("same name")
    assert two.closed
    for live in (one, again):
        live.close()


def test_a_closed_figure_is_silent(figure):
    figure.close()
    figure.close()
    assert figure.render("nothing") == b""
    assert figure.still_png("nothing") == b""
    assert figure.axes_at(0.5, 0.5) is None
    with pytest.raises(ValueError, match="figure: expected an open one"):
        figure.draw()
    assert repr(figure) == "<LiveFigure 'test', closed>"


def test_what_comes_while_a_figure_closes_waits(figure):
    with ThreadPoolExecutor(1) as pool:
        with LOCK:
            done = pool.submit(figure.when_closed, lambda: None)
            with pytest.raises(TimeoutError):
                done.result(0.05)
        done.result(5)


def test_a_closed_figure_is_freed():
    live = LiveFigure("freed")
    live.figure.subplots()
    live.draw()
    gone = weakref.ref(live)
    live.close()
    del live
    gc.collect()
    assert gone() is None


def share_of(figure, x, y):
    """Return where data units are: parts of the picture, from the top left."""
    at_x, at_y = figure.ax.transData.transform((x, y))
    box = figure.figure.bbox
    return at_x / box.width, 1 - at_y / box.height


def test_a_place_of_the_picture_is_told_in_data_units(figure):
    figure.draw()
    at = share_of(figure, 0.25, 0.75)
    assert figure.axes_at(*at) is figure.ax
    assert figure.place(figure.ax, *at) == pytest.approx((0.25, 0.75))


@pytest.mark.parametrize(
    ("beside", "edge"),
    [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((1, 1), (1, 0)), ((0, 1), (0, 0))],
)
def test_a_place_beside_the_axes_is_the_nearest_on_their_edge(
    figure, beside, edge
):
    figure.draw()
    assert figure.axes_at(*beside) is None
    assert figure.place(figure.ax, *beside) == pytest.approx(edge)


def test_a_place_on_a_logarithmic_axis_is_told_in_data_units(figure):
    figure.ax.set(xscale="log", xlim=(0.01, 100))
    figure.draw()
    at = share_of(figure, 10, 0.5)
    assert figure.place(figure.ax, *at) == pytest.approx((10, 0.5))


def test_hidden_axes_show_nothing_and_are_not_at_a_place(figure):
    everything = figure.draw()
    at = share_of(figure, 0.5, 0.5)
    figure.ax.set_visible(False)
    figure.redraw()
    assert (figure.draw() == 255).all()
    assert figure.axes_at(*at) is None
    figure.ax.set_visible(True)
    figure.redraw()
    np.testing.assert_array_equal(figure.draw(), everything)


@pytest.mark.parametrize(
    "values",
    [[np.nan, np.nan], [np.inf, 0], [-np.inf, np.nan], [1e6, -1e6]],
)
def test_numbers_without_a_place_are_left_out(figure, values):
    text = figure.moving(figure.ax.text(0.1, 0.1, "here"))
    note = figure.moving(figure.ax.annotate("there", (0.5, 0.5)))
    everything = figure.draw()
    for artist in (figure.line, text, note):
        artist.set_visible(False)
    nothing = figure.draw()
    for artist in (figure.line, text, note):
        artist.set_visible(True)
    figure.line.set_data([0, 1], [values[0]] * 2)
    text.set_position((values[0], 0.5))
    note.xy = (values[1], 0.5)
    note.set_position((values[1], 0.5))
    if values[1] == 0:
        note.set_visible(False)
    np.testing.assert_array_equal(figure.draw(), nothing)
    figure.line.set_data([0, 1], [0, 1])
    text.set_position((0.1, 0.1))
    note.set(visible=True, position=(0.5, 0.5))
    note.xy = (0.5, 0.5)
    np.testing.assert_array_equal(figure.draw(), everything)


def test_threads_do_not_disturb_one_another(figure):
    """One figure drawn anew by several threads, others made meanwhile."""
    first = figure.draw()

    def again(i):
        figure.redraw()
        other = LiveFigure(f"thread {i}", size=(368, 276))
        with other.style():
            ax = other.figure.subplots()
            ax.set(xlim=(0, 1), ylim=(0, 1))
            other.moving(ax.plot([0, 1], [0, 1])[0])
        pictures = figure.draw(), other.draw()
        other.close()
        return pictures

    with ThreadPoolExecutor(8) as pool:
        pairs = list(pool.map(again, range(24)))
    for same, twin in pairs:
        np.testing.assert_array_equal(same, first)
        np.testing.assert_array_equal(twin, first)
