"""Write notebooks as handouts: a page that holds all it needs, and its PDF.

What a lecturer says (cells of notes) is left out, and code that only draws.
What is folded on screen stands at the end: `helpers.build.handout.folds`.
"""

import copy
import html
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from helpers import course, output
from helpers.build import pages, refresh, sheets
from helpers.build.exercises import is_note
from helpers.build.handout import folds, links, pdf

_STYLE = Path(__file__).with_name("handout.css").read_text("utf-8")
# What a reader fills in, by hand on paper, not what imports it; and what
# stands for a widget there.
_EXERCISE = re.compile(r"^(?!from ).*\bTODO\b|\bcheck_line\(", re.M)
_STILLS = {"image/png", "text/latex"}
# Of an explorer its still is shown. The caption says what the alt text says,
# so it is not read aloud a second time.
_BODY = """
{%- for cell in nb.cells %}
<section class="{{ cell.metadata.handout }}">
{%- if cell.cell_type == "markdown" %}
{{ cell.source | markdown2html }}
{%- else %}
{%- if cell.source %}
{{ cell.source | highlight_code(metadata=cell.metadata) }}
{%- endif %}
{%- for out in cell.outputs %}
{%- set data = out.get("data", {}) %}
{%- if "image/png" in data %}
<figure>
{{ resources.picture(out) }}
<figcaption aria-hidden="true">{{ data["text/plain"] | escape_html }}\
</figcaption>
</figure>
{%- elif "text/latex" in data %}
<div class="formula">{{ data["text/latex"] | escape_html }}</div>
{%- elif "text/html" in data %}
{{ data["text/html"] }}
{%- elif "text/markdown" in data %}
{{ data["text/markdown"] | markdown2html }}
{%- else %}
<pre class="output">
{{- (out.text or data["text/plain"]) | ansi2html }}</pre>
{%- endif %}
{%- endfor %}
{%- if cell.metadata.room %}
<div class="room"></div>
{%- endif %}
{%- endif %}
</section>
{%- endfor %}
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
@page {{ @bottom-left {{ content: {footer} }} }}
</style>
{formulas}
</head>
<body class="{kind}">
<main>
<header>From odds to gradients · {number}</header>
{main}
</main>
</body>
</html>
"""


def handout(
    folder: str | Path, files: Sequence[str] = (), *, code: bool = True
) -> None:
    """Write notebooks as HTML and as PDF.

    With the whole course come its formulas and its glossary.

    Parameters
    ----------
    folder : str or path
        Empty, or to be made.
    files : sequence of str
        File names of notebooks; all of the course unless given.
    code : bool
        Whether the code that a reader sees on screen is printed.

    Raises
    ------
    ValueError
        If the course has no such notebook, MathJax or a Chromium is
        missing, or the folder is not empty or cannot be written: nothing is
        written then. If Chromium fails, what is written so far stays.
    """
    files = refresh.chosen(files)
    browser = pdf.chromium()
    pages.mathjax()
    target = pages.empty(Path(folder))
    for name, text in _pages(files, code):
        written = target / f"{name}.html"
        written.write_text(text, "utf-8")
        printed = written.with_suffix(".pdf")
        pdf.print_pdf(browser, written, printed)
        print(f"{written} and {printed.name}: written")


def _pages(files: Sequence[str], code: bool) -> Iterator[tuple[str, str]]:
    """Yield the names and pages of notebooks; with all, those of sheets."""
    for file in files:
        notebook = refresh.read(file)
        yield Path(file).stem, page(notebook, file, code=code)
    if len(files) == len(course.COURSE):
        yield "formulas", sheet(sheets.formula_sheet())
        yield "glossary", sheet(sheets.glossary())


def page(notebook: NotebookNode, file: str, *, code: bool = True) -> str:
    """Return a notebook as one HTML page for paper.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.
    file : str
        Its file name in the course.
    code : bool
        Whether the code that a reader sees on screen is printed.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the course has no such notebook, MathJax is missing, or a
        ``<details>`` does not end.
    """
    notebook = copy.deepcopy(notebook)
    way = course.navigation(file)
    notebook.cells = [c for c in notebook.cells if not is_note(c)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            _print_code(cell, code)
        else:
            cell.metadata.handout = "cell"
            cell.source = cell.source.replace(way, "")
    notebook.cells += folds.move(notebook.cells)
    return _whole(notebook, _label(file))


def sheet(notebook: NotebookNode) -> str:
    """Return Markdown cells as one HTML page for paper, in two columns.

    Parameters
    ----------
    notebook : NotebookNode
        From `helpers.build.sheets`; it is changed.

    Returns
    -------
    str
    """
    for cell in notebook.cells:
        cell.metadata.handout = "cell"
    return _whole(notebook, "for the desk", kind="sheet")


def _whole(notebook: NotebookNode, label: str, kind: str = "lesson") -> str:
    """Return the page of a notebook that is ready for paper."""
    body, _ = _exporter().from_notebook_node(
        notebook, {"picture": pages.picture}
    )
    title = pages.title(notebook)
    return _PAGE.format(
        title=html.escape(title),
        kind=kind,
        style=pages.COLOURS + _STYLE,
        number=label,
        footer=json.dumps(f"{label} · {title}", ensure_ascii=False),
        formulas=pages.formulas(notebook),
        main=links.on_paper(_for_all(body)),
    )


def _print_code(cell: NotebookNode, code: bool) -> None:
    """Leave a cell what is printed of it, and room for an answer."""
    is_room = bool(_EXERCISE.search(cell.source))
    # Before anything is answered, a verdict has nothing to say.
    idle = "text/markdown" if is_room else None
    cell.outputs = [
        out
        for out in cell.outputs
        if _is_on_paper(out) and idle not in out.get("data", {})
    ]
    if not code or cell.metadata.get("jupyter", {}).get("source_hidden"):
        cell.source = ""
    # A line or two of code must not be parted from what it shows.
    is_short = cell.source.count("\n") < 3
    cell.metadata.handout = "short cell" if is_short else "cell"
    cell.metadata.room = is_room


def _is_on_paper(out: NotebookNode) -> bool:
    """Whether an output is more than a widget that waits for a kernel."""
    data = out.get("data", {})
    return output.WIDGET not in data or bool(_STILLS & set(data))


def _label(file: str) -> str:
    return next(n.label for n in course.COURSE if n.file == file)


def _for_all(body: str) -> str:
    """Say of the heads of tables that they head columns."""
    return body.replace("<th>", '<th scope="col">').replace(
        "<th ", '<th scope="col" '
    )


@cache
def _exporter() -> HTMLExporter:
    """Return what writes bodies of pages; made once, as in `export`."""
    return HTMLExporter(
        extra_loaders=[DictLoader({"handout": _BODY})],
        template_file="handout",
        exclude_anchor_links=True,
    )
