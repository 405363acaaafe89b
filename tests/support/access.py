"""What keeps a page from people who see little or nothing, found by axe-core.

The script comes with the package axe-playwright-python; no page loads it.
"""

from importlib.resources import files

_AXE = files("axe_playwright_python").joinpath("axe.min.js")
# The drawings of formulas are for the eye alone; their MathML is tested.
_RUN = """() => axe.run(
  {exclude: ["mjx-container svg"]}, {resultTypes: ["violations"]})"""


def barriers(page):
    """Return the serious and critical findings in a page of Playwright."""
    page.evaluate(_AXE.read_text("utf-8"))
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in page.evaluate(_RUN)["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
