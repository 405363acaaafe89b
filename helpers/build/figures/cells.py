"""Run the cells of a notebook that draw, and keep what they show."""

import ast
import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from helpers import plotting
from helpers.build import refresh
from helpers.explorers._explorer import Explorer


@dataclass(frozen=True)
class Drawing:
    """A figure, and the sentence that reads it."""

    figure: Figure
    alt: str


def drawings(file: str, cells: Collection[str]) -> dict[str, Drawing]:
    """Run a notebook as far as its drawing cells need, in this process.

    Parameters
    ----------
    file : str
        File name of a notebook of the course.
    cells : collection of str
        Ids of cells that end in ``plotting.show`` or with an explorer.

    Returns
    -------
    dict, id -> Drawing
        Laid out for good: a figure looks the same however often it is saved.

    Raises
    ------
    ValueError
        If the notebook has no such cell, or it does not show one picture.

    Examples
    --------
    >>> fit = drawings("00_start_here.ipynb", ["ec2c69f5"])["ec2c69f5"]
    >>> print(fit.alt.partition(",")[0])
    Flights with and without distress against temperature
    """
    notebook = refresh.read(file)
    code = {c.id: c.source for c in notebook.cells if c.cell_type == "code"}
    for name in cells:
        if name not in code:
            raise ValueError(
                f"cells: expected code cells of {file}, got {name!r}"
            )
    namespace: dict[str, Any] = {"__name__": "notebook"}
    found = {}
    with matplotlib.rc_context(), redirect_stdout(io.StringIO()):
        for name in needed(code, cells):
            with _caught() as shown:
                value = _run(code[name], namespace)
            if name in cells:
                found[name] = _only(shown, value, name)
    return found


def needed(code: dict[str, str], cells: Collection[str]) -> list[str]:
    """Return the cells that must run for some to draw, in their order.

    Parameters
    ----------
    code : dict, id -> source
        All code cells of a notebook, in its order.
    cells : collection of str
        Ids of those that draw.

    Returns
    -------
    list of str
        These, and each cell before that gives a name which a later one of
        the list reads. A cell that changes an array in place and gives no
        name is not seen.

    Examples
    --------
    >>> code = {"a": "x = 1", "b": "print(x)", "c": "y = x", "d": "y + 1"}
    >>> needed(code, ["d"])
    ['a', 'c', 'd']
    """
    wanted: set[str] = set()
    kept = []
    for name in reversed(code):
        given, read = _names(code[name])
        if name in cells or given & wanted:
            kept.append(name)
            wanted |= read
    return kept[::-1]


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell gives, and those that it reads."""
    given, read = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            is_read = isinstance(node.ctx, ast.Load)
            (read if is_read else given).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            given.add(node.name)
        elif isinstance(node, ast.alias):
            given.add((node.asname or node.name).partition(".")[0])
    return given, read


@contextmanager
def _caught() -> Iterator[list[Drawing]]:
    """Keep what `plotting.show` is given, instead of showing it."""
    caught: list[Drawing] = []

    def keep(fig: Figure, alt: str) -> None:
        plt.close(fig)
        # In the style of the notebook: ticks are made when first drawn.
        caught.append(settled(fig, alt))

    show, plotting.show = plotting.show, keep
    try:
        yield caught
    finally:
        plotting.show = show


def _run(source: str, namespace: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line, if it is one."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(source, namespace)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), namespace)
    value = ast.Expression(last.value)
    return eval(compile(value, "cell", "eval"), namespace)


def _only(shown: list[Drawing], value: Any, name: str) -> Drawing:
    """Return the one picture of a cell."""
    if isinstance(value, Explorer):
        shown = [*shown, _still(value)]
    if len(shown) != 1:
        raise ValueError(
            f"cells: expected one picture from each, got {len(shown)} "
            f"from {name!r}"
        )
    return shown[0]


def _still(explorer: Explorer) -> Drawing:
    """Return the first picture of an explorer, as a figure that rests."""
    figure = explorer.live.figure
    for artist in figure.findobj():
        # A saved figure leaves out what moves.
        artist.set_animated(False)
    return settled(figure, explorer.live.reading)


def settled(figure: Figure, alt: str) -> Drawing:
    """Lay a figure out for good.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Changed in place.
    alt : str
        The sentence that reads it.

    Returns
    -------
    Drawing
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return Drawing(figure, alt)
