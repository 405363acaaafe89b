"""Walk through numbered moments: a slider, one back, one on, run."""

import ipywidgets as widgets

from helpers.explorers.panel import button, slider


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

    @property
    def last(self) -> int:
        """The last moment."""
        return self.slider.max

    def set_last(self, last: int) -> None:
        """Stop, and change the number of moments.

        Parameters
        ----------
        last : int
            A later moment shown becomes this one.
        """
        self.pause()
        self.slider.max = self.play.max = last

    def pause(self) -> None:
        """Stop where it is."""
        self.play.playing = False

    def _move(self, by: int) -> None:
        self.pause()
        self.slider.value = min(max(self.slider.value + by, 0), self.last)

    def _run_or_pause(self) -> None:
        if not self.play.playing:
            at = self.slider.value
            self.play.value = 0 if at >= self.last else at
        self.play.playing = not self.play.playing

    def _played(self, change) -> None:
        self.slider.value = change["new"]

    def _name_run(self, change) -> None:
        self.run.description = "Pause" if change["new"] else "Run"
