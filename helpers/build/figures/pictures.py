"""The course's key pictures, and the page that shows them all."""

import html
from collections.abc import Mapping
from dataclasses import dataclass

from helpers import course


@dataclass(frozen=True)
class Picture:
    """One key picture.

    Attributes
    ----------
    name : str
        Of its files.
    title : str
    notebook : str
        File name of the lesson it belongs to.
    cell : str
        Id of the cell that draws it; empty for the hero, which none does.
    """

    name: str
    title: str
    notebook: str
    cell: str = ""


HERO = Picture(
    "hero", "One descent, seen three times", "04_gradient_descent.ipynb"
)
PICTURES = (
    Picture("flights", "The flights' fit", "00_start_here.ipynb", "ec2c69f5"),
    Picture(
        "odds",
        "Odds and log-odds",
        "01_odds_to_sigmoid.ipynb",
        "c3092488",
    ),
    Picture("network", "The network", "01_odds_to_sigmoid.ipynb", "f2b01f31"),
    Picture(
        "cross-entropy",
        "Cross-entropy",
        "02_cross_entropy.ipynb",
        "cb0a5a76",
    ),
    Picture(
        "computation-graph",
        "The computation graph, forward and back",
        "03_chain_rule.ipynb",
        "53c2ad90",
    ),
    Picture(
        "four-rates",
        "Four learning rates",
        "04_gradient_descent.ipynb",
        "d0c4d788",
    ),
    Picture(
        "eigen-directions",
        "Curvature and its eigen-directions",
        "06_curvature.ipynb",
        "1b8648f7",
    ),
    Picture(
        "valleys",
        "The narrow valley beside the centred one",
        "07_centring.ipynb",
        "6b464b14",
    ),
    Picture(
        "hold-out",
        "Hold-out loss and accuracy",
        "07_centring.ipynb",
        "99d6ed98",
    ),
    Picture(
        "confidence-maps",
        "Confidence maps",
        "07_centring.ipynb",
        "5d1c07a2",
    ),
    Picture(
        "centre-scale",
        "Centre × scale",
        "08_preparations.ipynb",
        "89c2d5d6",
    ),
)
_INTRODUCTION = """\
# Figures

The key pictures of the course, for your own slides and pages: as SVG, sharp at
any size, and as PNG; for a light ground and for a dark one. The sentence under
each picture is its alternative text: take it along.

**Licence:** [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Share
and adapt them for any purpose with this line: *From odds to gradients,
CC BY 4.0*, the link, and a word on what you changed. Each SVG carries the
licence in its metadata.

`python -m helpers.build figures` makes all of this folder from the cells of
the notebooks that draw the pictures; edit nothing here. `pytest
tests/test_figures.py` names what is out of date.
"""
_ENTRY = """
## {title}

<picture>
<source media="(prefers-color-scheme: dark)" srcset="{name}-dark.png">
<img src="{name}.png" width="600" alt="{quoted}">
</picture>

{alt}

{lesson} · light [SVG]({name}.svg), [PNG]({name}.png) · \
dark [SVG]({name}-dark.svg), [PNG]({name}-dark.png)
"""


def page(alts: Mapping[Picture, str]) -> str:
    """Return ``figures/README.md``.

    Parameters
    ----------
    alts : mapping, Picture -> str
        The sentence that reads each picture.

    Returns
    -------
    str

    Examples
    --------
    >>> print(page({HERO: "A path."}).splitlines()[-1][-47:])
    dark [SVG](hero-dark.svg), [PNG](hero-dark.png)
    """
    entries = [
        _ENTRY.format(
            title=picture.title,
            name=picture.name,
            alt=alt,
            quoted=html.escape(alt),
            lesson=_lesson(picture.notebook),
        )
        for picture, alt in alts.items()
    ]
    return _INTRODUCTION + "".join(entries)


def _lesson(file: str) -> str:
    (entry,) = (n for n in course.COURSE if n.file == file)
    return f"Lesson [{entry.label} {entry.title}](../notebooks/{file})"
