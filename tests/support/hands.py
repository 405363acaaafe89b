"""Explorers and their controls, as tests move them."""

from helpers import explorers
from helpers.explorers._controls import Choice, Slider

# The kernel draws these. The browser works out and draws the learning rate,
# which shares none of their code in Python.
NAMES = [name for name in explorers.__all__ if name != "learning_rate"]


def make(name, /, *args, **options):
    """Return a new explorer of this name."""
    return getattr(explorers, name)(*args, **options)


def sliders(explorer):
    return [c for c in explorer.controls if isinstance(c, Slider)]


def toggles(explorer):
    return [c for c in explorer.controls if isinstance(c, Choice)]


def other_options(toggle):
    return [option for option in toggle.options if option != toggle.value]


def between(slider, share):
    """Return the value at a part of the way of a slider."""
    at = slider.low + share * (slider.high - slider.low)
    return slider.nearest(at if slider.base is None else slider.base**at)


def elsewhere(slider):
    """Return a value a little away: a step, or a tenth of a slider's way."""
    if slider.base is None:
        up = slider.value < slider.high
        return slider.value + (slider.step if up else -slider.step)
    here = slider.share(slider.value)
    return between(slider, here + (0.1 if here < 0.5 else -0.1))


def extremes(explorer):
    """Go to the ends of all sliders with each option, and yield at each."""
    for toggle in [None, *toggles(explorer)]:
        for option in other_options(toggle) if toggle else [None]:
            if toggle:
                toggle.value = option
            yield explorer.live.reading
            yield from _ends(explorer)


def _ends(explorer):
    for slider in sliders(explorer):
        before = slider.value
        for end in slider.ends:
            slider.value = end
            yield f"{slider.label} = {end}"
        slider.value = before
    for end in (0, 1):
        for slider in sliders(explorer):
            slider.value = slider.ends[end]
        yield f"all sliders at end {end}"


def picture(explorer):
    return explorer.face.picture


def act(explorer, *acts):
    """Do what a hand on the page does; see `Face.acts`.

    Each act is a kind and what belongs to it, without a number.
    """
    first = explorer.face.heard + 1
    explorer.face.acts = [
        [number, *what] for number, what in enumerate(acts, first)
    ]
