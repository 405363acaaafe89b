"""An explorer with everything the face can show, and little to draw."""

import time

import numpy as np

from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._told import Mark, Row, Told, fixed, ticks

_ENDS = {"few": 12, "many": 40}


class Sample(Explorer):
    """A point to drag, a big slider, time, choices, a prediction."""

    question = "How far has the point come?"
    hint = "Drag it."
    height = 240

    def __init__(self, name="sample"):
        self.x = Slider("x", 1.0, -2.0, 2.0, 0.1, digits=1)
        self.y = Slider("height y", 0.0, -2.0, 2.0, 0.1, digits=1)
        self.size = Slider("size", 10.0, 0.0, 2.0, 0.01, base=10.0)
        self.epoch = Slider("epoch", 0, 0, _ENDS["few"], 1)
        self.data = Choice("data", list(_ENDS), "few")
        guess = Choice("It goes", ["up", "down"], None)
        presets = {"Corner": ("Both at 2", self._to_corner)}
        self.drawn, self.delay = 0, 0.0
        super().__init__(
            name,
            big=self.x,
            time=self.epoch,
            more=[[self.y, self.size], [self.data]],
            prediction=guess,
            presets=presets,
        )
        self.instead(self.data, self._change_data)

    def build(self):
        ax = frame(self.live.figure, (40, 30, 780, 190), "y over x")
        ax.set(xlim=(-2, 2), ylim=(-2, 2))
        self.point = self.live.moving(ax.plot([], [], "o")[0])
        self.path = self.live.moving(ax.plot([], [], "-")[0])

    def draw(self):
        self.drawn += 1
        time.sleep(self.delay)
        x, y = self.x.value, self.y.value
        self.point.set(xdata=[x], ydata=[y], ms=self.size.value**0.5)
        along = np.linspace(0, self.epoch.value / 20, 20)
        self.path.set_data(x * along, y * along - along)
        return (
            f"The point is at ({x:.1f}, {y:.1f}), of size "
            f"{self.size.value:.3g}, in epoch {self.epoch.value} of "
            f"{self.epoch.high}."
        )

    def tell(self):
        guess = self.prediction.value
        return Told(
            f"The point is **{fixed(self.x.value, 1)}** from the middle.",
            ("x", "y"),
            [Row("point", (fixed(self.x.value, 1), "0"), "●", "run")],
            over=[Mark(-1.0, "here", "now", "after")],
            under=[*ticks([-2, 0, 2]), Mark(1.0, "one", known=True)],
            answer="" if guess is None else f"You said {guess}.",
        )

    def dragged(self, ax, x, y, *, begins):
        with self.batch():
            self.x.value, self.y.value = self.x.nearest(x), self.y.nearest(y)

    def _to_corner(self):
        with self.batch():
            self.x.value = self.y.value = 2.0

    def _change_data(self, _):
        with self.batch():
            self.epoch.move(0, _ENDS[self.data.value], 0)
