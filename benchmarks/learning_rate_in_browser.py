"""How fast the learning rate follows the hand: prints a table.

    python -m benchmarks.learning_rate_in_browser [--rounds 60] [--seconds 3]

It is measured in a real JupyterLab and in an exported page that is opened
from the disk without a network: from a key press to the painted frame, and
how many pictures a second are painted when its slider moves once per frame.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

import nbformat

from helpers.build import export, refresh
from tests.support import in_lab

# Notes when each key or driven move came, and when what it changed was
# painted: a message posted in the frame of the change arrives after it.
_WATCH = """box => {
  const seen = {inputs: [], paints: []};
  const channel = new MessageChannel();
  channel.port1.onmessage = () => seen.paints.push(performance.now());
  const changed = () => channel.port2.postMessage(0);
  const observer = new MutationObserver(changed);
  observer.observe(box.querySelector(".odg-finding"), {childList: true});
  const input = () => seen.inputs.push(performance.now());
  box.addEventListener("keydown", input, true);
  window.takeSeen = () => {
    observer.disconnect();
    box.removeEventListener("keydown", input, true);
    return seen;
  };
}"""
_DRIVE = """async ([box, seconds]) => {
  const slider = box.querySelector(".odg-big input");
  const inputs = [], end = performance.now() + 1000 * seconds;
  let up = true;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    if (slider.value === slider.max) up = false;
    if (slider.value === slider.min) up = true;
    slider.valueAsNumber += up ? 1 : -1;
    inputs.push(performance.now());
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  }
  await new Promise(requestAnimationFrame);
  await new Promise(done => setTimeout(done, 50));
  return inputs;
}"""


def keys(page, box, rounds):
    """Return milliseconds from each of many keys to its painted frame.

    Parameters
    ----------
    page : playwright.sync_api.Page
    box : playwright.sync_api.Locator
        The explorer, ``.odg``.
    rounds : int
    """
    slider = box.locator(".odg-big input")
    slider.focus()
    page.wait_for_timeout(300)
    box.evaluate(_WATCH)
    for k in range(rounds):
        slider.press("ArrowRight" if k < rounds / 2 else "ArrowLeft")
        page.wait_for_timeout(40)
    return _waits(page.evaluate("takeSeen()"))


def driven(page, box, seconds):
    """Return pictures a second and the milliseconds that each one took.

    Parameters
    ----------
    page : playwright.sync_api.Page
    box : playwright.sync_api.Locator
    seconds : float
    """
    box.evaluate(_WATCH)
    inputs = page.evaluate(_DRIVE, [box.element_handle(), seconds])
    seen = page.evaluate("takeSeen()") | {"inputs": inputs}
    span = seen["paints"][-1] - seen["paints"][0]
    return (len(seen["paints"]) - 1) * 1000 / span, _waits(seen)


def _waits(seen):
    """Return for each input how long it was to the next paint."""
    return [
        min(paint - given for paint in seen["paints"] if paint >= given)
        for given in seen["inputs"]
        if seen["paints"] and given <= seen["paints"][-1]
    ]


def notebook(folder):
    """Write a notebook with the explorer, run, and its page; return both."""
    sources = "from helpers import explorers", "explorers.learning_rate()"
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells = [nbformat.v4.new_markdown_cell("# The learning rate"), *cells]
    made = nbformat.v4.new_notebook(cells=cells)
    refresh.execute(made)
    refresh.normalize(made)
    nbformat.write(made, folder / "rate.ipynb")
    (folder / "rate.html").write_text(export.page(made), "utf-8")
    return folder / "rate.ipynb", folder / "rate.html"


def measure(name, page, rounds, seconds):
    """Print a row for a page that shows the explorer."""
    box = page.locator(".odg")
    box.wait_for()
    page.wait_for_timeout(1000)
    pressed = sorted(keys(page, box, rounds))
    rate, drawn = driven(page, box, seconds)
    late = pressed[int(0.95 * len(pressed))]
    print(
        f"{name:12} {statistics.median(pressed):5.1f} ms {late:5.1f} ms "
        f"{rate:6.1f} {statistics.median(drawn):5.1f} ms"
    )


def main():
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=3.0)
    chosen = parser.parse_args()
    if reason := in_lab.missing():
        raise SystemExit(f"no browser: {reason}")
    print("             key to paint    95 %  driven: pictures/s, to paint")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        in_lab.running_browser() as browser,
        in_lab.running_lab(Path(home)) as (address, folder),
    ):
        path, html = notebook(folder)
        size = in_lab.PROJECTOR
        page, _ = in_lab.open_page(browser, address, path.name, size)
        in_lab.run_all(page)
        measure("JupyterLab", page, chosen.rounds, chosen.seconds)
        page.context.close()
        page = browser.new_context(offline=True).new_page()
        page.goto(html.as_uri())
        measure("from disk", page, chosen.rounds, chosen.seconds)


if __name__ == "__main__":
    main()
