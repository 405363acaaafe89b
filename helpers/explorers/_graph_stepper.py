"""The computation graph step by step: values forward, slopes backward."""

import re
from math import isinf, isnan

from matplotlib.axes import Axes

from helpers._checks import as_choice
from helpers.experiments.graph_steps import GraphNumbers, graph_numbers
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._told import Mark, Row, Told, fixed
from helpers.graph import Record, format_number
from helpers.graph.drawing import GraphPicture
from helpers.graph.events import Backward
from helpers.graph.words import TIMES, plain_name

# The third makes a logit near -800: see "Far out, in floating point" in
# notebook 03.
EXAMPLES = {
    "(2, 3)": (2.0, 3.0),
    "(20, 30)": (20.0, 30.0),
    "(2000, 3000)": (2000.0, 3000.0),
}
_EDGES = _UNFUSED, _FUSED = "two", "fused"
# Rows of the table: as many as the fused graph has edges with a slope.
_N_ROWS = 4
_SPOKEN = {
    "nan": "not a number",
    "inf": "infinity",
    "−inf": "minus infinity",
}


class GraphStepper(Explorer):
    """Step through the graph of the loss, forward and backward.

    It opens at the step that brings the slope back to z.

    Parameters
    ----------
    x : str
        A key of `EXAMPLES`; the learner can change it.
    fused : bool
        At first one edge from ℓ to z instead of two, over p̂; the learner
        can change it.
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

    question = "How does a slope find its way back?"
    hint = "Predict the number at the ?, then step. Press a box to go there."
    height = 374
    interval = 400

    def __init__(
        self,
        x: str = "(2, 3)",
        *,
        fused: bool = False,
        name: str = "graph stepper",
    ) -> None:
        as_choice("x", x, EXAMPLES)
        self._shown = graph_numbers(0, fused=fused).record
        first = _same_place(graph_numbers(6).record, 6, self._shown)
        self.step = Slider("step", first, 0, len(self._shown.events), 1)
        self.x = Choice("features x", list(EXAMPLES), x)
        self.y = Choice("label y", [0, 1], 1)
        self.edges = Choice("ℓ to z", _EDGES, _FUSED if fused else _UNFUSED)
        self.w1 = Slider("w₁", 0.2, -1.0, 1.0, 0.1, digits=1)
        self.w2 = Slider("w₂", -0.4, -1.0, 1.0, 0.1, digits=1)
        self.b = Slider("b", 0.1, -1.0, 1.0, 0.1, digits=1)
        super().__init__(
            name,
            big=self.step,
            time=self.step,
            more=[[self.x, self.y, self.edges], [self.w1, self.w2, self.b]],
        )
        self.instead(self.edges, self._change_edges)

    @property
    def fused(self) -> bool:
        """Whether one edge leads from ℓ to z instead of two."""
        return self.edges.value == _FUSED

    def numbers(self) -> GraphNumbers:
        """Return the numbers of what is shown now."""
        state = self.fused, self.x.value, self.y.value
        state += self.w1.value, self.w2.value, self.b.value
        return self.cached(_start, *state).at(self.step.value)

    def build(self) -> None:
        """Make all boxes, arrows and texts of one of the two graphs."""
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
        kind = "fused" if self.fused else "unfused"
        return (
            f"Step {n.step} of {n.last}, {kind}, x = {self.x.value}, "
            f"y = {self.y.value}. {n.sentence} {n.question}"
        )

    def tell(self) -> Told:
        """Say what this step does; list the products that went back."""
        n = self.numbers()
        names = [plain_name(event.node) for event in n.record.events]
        turn = [event.kind for event in n.record.events].index("seed")
        return Told(
            _finding(n),
            ("local slope", f"{TIMES} came back", "= product"),
            _rows(n),
            over=[
                Mark((1 + turn) / 2, "forward: values", "run"),
                Mark((turn + 1 + n.last) / 2, "backward: slopes", "now"),
            ],
            under=[
                Mark(step, name, "now" if step > turn else "run")
                for step, name in enumerate(names, 1)
            ],
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Go to the next step that gives the box pressed a number."""
        if not begins:
            return
        n, node = self.numbers(), self._picture.node_at(x, y)
        steps = [
            step
            for step, event in enumerate(n.record.events, 1)
            if event.node == node
        ]
        later = [step for step in steps if step > n.step]
        self.step.value = (later or steps or [n.step])[0]

    def _change_edges(self, _: object) -> None:
        """Go on with the other graph, where as much is known."""
        with self.batch():
            before = self._shown
            self._shown = graph_numbers(0, fused=self.fused).record
            step = _same_place(before, self.step.value, self._shown)
            self.step.move(0, len(self._shown.events), step)
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


def _spoken(value: float) -> str:
    """Return a number as one reads it out."""
    shown = format_number(value)
    return _SPOKEN.get(shown) or shown


def _cell(value: float) -> str:
    """Return a number for the table."""
    return fixed(value) if isinf(value) else _spoken(value)


def _finding(n: GraphNumbers) -> str:
    """Return in one sentence what this step does."""
    event = n.event
    if event is None:
        return (
            f"Only the **{len(n.graph.inputs)}** inputs are known; all other "
            "numbers follow from them."
        )
    if event.kind == "seed":
        return "The way back starts: the slope of ℓ by itself is **1**."
    if event.kind == "forward":
        number = re.escape(_spoken(event.value))
        told = rf"(= |exactly |is )({number})(?=[,.] |\.$)"
        return re.sub(told, r"\1**\2**", n.sentence, count=1)
    return _way_back(n, event)


def _way_back(n: GraphNumbers, event: Backward) -> str:
    """Return in one sentence what goes back along one edge."""
    way = f"From {plain_name(event.parent)} back to {plain_name(event.node)}: "
    local, upstream = _spoken(event.local), _spoken(event.upstream)
    product = f"**{_spoken(event.product)}**"
    if isnan(event.upstream):
        return f"{way}what came back is lost, and the product is {product}."
    if isnan(event.product):
        reason = n.sentence.split(". ", 1)[1]
        reason = reason[0].lower() + reason[1:]
        return f"{way}{local} times {upstream} is {product}; {reason}"
    return (
        f"{way}local slope {local} times what came back, {upstream}, is "
        f"{product}."
    )


def _rows(n: GraphNumbers) -> list[Row]:
    """Return the next edge that goes back, and those about it."""
    back = [
        (step, event)
        for step, event in enumerate(n.record.events, 1)
        if event.kind == "backward"
    ]
    with_next = sum(step <= n.step + 1 for step, _ in back)
    stop = max(with_next, _N_ROWS)
    return [
        Row(
            f"{plain_name(event.parent)} → {plain_name(event.node)}",
            _cells(event, step - n.step),
        )
        for step, event in back[stop - _N_ROWS : stop]
    ]


def _cells(event: Backward, ahead: int) -> tuple[str, str, str]:
    """Return what is known of an edge some steps ahead."""
    if ahead > 1:
        return "", "", ""
    product = "?" if ahead == 1 else _cell(event.product)
    if ahead == 0:
        product = f"**{product}**"
    return _cell(event.local), _cell(event.upstream), product
