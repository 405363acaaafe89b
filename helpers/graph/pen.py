"""The pen that adds arrows, boxes and lines of text to a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from helpers.graph.layout import Plan, Point
from helpers.live.text import QuickText
from helpers.plotting import Role, ink

# Both name numbers, so both must be legible as words.
FORWARD, BACKWARD = Role.RUN, ink(Role.NOW)
TEXT = "black"
THIN, THICK = 1.4, 3.0
AnyArtist = TypeVar("AnyArtist", bound=Artist)


class Pen:
    """Adds arrows, boxes and lines of text to the axes of a plan.

    Parameters
    ----------
    ax : matplotlib Axes
    plan : Plan

    Attributes
    ----------
    moving : list of Artist
        Those that change from step to step, at first invisible, in the
        order in which to draw them; all others stay as they are.
    """

    def __init__(self, ax: Axes, plan: Plan) -> None:
        self.ax, self.plan = ax, plan
        self.moving: list[Artist] = []

    def arrow(
        self,
        points: Sequence[Point],
        color: str,
        *,
        shift: float = 0.0,
        linestyle: str = "solid",
        moving: bool = False,
        gid: str | None = None,
    ) -> FancyArrowPatch:
        """Add an arrow along a line of corners.

        Parameters
        ----------
        points : sequence of (x, y)
        color, linestyle : str
        shift : float
            How far above the line, in inches: the two passes run side by
            side.
        moving : bool
            Whether it changes from step to step.
        gid : str, optional

        Returns
        -------
        matplotlib.patches.FancyArrowPatch
        """
        arrow = FancyArrowPatch(
            path=Path([(x, y + shift) for x, y in points]),
            arrowstyle="-|>",
            mutation_scale=12,
            color=color,
            linestyle=linestyle,
            linewidth=THIN,
            joinstyle="round",
            zorder=1,
            gid=gid,
        )
        self.ax.add_patch(arrow)
        return self._moving(arrow) if moving else arrow

    def box(
        self,
        name: str,
        *,
        facecolor: str,
        linewidth: float,
        moving: bool = False,
        gid: str | None = None,
    ) -> FancyBboxPatch:
        """Add a box in the place of a node.

        Parameters
        ----------
        name : str
            Of the node.
        facecolor : str
        linewidth : float
        moving : bool
            Whether it changes from step to step.
        gid : str, optional

        Returns
        -------
        matplotlib.patches.FancyBboxPatch
        """
        height = self.plan.box_height(name)
        box = FancyBboxPatch(
            (self.plan.x(name), self.plan.boxes[name].y - height / 2),
            self.plan.box,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            edgecolor=TEXT,
            facecolor=facecolor,
            linewidth=linewidth,
            zorder=2,
            gid=gid,
        )
        self.ax.add_patch(box)
        return self._moving(box) if moving else box

    def lines(
        self, x: float, top: float, count: int, gid: str, color: str
    ) -> list[QuickText]:
        """Add empty lines of text, one under the other; they may change.

        Parameters
        ----------
        x, top : float
            The middle, and the upper edge of the first line.
        count : int
        gid, color : str

        Returns
        -------
        list of QuickText
        """
        texts = []
        for row in range(count):
            y = top - (row + 0.5) * self.plan.line
            text = QuickText(
                x,
                y,
                color=color,
                fontsize=self.plan.font,
                gid=gid,
                zorder=3,
                clip_on=False,
            )
            self.ax.add_artist(text)
            texts.append(self._moving(text))
        return texts

    def _moving(self, artist: AnyArtist) -> AnyArtist:
        """Note an artist as one that changes, and hide it for now."""
        artist.set_visible(False)
        self.moving.append(artist)
        return artist
