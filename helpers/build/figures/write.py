"""Write the key pictures, each on a light and on a dark ground.

Each is drawn by the cell of the notebook that shows it, and saved four
times: on each ground as SVG and as PNG.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from PIL import Image

from helpers import output, plotting
from helpers.build import refresh
from helpers.build.figures.cells import Drawing, drawings
from helpers.build.figures.dark import darken
from helpers.build.figures.hero import hero
from helpers.build.figures.pictures import HERO, PICTURES, Picture, page

FIGURES = refresh.ROOT / "figures"
# Pixels an inch takes: of a PNG, and of a map of colours within an SVG.
_PNG_DPI, _MAP_DPI = 150, 50
_STYLE: dict[Any, Any] = plotting.STYLE | {
    # A picture that is laid out stays as it is.
    "figure.constrained_layout.use": False,
    # Text as outlines: the same letters wherever it is opened.
    "svg.fonttype": "path",
    # Ids would be random without it.
    "svg.hashsalt": "From odds to gradients",
}
_ABOUT = {
    "Creator": "the authors of From odds to gradients",
    "Rights": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "Date": None,
}
_PLACES = re.compile(r'(?<= (?:d|x|y)=")[^"]*')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_MARGINS = re.compile(r" *\n *")
# What a notebook says to someone who has made a prediction.
_PREDICTED = re.compile(r"^Compare with your \w+\. ")


def figures(folder: str | Path | None = None) -> None:
    """Write all key pictures, and the page that shows them.

    Parameters
    ----------
    folder : str or path, optional
        It may be there, with an earlier edition; `FIGURES` unless given.

    Raises
    ------
    ValueError
        If the folder cannot be written: before any picture is drawn, as a
        rule. Files are put in their places when all are made.
    """
    folder = FIGURES if folder is None else Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = TemporaryDirectory(dir=folder, prefix=".new-")
    except OSError as error:
        raise _refusal(folder) from error
    with scratch:
        new = Path(scratch.name)
        for name, content in _files():
            (new / name).write_bytes(content)
        try:
            for file in sorted(new.iterdir()):
                file.replace(folder / file.name)
        except OSError as error:
            raise _refusal(folder) from error
    print(f"{folder}: {len(PICTURES) + 1} pictures written")


def _refusal(folder: Path) -> ValueError:
    return ValueError(
        f"folder: expected one that can be written, got {str(folder)!r}"
    )


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    alts = {}
    matplotlib.use("agg")
    with matplotlib.rc_context():
        # Whatever the style of this computer.
        matplotlib.rcdefaults()
        for picture, drawing in _drawn():
            alts[picture] = _PREDICTED.sub("", drawing.alt)
            about = {"Title": picture.title, "Description": alts[picture]}
            for end in ("", "-dark"):
                if end:
                    darken(drawing.figure)
                name = f"{picture.name}{end}"
                yield f"{name}.svg", _svg(drawing.figure, about)
                yield f"{name}.png", _png(drawing.figure)
    yield "README.md", page(alts).encode()


def _drawn() -> Iterator[tuple[Picture, Drawing]]:
    """Yield each picture, drawn; a notebook runs once for all of its own."""
    yield HERO, hero()
    for file, group in groupby(PICTURES, attrgetter("notebook")):
        pictures = list(group)
        found = drawings(file, [picture.cell for picture in pictures])
        for picture in pictures:
            yield picture, found[picture.cell]


def _svg(figure: Figure, about: dict[str, str]) -> bytes:
    """Return a figure as SVG, the same at every run."""
    buffer = BytesIO()
    with matplotlib.rc_context(_STYLE):
        figure.savefig(
            buffer, format="svg", dpi=_MAP_DPI, metadata=_ABOUT | about
        )
    # Further digits cannot be seen, and may differ by processor.
    text = _PLACES.sub(_rounded, buffer.getvalue().decode())
    return _MARGINS.sub("\n", text).encode()


def _rounded(found: re.Match[str]) -> str:
    return _LONG_NUMBER.sub(lambda n: f"{float(n[0]):.2f}", found[0])


def _png(figure: Figure) -> bytes:
    """Return a figure as a small PNG that names no program and no time."""
    buffer = BytesIO()
    with matplotlib.rc_context(_STYLE):
        figure.savefig(
            buffer,
            format="png",
            dpi=_PNG_DPI,
            pil_kwargs={"compress_level": 0},
        )
    with Image.open(buffer) as picture:
        return output.compact_png(picture)
