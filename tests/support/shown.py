"""Explorers and steppers on a page, as a learner meets them."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageColor

_EXPLORER = ".jp-OutputArea-output .odg"
_LINE_BOX = ".jp-OutputArea-output .odg-line"
_STEPPER = ".jp-OutputArea-output > .widget-vbox:has([role=status])"
_HASH = """const hash = parts => {
  let found = 7;
  for (const part of parts) found = Math.imul(found ^ part, 16777619);
  return found;
};
const drawn = picture => hash([...picture.innerHTML].map(
  letter => letter.codePointAt(0)));"""
# The name of a picture, and what differs for each picture shown.
_NAMED = (
    """picture => {"""
    + _HASH
    + """
  const image = picture.querySelector('img');
  return image ? [image.alt, image.src] : ['', drawn(picture)];
}"""
)
# A number that differs for different pictures: null while one is loading.
_PIXELS = (
    """picture => {"""
    + _HASH
    + """
  const image = picture.querySelector('img');
  if (!image) return drawn(picture);
  if (!image.complete || !image.naturalWidth) return null;
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return hash(new Uint32Array(
    context.getImageData(0, 0, canvas.width, canvas.height).data.buffer));
}"""
)
_MIDDLE_OF_THUMB = """input => {
  const size = getComputedStyle(input).getPropertyValue('--thumb');
  const thumb = input.closest('.odg-big') ? parseFloat(size) : 16;
  const {left, top, width, height} = input.getBoundingClientRect();
  const share = (input.valueAsNumber - input.min) / (input.max - input.min);
  return [left, top + height / 2, width, thumb, share];
}"""
_RING_COLOUR = "e => getComputedStyle(e).getPropertyValue('--run')"
_SAID = """root => [...root.querySelectorAll(`.odg-answer, .odg-scale,
  .odg-finding, .odg-table`)].map(e => e.textContent)"""
_HELD = """root => [...root.querySelectorAll(
    `.odg-value, .odg-asked, [aria-pressed=true]`)]
  .map(e => [e.textContent, e.hidden])"""
# What is cut, out of the face, or lies on something else.
_MISPLACED = """root => {
  const shown = selector => [...root.querySelectorAll(selector)].filter(
    e => e.checkVisibility() && e.getBoundingClientRect().width);
  const name = e => `${e.tagName}.${e.className} "${e.textContent.trim()}"`;
  const faults = [];
  const blocks = `.odg-title, .odg-title > *, .odg-predict, .odg-answer,
    .odg-finding, .odg-table, .odg-below, .odg-time, .odg-foot, .odg-row,
    .odg-label, .odg-value, .odg button`;
  for (const e of shown(blocks)) {
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth
        || e.scrollHeight > e.clientHeight + 2 && e.clientHeight) {
      faults.push(`cut: ${name(e)}`);
    }
  }
  const apart = shown(`.odg-title > *, .odg-asked b, .odg-answer,
    .odg-scale > span, .odg-picture, .odg-label, .odg-value, button, input,
    .odg-finding, .odg-table`);
  const whole = root.getBoundingClientRect();
  const places = apart.map(e => e.getBoundingClientRect());
  places.forEach((a, i) => {
    if (a.left < whole.left - 1 || a.right > whole.right + 1) {
      faults.push(`outside: ${name(apart[i])}`);
    }
    places.slice(i + 1).forEach((b, k) => {
      const other = apart[i + 1 + k];
      if (apart[i].contains(other)) return;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) {
        faults.push(`overlap: ${name(apart[i])} and ${name(other)}`);
      }
    });
  });
  return faults;
}"""
_TOPS = """root => [...root.children].filter(e => e.checkVisibility()
    && !e.matches('.odg-row, .odg-spoken')).map(
  e => [e.className, Math.round(e.getBoundingClientRect().top
    - root.getBoundingClientRect().top)])"""


class Widget:
    """A widget on the page.

    Parameters
    ----------
    page : playwright.sync_api.Page
    box : playwright.sync_api.Locator
    """

    def __init__(self, page, box):
        self.page = page
        self.box = box
        box.wait_for()
        box.scroll_into_view_if_needed()

    def spoken(self):
        """Return the line that says what is shown."""
        return self.box.locator("[role=status]").inner_text()

    def look(self):
        """Return what is to change when something is done."""
        return self.spoken()

    def button(self, name):
        """Return the button of this name."""
        return self.box.get_by_role("button", name=name, exact=True)

    def press(self, control, key):
        """Give a control the focus and press a key."""
        control.focus()
        self.page.keyboard.press(key)

    def changes(self, action):
        """Do something and wait until what is shown differs."""
        before = self.look()
        action()
        for _ in range(250):
            if self.look() != before:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"nothing changed from {before!r}")

    def settle(self):
        """Wait until the last of a burst of moves is on the page."""
        before = None
        while before != (before := self.look()):
            self.page.wait_for_timeout(150)


class Stepper(Widget):
    """A derivation, line by line."""


class LineBox(Widget):
    """A box to type a line and have it checked."""

    @property
    def input(self):
        return self.box.get_by_role("textbox")

    def settle(self):
        """Wait until what is typed was answered."""
        self.box.locator(".odg-reading[aria-busy=false]").wait_for()

    def type(self, text):
        """Put text in the place of what is typed, and wait for its reading."""
        self.input.fill(text)
        self.settle()

    def check(self, text):
        """Type a line and press Enter; return the verdict."""
        self.input.fill(text)
        self.input.press("Enter")
        self.settle()
        return self.spoken()

    def reading(self):
        """Return the formula that was read in plain text, or the hint."""
        read = self.box.locator(".odg-reading")
        math = read.locator("math")
        return (
            math.get_attribute("aria-label")
            if math.count()
            else read.inner_text()
        )

    def look(self):
        """Return what was read and what was said."""
        return self.reading(), self.spoken()

    def answers(self):
        """Return what was judged: the text, and the verdict."""
        rows = self.box.locator("li").all()
        return [
            tuple(row.locator(part).inner_text() for part in ("bdi", "p"))
            for row in rows
        ]


class Shown(Widget):
    """An explorer on the page."""

    def __init__(self, page, box):
        super().__init__(page, box)
        self.picture = box.locator(".odg-picture")
        self.picture.locator("> *").first.wait_for()

    def reading(self):
        """Return the sentence that names an image; a drawing has none."""
        return self.picture.evaluate(_NAMED)[0]

    def pixels(self):
        """Return a number that differs for different pictures."""
        for _ in range(100):
            found = self.picture.evaluate(_PIXELS)
            if found is not None:
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError("the picture is not on the page")

    def finding(self):
        """Return the sentence below the picture."""
        return self.box.locator(".odg-finding").inner_text()

    def look(self):
        """Return reading, picture, and what stands around it."""
        return self.picture.evaluate(_NAMED), self.said()

    def said(self):
        """Return what stands around the picture."""
        return self.box.evaluate(_SAID)

    def everything(self):
        """Return all one sees, also what each control holds."""
        held = self.box.evaluate(_HELD)
        return self.reading(), self.pixels(), self.said(), held

    def height(self):
        """Return the height in pixels of the screen."""
        return self.box.bounding_box()["height"]

    def tops(self):
        """Return where each part begins, but for the rows under More."""
        return self.box.evaluate(_TOPS)

    def misplaced(self):
        """Return what is cut, sticks out or overlaps."""
        return self.box.evaluate(_MISPLACED)

    def open_more(self):
        """Show all controls."""
        button = self.button("More")
        if button.count() and button.is_visible():
            button.click()

    def sliders(self):
        """Return the sliders that show."""
        return self.box.locator("input[type=range]:visible").all()

    def slider(self, label):
        """Return the slider of this name."""
        return self.box.get_by_role("slider", name=label, exact=True)

    def value(self, label):
        """Return what a slider says it holds, as a number."""
        said = self.slider(label).get_attribute("aria-valuetext")
        return float(said.replace("−", "-"))

    def time(self):
        """Return the name of the slider of time, or an empty string."""
        for button in self.box.locator(".odg-time > .odg-icon").all():
            name = button.get_attribute("aria-label")
            if name.endswith(" on"):
                return name.removeprefix("One ").removesuffix(" on")
        return ""

    def choices(self):
        """Return the groups of pills that show, but for the prediction."""
        groups = self.box.locator("[role=group].odg-choice:visible").all()
        within = "e => Boolean(e.closest('.odg-predict'))"
        return [group for group in groups if not group.evaluate(within)]

    def presets(self):
        """Return the buttons beside the answer to the prediction."""
        return self.box.locator(
            ".odg-predict > .odg-choice > button:visible"
        ).all()


def place_of(slider):
    """Return the steps at which a slider begins, stands and ends."""
    return slider.evaluate("e => [+e.min, e.valueAsNumber, +e.max]")


def thumb_of(slider, share=None):
    """Return x and y of the thumb, or of its place at a share of the way."""
    left, y, width, thumb, now = slider.evaluate(_MIDDLE_OF_THUMB)
    share = now if share is None else share
    return left + thumb / 2 + share * (width - thumb), y


def sees_focus(control):
    """Return whether a control that has the focus shows a whole ring."""
    if control.get_attribute("type") != "range":
        width = control.evaluate("e => getComputedStyle(e).outlineWidth")
        return width == "2px"
    # No style tells of the ring on a thumb: look left, above and right.
    x, y = thumb_of(control)
    thumb = control.evaluate(_MIDDLE_OF_THUMB)[3]
    reach = round(thumb / 2) + 6
    corner = {"x": round(x) - reach, "y": round(y) - reach}
    png = control.page.screenshot(
        clip=corner | {"width": 2 * reach, "height": 2 * reach}, scale="css"
    )
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=int)
    ring = ImageColor.getrgb(control.evaluate(_RING_COLOUR))
    found = (abs(pixels - ring) < 40).all(axis=2)
    sides = found[reach, :7], found[reach, -7:], found[:7, reach]
    return all(side.any() for side in sides)


def widgets(page):
    """Return every explorer, stepper and box of the page, from the top."""
    kinds = {_EXPLORER: Shown, _STEPPER: Stepper, _LINE_BOX: LineBox}
    found = []
    for box in page.locator(", ".join(kinds)).all():
        matches = [box.and_(page.locator(kind)).count() for kind in kinds]
        found.append([*kinds.values()][matches.index(1)](page, box))
    return found
