"""Write notebooks as web pages in which explorers move without a kernel.

A page holds all it needs: its scripts, styles, data and pictures, and MathJax
for its formulas. It asks no server for anything.
"""

import base64
import copy
import html
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from helpers import output
from helpers.build import pages, refresh
from helpers.explorers import _learning_rate

# What nbconvert's page loads from servers, this one does without or brings
# along; and nbconvert has no words for who cannot see a picture.
_TEMPLATE = """
{% extends "lab/index.html.j2" %}
{% block html_head_js_requirejs %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block html_head_js_mathjax %}{{ resources.formulas }}{% endblock %}
{% block html_head_css %}<style>{{ resources.colours }}</style>{% endblock %}
{% block data_png %}
<div class="jp-RenderedImage jp-OutputArea-output {{ extra_class }}">
{{ resources.picture(output) }}
</div>
{% endblock %}
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
        If the course has no such notebook, MathJax is missing, or the folder
        is not empty or cannot be written; no page is written then.
    """
    files = refresh.chosen(files)
    pages.mathjax()
    target = pages.empty(Path(folder))
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

    Raises
    ------
    ValueError
        If there are formulas, and MathJax is missing.
    """
    notebook = copy.deepcopy(notebook)
    notebook.metadata["title"] = pages.title(notebook)
    explorers = [_place(out) for out in pages.outputs(notebook)]
    body, _ = _exporter().from_notebook_node(
        notebook,
        {
            "colours": pages.COLOURS,
            "formulas": pages.formulas(notebook),
            "picture": pages.picture,
        },
    )
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


def _place(out: NotebookNode) -> bool:
    """Give an explorer that needs no kernel its place, around its still."""
    about = out.get("metadata", {}).get(output.PAGE)
    if about is None:
        return False
    out.data.pop(output.WIDGET, None)
    state = html.escape(json.dumps(about["state"]))
    out.data["text/html"] = (
        f'<div data-explorer="{state}">{pages.picture(out)}</div>'
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
