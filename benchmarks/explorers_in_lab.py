"""How fast the pictures follow the hand: prints a table, asserts nothing.

    python -m benchmarks.explorers_in_lab [--rounds 40] [--moves 1000]

Every explorer whose picture the kernel draws stands in one notebook of a real
JupyterLab, beside a twin of the learning-rate explorer made with
``interact``, the usual way. All take turns: in each round each slider gets
one key, and the time from the key to the painted picture is taken. Then each
slider is dragged, and what can be dragged in pictures, and the memory of the
kernel is compared before and after many moves of each explorer. The learning
rate itself needs no kernel: see `benchmarks.learning_rate_in_browser`.
"""

import argparse
import statistics
import tempfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.support import in_lab, shown
from tests.support.every_control import place_to_drag

EXPLORERS = (
    "odds_bench",
    "sigmoid",
    "loss",
    "graph_stepper",
    "race_of_rates",
    "confidence_map",
    "centre_scale_lab",
    "separability_switch",
)
TWIN = """
import ipywidgets, matplotlib.pyplot as plt, numpy as np
from helpers import model
from helpers.experiments import rate_numbers
from helpers.experiments.one_feature import problem, surface
%matplotlib inline

def twin(log_rate=0.0):
    n = rate_numbers("overlapping", 10.0**log_rate)
    p = problem("overlapping")
    w, b, loss = surface("overlapping")
    fig, axes = plt.subplots(1, 3, figsize=(10, 4.3))
    axes[0].contourf(w, b, loss, 14, cmap="Greys", alpha=0.5)
    axes[0].plot(n.run.w[:, 0], n.run.b, ".-")
    axes[0].set(xlim=p.w_limits, ylim=p.b_limits, xlabel="w", ylabel="b")
    axes[1].semilogy(np.maximum(n.gap, 1e-7))
    axes[1].set(ylim=(1e-6, 1e2), xlabel="epoch")
    axes[2].plot(p.X[:, 0], p.y, "o", alpha=0.3)
    x = np.linspace(-4, 4, 200)
    axes[2].plot(x, model.sigmoid(n.run.w[-1, 0] * x + n.run.b[-1]))
    plt.show()

_ = ipywidgets.interact(twin, log_rate=(-2.0, 2.0, 0.01))
"""
# Milliseconds for the page to come to rest after a slider got the focus.
SETTLE = 300
MEMORY = "import psutil; print(psutil.Process().memory_info().rss)"
# Notes when keys and pointer moves came, when each new picture of an output
# was painted, and the heights of the output. A
# picture is painted in the frame after its loading: the message posted in
# that frame arrives once it is done.
_WATCH = """root => {
  const seen = {pictures: [], inputs: [], heights: []};
  let running = true;
  const input = () => seen.inputs.push(performance.now());
  const loaded = event => {
    if (!root.contains(event.target)) return;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.pictures.push(performance.now());
      channel.port2.postMessage(0);
    });
  };
  const look = () => {
    seen.heights.push(Math.round(root.getBoundingClientRect().height));
    if (running) requestAnimationFrame(look);
  };
  addEventListener('keydown', input, true);
  addEventListener('pointermove', input, true);
  document.addEventListener('load', loaded, true);
  requestAnimationFrame(look);
  window.watched = {seen, stop: () => {
    running = false;
    removeEventListener('keydown', input, true);
    removeEventListener('pointermove', input, true);
    document.removeEventListener('load', loaded, true);
    return seen;
  }};
}"""


class OfTwin:
    """The slider of ipywidgets, to be asked as one of the face."""

    def __init__(self, handle):
        self.handle = handle

    def place(self):
        """Return where it begins, stands and ends."""
        names = (f"aria-value{which}" for which in ("min", "now", "max"))
        return [float(self.handle.get_attribute(name)) for name in names]

    def thumb(self, share=None):
        """Return x and y of the handle, or of a share of its way."""
        low, now, high = self.place()
        share = (now - low) / (high - low) if share is None else share
        track = "xpath=ancestor::*[contains(@class,'noUi-target')]"
        box = self.handle.locator(track).bounding_box()
        return box["x"] + share * box["width"], box["y"] + box["height"] / 2


class OfFace:
    """A slider of the face."""

    def __init__(self, handle):
        self.handle = handle

    def place(self):
        """Return where it begins, stands and ends."""
        return shown.place_of(self.handle)

    def thumb(self, share=None):
        """Return x and y of the thumb, or of a share of its way."""
        return shown.thumb_of(self.handle, share)


class OfPicture:
    """A place in a picture that is dragged to the right and back."""

    def __init__(self, picture, place):
        self.handle, self.start = picture, place

    def thumb(self, share=None):
        """Return x and y of a share of the way, a fifth of the picture."""
        box, (x, y) = self.handle.bounding_box(), self.start
        x += 0.2 * ((share or 0.1) - 0.1)
        return box["x"] + x * box["width"], box["y"] + y * box["height"]


class Timed:
    """A slider of the page, and what was measured of it."""

    def __init__(self, page, name, output, slider):
        self.page, self.name = page, name
        self.output, self.slider = output, slider
        self.delays, self.same, self._key = [], 0, "ArrowRight"

    def press(self):
        """Press an arrow key and note how long the new picture took."""
        self.slider.handle.focus()
        self.page.wait_for_timeout(SETTLE)
        key = self._next_key()
        self.output.evaluate(_WATCH)
        self.page.keyboard.press(key)
        for _ in range(150):
            self.page.wait_for_timeout(20)
            if self.page.evaluate("watched.seen.pictures.length"):
                break
        seen = self.page.evaluate("watched.stop()")
        if seen["pictures"]:
            self.delays.append(seen["pictures"][0] - seen["inputs"][0])
        else:
            self.same += 1

    def _next_key(self):
        """Return the key that moves on, or back from an end."""
        low, now, high = self.slider.place()
        if now >= high:
            self._key = "ArrowLeft"
        if now <= low:
            self._key = "ArrowRight"
        return self._key

    def drag(self):
        """Drag there and back and return what the page noted."""
        self.slider.handle.scroll_into_view_if_needed()
        self.output.evaluate(_WATCH)
        for _ in self._there_and_back():
            pass
        return self.page.evaluate("watched.stop()")

    def blank_frames(self):
        """Drag, and return how many painted frames lack the picture."""
        self.output.locator("img").scroll_into_view_if_needed()
        for _ in range(4):
            frames = self._filmed()
            # Chromium's screencast stalls now and then: film again.
            if len(frames) > 20:
                break
        place = self.output.locator("img").bounding_box()
        inside = [
            place["x"] + 2,
            max(place["y"], 0) + 2,
            place["x"] + place["width"] - 2,
            place["y"] + place["height"] - 2,
        ]
        pictures = (Image.open(BytesIO(b64decode(data))) for data in frames)
        # A picture has ink; without one the place is of a single colour.
        shades = (
            picture.convert("L").crop(inside).getextrema()
            for picture in pictures
        )
        return sum(low == high for low, high in shades), len(frames)

    def _filmed(self):
        """Drag, and return each frame that was painted meanwhile."""
        frames, told = [], 0
        session = self.page.context.new_cdp_session(self.page)
        session.on("Page.screencastFrame", lambda frame: frames.append(frame))
        session.send("Page.startScreencast", {"format": "png"})
        for _ in self._there_and_back():
            for frame in frames[told:]:
                told += 1
                session.send(
                    "Page.screencastFrameAck",
                    {"sessionId": frame["sessionId"]},
                )
        session.send("Page.stopScreencast")
        session.detach()
        return [frame["data"] for frame in frames]

    def _there_and_back(self):
        """Drag in steps, and yield after each."""
        mouse = self.page.mouse
        mouse.move(*self.slider.thumb())
        low, y = self.slider.thumb(0.0)
        way = self.slider.thumb(1.0)[0] - low
        self.page.wait_for_timeout(200)
        mouse.down()
        for i in range(120):
            share = 0.1 + 0.8 * abs(1 - i / 60)
            mouse.move(low + share * way, y)
            self.page.wait_for_timeout(12)
            yield
        mouse.up()
        self.page.wait_for_timeout(1500)


def main():
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--moves", type=int, default=1000)
    options = parser.parse_args()
    if reason := in_lab.missing():
        raise SystemExit(f"no browser: {reason}")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        in_lab.running_browser() as browser,
        in_lab.running_lab(Path(home)) as (address, folder),
    ):
        page = _open(browser, address, folder)
        sliders, pictures = _sliders(page)
        _press_in_turn(sliders, options.rounds)
        _print_table(sliders, [slider.drag() for slider in sliders])
        for picture in pictures:
            _print_row(picture, picture.drag())
        firsts = {}
        for slider in sliders:
            firsts.setdefault(slider.name.split(":")[0], slider)
        _print_frames(firsts)
        _print_memory(page, firsts, options.moves)


def _open(browser, address, folder):
    cells = [
        f"from helpers import explorers\nexplorers.{n}()" for n in EXPLORERS
    ]
    in_lab.write_cells(folder / "bench.ipynb", [*cells, TWIN])
    page, _ = in_lab.open_page(browser, address, "bench.ipynb")
    in_lab.run_all(page)
    page.wait_for_timeout(2000)
    return page


def _sliders(page):
    """Return all sliders, the twin's last, and pictures to drag in."""
    sliders, pictures = [], []
    for found, name in zip(shown.widgets(page), EXPLORERS, strict=True):
        found.open_more()
        for slider in found.sliders():
            label = f"{name}: {slider.get_attribute('aria-label')}"
            sliders.append(Timed(page, label, found.box, OfFace(slider)))
        if found.picture.evaluate("e => e.matches('.odg-draggable')"):
            place = OfPicture(found.picture, place_to_drag(found))
            found.button("Reset").click()
            pictures.append(Timed(page, f"{name}: picture", found.box, place))
    twin = page.locator(".widget-interact")
    handle = OfTwin(twin.locator(".noUi-handle"))
    return [*sliders, Timed(page, "interact twin", twin, handle)], pictures


def _press_in_turn(sliders, rounds):
    for i in range(rounds + 2):
        for slider in sliders:
            slider.press()
            if i == 1:
                # The first moves of a page are slower; they are not counted.
                slider.delays.clear()
                slider.same = 0


def _print_table(sliders, drags):
    twin = statistics.median(sliders[-1].delays)
    print(f"{'':38} key to picture (ms)      drag")
    print(f"{'':37} median   p95  twin/  same  pictures/s  end ms  heights")
    for slider, seen in zip(sliders, drags, strict=True):
        _print_row(slider, seen, twin)


def _print_row(slider, seen, twin=0.0):
    keys = " " * 27
    if slider.delays:
        middle = statistics.median(slider.delays)
        late = statistics.quantiles(slider.delays, n=20)[-1]
        keys = (
            f"{middle:7.1f} {late:5.0f} {twin / middle:6.1f} {slider.same:5} "
        )
    last = seen["inputs"][-1]
    spent = (last - seen["inputs"][0]) / 1000
    during = sum(time <= last for time in seen["pictures"])
    end = seen["pictures"][-1] - last if seen["pictures"] else float("nan")
    print(
        f"{slider.name:36} {keys:27} {during / spent:10.1f} {max(end, 0):7.0f}"
        f" {len(set(seen['heights'])):8}",
        flush=True,
    )


def _print_frames(firsts):
    print("frames without the picture during a drag, of all frames painted")
    for name, slider in firsts.items():
        blank, painted = slider.blank_frames()
        print(f"{name:36} {blank} of {painted}", flush=True)


def _print_memory(page, firsts, moves):
    print(f"memory of the kernel after {moves:,} moves more (MB)")
    for name, slider in firsts.items():
        if name == "interact twin":
            continue
        _move(page, slider, 200)
        before = _memory(page)
        _move(page, slider, moves)
        print(f"{name:36} {_memory(page) - before:+7.1f}", flush=True)


def _move(page, timed, moves):
    timed.slider.handle.focus()
    for i in range(moves):
        page.keyboard.press("ArrowRight" if i % 40 < 20 else "ArrowLeft")
        page.wait_for_timeout(30)
    page.wait_for_timeout(500)


def _memory(page):
    return int(in_lab.execute(page, MEMORY)) / 2**20


if __name__ == "__main__":
    main()
