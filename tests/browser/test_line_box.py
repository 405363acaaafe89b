"""The box that checks a line, in a real JupyterLab."""

import nbformat
import pytest

from tests.support import in_lab, shown
from tests.support.every_control import try_line
from tests.support.in_lab import DARK, LIGHT, PROJECTOR

pytestmark = pytest.mark.browser
MAKE = """\
import time
from helpers.answers import diagnose, read_as_typed
from helpers.exercises._line_box import LineBox
from tests.support.hostile import SYMBOLS
expected = SYMBOLS["p_hat"] - SYMBOLS["y"]
delay, reads = 0, []
def read(text):
    time.sleep(delay)
    reads.append(text)
    return read_as_typed(text, SYMBOLS)
box = LineBox("The slope by `z`:", read=read,
              judge=lambda text: diagnose(text, expected),
              instead='In a cell: check("slope", "…").')
box"""
MARKUP = [
    "<img src=x onerror='window.hit=1'>",
    "<script>window.hit=1</script>",
    "`<b>bold</b>`",
    "</math><b>",
    "&lt;b&gt;",
    "**b** $x$",
]
_SHAPE = """() => {
  const {content} = jupyterapp.shell.currentWidget;
  return [content.activeCellIndex, content.widgets.length, content.mode];
}"""
# The contrast of a text with the page, whatever way its colour is given.
_CONTRAST = """element => {
  const context = document.createElement('canvas').getContext('2d');
  const body = getComputedStyle(document.body);
  const light = (...colours) => {
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const parts = context.getImageData(0, 0, 1, 1).data;
    return [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
      const c = parts[i] / 255;
      return sum + weight * (c <= 0.04045 ? c / 12.92
        : ((c + 0.055) / 1.055) ** 2.4);
    }, 0.05);
  };
  const page = body.getPropertyValue('--jp-layout-color0').trim();
  const both = [light(page), light(page, getComputedStyle(element).color)];
  return Math.max(...both) / Math.min(...both);
}"""
_TAGS = """root => [...new Set([...root.querySelectorAll('*')].map(
  e => e.localName))].sort()"""


@pytest.fixture(scope="module")
def opened(lab, browser):
    """Page, faults and box: one page for all tests that only type."""
    address, folder = lab
    in_lab.write_cells(folder / "line.ipynb", [MAKE, "1 + 1"])
    page, faults = in_lab.open_page(browser, address, "line.ipynb", PROJECTOR)
    in_lab.run_all(page)
    (box,) = shown.widgets(page)
    yield page, faults, box
    page.context.close()


@pytest.fixture
def box(opened):
    page, faults, found = opened
    python(found, "delay = 0; reads.clear(); box.answers = []")
    found.type("")
    yield found
    assert in_lab.errors_shown(page) == []
    assert faults == []


def python(box, code):
    """Run code in the kernel beside the notebook; return what it prints."""
    return in_lab.execute(box.page, code)


def test_a_line_is_shown_as_it_is_read(box):
    box.type("-y/p_hat")
    assert box.reading() == "-y/p_hat"
    bar = box.box.locator(".odg-reading mfrac")
    assert bar.count() == 1
    assert bar.bounding_box()["height"] > 30
    assert box.spoken() == ""


def test_what_is_not_yet_a_formula_gets_a_quiet_hint(box):
    box.type("p_hat -")
    assert box.reading() == (
        "a number, a name or a bracket is missing before the end"
    )
    colours = box.box.evaluate(
        """root => ['.odg-reading', '.odg-line'].map(
          e => getComputedStyle(root.querySelector(e) ?? root).color)"""
    )
    assert colours[0] == box.box.evaluate(
        """root => {
          const probe = document.createElement('i');
          probe.style.color = 'var(--quiet)';
          root.append(probe);
          const {color} = getComputedStyle(probe);
          probe.remove();
          return color;
        }"""
    )
    assert colours[0] != colours[1]


def test_enter_judges_and_the_newest_answer_is_on_top(box):
    assert box.check("y - p_hat") == "✗ not right: the sign is turned round"
    assert box.check("p_hat - y").startswith("✓ right")
    assert box.check("1/2y").startswith("✗ not read: 1/2y has two readings")
    rows = box.answers()
    assert [text for text, _ in rows] == ["1/2y", "p_hat - y", "y - p_hat"]
    assert rows[2][1] == "✗ not right: the sign is turned round"
    assert box.box.locator("li").nth(1).locator("math").count() == 1
    assert box.input.input_value() == "1/2y"


def test_an_empty_line_is_not_attempted(box):
    assert box.check("  ") == "· not attempted: type a line, then press Enter"
    assert box.reading() == box.spoken()
    assert box.answers() == []


def test_arrows_bring_earlier_lines_back(box):
    for line in ("p_hat", "y", "p_hat - y"):
        box.check(line)
    box.type("draft")
    seen = []
    for key in ("Up", "Up", "Up", "Up", "Down", "Down", "Down", "Down"):
        box.input.press(f"Arrow{key}")
        seen.append(box.input.input_value())
    first, *middle, last = seen
    assert (first, last) == ("p_hat - y", "draft")
    assert middle == ["y", "p_hat", "p_hat", "y", "p_hat - y", "draft"]
    box.input.press("ArrowUp")
    box.settle()
    assert box.reading() == "p_hat - y"


def test_arrow_up_passes_over_the_line_that_stands_there(box):
    box.check("p_hat")
    box.check("y")
    box.input.press("ArrowUp")
    assert box.input.input_value() == "p_hat"


def test_keys_stay_in_the_box(box):
    page = box.page
    box.input.focus()
    before = page.evaluate(_SHAPE)
    for key in [*"xddabmz", "ArrowUp", "ArrowDown", "Enter", "Backspace"]:
        page.keyboard.press(key)
    assert page.evaluate(_SHAPE) == before
    assert box.input.evaluate("e => e === document.activeElement")
    assert box.input.input_value() == "xddabm"


def test_shift_enter_belongs_to_the_notebook(box):
    page = box.page
    in_lab.go_to_cell(page, 0)
    box.input.focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        "jupyterapp.shell.currentWidget.content.activeCellIndex === 1"
    )
    box.box.wait_for()
    assert python(box, "print(reads, box.answers)") == "[] []"


def test_the_notebook_hears_the_keys_that_are_its_own(box):
    page = box.page
    page.evaluate(
        """() => {
          window.keys = [];
          document.addEventListener('keydown', ({key}) => keys.push(key));
        }"""
    )
    for key in ("x", "ArrowUp", "Escape", "Enter", "Control+b", "Tab"):
        box.input.press(key)
    assert page.evaluate("keys") == ["Escape", "Control", "b", "Tab"]


def test_enter_that_ends_a_composed_letter_does_not_judge(box):
    box.type("y")
    box.input.evaluate(
        """e => e.dispatchEvent(new KeyboardEvent('keydown',
          {key: 'Enter', bubbles: true, isComposing: true}))"""
    )
    box.page.wait_for_timeout(300)
    assert box.answers() == []


def test_only_the_last_of_many_keys_is_shown(box):
    python(box, "delay = 0.5")
    box.input.press_sequentially("p_hat", delay=20)
    box.page.wait_for_timeout(300)
    box.input.press_sequentially(" - y", delay=20)
    readings = []
    for _ in range(30):
        readings.append(box.reading())
        box.page.wait_for_timeout(50)
    assert readings[-1] == "p_hat - y"
    assert "p_hat" not in readings
    assert python(box, "print(reads)") == "['p_hat', 'p_hat - y']"


def test_no_enter_is_lost_while_the_kernel_is_busy(box):
    python(box, "delay = 0.3")
    for line in ("p_hat", "y", "p_hat - y"):
        box.input.fill(line)
        box.input.press("Enter")
    box.input.fill("y + p_hat")
    box.settle()
    rows = [text for text, _ in box.answers()]
    assert rows == ["p_hat - y", "y", "p_hat"]
    assert box.reading() == "y + p_hat"


def test_every_hostile_line_stays_text(box):
    page = box.page
    box.check("p_hat + x_1^2/sqrt(y)")
    allowed = {*box.box.evaluate(_TAGS), "code"}
    python(
        box,
        "from helpers.exercises import _line_box\n"
        "from tests.support.hostile import HOSTILE\n"
        f"lines = {MARKUP} + [t for t in HOSTILE if len(t) < 500\n"
        "    and t.strip() and t.isprintable()]\n"
        "_line_box.KEPT = len(lines)\n"
        "first = box.heard + 1\n"
        "box.acts = [[n, 'judge', t] for n, t in enumerate(lines, first)]",
    )
    last = page.locator("li", has_text=MARKUP[0])
    last.wait_for(state="attached")
    python(box, "_line_box.KEPT = 20")
    rows = box.box.locator("bdi").all_text_contents()
    assert len(rows) > 400
    assert set(MARKUP) < set(rows)
    assert set(box.box.evaluate(_TAGS)) <= allowed
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("line", [*MARKUP, "p_hat \ud800", "\0", "\u202ex"])
def test_a_hostile_line_that_is_typed_stays_text(box, line):
    box.input.evaluate(
        "(e, codes) => { e.value = String.fromCharCode(...codes); }",
        [*map(ord, line)],
    )
    box.input.press("Enter")
    box.settle()
    assert box.spoken().startswith("✗ not read")
    assert box.box.locator("img, script, b b, code b").count() == 0
    assert box.page.evaluate("window.hit") is None


def test_answers_move_nothing_above_them(box):
    page = box.page
    box.type("p_hat")
    tops = """root => ['label', 'input', '.odg-reading', 'ol'].map(
      e => root.querySelector(e).getBoundingClientRect().top)"""
    before = box.box.evaluate(tops)
    for n in range(25):
        box.check(f"p_hat + {n}")
    box.type("1/(1+e^-z)")
    assert box.box.evaluate(tops) == before
    assert len(box.answers()) == 20
    assert box.box.bounding_box()["height"] < 500
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert box.box.locator("ol").evaluate("e => e === document.activeElement")
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert box.box.locator("ol").evaluate("e => e.scrollTop") > 0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_control(box, theme):
    in_lab.use_screen(box.page, PROJECTOR, theme)
    try_line(box)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_are_legible(box, theme):
    in_lab.use_screen(box.page, PROJECTOR, theme)
    box.check("y - p_hat")
    box.check("p_hat - y")
    for part in ("label", "input", ".odg-reading", "li b", "bdi"):
        for place in box.box.locator(part).all():
            assert place.evaluate(_CONTRAST) >= 4.5, part


@pytest.mark.parametrize("width", [512, 390])
def test_a_narrow_page_cuts_nothing(box, width):
    page = box.page
    page.evaluate("jupyterapp.shell.mode = 'single-document'")
    page.evaluate("jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(1500)
    box.check("(p_hat - y) x_1 + (p_hat - y) x_2 + log(p_hat/(1 - p_hat))")
    wide = "e => [e.scrollWidth - e.clientWidth, e.clientWidth]"
    for part in (box.box, box.box.locator("ol"), box.box.locator("li p")):
        over, room = part.evaluate(wide)
        assert over <= 0 and room > width / 2
    right = box.box.bounding_box()
    button = box.button("Check").bounding_box()
    assert button["x"] + button["width"] <= right["x"] + right["width"]
    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("jupyterapp.shell.mode = 'multiple-document'")


def test_the_box_has_a_name_and_a_description(box):
    field = box.page.get_by_role("textbox", name="The slope by z:")
    assert field.count() == 1
    described = field.get_attribute("aria-describedby")
    reading = box.box.locator(".odg-reading")
    assert described == reading.get_attribute("id")
    status = box.box.get_by_role("status")
    assert status.count() == 1


def test_one_box_in_two_places(open_notebook):
    page, faults = open_notebook([MAKE, "box"])
    first, second = shown.widgets(page)
    first.type("p_hat")
    second.type("y")
    assert first.reading() == "p_hat"
    first.check("p_hat - y")
    second.settle()
    assert second.answers() == first.answers() != []
    assert second.spoken() == ""
    assert faults == []


def test_a_page_loaded_again_keeps_the_answers(open_notebook):
    page, faults = open_notebook([MAKE])
    (box,) = shown.widgets(page)
    box.check("y - p_hat")
    before = box.answers()
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_selector(".odg-line li")
    (box,) = shown.widgets(page)
    assert box.answers() == before
    assert box.check("p_hat - y").startswith("✓ right")
    assert len(box.answers()) == 2
    assert faults == []


def test_a_kernel_that_is_gone_is_told(open_notebook):
    page, _ = open_notebook([MAKE])
    (box,) = shown.widgets(page)
    box.check("y - p_hat")
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_timeout(1000)
    box.type("p_hat - y")
    assert box.reading().startswith("No answer yet")
    assert len(box.answers()) == 1
    assert in_lab.errors_shown(page) == []


def test_without_a_kernel_a_sentence_says_what_to_do(open_notebook, tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("box")]
    )
    view = {"version_major": 2, "version_minor": 0, "model_id": f"{1:032x}"}
    said = 'A box to type a line. In a cell: check("slope", "…").'
    data = {
        "text/plain": said,
        "application/vnd.jupyter.widget-view+json": view,
    }
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("display_data", data=data)
    ]
    nbformat.write(notebook, tmp_path / "unrun.ipynb")
    page, faults = open_notebook(tmp_path / "unrun.ipynb", run=False)
    output = page.locator(".jp-OutputArea-output")
    output.first.wait_for()
    assert output.all_inner_texts() == [said]
    assert shown.widgets(page) == []
    assert faults == []
