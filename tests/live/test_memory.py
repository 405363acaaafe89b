"""Many updates leave no memory behind, not even outside Python's reach.

Agg and Pillow take their memory from the system, where tracemalloc does not
look, so a process of its own is asked how much it ever held.
"""

import subprocess
import sys

import pytest

_MOVES = """
import resource
import numpy as np
from helpers.live import LiveFigure

live = LiveFigure("memory", figsize=(4, 3))
ax = live.figure.subplots()
ax.set(xlim=(0, 1), ylim=(0, 1))
line = live.moving(ax.plot([0, 1], [0, 1])[0])
live.image
rng = np.random.default_rng(0)
lost = []

def most_after(moves):
    for _ in range(moves):
        line.set_ydata(rng.uniform(size=2))
        live.update("A line.")
        {loss}
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = most_after(100)
print(most_after({moves}) - before)
"""


def growth(moves, loss="pass"):
    """Return how much memory so many moves add, in MB."""
    pytest.importorskip("resource", reason="the system does not tell")
    done = subprocess.run(
        [sys.executable, "-c", _MOVES.format(moves=moves, loss=loss)],
        capture_output=True,
        check=True,
        text=True,
    )
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return int(done.stdout) / unit


def test_memory_stays_flat():
    assert growth(400) < 3


def test_pixels_kept_at_each_move_would_be_noticed():
    box = "live.figure.canvas.copy_from_bbox(live.figure.bbox)"
    assert growth(40, f"lost.append({box})") > 20
