"""The computation graph step by step: values forward, slopes backward."""

from typing import Any

from helpers._checks import as_choice
from helpers.experiments.graph_steps import GraphNumbers, graph_numbers
from helpers.explorers._controls import choice, slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.explorers._player import Player
from helpers.graph import Record
from helpers.graph.drawing import GraphPicture

# The third makes a logit near -800: see "Where correct factors give a wrong
# product" in notebook 03.
EXAMPLES = {
    "(2, 3)": (2.0, 3.0),
    "(20, 30)": (20.0, 30.0),
    "(2000, 3000)": (2000.0, 3000.0),
}


class GraphStepper(Explorer):
    """Step through the graph of the loss, forward and backward.

    It opens at the step that brings the slope back to z.

    Parameters
    ----------
    x : str
        A key of `EXAMPLES`; the learner can change it.
    fused : bool
        At first; the learner can change it.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If there is no such example.

    Examples
    --------
    >>> explorer = GraphStepper()
    >>> explorer.step.value = 0
    >>> print(explorer.live.reading.split(". ")[0])
    Step 0 of 9, unfused, x = (2, 3), y = 1
    >>> explorer.close()
    """

    player: Player

    def __init__(
        self,
        x: str = "(2, 3)",
        *,
        fused: bool = False,
        name: str = "graph stepper",
    ) -> None:
        as_choice("x", x, EXAMPLES)
        start = graph_numbers(0, fused=fused)
        first = _same_place(graph_numbers(6).record, 6, start.record)
        self.player = Player(start.last, first, label="step", interval=700)
        self.w1 = slider("w₁", 0.2, -1.0, 1.0, 0.1, ".1f")
        self.w2 = slider("w₂", -0.4, -1.0, 1.0, 0.1, ".1f")
        self.b = slider("b", 0.1, -1.0, 1.0, 0.1, ".1f")
        self.x = choice("features x", list(EXAMPLES), x)
        self.y = choice("label y", [0, 1], 1)
        self.fused = choice(
            "edges from L to z",
            [("unfused: two, over a", False), ("fused: one", True)],
            fused,
        )
        for control in (self.w1, self.w2, self.b):
            control.layout.width = "270px"
        self._first = first, start.record
        self._shown = start.record
        super().__init__(
            name,
            hint="predict the number at the question mark, then press Step.",
            rows=[
                self.player.controls,
                [self.w1, self.w2, self.b],
                [self.x, self.y],
                [self.fused],
            ],
            figsize=(10.0, 4.3),
            lines=3,
        )
        self.instead(self.fused, self._change_edges)

    @property
    def step(self) -> Any:
        """The slider of the steps; another one for each graph."""
        return self.player.slider

    def numbers(self) -> GraphNumbers:
        """Return the numbers of what is shown now."""
        state = self.fused.value, self.x.value, self.y.value
        state += tuple(map(value_of, (self.w1, self.w2, self.b)))
        return self.cached(_start, *state).at(self.step.value)

    def build(self) -> None:
        """Make all boxes, arrows and texts of one of the two graphs."""
        self.live.figure.set_layout_engine("none")
        ax = self.live.figure.add_axes((0, 0, 1, 1))
        self._picture = GraphPicture(ax, self.numbers().graph, compact=True)
        for artist in self._picture.moving:
            self.live.moving(artist)

    def draw(self) -> str:
        """Show what is known at this step, and ask for the next number."""
        n = self.numbers()
        self._picture.update(
            n.record.after(n.step), latest=n.event, ahead=n.ahead
        )
        kind = "fused" if self.fused.value else "unfused"
        return (
            f"Step {n.step} of {n.last}, {kind}, x = {self.x.value}, "
            f"y = {self.y.value}. {n.sentence} {n.question}"
        )

    def _change_edges(self, _: object) -> None:
        """Go on with the other graph, where as much is known."""
        with self.batch():
            before = self._shown
            after = graph_numbers(0, fused=bool(self.fused.value)).record
            old = self.step
            step = _same_place(before, int(old.value), after)
            first = _same_place(self._first[1], self._first[0], after)
            new = self.player.resize(len(after.events), step)
            self.replace(old, new, first)
            self._shown = after
            self.rebuild()


def _start(
    fused: bool, x: str, y: int, w1: float, w2: float, b: float
) -> GraphNumbers:
    """Return the start of the run that the controls ask for."""
    return graph_numbers(0, fused=fused, x=EXAMPLES[x], y=y, w=(w1, w2), b=b)


def _same_place(before: Record, step: int, after: Record) -> int:
    """Return the step of another run up to which as much is known."""
    done = {(event.kind, event.node) for event in before.events[:step]}
    return max(
        (
            i
            for i, event in enumerate(after.events, 1)
            if (event.kind, event.node) in done
        ),
        default=0,
    )
