"""What all explorers share: one face, controls, a reset, a still."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes

from helpers import output
from helpers._checks import as_choice
from helpers.explorers._controls import Choice, Control, Slider
from helpers.explorers._face import Face
from helpers.explorers._told import Told
from helpers.live import LOCK, LiveFigure

# Pixels of the screen: what JupyterLab has room for at 1024 × 768.
WIDTH = 846
Preset = tuple[str, Callable[[], None]]


class Explorer:
    """A live picture with one large control; a subclass says what is drawn.

    Parameters
    ----------
    name : str
        Of the figure: see `helpers.live.LiveFigure`.
    big : Slider
        The large control under the picture.
    time : Slider, optional
        Whole numbers through which to step and run; it may be `big`.
    more : sequence of sequences of controls
        What is second: shown, row by row, only when asked for.
    prediction : Choice, optional
        What to commit to first; its label and options are one sentence.
    presets : dict of str -> (str, callable)
        Buttons, shown with the answer to the prediction: what they say when
        the pointer rests on them, and what they do.

    Attributes
    ----------
    question, hint : str
        Of the class: what the explorer answers, and what to do first.
    height, interval : int
        Of the class: the picture's, in pixels of the screen; milliseconds
        from one moment to the next while time runs.
    live : LiveFigure
    face : Face
        What is on the page.
    controls : list of Slider and Choice
        Choices first, since some decide what the sliders mean.
    still : bytes
        The first picture, a PNG.

    Notes
    -----
    A subclass makes its controls, calls this constructor, and defines

    - `build`, which adds the artists;
    - `draw`, which moves them and returns the sentence that reads the
      picture, for those who do not see it and for pages without a kernel;
    - `tell`, which returns finding, table and marks;
    - `dragged`, if something in the picture can be dragged.

    Examples
    --------
    >>> from helpers.explorers._frames import frame
    >>> class Square(Explorer):
    ...     question, hint = "How fast does a square grow?", "Move x."
    ...     def __init__(self):
    ...         self.x = Slider("x", 1.0, -2.0, 2.0, 0.1)
    ...         super().__init__("square", big=self.x)
    ...     def build(self):
    ...         ax = frame(self.live.figure, (40, 30, 780, 290))
    ...         ax.set(xlim=(-2, 2), ylim=(0, 4))
    ...         self.point = self.live.moving(ax.plot([], [], "o")[0])
    ...     def draw(self):
    ...         x = self.x.value
    ...         self.point.set_data([x], [x * x])
    ...         return f"The square of {x:.1f} is {x * x:.2f}."
    ...     def tell(self):
    ...         return Told(f"The square is **{self.x.value**2:.2f}**.")
    >>> square = Square()
    >>> square.x.value = -1.5
    >>> square
    <Square: The square of -1.5 is 2.25.>
    >>> square.close()
    """

    question = ""
    hint = ""
    height = 340
    interval = 60

    def __init__(
        self,
        name: str,
        *,
        big: Slider,
        time: Slider | None = None,
        more: Sequence[Sequence[Control]] = (),
        prediction: Choice | None = None,
        presets: Mapping[str, Preset] | None = None,
    ) -> None:
        self.big, self.time, self.more = big, time, more
        self.prediction, self.presets = prediction, dict(presets or {})
        self.controls = _in_order([[prediction, big, time], *more])
        self._initial = [control.value for control in self.controls]
        self._holds_drawing = False
        self._cached: tuple[Hashable, Any] | None = None
        self._held: Axes | None = None
        with LOCK:
            size = WIDTH, self.height
            self.live = LiveFigure(name, size=size)
            try:
                self._assemble()
            except BaseException:
                self.live.close()
                raise

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.live.reading}>"

    def build(self) -> None:
        """Add all artists to the empty figure."""
        raise NotImplementedError

    def draw(self) -> str:
        """Move the artists and return the sentence that reads them."""
        raise NotImplementedError

    def tell(self) -> Told:
        """Return what is said of what `draw` has drawn."""
        raise NotImplementedError

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Answer a press, or a drag that began in these axes.

        Parameters
        ----------
        ax : Axes
        x, y : float
            In data units; beside the axes it goes on along their edge.
        begins : bool
            True for the press.
        """

    def refresh(self) -> None:
        """Draw the present state; what cannot be drawn becomes a message."""
        with LOCK:
            if not self._holds_drawing and not self.live.closed:
                self._show(*self._drawn())

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Set several controls, and draw once at the end, or at an error."""
        with LOCK:
            before, self._holds_drawing = self._holds_drawing, True
            try:
                yield
            finally:
                self._holds_drawing = before
                self.refresh()

    def cached(self, compute: Callable[..., Any], *state: Hashable) -> Any:
        """Return ``compute(*state)``, computed only if the state is new.

        Parameters
        ----------
        compute : callable
            The same at every call; the last result alone is kept.
        *state
        """
        with LOCK:
            if self._cached is None or self._cached[0] != state:
                self._cached = state, compute(*state)
            return self._cached[1]

    def rebuild(self) -> None:
        """Build the picture anew: other data, other limits."""
        with LOCK:
            if self.live.closed:
                return
            self.live.clear()
            with self.live.style():
                self.build()

    def instead(self, control: Control, action: Callable[[Any], None]) -> None:
        """Have a change of `control` answered by `action`, not by drawing.

        Parameters
        ----------
        control : Slider or Choice
        action : callable
            Called with the change; it draws through `batch`.
        """
        control.unobserve(self._changed, "value")
        control.observe(action, "value")

    def press(self, label: str) -> None:
        """Do what a button does.

        Parameters
        ----------
        label : str
            "Reset", or a key of `presets`.

        Raises
        ------
        ValueError
            If there is no such button.
        """
        buttons = self.presets | {"Reset": ("", self.reset)}
        _, action = buttons[as_choice("button", label, buttons)]
        action()

    def reset(self) -> None:
        """Set every control to its first value."""
        with self.batch():
            # A choice may change the sliders that come after it.
            for control, value in zip(
                self.controls, self._initial, strict=True
            ):
                control.value = value

    def close(self) -> None:
        """Free the figure and the widget; twice does no harm."""
        self.live.close()

    def show(self) -> None:
        """Display the explorer and its still in one output."""
        output.show(
            self.still,
            self._first_reading,
            width=WIDTH,
            widget=None if self.live.closed else self.face,
        )

    def _ipython_display_(self) -> None:
        self.show()

    def _assemble(self) -> None:
        with self.live.style():
            self.build()
        reading, told = self._drawn()
        # The still shows the first state, whatever has been moved since.
        self._first_reading = reading
        self.still = self.live.still_png(reading)
        self.face = Face(spec=self._spec())
        self.live.when_closed(self.face.close)
        self._show(reading, told)
        self.face.observe(self._hear, "acts")
        for control in self.controls:
            control.observe(self._changed, "value")

    def _spec(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "hint": self.hint,
            "width": WIDTH,
            "height": self.height,
            "interval": self.interval,
            "draggable": type(self).dragged is not Explorer.dragged,
            "controls": {c.label: c.describe() for c in self.controls},
            "big": self.big.label,
            "time": self.time and self.time.label,
            "prediction": self.prediction and self.prediction.label,
            "more": [[c.label for c in row] for row in self.more],
            "presets": [
                {"label": label, "tooltip": tooltip}
                for label, (tooltip, _) in self.presets.items()
            ],
        }

    def _drawn(self) -> tuple[str, Told]:
        self.live.message = ""
        try:
            return self.draw(), self.tell()
        except (ValueError, ArithmeticError) as error:
            self.live.message = f"Nothing to draw: {error}"
            return self.live.message, Told(self.live.message)

    def _show(self, reading: str, told: Told) -> None:
        picture = self.live.render(reading)
        # One message: words and picture change together.
        with self.face.hold_sync():
            self.face.spec = self._spec()
            self.face.state = {c.label: c.value for c in self.controls}
            self.face.told = told.describe(self.big) | {"reading": reading}
            self.face.picture = picture

    def _changed(self, _: Any) -> None:
        self.refresh()

    def _hear(self, _: Any) -> None:
        """Do what a hand did and has not been done yet, and draw once."""
        answers = {
            "move": self._move,
            "press": self.press,
            "drag": self._drag,
        }
        with LOCK, self.face.hold_sync():
            new = [act for act in self.face.acts if act[0] > self.face.heard]
            if not new:
                return
            # First, so that an act that raises is not tried for ever.
            self.face.heard = new[-1][0]
            with self.batch():
                for _, kind, *what in new:
                    answers[kind](*what)

    def _move(self, label: str, value: Any) -> None:
        for control in self.controls:
            if control.label == label:
                control.receive(value)

    def _drag(self, x: float, y: float, phase: str) -> None:
        if phase == "down":
            self._held = self.live.axes_at(x, y)
        if self._held is not None and not self.live.closed:
            at = self.live.place(self._held, x, y)
            self.dragged(self._held, *at, begins=phase == "down")


def _in_order(rows: Sequence[Sequence[Control | None]]) -> list[Control]:
    """Return each control once, choices before sliders."""
    found = [c for row in rows for c in row if c is not None]
    found = list(dict.fromkeys(found))
    return sorted(found, key=lambda c: isinstance(c, Slider))
