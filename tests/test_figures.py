"""The key pictures: up to date, and legible on a light and a dark ground."""

import platform
import re
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from packaging.requirements import Requirement
from PIL import Image, ImageDraw

from helpers.build import __main__ as command_line
from helpers.build.figures import cells, dark, write
from helpers.build.figures.pictures import HERO, PICTURES
from helpers.output import compact_png
from helpers.plotting import DARK_GROUND, DARK_INK, on_dark
from tests.support import notebooks
from tests.support.legible import contrast
from tests.support.pictures import TOLERANCE, difference, small

ROOT = Path(__file__).resolve().parents[1]
NAMES = [picture.name for picture in (HERO, *PICTURES)]
# What draws. As locked for this Python, it draws the same to the byte.
DRAWS = {"contourpy", "kiwisolver", "matplotlib", "numpy", "pillow", "scipy"}
REFERENCE = {"python_full_version": "3.11", "sys_platform": "linux"}


def is_reference():
    """Tell whether this machine draws with the versions of the reference."""
    lock = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line) for line in lock if line[:1].isalpha()]
    ours = [
        pin
        for pin in pins
        if pin.name in DRAWS
        and (pin.marker is None or pin.marker.evaluate(REFERENCE))
    ]
    assert {pin.name for pin in ours} == DRAWS
    return (platform.system(), platform.machine()) == (
        "Linux",
        "x86_64",
    ) and all(version(pin.name) in pin.specifier for pin in ours)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A new edition, by someone with a style of their own."""
    folder = tmp_path_factory.mktemp("figures")
    with matplotlib.rc_context({"xtick.direction": "in", "font.size": 20}):
        write.figures(folder)
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stale(found, wanted, *, exact):
    """Name the files that differ, are missing, or are no longer made.

    Two SVG are compared to the byte alone: from the figure of each, a PNG
    was made too.
    """
    names = found.keys() | wanted.keys()
    return sorted(
        name
        for name in names
        if name not in found
        or name not in wanted
        or not is_same(name, found[name], wanted[name], exact)
    )


def is_same(name, one, other, exact):
    if one == other or exact:
        return one == other
    if name.endswith(".png"):
        return difference(small(one), small(other)) < TOLERANCE
    return name.endswith(".svg")


def test_no_picture_is_stale(built):
    """If one is: ``python -m helpers.build figures``, and look at it."""
    found, wanted = contents(write.FIGURES), contents(built)
    assert stale(found, wanted, exact=is_reference()) == []


def drawn_on(png, colour):
    with Image.open(BytesIO(png)) as picture:
        changed = picture.convert("RGB")
    ImageDraw.Draw(changed).line((300, 100, 500, 100), colour, width=4)
    return compact_png(changed)


@pytest.mark.parametrize("exact", [True, False])
def test_what_is_stale_is_named(built, exact):
    wanted = contents(built)
    assert stale(wanted, wanted, exact=exact) == []
    found = dict(wanted)
    found["odds.png"] = drawn_on(wanted["odds.png"], "black")
    found["README.md"] += b" "
    found["old.svg"] = found.pop("network.svg")
    names = ["README.md", "network.svg", "odds.png", "old.svg"]
    assert stale(found, wanted, exact=exact) == sorted(names)


def test_other_last_bits_are_stale_on_the_reference_alone(built):
    wanted = contents(built)
    grey = drawn_on(wanted["odds.png"], "#F8F8F8")
    svg = wanted["odds.svg"].replace(b'x="1', b'x="1.01', 1)
    found = wanted | {"odds.png": grey, "odds.svg": svg}
    assert stale(found, wanted, exact=False) == []
    names = ["odds.png", "odds.svg"]
    assert stale(found, wanted, exact=True) == names


def test_pictures_weigh_little(built):
    sizes = {name: len(content) for name, content in contents(built).items()}
    assert sum(sizes.values()) < 4_000_000
    heavy = [n for n, s in sizes.items() if s > 150_000]
    assert {name.split("-")[0] for name in heavy} == {"confidence"}


# --- light and dark ---------------------------------------------------------


SVG = "{http://www.w3.org/2000/svg}"


def fills_of_words(svg):
    """Return the colours of all letters; what names none is black."""
    return {
        re.findall(r"fill: (#\w{6})", f"fill: #000000; {group.get('style')}")[
            -1
        ]
        for group in svg.iter(f"{SVG}g")
        if any(is_letter(use) for use in group.findall(f"{SVG}use"))
    }


def is_letter(use):
    return use.get("{http://www.w3.org/1999/xlink}href").startswith("#DejaVu")


@pytest.mark.parametrize("name", NAMES)
def test_words_can_be_read_on_white(built, name):
    assert_read(built / f"{name}.svg", "#ffffff")


@pytest.mark.parametrize("name", NAMES)
def test_words_can_be_read_on_the_dark_ground(built, name):
    assert_read(built / f"{name}-dark.svg", DARK_GROUND)


def assert_read(file, ground):
    fills = fills_of_words(ElementTree.parse(file).getroot())
    assert fills
    assert all(contrast(fill, ground) > 4.5 for fill in fills)


@pytest.mark.parametrize("name", NAMES)
def test_no_black_and_no_white_stays_on_the_dark_ground(built, name):
    with Image.open(built / f"{name}-dark.png") as picture:
        # Every other pixel: no line is thinner than two.
        rgb = np.asarray(picture.convert("RGB"), dtype=int)[::2, ::2]
    ground, ink = (int(colour[1:3], 16) for colour in (DARK_GROUND, DARK_INK))
    assert (abs(rgb[[0, -1], :1] - ground) <= 1).all()
    grey = rgb.mean(axis=2)[np.ptp(rgb, axis=2) < 8]
    # A picture of few colours may be off a little.
    assert ground - 4 < grey.min() and grey.max() < ink + 4
    assert grey.max() > ink - 4


def test_each_kind_of_artist_turns():
    figure = Figure()
    ax = figure.subplots()
    arrow = ax.annotate("", (0, 0), (1, 1), arrowprops={"color": "black"})
    lines = ax.contour([[0, 1], [1, 0]], colors="black")
    dots = ax.scatter([0, 1], [0, 1], color=["black", "white"])
    (line,) = ax.plot([0, 1], "ko", markerfacecolor="none")
    area = ax.axvspan(0, 1, facecolor="0.5", edgecolor="none", alpha=0.1)
    figure.draw_without_rendering()
    dark.darken(figure)
    figure.draw_without_rendering()
    ink, ground = on_dark("black"), on_dark("white")
    assert arrow.arrow_patch.get_edgecolor() == ink
    assert [tuple(row) for row in lines.get_edgecolor()[:1]] == [ink]
    assert len(lines.get_facecolor()) == 0
    assert [tuple(row) for row in dots.get_facecolor()] == [ink, ground]
    assert line.get_color() == line.get_markeredgecolor() == ink
    assert line.get_markerfacecolor() == "none"
    assert area.get_edgecolor()[3] == 0
    assert ax.get_facecolor() == figure.get_facecolor() == ground


# --- the page, and what the notebooks say -----------------------------------


@pytest.mark.parametrize("picture", PICTURES, ids=NAMES[1:])
def test_the_sentence_is_the_one_of_the_notebook(built, picture):
    (cell,) = (
        cell
        for cell in notebooks.read(picture.notebook).cells
        if cell.id == picture.cell
    )
    (said,) = (out.data["text/plain"] for out in cell.outputs)
    said = re.sub(r"^Compare with your (choice|guess)\. ", "", said)
    assert f"\n\n{said}\n\n" in (built / "README.md").read_text("utf-8")


def test_every_file_is_linked_and_every_link_leads_somewhere(built):
    text = (built / "README.md").read_text("utf-8")
    links = re.findall(r'(?:\]\(|src="|srcset=")([^)"]*)', text)
    files = {link for link in links if "/" not in link}
    assert files | {"README.md"} == contents(built).keys()
    others = {link for link in links if "/" in link and "://" not in link}
    assert len(others) >= 7
    assert all((write.FIGURES / link).is_file() for link in others)
    assert text.count(' alt="') == len(NAMES)


def test_an_svg_says_what_it_shows_and_whose_it_is(built):
    text = (built / "hero.svg").read_text("utf-8")
    assert f"<title>{HERO.title}</title>" in text
    assert "One descent on 23 flights, seen three times." in text
    assert "the authors of From odds to gradients" in text
    assert "creativecommons.org/licenses/by/4.0" in text
    assert not re.search("<dc:date>|Matplotlib", text)


def test_a_png_names_no_program_and_no_time(built):
    for path in built.glob("*.png"):
        with Image.open(path) as picture:
            assert not picture.info.keys() - {"dpi"}


# --- running cells ----------------------------------------------------------


def test_cells_that_give_what_a_later_one_reads_are_needed():
    code = {
        "imports": "from a import b as c\nimport d.e",
        "unused": "x = 1",
        "function": "def f():\n    return c",
        "class": "class F: pass",
        "changed": "total = 0",
        "again": "total += d.e",
        "draws": "f(F, total)",
        "after": "c = total",
    }
    needed = cells.needed(code, ["draws"])
    assert needed == [name for name in code if name not in ("unused", "after")]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("nothing", "expected code cells of 00_start_here.ipynb, got 'noth"),
        ("6188c83b", "expected one picture from each, got 0 from '6188c83b'"),
    ],
)
def test_a_cell_that_is_gone_or_draws_nothing_is_named(cell, words):
    show = cells.plotting.show
    with pytest.raises(ValueError, match=f"cells: {words}"):
        cells.drawings("00_start_here.ipynb", [cell])
    assert cells.plotting.show is show


def test_a_map_of_colours_without_a_dark_one_is_refused():
    figure = Figure()
    figure.subplots().imshow([[0, 1]], cmap="viridis")
    with pytest.raises(ValueError, match=r"image: expected .* got 'viridis'"):
        dark.darken(figure)


# --- the command ------------------------------------------------------------


def refused(capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(["figures"])
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_what_cannot_be_written_is_refused_in_a_line(
    tmp_path, monkeypatch, capsys
):
    file = tmp_path / "file"
    file.write_text("kept", "utf-8")
    monkeypatch.setattr(write, "_files", lambda: pytest.fail("drawn"))
    for folder in (file, file / "below"):
        monkeypatch.setattr(write, "FIGURES", folder)
        line = refused(capsys)
        wanted = (
            f"folder: expected one that can be written, got {str(folder)!r}"
        )
        assert line.endswith(wanted)
    assert file.read_text("utf-8") == "kept"


def test_half_an_edition_is_never_left(tmp_path, monkeypatch, capsys):
    def breaks_off():
        yield "a.svg", b"new"
        raise ValueError("no second picture")

    (tmp_path / "a.svg").write_bytes(b"old")
    monkeypatch.setattr(write, "_files", breaks_off)
    monkeypatch.setattr(write, "FIGURES", tmp_path)
    assert refused(capsys).endswith("error: no second picture")
    assert contents(tmp_path) == {"a.svg": b"old"}


def test_a_place_that_is_taken_is_refused_in_a_line(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "a.svg").mkdir()
    monkeypatch.setattr(write, "_files", lambda: [("a.svg", b"new")])
    monkeypatch.setattr(write, "FIGURES", tmp_path)
    assert "folder: expected one that can be written" in refused(capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_the_command_puts_files_in_their_places(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(write, "_files", lambda: [("a.svg", b"new")])
    monkeypatch.setattr(write, "FIGURES", tmp_path / "made" / "here")
    command_line.main(["figures"])
    assert contents(write.FIGURES) == {"a.svg": b"new"}
    assert "pictures written" in capsys.readouterr().out
