"""Pictures: what is drawn, and what is said about it."""

import base64
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from helpers import model, plotting
from helpers.plotting import DARK_GROUND, DARK_INK, PALETTE, Role
from tests.support.legible import contrast

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def no_figure_left():
    yield
    plt.close("all")


def test_show_gives_the_picture_and_its_description(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda *args, **kw: shown.append((args, kw))
    )
    fig, _ = plt.subplots(figsize=(6, 2))
    plotting.show(fig, "Two empty axes.")
    ((bundle,), options) = shown[0]
    assert bundle["text/plain"] == "Two empty axes."
    assert base64.b64decode(bundle["image/png"])[1:4] == b"PNG"
    about = options["metadata"]["image/png"]
    assert about == {"alt": "Two empty axes.", "width": 540}
    assert not plt.get_fignums()
    with pytest.raises(ValueError, match="alt: expected a sentence"):
        plotting.show(plt.figure(), " ")


def test_classes_differ_in_colour_and_marker():
    X, y = np.arange(10.0).reshape(5, 2), np.array([0, 1, 0, 0, 1])
    ax = plotting.plot_points(X, y)
    circles, triangles = ax.collections
    assert len(circles.get_offsets()) == 3
    assert len(triangles.get_offsets()) == 2
    shapes = [c.get_paths()[0].vertices.shape for c in ax.collections]
    assert shapes[0] != shapes[1]
    colours = [to_hex(c.get_facecolor()[0][:3]) for c in ax.collections]
    assert colours == [c.lower() for c in plotting.CLASS_COLORS]


def test_confidence_map_has_the_boundary_where_the_logit_is_zero():
    w, b = np.array([1.0, -2.0]), 0.5
    ax = plotting.plot_confidence(w, b, xlim=(-4, 4), ylim=(-3, 3))
    (lines,) = ax.collections
    half = lines.get_paths()[1].vertices  # levels 0.1, 0.5, 0.9
    np.testing.assert_allclose(half @ w + b, 0, atol=0.02)
    p_hat = ax.images[0].get_array()
    assert 0 <= p_hat.min() < 0.5 < p_hat.max() <= 1


@pytest.mark.parametrize("w", [[0.0, 0.0], [1e300, 0.0]])
def test_confidence_map_of_extreme_weights(w):
    ax = plotting.plot_confidence(w, 0.0, xlim=(-1, 1), ylim=(-1, 1))
    assert np.isfinite(ax.images[0].get_array()).all()


def test_plain_lines_differ_without_colour():
    plotting.use_style()
    _, ax = plt.subplots()
    lines = [ax.plot([0, 1])[0] for _ in range(5)]
    styles = [line.get_linestyle() for line in lines]
    assert styles == [*plotting.LINE_STYLES, "-"]
    assert len({line.get_color() for line in lines}) == 5


def test_given_axes_are_used():
    _, ax = plt.subplots()
    assert plotting.plot_matrix([[1.0, -2.5]], title="M", ax=ax) is ax
    assert [t.get_text() for t in ax.texts] == ["1", "−2.5"]


def test_bad_input_is_named():
    with pytest.raises(ValueError, match=r"X: expected .* shape \(m, 2\)"):
        plotting.plot_points([[1.0, 2.0, 3.0]], [0])
    with pytest.raises(ValueError, match=r"y: expected .* shape \(1,\)"):
        plotting.plot_points([[1.0, 2.0]], [0, 1])
    with pytest.raises(ValueError, match=r"w: expected .* shape \(2,\)"):
        plotting.plot_confidence([1.0], 0.0, xlim=(0, 1), ylim=(0, 1))
    with pytest.raises(ValueError, match=r"X: .* got nan at index \(0, 1\)"):
        plotting.plot_points([[1.0, np.nan]], [0])
    with pytest.raises(ValueError, match=r"y: expected labels .* got 2"):
        plotting.plot_points([[1.0, 2.0]], [2])
    for labels in (["one"], "no", ["a", "b", "c"]):
        with pytest.raises(ValueError, match=r"labels: expected two names"):
            plotting.plot_points([[1.0, 2.0]], [0], labels=labels)
    with pytest.raises(ValueError, match=r"w: .* got nan at index \(1\)"):
        plotting.plot_confidence([1.0, np.nan], 0, xlim=(0, 1), ylim=(0, 1))
    with pytest.raises(ValueError, match=r"b: expected one finite number"):
        plotting.plot_confidence([1, 2], [1, 2], xlim=(0, 1), ylim=(0, 1))
    with pytest.raises(ValueError, match=r"values: .* unequal length"):
        plotting.plot_matrix([[1.0], [2.0, 3.0]])
    with pytest.raises(ValueError, match=r"values: expected shape"):
        plotting.plot_matrix([1.0, 2.0])


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([[66.0], [70.0]], [0, 1], r"x: expected .* \(m,\) .* shape \(2, 1\)"),
        ([], [], r"x: expected .* m >= 1, got shape \(0,\)"),
        ([66.0, np.inf], [0, 1], r"x: .* got inf at index \(1\)"),
        ([66.0, 70.0], [0], r"y: expected labels .* shape \(2,\)"),
        ([66.0, 70.0], [0, 3], r"y: expected labels .* got 3"),
    ],
)
def test_pictures_of_one_feature_check_it(x, y, words):
    with pytest.raises(ValueError, match=words):
        plotting.plot_outcomes(x, y)
    with pytest.raises(ValueError, match=words):
        plotting.plot_loss_map(x, y, w_limits=(-1, 1), b_limits=(-1, 1))
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    "limits", [(1, -1), (1, 1), (0, np.nan), (0, np.inf), (1,), (0, 1, 2), 3]
)
def test_limits_are_two_numbers_in_their_order(limits):
    expected = "expected two finite numbers, the lower one first"
    good = (-1, 1)
    for w_limits, b_limits, name in (
        (limits, good, "w_limits"),
        (good, limits, "b_limits"),
    ):
        with pytest.raises(ValueError, match=f"{name}: {expected}"):
            plotting.plot_loss_map(
                [1.0, 2.0], [0, 1], w_limits=w_limits, b_limits=b_limits
            )
    for xlim, ylim, name in ((limits, good, "xlim"), (good, limits, "ylim")):
        with pytest.raises(ValueError, match=f"{name}: {expected}"):
            plotting.plot_confidence([1, 2], 0, xlim=xlim, ylim=ylim)
    assert plt.get_fignums() == []


def test_outcomes_that_are_equal_are_stacked_towards_the_middle():
    ax = plotting.plot_outcomes([66, 70, 70, 70, 66], [0, 1, 0, 1, 0])
    zeros, ones = (line.get_xydata().tolist() for line in ax.lines)
    assert zeros == [[66, 0], [66, 0.05], [70, 0]]
    assert ones == [[70, 1], [70, 0.95]]
    markers = [line.get_marker() for line in ax.lines]
    assert markers == list(plotting.CLASS_MARKERS)


def test_outcomes_of_one_class_alone_can_be_drawn():
    ax = plotting.plot_outcomes([66, 70], [1, 1])
    assert [len(line.get_xdata()) for line in ax.lines] == [0, 2]


def test_the_loss_map_shows_the_loss_on_equal_axes():
    x, y = np.array([-1.0, 0.5, 1.0, 2.0]), np.array([0, 1, 0, 1])
    ax = plotting.plot_loss_map(x, y, w_limits=(-3, 3), b_limits=(-2, 2))
    assert ax.get_aspect() == 1
    (lines,) = ax.collections
    levels = lines.levels
    for level, path in zip(levels, lines.get_paths(), strict=True):
        for w, b in path.vertices[::40]:
            assert model.log_loss(x[:, None], y, [w], b) == pytest.approx(
                level, abs=0.01
            )
    rises = np.sqrt(levels - levels[0] + (levels[-1] - levels[0]) * 0.0036)
    assert np.ptp(np.diff(rises)) < 0.01


def test_colours_are_named_in_the_palette_alone():
    """A colour is a role: no other file may say which one."""
    files = [
        path
        for folder in ("helpers", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if path != ROOT / "helpers/plotting.py"
    ]
    assert len(files) > 30
    named = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}[\"']")
    assert [
        path.name for path in files if named.search(path.read_text("utf-8"))
    ] == []


def test_every_role_has_a_colour_of_the_palette_or_a_grey():
    colours = {n: c for n, c in vars(Role).items() if n.isupper()}
    assert (Role.CLASS_0, Role.CLASS_1) == plotting.CLASS_COLORS
    for name, colour in colours.items():
        grey = len(set(re.findall("..", colour[1:]))) == 1
        assert colour in PALETTE or grey, name


ON_DARK = {
    n: plotting.on_dark(getattr(Role, n)) for n in vars(Role) if n[0] != "_"
}
# Filled marks with an edge of ink, on which ink is written; and lines.
MARKS, LINES, AREAS = {"BEFORE", "MARK"}, {"MUTED"}, {"OUTSIDE"}


@pytest.mark.parametrize("name", sorted(ON_DARK.keys() - AREAS))
def test_roles_are_seen_on_a_dark_ground(name):
    colour = ON_DARK[name]
    words = name not in MARKS | LINES
    assert contrast(colour, DARK_GROUND) > (4.5 if words else 3)
    if name in MARKS:
        assert contrast(colour, DARK_INK) > 4.5


def test_roles_that_differ_do_so_on_a_dark_ground():
    kept = {(getattr(Role, name), colour) for name, colour in ON_DARK.items()}
    assert len({colour for _, colour in kept}) == len(kept)
    ends = [plotting.DARK_CONFIDENCE(end) for end in (0.0, 1.0)]
    assert all(contrast(end, DARK_INK) > 3 for end in ends)


def test_greys_and_shades_turn_with_their_opacity():
    assert to_hex(plotting.on_dark("white")) == DARK_GROUND
    assert to_hex(plotting.on_dark("black")) == DARK_INK.lower()
    light, dark = (plotting.on_dark(grey)[0] for grey in ("0.4", "0.6"))
    assert light > dark
    red, green, blue = to_rgb(Role.CLASS_1)
    shade = 0.7 * red, 0.7 * green, 0.7 * blue, 0.5
    assert plotting.on_dark(shade)[:3] == ON_DARK["CLASS_1"][:3]
    assert plotting.on_dark(shade)[3] == 0.5


def test_a_colour_without_a_role_is_refused():
    with pytest.raises(ValueError, match=r"color: expected one of .* 'red'"):
        plotting.on_dark("red")
