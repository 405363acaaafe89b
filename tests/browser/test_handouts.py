"""Handouts in a browser with the network cut, and as PDF.

Each notebook is printed once, as `python -m helpers.build handout` does it.
"""

import re
import zlib

import pytest

from helpers.build import export
from helpers.build.handout.write import handout
from tests.support import notebooks
from tests.support.access import barriers

pytestmark = pytest.mark.browser

# The part of an A4 page inside its margins, in pixels of CSS.
WIDTH, HEIGHT = 658, 1001
AT_LOAD = """addEventListener("load", () => {
  window.typesetAtLoad = document.querySelectorAll("mjx-container").length;
})"""
LOOK = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const right = document.querySelector("main").getBoundingClientRect().right;
  return {
    atLoad: window.typesetAtLoad,
    formulas: all("mjx-container").length,
    heard: all("mjx-container mjx-assistive-mml math").length,
    drawn: all("mjx-container > svg").filter(
      svg => svg.getBoundingClientRect().width > 0).length,
    menus: all("mjx-container[tabindex]").length,
    refused: all("[data-mml-node=merror]").length,
    left: document.querySelector("main").innerText.match(/[^\\n]*\\$.*/g),
    pictures: all("img").map(img => img.naturalWidth),
    cut: all("main *").filter(one => !one.closest("mjx-assistive-mml")
      && one.getBoundingClientRect().right > right + 1)
      .map(one => one.outerHTML.slice(0, 80)),
    height: document.querySelector("main").getBoundingClientRect().height,
  };
}"""


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    """Write all handouts, unless there is no browser."""
    target = tmp_path_factory.mktemp("paper") / "handouts"
    handout(target)
    return target


@pytest.fixture
def open_file(browser):
    """Return a function that opens a page; nothing may go wrong in it."""
    contexts, faults = [], []

    def opener(file):
        size = {"width": WIDTH, "height": HEIGHT}
        contexts.append(browser.new_context(offline=True, viewport=size))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text))
        page.on("request", lambda asked: _asked(asked.url, faults))
        page.add_init_script(AT_LOAD)
        page.emulate_media(media="print")
        page.goto(file.as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert faults == []


def _asked(url, faults):
    if not url.startswith(("file:", "data:")):
        faults.append(f"asked for {url}")


def n_formulas(file):
    """Count the formulas in a page as it was written, before MathJax."""
    body = file.read_text("utf-8").partition("<body")[2]
    prose = re.sub(
        r"<(pre|code|script)\b.*?</\1>|<img.*?>", "", body, flags=re.S
    )
    return len(re.findall(r"(\$\$?)[^$]+\1", prose))


@pytest.mark.parametrize("file", notebooks.FILES)
def test_a_handout_is_typeset_whole_and_for_everyone(file, folder, open_file):
    written = (folder / file).with_suffix(".html")
    page = open_file(written)
    found = page.evaluate(LOOK)
    wanted = n_formulas(written)
    # Chromium prints as soon as a page is loaded.
    for name in ("atLoad", "formulas", "heard", "drawn"):
        assert found[name] == wanted, name
    assert found["menus"] == found["refused"] == 0
    assert found["left"] is None
    assert all(width > 0 for width in found["pictures"])
    assert found["cut"] == []
    assert barriers(page) == []
    pdf = Pdf((folder / file).with_suffix(".pdf"))
    assert pdf.n_pages >= found["height"] / HEIGHT
    assert pdf.n_pages <= 1.2 * found["height"] / HEIGHT + 1


@pytest.mark.parametrize("name", ["formulas", "glossary"])
def test_a_sheet_is_one_page_for_everyone(name, folder, open_file):
    written = folder / f"{name}.html"
    page = open_file(written)
    found = page.evaluate(LOOK)
    assert found["formulas"] == found["drawn"] == n_formulas(written) > 0
    assert found["refused"] == 0 and found["left"] is None
    assert barriers(page) == []
    assert Pdf(written.with_suffix(".pdf")).n_pages == 1


class Pdf:
    """What can be read of a PDF of Chromium without a library."""

    def __init__(self, path):
        self.raw = path.read_bytes()

    @property
    def n_pages(self):
        return len(re.findall(rb"/Type /Page\b", self.raw))

    @property
    def shown(self):
        """How many pieces of text it shows."""
        return sum(
            len(re.findall(rb"\bT[jJ]\b", text)) for text in self.streams()
        )

    def streams(self):
        for found in re.finditer(
            rb"stream\r?\n(.*?)endstream", self.raw, re.S
        ):
            try:
                yield zlib.decompressobj().decompress(found[1])
            except zlib.error:
                continue


@pytest.mark.parametrize("file", notebooks.FILES)
def test_a_pdf_holds_text_on_a4_pages_with_an_outline(file, folder):
    pdf = Pdf((folder / file).with_suffix(".pdf"))
    # The appendix is a museum, to walk about in.
    assert 3 <= pdf.n_pages <= (20 if file in notebooks.LESSONS else 30)
    assert pdf.shown > 20 * pdf.n_pages
    sizes = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf.raw)
    assert set(sizes) == {(b"594", b"841")}
    for part in (b"/StructTreeRoot", b"/Outlines", b"/Lang (en)"):
        assert part in pdf.raw
    assert b"file://" not in pdf.raw


def test_an_exported_page_needs_no_network_either(
    tmp_path, browser, open_file
):
    file = notebooks.FILES[4]
    export.export(tmp_path / "pages", [file])
    written = (tmp_path / "pages" / file).with_suffix(".html")
    page = open_file(written)
    found = page.evaluate(LOOK)
    assert found["formulas"] == n_formulas(written) > 0
    assert found["refused"] == 0
    assert barriers(page) == []
