"""The deck of every lesson, as a room with a projector sees it.

One notebook alone: ``pytest tests/browser/test_deck.py -k 04``.
"""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.build import notes
from tests.support import in_lab, notebooks, shown
from tests.support.deck import running_lecture

pytestmark = pytest.mark.browser

_CELLS = "jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.id)"
_TYPED = "jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel"


@pytest.fixture(scope="module")
def open_deck(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("lecture")
    with running_lecture(home, browser) as opener:
        nbformat.write(made_up(), home / "notebooks" / "made_up.ipynb")
        yield opener


def made_up():
    """Return a poll, an explorer, and a cell that is too high."""
    poll = (
        "print('Compare.')\nruns = globals().get('runs', 0) + 1\nprint(runs)"
    )
    high = "\n".join(f"print({i})" for i in range(20))
    cells = [
        new_markdown_cell("# A deck"),
        new_code_cell("from helpers import explorers"),
        new_code_cell(poll, metadata={"jupyter": {"outputs_hidden": True}}),
        new_code_cell("explorers.sigmoid()"),
        new_code_cell(high),
    ]
    kinds = "slide", "skip", "fragment", "slide", "slide"
    for cell, kind in zip(cells, kinds, strict=True):
        cell.metadata["slideshow"] = {"slide_type": kind}
    return new_notebook(cells=cells)


def in_deck(notebook):
    """Return the ids of the cells that are steps."""
    return [
        cell.id
        for cell in notebook.cells
        if cell.metadata["slideshow"]["slide_type"] not in ("skip", "notes")
    ]


def moves(explorer):
    """Tell whether a key on its first slider changes its picture."""
    slider = explorer.sliders()[0]
    _, now, most = shown.place_of(slider)
    before = explorer.pixels()
    explorer.press(slider, "ArrowLeft" if now == most else "ArrowRight")
    explorer.settle()
    return explorer.pixels() != before


@pytest.mark.parametrize("file", notebooks.LESSONS)
def test_every_step_is_wholly_in_view(file, open_deck):
    deck = open_deck(file)
    seen, moved = [], []
    for step in deck.steps():
        seen.append(step)
        moved += map(moves, deck.explorers())
    steps = list(dict.fromkeys(step.id for step in seen))
    assert steps == in_deck(notebooks.read(file))
    assert [step.overflow for step in seen if step.overflow] == []
    assert moved == [True] * deck.page.locator(".odg").count()
    assert in_lab.errors_shown(deck.page) == []
    assert deck.faults == []
    assert deck.outside == []
    deck.page.context.close()


def test_keys_in_front_of_a_class(open_deck):
    """Of a made-up notebook: a poll, an explorer, and an end."""
    deck = open_deck("made_up.ipynb")
    cells, first = deck.page.evaluate(_CELLS), deck.look()
    for key in "xddabmyrcvz00ii":
        assert deck.press(key) == first
    assert deck.page.evaluate(_CELLS) == cells

    poll = deck.press("Space")
    assert poll.is_folded
    # It counts its runs, and ran once, before the deck began.
    answer = deck.press("Control+Enter")
    assert not answer.is_folded
    assert answer.height > poll.height
    assert deck.page.locator(
        ".jp-mod-active pre"
    ).last.inner_text().split() == ["Compare.", "1"]
    deck.press("Enter")
    deck.page.keyboard.type("x")
    assert "x" in deck.page.evaluate(f"{_TYPED}.getSource()")
    deck.press("Escape")

    explored = deck.press("PageDown")
    (explorer,) = deck.explorers()
    assert moves(explorer)
    assert deck.press("Space").index == explored.index
    assert deck.press("PageDown").index == explored.index + 1
    assert deck.press("PageUp").index == explored.index


def test_too_high_a_cell_gives_its_code_away_until_it_is_edited(open_deck):
    deck = open_deck("made_up.ipynb")
    *_, high = deck.steps()
    assert high.overflow == ""
    assert high.hides_code
    code = deck.page.locator(".jp-mod-active .cm-content")
    assert not code.is_visible()
    deck.press("Enter")
    assert code.is_visible()


def test_who_leaves_the_deck_finds_the_step_and_returns_to_it(open_deck):
    deck = open_deck("04_gradient_descent.ipynb")
    for _ in range(9):
        step = deck.press("PageDown")
    deck.page.keyboard.press("Escape")
    deck.page.wait_for_function("!document.body.dataset.jpDeckMode")
    left = deck.look()
    assert left.id == step.id
    assert left.above < 0 and left.below < 0
    deck.page.get_by_title("Toggle Deck").click()
    deck.page.wait_for_function("document.body.dataset.jpDeckMode")
    assert deck.look().id == step.id


def test_notes_are_gone_through_by_keys(browser, tmp_path):
    page = browser.new_page()
    faults = in_lab.watch(page)
    file = tmp_path / "notes.html"
    slide = {"slideshow": {"slide_type": "notes"}}
    cells = [new_markdown_cell("a note", metadata=slide) for _ in range(3)]
    text = notes.page(new_notebook(cells=cells), "A", 45)
    file.write_text(text, "utf-8")
    page.clock.install()
    page.goto(file.as_uri())
    places = []
    for key in ("PageDown", "Space", "ArrowDown", "ArrowDown", "PageUp"):
        page.keyboard.press(key)
        places.append(
            page.evaluate(
                "[...document.querySelectorAll('section')]"
                ".indexOf(document.activeElement)"
            )
        )
    assert places == [0, 1, 2, 2, 1]
    page.keyboard.press("s")
    page.clock.run_for(61_000)
    assert page.locator("#clock").inner_text().startswith("01:0")
    assert faults == []
    page.close()
