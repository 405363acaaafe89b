"""What pages on screen and on paper share, from formulas to colours."""

import html
import os
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from nbformat import NotebookNode

INSTALL = 'python -m pip install -e ".[lectures]"'

# Of code and prompts, legible where nbconvert's own are too pale.
COLOURS = Path(__file__).with_name("colours.css").read_text("utf-8")
_PACKAGE = "sphinx-mathjax-offline"
_MATHJAX = "sphinx-mathjax-offline/static/mathjax/tex-svg.js"
# Its menu would load further parts from beside a file that is not there.
_SETTINGS = r"""
MathJax = {
  tex: { inlineMath: [["$", "$"]], processEscapes: true },
  svg: { fontCache: "global" },
  options: { enableMenu: false }
};
"""


@cache
def mathjax() -> str:
    r"""Return MathJax 3.2 with its settings, as scripts of a page.

    Formulas become drawings, each with its MathML for those who listen; no
    server is asked for letters.

    Returns
    -------
    str
        HTML for the head of a page.

    Raises
    ------
    ValueError
        If the package that brings MathJax is not installed.

    Examples
    --------
    >>> mathjax().count("<script>")
    2
    """
    try:
        file = metadata.distribution(_PACKAGE).locate_file(_MATHJAX)
        code = Path(str(file)).read_text("utf-8")
    except (metadata.PackageNotFoundError, FileNotFoundError):
        raise ValueError(
            f"formulas: expected MathJax from {_PACKAGE}, got no such "
            f"package; install it: {INSTALL}"
        ) from None
    # In a page these two would not be read as JavaScript.
    code = code.replace("</script", r"<\/script").replace("<!--", r"<\!--")
    return f"<script>{_SETTINGS}</script>\n<script>{code}</script>"


def empty(folder: Path) -> Path:
    """Return an empty folder in which files can be written.

    Parameters
    ----------
    folder : Path
        It is made if there is none.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        If it holds anything, or cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK) and not any(folder.iterdir())
    except OSError:
        usable = False
    if not usable:
        raise ValueError(
            "folder: expected an empty one that can be written, got "
            f"{str(folder)!r}"
        )
    return folder


def title(notebook: NotebookNode) -> str:
    """Return the first line of a notebook without its marks.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    str
    """
    return notebook.cells[0].source.partition("\n")[0].lstrip("# ")


def outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the outputs of all cells, in order.

    Parameters
    ----------
    notebook : NotebookNode

    Yields
    ------
    NotebookNode
    """
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def formulas(notebook: NotebookNode) -> str:
    """Return what typesets the formulas of a notebook, if it has any.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    str
        From `mathjax`, or an empty string.

    Raises
    ------
    ValueError
        As `mathjax`.
    """
    texts = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    shown = [out.get("data", {}) for out in outputs(notebook)]
    needed = any("$" in text for text in texts) or any(
        "text/latex" in data for data in shown
    )
    return mathjax() if needed else ""


def picture(out: NotebookNode) -> str:
    """Return a picture as HTML, with its sentence as alternative text.

    Parameters
    ----------
    out : NotebookNode
        From `helpers.output.show`.

    Returns
    -------
    str
    """
    png, alt = out.data["image/png"], html.escape(out.data["text/plain"])
    width = out.get("metadata", {}).get("image/png", {}).get("width")
    size = "" if width is None else f'width="{width}" '
    return (
        f'<img {size}style="max-width: 100%; height: auto" alt="{alt}" '
        f'src="data:image/png;base64,{"".join(png.split())}">'
    )
