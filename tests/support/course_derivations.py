"""Collects the derivations that the notebooks build, by running them."""

from functools import cache, wraps
from unittest.mock import MagicMock, patch

import matplotlib.pyplot as plt

from helpers import plotting
from helpers.derivation import Derivation
from tests.support import notebooks

FILES = [
    file
    for file in notebooks.FILES
    if any(
        "Derivation(" in source
        for source in notebooks.sources(notebooks.read(file), "code")
    )
]


@cache
def collect(file):
    """Return every Derivation of a notebook, in order of its first step.

    Copies that hold only the first lines of a longer one are left out.
    Nothing is drawn: nbval runs the notebook with its pictures.
    """
    made = []

    def recording(method):
        @wraps(method)
        def call(self, *args, **options):
            if not any(self is other for other in made):
                made.append(self)
            return method(self, *args, **options)

        return call

    with (
        patch("helpers.explorers", MagicMock(), create=True),
        patch.object(plotting, "show", lambda fig, *_, **__: plt.close(fig)),
        patch.object(Derivation, "step", recording(Derivation.step)),
        patch.object(Derivation, "apply", recording(Derivation.apply)),
    ):
        notebooks.run(file)
    written = [[str(line.expr) for line in d.lines] for d in made]
    return [
        d
        for d, own in zip(made, written, strict=True)
        if not any(_opens(own, other) for other in written)
    ]


def _opens(own, other):
    """Tell whether other lines go on where these end."""
    return len(own) < len(other) and other[: len(own)] == own
