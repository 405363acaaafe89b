"""What keeps a page from people who see little or nothing, found by axe-core.

The script comes with the package axe-playwright-python; no page loads it.
"""

from importlib.resources import files

_AXE = files("axe_playwright_python").joinpath("axe.min.js")
# The drawings of formulas are for the eye alone; their MathML is tested.
_RUN = """(within) => axe.run(
  {include: within, exclude: ["mjx-container svg"]},
  {resultTypes: ["violations"]})"""

# What JupyterLab 4.6 itself puts around a notebook, and how to know it: the
# rule, what the element holds, and why it is not ours to mend.
UPSTREAM = {
    ("aria-input-field-name", 'class="cm-content'): "its editors have no name",
    ("aria-required-children", "jp-WindowedPanel-viewport"): (
        "its list of cells is a feed without articles"
    ),
    ("button-name", "jp-collapseHeadingButton"): (
        "its button at a heading has no name"
    ),
    ("image-alt", 'src="data:image/png'): (
        "it sets no alternative text on a picture; so a cell below each one "
        "reads it, as tests/test_notebooks.py demands"
    ),
}


def barriers(page, within="html"):
    """Return the serious and critical findings in a page of Playwright."""
    page.evaluate(_AXE.read_text("utf-8"))
    return [
        f"{found['id']}: {node['html'][:400]}"
        for found in page.evaluate(_RUN, [[within]])["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def barriers_of_ours(page):
    """Return those in a notebook in JupyterLab, without its own."""
    return [
        barrier
        for barrier in barriers(page, ".jp-Notebook")
        if not any(
            barrier.startswith(f"{rule}: ") and part in barrier
            for rule, part in UPSTREAM
        )
    ]
