"""The learning rate in a browser: numbers, hands, keys, kernel or none.

What needs no kernel is tried in an exported page, opened from the disk
without a network; what has to do with Python or with JupyterLab, there.
"""

import base64
import re

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import experiments, output
from helpers.build import export
from helpers.descent import Descent
from helpers.experiments import learning_rate as experiment
from helpers.experiments import one_feature
from helpers.explorers import _learning_rate as module
from helpers.explorers import learning_rate
from tests.support import in_lab

pytestmark = pytest.mark.browser

DATASETS = list(experiments.DATASETS)
RATE = "learning rate η"
THEMES = {"light": "true", "dark": "false"}
DARK = """<style>body { --jp-layout-color0: #111; --jp-ui-font-color1: #eee;
  background: #111; }</style>"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Give a page with the explorer, from a notebook that was run."""
    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "IPython.display.display",
            lambda data, metadata, raw: shown.append((data, metadata)),
        )
        explorer = learning_rate("overlapping")
        explorer.show()
        explorer.close()
    out = nbformat.v4.new_output("display_data", *shown[0][:1])
    out.metadata = nbformat.from_dict(shown[0][1])
    cell = new_code_cell("explorers.learning_rate()", outputs=[out])
    notebook = new_notebook(cells=[new_markdown_cell("# The rate"), cell])
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(export.page(notebook), "utf-8")
    return file


@pytest.fixture
def open_page(browser, exported):
    """Return a function that opens the page with the network cut."""
    contexts, faults = [], []

    def opener(theme="light", **options):
        size = {"width": 1024, "height": 900}
        context = browser.new_context(
            **{"offline": True, "viewport": size} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text))
        page.on("request", lambda asked: _asked(asked.url, faults))
        page.goto(exported.as_uri())
        page.locator("body").evaluate(
            "(body, [light, style]) => { body.dataset.jpThemeLight = light; "
            "if (light === 'false') body.insertAdjacentHTML("
            "'beforeend', style); }",
            [THEMES[theme], DARK],
        )
        return Hand(page) if options.get("java_script_enabled", 1) else page

    yield opener
    for context in contexts:
        context.close()
    assert faults == []


def _asked(url, faults):
    if not url.startswith(("file:", "data:", "blob:")):
        faults.append(f"asked for {url}")


class Hand:
    """A hand at the explorer of a page."""

    def __init__(self, page):
        self.page = page
        self.box = page.locator(".odg")
        self.box.wait_for()
        self.box.scroll_into_view_if_needed()

    def slider(self, label):
        return self.box.get_by_role("slider", name=label, exact=True)

    def button(self, name):
        return self.box.get_by_role("button", name=name, exact=True)

    def finding(self):
        return self.box.locator(".odg-finding").inner_text()

    def row(self, k):
        """Return the texts of a row of the table."""
        row = self.box.locator(".odg-table tbody tr").nth(k)
        return row.locator("th, td").all_inner_texts()

    def epoch(self):
        return self.slider("epoch").get_attribute("aria-valuetext")

    def shown(self):
        """Return all that is seen: words, numbers, pictures, controls."""
        return self.box.evaluate(
            """box => [box.querySelector(".odg-picture").innerHTML,
              ...[...box.querySelectorAll("input")].map(one => one.value),
              ...[...box.children].filter(one => one.role !== "status")
                .map(one => one.innerText)]"""
        )

    def until(self, holds):
        """Wait until a condition holds."""
        for _ in range(150):
            if found := holds():
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never so: {self.finding()}")

    def changes(self, action):
        """Do something, and wait until what is seen is different."""
        before = self.shown()
        action()
        self.until(lambda: self.shown() != before)
        self.page.wait_for_timeout(40)

    def open_more(self):
        self.button("More").click()

    def drag(self, grip, right, down):
        """Drag a handle of the picture by pixels."""
        self.box.locator(grip).scroll_into_view_if_needed()
        box = self.box.locator(grip).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=8)
        self.page.mouse.up()


START = ".odg-main-frame .grip"
EPOCH = ".odg-side-frame .grip"

NUMBERS = """async ([source, problems, states]) => {
  const m = await import("data:text/javascript;base64," + source);
  const found = states.map(({dataset, rate, w0, b0, epoch}) => {
    const p = problems[dataset], run = m.descend(p, rate, w0, b0);
    return {...run, verdict: m.verdict(run, p.min_loss),
      factor: m.gapFactor(p, rate),
      limit: 2 / m.curvatures(p, run.w[epoch], run.b[epoch])[1]};
  });
  const maps = Object.values(problems).map(p => [...m.surface(p)]);
  return [found, maps];
}"""


def test_the_browser_computes_what_python_computes(browser):
    rng = np.random.default_rng(9)
    states = []
    for k in range(200):
        dataset = DATASETS[k % len(DATASETS)]
        p = one_feature.problem(dataset)
        times = 10 ** rng.uniform(-3, np.log10(500))
        states.append(
            {
                "dataset": dataset,
                "rate": times / p.L,
                "w0": rng.uniform(*p.w_limits),
                "b0": rng.uniform(*p.b_limits),
                "epoch": int(rng.integers(201)),
            }
        )
    page = browser.new_page()
    source = base64.b64encode(module.SCRIPT.encode()).decode()
    found, maps = page.evaluate(NUMBERS, [source, module.problems(), states])
    page.close()
    seen = set()
    for given, state in zip(found, states, strict=True):
        n = module._numbers(**state)
        seen.add(n.verdict)
        assert given["verdict"] == n.verdict
        assert given["diverged"] == n.run.diverged
        if n.gap_factor is None:
            assert given["factor"] is None
        else:
            assert given["factor"] == pytest.approx(n.gap_factor, rel=1e-9)
        if n.verdict == "thrash":  # chaos: the last digit ends anywhere
            continue
        assert given["limit"] == pytest.approx(n.local_limit, rel=1e-9)
        ends = n.run.w[-1, 0], n.run.b[-1], n.run.loss[-1]
        last = [given[name][-1] for name in ("w", "b", "loss")]
        assert last == pytest.approx(ends, rel=1e-9)
        assert given["loss"] == pytest.approx(n.run.loss, rel=1e-9)
    assert seen == {"good", "crawl", "overshoot", "thrash"}
    for dataset, given in zip(DATASETS, maps, strict=True):
        loss = one_feature.surface(dataset)[2]
        assert given == pytest.approx(loss.ravel(), rel=1e-9, abs=1e-12)


VERDICTS = """async ([source, runs]) => {
  const m = await import("data:text/javascript;base64," + source);
  return runs.map(run => m.verdict(run, 0));
}"""


def made_up_runs():
    """Yield runs on either side of each border between two verdicts."""
    t = np.arange(201)
    falling, still = 0.5**t, np.zeros(201)
    for end in (0.0999, 0.1001):
        yield t / 200, still, 1 - (1 - end) * t / 200
    for epoch in (1, 149, 150, 151, 200):
        loss = 1 - t / 300
        loss[epoch] = loss[epoch - 1] + 1e-6
        yield t / 200, still, loss
    for back in (0.9e-3, 1.1e-3):
        w = np.where(t == 0, 0.0, 1.0)
        w[2:] -= back
        yield w, still, falling
        yield still, w, falling


def test_the_browser_judges_as_python_does(browser):
    runs = [
        {"w": w.tolist(), "b": b.tolist(), "loss": loss.tolist()}
        for w, b, loss in made_up_runs()
    ]
    wanted = [
        experiment._verdict(
            Descent(
                1.0,
                0.0,
                np.array(run["w"])[:, None],
                np.array(run["b"]),
                np.array(run["loss"]),
                None,
                None,
                diverged=False,
            ),
            0.0,
        )
        for run in runs
    ]
    page = browser.new_page()
    source = base64.b64encode(module.SCRIPT.encode()).decode()
    assert page.evaluate(VERDICTS, [source, runs]) == wanted
    page.close()
    assert set(wanted) == {"good", "crawl", "overshoot", "thrash"}


@pytest.mark.parametrize("theme", THEMES)
def test_every_control_answers_to_keys(open_page, theme):
    hand = open_page(theme)
    hand.open_more()
    sliders = hand.box.get_by_role("slider").all()
    assert len(sliders) == 4
    for slider in sliders:
        slider.focus()
        for key in ("Home", "ArrowRight", "ArrowUp", "End", "ArrowLeft"):
            hand.changes(lambda key=key: hand.page.keyboard.press(key))
    for button in hand.box.locator(".odg-row button").all():
        if button.get_attribute("aria-pressed") == "false":
            hand.changes(lambda button=button: button.press("Enter"))
    # What was chosen keeps the focus, to choose on from there.
    hand.button("separable").press("Space")
    focused = "document.activeElement.textContent"
    assert hand.page.evaluate(focused) == "separable"
    hand.changes(lambda: hand.button("Reset").press("Enter"))


@pytest.mark.parametrize("theme", THEMES)
def test_start_and_epoch_are_dragged_in_the_picture(open_page, theme):
    hand = open_page(theme)
    assert hand.row(0) == ["○ start", "0.000", "0.000", "0.6931"]
    assert "drag the start" in hand.box.inner_text()
    # 490 pixels are 9 of w, 286 are 8 of b.
    hand.changes(lambda: hand.drag(START, -98, -143))
    assert hand.row(0)[:3] == ["○ start", "−1.800", "4.000"]
    assert "drag the start" not in hand.box.inner_text()
    hand.changes(lambda: hand.drag(EPOCH, -128, 0))
    assert hand.epoch() == "100"
    hand.changes(lambda: hand.drag(START, 2000, 2000))
    assert hand.row(0)[:3] == ["○ start", "6.000", "−4.000"]


def test_a_press_beside_the_start_moves_it_there(open_page):
    hand = open_page()
    box = hand.box.locator(".odg-main-frame .hit").bounding_box()
    at = box["x"] + box["width"] / 3, box["y"] + box["height"] / 4
    hand.changes(lambda: hand.page.mouse.click(*at))
    assert hand.row(0)[:3] == ["○ start", "0.000", "2.000"]


def test_a_finger_drags_the_ring_and_scrolls_beside_it(open_page):
    hand = open_page(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    client = hand.page.context.new_cdp_session(hand.page)

    def swipe(x, y, right, down):
        for k in range(9):
            kind = "touchStart" if k == 0 else "touchMove"
            points = [{"x": x + right * k / 8, "y": y + down * k / 8}]
            client.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": points},
            )
            hand.page.wait_for_timeout(20)
        client.send(
            "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
        )
        hand.page.wait_for_timeout(200)

    ring = hand.box.locator(START)
    width = hand.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    before = hand.row(0)
    box = ring.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swipe(x + 80, y, 0, -100)
    assert hand.page.evaluate("scrollY") > 20
    assert hand.row(0) == before
    at = hand.page.evaluate("scrollY")
    box = ring.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand.changes(lambda: swipe(x, y, 40, -40))
    assert hand.page.evaluate("scrollY") == at


def test_what_theory_knows_is_met_exactly(open_page):
    hand = open_page()
    slider = hand.slider(RATE)
    steps = []
    for _ in range(31):
        hand.changes(lambda: slider.press("ArrowRight"))
        steps.append(hand.finding().split(" × ")[0])
    assert steps[29] == "η is 1.00"
    promised = hand.box.locator(".odg-scale .known").all_inner_texts()
    assert promised == ["1/L", "2/L"]
    assert slider.get_attribute("aria-valuetext") == "3.69"
    hand.changes(lambda: slider.press("ArrowLeft"))
    # The step of the slider itself is 10^0.30 times 1/L, and 3.61.
    limit = 2 / one_feature.problem("overlapping").L
    assert slider.get_attribute("aria-valuetext") == f"{limit:.3g}" == "3.62"


@pytest.mark.parametrize("dataset", DATASETS)
def test_prediction_verdict_and_presets(open_page, dataset):
    hand = open_page()
    hand.open_more()
    if dataset != "overlapping":
        hand.changes(lambda: hand.button(dataset).click())
    assert not hand.button("crawl").is_visible()
    height = hand.box.bounding_box()["height"]
    hand.changes(lambda: hand.button("never settle").click())
    words = module._VERDICTS
    beyond = module.problems()[dataset]["beyond"]
    judged = "Right" if beyond == "thrash" else "Not here"
    answer = hand.box.locator(".odg-answer").inner_text()
    assert answer == f"{judged}: at 4/L it {words[beyond]}."
    for label, rate in experiments.rate_presets(dataset).items():
        if label != "good":
            hand.changes(lambda label=label: hand.button(label).click())
            n = experiments.rate_numbers(dataset, rate)
            assert hand.finding().endswith(f"the loss {words[n.verdict]}.")
            # Where a run thrashes its digits mean nothing.
            assert (hand.row(1)[1:] == ["—"] * 3) is (n.verdict == "thrash")
            assert hand.box.bounding_box()["height"] == height
    hand.changes(lambda: hand.button("Reset").click())
    assert hand.button("never settle").is_visible()


def test_separable_data_have_no_minimum(open_page):
    hand = open_page()
    hand.open_more()
    hand.changes(lambda: hand.button("separable").click())
    assert "no minimum: it falls for ever" in hand.box.inner_text()
    assert "predicted" not in hand.box.inner_text()
    assert hand.row(2) == ["★ minimum", "none", "none", "0 at ∞"]
    hand.changes(lambda: hand.button("data and p̂").click())
    assert "class 1" in hand.box.inner_text()
    assert hand.box.locator(EPOCH).count() == 0


def test_time_runs_pauses_and_steps(open_page):
    hand = open_page()
    hand.changes(lambda: hand.button("One epoch back").click())
    assert (hand.epoch(), hand.row(1)[0]) == ("199", "◆ epoch 199")
    hand.slider("epoch").press("Home")
    hand.until(lambda: hand.epoch() == "0")
    hand.button("Run").click()
    hand.until(lambda: int(hand.epoch()) > 5)
    hand.button("Pause").click()
    stopped = hand.until(hand.epoch)
    hand.page.wait_for_timeout(300)
    assert hand.epoch() == stopped
    hand.changes(lambda: hand.button("One epoch on").click())
    assert int(hand.epoch()) == int(stopped) + 1


def test_reduced_motion_shows_the_end_at_once(open_page):
    hand = open_page(reduced_motion="reduce")
    hand.slider("epoch").press("Home")
    hand.until(lambda: hand.epoch() == "0")
    hand.button("Run").click()
    hand.until(lambda: hand.epoch() == "200")
    assert hand.button("Run").is_visible()


def test_everything_has_a_name_and_changes_are_spoken(open_page):
    hand = open_page()
    hand.open_more()
    group = hand.page.get_by_role("group", name="Explorer: How large")
    names = "all => all.map(one => one.ariaLabel || one.textContent)"
    sliders = group.get_by_role("slider").evaluate_all(names)
    assert sliders == [RATE, "epoch", "start w", "start b"]
    buttons = group.get_by_role("button").evaluate_all(names)
    assert all(name.strip() for name in buttons)
    for name in ("data", "frame", "At 4/L the loss will"):
        assert group.get_by_role("group", name=name, exact=True).count() == 1
    pictures = group.locator(".odg-picture > [role=img]")
    assert pictures.evaluate_all(names) == [
        "The path of the descent over the loss",
        "Loss above its minimum by epoch",
    ]
    status = group.get_by_role("status")
    hand.until(lambda: status.inner_text() == hand.finding())
    before = status.inner_text()
    hand.changes(lambda: hand.slider(RATE).press("End"))
    hand.until(lambda: status.inner_text() != before)
    assert status.inner_text() == hand.finding()


def test_without_javascript_the_still_stays(open_page):
    page = open_page(java_script_enabled=False)
    still = page.locator("[data-explorer] img")
    assert still.evaluate("image => image.naturalWidth") > 800
    assert still.get_attribute("alt").startswith("η = 1.81 (0.5 × 2/L")
    assert page.locator(".odg").count() == 0


def test_on_paper_stand_picture_finding_and_table(open_page):
    hand = open_page()
    hand.page.emulate_media(media="print")
    assert hand.box.locator(".odg-main-frame").is_visible()
    assert hand.box.locator(".odg-finding").is_visible()
    assert hand.row(2)[0] == "★ minimum"
    assert not hand.button("Run").is_visible()


# ---- In JupyterLab ----

CELLS = [
    "from helpers import explorers",
    "explorer = explorers.learning_rate('overlapping')\nexplorer",
    "print('found', round(explorer.rate, 4), explorer.w0, explorer.epoch)",
    "explorer.rate = 0.5\nexplorer.epoch = 20",
    "explorer.dataset = 'separable'",
    "explorer.rate = -1",
]
ACTIVE = """() => {
  const notebook = jupyterapp.shell.currentWidget.content;
  return [notebook.activeCellIndex, notebook.mode, notebook.widgets.length];
}"""


def run_cell(page, k):
    """Run a cell and return what it shows."""
    page.evaluate(
        """async k => {
          const {content, sessionContext} = jupyterapp.shell.currentWidget;
          content.activeCellIndex = k;
          await jupyterapp.commands.execute("notebook:run-cell");
        }""",
        k,
    )
    page.wait_for_timeout(300)
    return page.locator(".jp-CodeCell").nth(k).inner_text()


@pytest.fixture
def lab_hand(open_notebook):
    """Give a hand in JupyterLab, its first two cells run; and the faults."""
    page, faults = open_notebook(CELLS, run=False)
    for k in (0, 1):
        run_cell(page, k)
    return Hand(page), faults


@pytest.mark.parametrize("theme", [in_lab.LIGHT, in_lab.DARK])
def test_python_and_page_hear_each_other(lab_hand, theme):
    hand, faults = lab_hand
    page = hand.page
    in_lab.use_screen(page, in_lab.PROJECTOR, theme)
    hand.open_more()
    assert hand.box.bounding_box()["height"] <= 656
    hand.changes(lambda: hand.slider(RATE).press("ArrowRight"))
    hand.changes(lambda: hand.drag(START, -109, 0))
    page.wait_for_timeout(300)
    rate = 10**0.01 / one_feature.problem("overlapping").L
    assert f"found {rate:.4f} -2.0 200" in run_cell(page, 2)
    hand.changes(lambda: run_cell(page, 3))
    assert hand.slider(RATE).get_attribute("aria-valuetext") == "0.500"
    assert hand.epoch() == "20"
    hand.changes(lambda: run_cell(page, 4))
    assert hand.row(0)[1:3] == ["0.000", "0.000"]
    assert "no minimum" in hand.box.inner_text()
    assert faults == []
    before = hand.shown()
    assert "ValueError: learning_rate: expected one" in run_cell(page, 5)
    assert hand.shown() == before


def test_keys_are_the_explorers_but_for_those_of_the_lab(lab_hand):
    hand, faults = lab_hand
    page = hand.page
    hand.slider(RATE).focus()
    before = page.evaluate(ACTIVE)
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "PageUp", "Home", "End"):
        hand.changes(lambda key=key: page.keyboard.press(key))
    for key in ("d", "d", "x", "a", "b", "m", "Enter"):
        page.keyboard.press(key)
    hand.changes(lambda: hand.slider("epoch").press("Home"))
    hand.button("Run").press("Space")
    hand.until(lambda: int(hand.epoch()) > 2)
    hand.button("Pause").press("Enter")
    hand.button("Run").focus()
    assert page.evaluate(ACTIVE) == before
    page.keyboard.press("Tab")
    focused = "document.activeElement.ariaLabel"
    assert page.evaluate(focused) == "One epoch on"
    saved = "!jupyterapp.shell.currentWidget.context.model.dirty"
    page.keyboard.press("Control+s")
    hand.until(lambda: page.evaluate(saved))
    # The next cell is run, or made: that key is the notebook's.
    hand.slider(RATE).focus()
    page.keyboard.press("Shift+Enter")
    hand.until(lambda: page.evaluate(ACTIVE)[0] == before[0] + 1)
    assert faults == []


def test_without_its_kernel_everything_still_moves(lab_hand):
    hand, _ = lab_hand
    page = hand.page
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_timeout(1000)
    hand.open_more()
    hand.changes(lambda: hand.slider(RATE).press("PageUp"))
    hand.changes(lambda: hand.drag(START, -60, 40))
    hand.changes(lambda: hand.drag(EPOCH, -60, 0))
    hand.changes(lambda: hand.button("separable").click())
    hand.changes(lambda: hand.button("never settle").click())
    page.wait_for_timeout(500)
    hand.changes(lambda: hand.button("thrash").click())
    hand.changes(lambda: hand.button("Reset").click())
    assert re.match(r"η is 0\.500 × 2/L", hand.finding())


def test_not_trusted_it_is_its_still(lab, browser):
    explorer = learning_rate("overlapping")
    data, metadata = output.bundle(explorer.still, "A still.", widget=explorer)
    explorer.close()
    out = nbformat.v4.new_output("display_data", data, metadata=metadata)
    notebook = new_notebook(cells=[new_code_cell("1", outputs=[out])])
    address, folder = lab
    nbformat.write(notebook, folder / "still.ipynb")
    page, _ = in_lab.open_page(browser, address, "still.ipynb")
    still = page.locator(".jp-OutputArea-output img")
    still.wait_for()
    page.wait_for_timeout(500)
    assert still.evaluate("image => image.naturalWidth") > 800
    page.context.close()
