"""Write notebooks as web pages in which explorers move without a kernel.

A page holds all it needs: its scripts, styles, data and pictures. Only for
the letters of formulas it asks a server, as HTML from nbconvert does; without
a network they stay as they were typed.
"""

import base64
import copy
import html
import json
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from helpers import output
from helpers.build import refresh
from helpers.explorers import _learning_rate

# What nbconvert's page loads from servers, and this one does without.
_TEMPLATE = """
{% extends "lab/index.html.j2" %}
{% block html_head_js_requirejs %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block html_head_js_mathjax %}{% if nb.metadata.formulas %}
<script type="text/x-mathjax-config">
MathJax.Hub.Config({ messageStyle: "none", tex2jax: {
  inlineMath: [["$", "$"]], processEscapes: true, processEnvironments: true
} });
</script>
<script async src="{{ resources.mathjax_url }}"></script>
{% endif %}{% endblock %}
"""
# Without JavaScript the still stays, as it does if anything fails.
_LOADER = """
<style>{style}</style>
<script type="application/json" id="explorer-data">{data}</script>
<script type="module">
import {{ mount }} from "data:text/javascript;base64,{script}";
const found = document.getElementById("explorer-data").textContent;
const problems = JSON.parse(found);
for (const place of document.querySelectorAll("[data-explorer]")) {{
  const still = place.firstElementChild;
  // Made for prose, this would stripe the table.
  place.parentElement.classList.remove("jp-RenderedHTMLCommon");
  mount(place, problems, JSON.parse(place.dataset.explorer));
  still.remove();
}}
</script>
"""


def export(folder: str | Path, files: Sequence[str] = ()) -> None:
    """Write notebooks as they are, with their outputs, as pages.

    Parameters
    ----------
    folder : str or path
        Empty, or to be made.
    files : sequence of str
        As `helpers.build.refresh.chosen` takes them; all unless given.

    Raises
    ------
    ValueError
        If the course has no such notebook, or the folder is not empty or
        cannot be written; no page is written then.
    """
    files = refresh.chosen(files)
    target = empty(Path(folder))
    for file in files:
        notebook = refresh.read(file)
        written = target / f"{Path(file).stem}.html"
        written.write_text(page(notebook, files), "utf-8")
        print(f"{written}: written")


def page(notebook: NotebookNode, linked: Sequence[str] = ()) -> str:
    """Return a notebook as one HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.
    linked : sequence of str
        Notebooks whose links shall lead to their pages.

    Returns
    -------
    str
    """
    notebook = copy.deepcopy(notebook)
    notebook.metadata["title"] = _title(notebook)
    notebook.metadata["formulas"] = _has_formulas(notebook)
    explorers = [_place(out) for out in _outputs(notebook)]
    body, _ = _exporter().from_notebook_node(notebook)
    for file in linked:
        body = body.replace(f'href="{file}', f'href="{Path(file).stem}.html')
    end = f"{_loader() if any(explorers) else ''}</body>"
    return end.join(body.rsplit("</body>", 1))


@lru_cache
def _exporter() -> HTMLExporter:
    """Return what writes pages; made once, as it reads many templates."""
    return HTMLExporter(
        extra_loaders=[DictLoader({"offline": _TEMPLATE})],
        template_file="offline",
    )


def empty(folder: Path) -> Path:
    """Return an empty folder in which files can be written.

    Parameters
    ----------
    folder : path
        Made if it is not there.

    Returns
    -------
    path

    Raises
    ------
    ValueError
        If it is not empty, or cannot be made or written.
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


def _title(notebook: NotebookNode) -> str:
    """Return the first line of a notebook without its marks."""
    return notebook.cells[0].source.partition("\n")[0].lstrip("# ")


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def _has_formulas(notebook: NotebookNode) -> bool:
    texts = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    shown = [out.get("data", {}) for out in _outputs(notebook)]
    return any("$" in text for text in texts) or any(
        "text/latex" in data for data in shown
    )


def _place(out: NotebookNode) -> bool:
    """Give an explorer that needs no kernel its place, around its still."""
    about = out.get("metadata", {}).get(output.PAGE)
    if about is None:
        return False
    out.data.pop(output.WIDGET, None)
    state = html.escape(json.dumps(about["state"]))
    out.data["text/html"] = (
        f'<div data-explorer="{state}"><img style="max-width: 100%" '
        f'width="{out.metadata["image/png"]["width"]}" '
        f'alt="{html.escape(out.data["text/plain"])}" '
        f'src="data:image/png;base64,{out.data["image/png"].strip()}"></div>'
    )
    return True


def _loader() -> str:
    """Return what turns stills into explorers, once for a page."""
    script = base64.b64encode(_learning_rate.SCRIPT.encode()).decode()
    return _LOADER.format(
        style=_learning_rate.STYLE,
        data=json.dumps(_learning_rate.problems()).replace("</", "<\\/"),
        script=script,
    )
