"""A lecture as the room sees it: the deck of a notebook, step by step.

To look at every step of a notebook::

    python -m tests.support.deck 04 --shots FOLDER

writes a picture of each into the folder, and prints what is not wholly in
view, by the id of its cell, and whose code went as its output left no room.
"""

import argparse
import contextlib
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers.build import lecture
from tests.support import in_lab, notebooks, shown

_STARTED = "document.body.dataset.lecture === 'begun'"
# Where the active cell is, and what sticks out of it, once it has come to
# rest: some frames in a row see the same.
_LOOK = """async () => {
  const {content} = jupyterapp.shell.currentWidget;
  const cell = content.activeCell;
  const frame = () => new Promise(requestAnimationFrame);
  const box = () => JSON.stringify(cell.node.getBoundingClientRect());
  let before = '';
  for (let still = 0; still < 6; still = before === box() ? still + 1 : 0) {
    before = box();
    await frame();
  }
  const {top, bottom} = cell.node.getBoundingClientRect();
  const seen = [...cell.node.querySelectorAll('*')]
    .filter(e => e.checkVisibility()
      && !e.closest('.odg-spoken, mjx-assistive-mml'));
  const hidden = seen.map(e => /auto|scroll/.test(
    getComputedStyle(e).overflowX) ? e.scrollWidth - e.clientWidth : 0);
  const right = seen.map(e => e.getBoundingClientRect().right - innerWidth);
  return {
    index: content.activeCellIndex,
    id: cell.model.id,
    is_folded: Boolean(cell.outputHidden),
    hides_code: Boolean(cell.inputHidden),
    above: Math.round(-top),
    below: Math.round(bottom - innerHeight),
    beside: Math.round(Math.max(...hidden, ...right)),
    height: Math.round(bottom - top),
  };
}"""


@dataclass(frozen=True)
class Step:
    """What the room sees of one cell; lengths in pixels.

    `above`, `below` and `beside` say how much is out of view, if positive.
    """

    index: int
    id: str
    is_folded: bool
    hides_code: bool
    above: int
    below: int
    beside: int
    height: int

    @property
    def overflow(self) -> str:
        """Say what is out of view, if anything is."""
        out = {way: getattr(self, way) for way in ("above", "below", "beside")}
        far = ", ".join(f"{by} px {way}" for way, by in out.items() if by > 0)
        return f"{self.id}: {far}" if far else ""


class Deck:
    """A deck that runs in a page."""

    def __init__(self, page, faults, outside):
        self.page, self.faults, self.outside = page, faults, outside

    def look(self):
        """Return the step that is shown."""
        return Step(**self.page.evaluate(_LOOK))

    def press(self, key):
        """Press a key, and return the step that is shown then."""
        self.page.keyboard.press(key)
        return self.look()

    def answer(self):
        """Run the cell, so that its folded output shows."""
        return self.press("Control+Enter")

    def steps(self):
        """Go through all steps; a folded answer is a step of its own."""
        step, last = self.look(), None
        while step.index != last:
            yield step
            if step.is_folded:
                yield self.answer()
            last, step = step.index, self.press("PageDown")

    def explorers(self):
        """Return the explorers of the step."""
        boxes = self.page.locator(".jp-mod-active .odg:visible").all()
        return [shown.Shown(self.page, box) for box in boxes]


@contextlib.contextmanager
def running_lecture(home, browser):
    """Give a function that opens the deck of a notebook, by file name.

    Parameters
    ----------
    home : pathlib.Path
        An empty folder.
    browser : playwright.sync_api.Browser
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = "--no-browser", f"--ServerApp.port={port}"
    options += (f"--IdentityProvider.token={in_lab.TOKEN}",)
    options += ("--LabApp.expose_app_in_browser=True",)
    folder = lecture.prepare(home)

    def opener(file):
        width, height = in_lab.PROJECTOR
        context = browser.new_context(
            viewport={"width": width, "height": height}
        )
        return _open(context, f"{address}/doc/tree/{file}")

    log = home / "server.log"
    arguments = lecture.command(folder / "unused.ipynb", options)
    with log.open("wb") as output:
        server = subprocess.Popen(
            arguments,
            env=lecture.environment(home),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        in_lab.wait_for(
            f"{address}/api/status?token={in_lab.TOKEN}", server, log
        )
        yield opener
    finally:
        in_lab.stop(address, server)


def _open(context, address):
    """Open a notebook and wait until its deck has started by itself."""
    outside = []
    page = context.new_page()
    faults = in_lab.watch(page)
    page.on("request", lambda r: _is_outside(r.url) and outside.append(r.url))
    page.goto(f"{address}?token={in_lab.TOKEN}&reset")
    page.wait_for_function(_STARTED, timeout=120_000)
    return Deck(page, faults, outside)


def _is_outside(url):
    inside = "http://127.0.0.1", "data:", "blob:"
    return not url.startswith(inside)


def main(arguments=None):
    """Show the steps of one notebook."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notebook", help='its number, as in "04"')
    parser.add_argument("--shots", type=Path, help="a folder for pictures")
    args = parser.parse_args(arguments)
    file = lecture.found(args.notebook)
    cells = notebooks.read(file).cells
    folded = {c.id for c in cells if notebooks.is_folded(c, "source")}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        in_lab.running_browser() as browser,
        running_lecture(Path(home), browser) as open_deck,
    ):
        deck = open_deck(file)
        for number, step in enumerate(deck.steps()):
            gone = step.hides_code and step.id not in folded
            seen = f"{step.overflow or step.id}{'; its code went' * gone}"
            print(f"{number:3} {step.height:4} px  {seen}")
            if args.shots:
                args.shots.mkdir(parents=True, exist_ok=True)
                name = f"{number:03}_{step.id}.png"
                deck.page.screenshot(path=args.shots / name)
        print(*deck.faults, *deck.outside, sep="\n")


if __name__ == "__main__":
    main()
