"""Walk through numbered moments: a slider, one back, one on, run."""

from typing import Any

import ipywidgets as widgets

from helpers.explorers._controls import button, slider
from helpers.live import LOCK


class Player:
    """A slider over moments 0 to `last`, and buttons that move it.

    Parameters
    ----------
    last : int
    value : int, optional
        At first; without it the last moment.
    label : str
        What a moment is called, for the slider and the tooltips.
    interval : int
        Milliseconds from one moment to the next while it runs.

    Attributes
    ----------
    slider : ipywidgets.IntSlider
        Watch its value.
    controls : list of widgets
        All of them, in order, for a row of an explorer.

    Examples
    --------
    >>> player = Player(10, value=3)
    >>> player.step.click()
    >>> player.slider.value
    4
    """

    def __init__(
        self,
        last: int,
        value: int | None = None,
        *,
        label: str = "epoch",
        interval: int = 60,
    ) -> None:
        self._label = label
        self.slider = slider(
            label, last if value is None else value, 0, last, 1
        )
        self.back = button("◀ Back", f"One {label} back")
        self.step = button("Step ▶", f"One {label} on")
        self.run = button("Run", f"Watch each {label} pass, or pause")
        self.play = widgets.Play(
            value=0, max=last, interval=interval, layout={"display": "none"}
        )
        self.controls = [
            self.slider,
            self.back,
            self.step,
            self.run,
            self.play,
        ]
        self.back.on_click(lambda _: self._move(-1))
        self.step.on_click(lambda _: self._move(1))
        self.run.on_click(lambda _: self._run_or_pause())
        self.play.observe(self._played, "value")
        self.play.observe(self._name_run, "playing")
        self.slider.observe(self._moved, "value")

    @property
    def last(self) -> int:
        """The last moment."""
        return self.slider.max

    def resize(self, last: int, value: int) -> widgets.IntSlider:
        """Stop, and change the number of moments.

        Parameters
        ----------
        last, value : int

        Returns
        -------
        ipywidgets.IntSlider
            To put in the place of the old one: see `Explorer.replace`.
        """
        with LOCK:
            self.pause()
            self.play.max = last
            self.slider = slider(self._label, value, 0, last, 1)
            self.slider.observe(self._moved, "value")
            return self.slider

    def pause(self) -> None:
        """Stop where it is."""
        with LOCK:
            self.play.playing = False

    def _move(self, by: int) -> None:
        with LOCK:
            self.pause()
            at = self.slider.value + by
            self.slider.value = min(max(at, 0), self.last)

    def _run_or_pause(self) -> None:
        with LOCK:
            if not self.play.playing:
                at = self.slider.value
                self.slider.value = 0 if at >= self.last else at
                self.play.value = self.slider.value
            self.play.playing = not self.play.playing

    def _played(self, change: dict[str, Any]) -> None:
        with LOCK:
            # The browser sends a moment or two before it hears of a pause.
            if self.play.playing:
                self.slider.value = change["new"]

    def _moved(self, change: dict[str, Any]) -> None:
        with LOCK:
            # Who drags the slider while it runs goes on from there.
            if self.play.playing:
                self.play.value = change["new"]

    def _name_run(self, change: dict[str, Any]) -> None:
        self.run.description = "Pause" if change["new"] else "Run"
