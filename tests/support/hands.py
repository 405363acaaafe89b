"""Explorers and their controls, as tests move them."""

from helpers import explorers

NAMES = explorers.__all__


def make(name, /, *args, **options):
    """Return a new explorer of this name."""
    return getattr(explorers, name)(*args, **options)


def sliders(explorer):
    return [c for c in explorer.controls if hasattr(c, "continuous_update")]


def toggles(explorer):
    return [c for c in explorer.controls if hasattr(c, "options")]


def options_of(toggle):
    return [o if isinstance(o, tuple) else (o, o) for o in toggle.options]


def other_options(toggle):
    return [v for _, v in options_of(toggle) if v != toggle.value]


def between(slider, share):
    """Return the value at a part of the way of a slider."""
    at = slider.min + share * (slider.max - slider.min)
    base = getattr(slider, "base", None)
    return type(slider.value)(at if base is None else base**at)


def picture(explorer):
    return bytes(explorer.live.image.value)
