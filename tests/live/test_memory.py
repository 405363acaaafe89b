"""Many updates leave no memory behind, not even outside Python's reach.

Agg and Pillow take their memory from the system, where tracemalloc does not
look, so the system is asked what a process of its own holds.
"""

import subprocess
import sys
from pathlib import Path

import pytest

_STATUS = Path("/proc/self/statm")
_MOVES = """
import resource
from pathlib import Path
import numpy as np
from helpers.live import LiveFigure

live = LiveFigure("memory", size=(368, 276))
ax = live.figure.subplots()
ax.set(xlim=(0, 1), ylim=(0, 1))
line = live.moving(ax.plot([0, 1], [0, 1])[0])
rng = np.random.default_rng(0)
lost = []

def pages_after(moves):
    for _ in range(moves):
        line.set_ydata(rng.uniform(size=2))
        live.render("A line.")
        {loss}
    return int(Path("{status}").read_text().split()[1])

before = pages_after(100)
print((pages_after({moves}) - before) * resource.getpagesize() / 2**20)
"""


def growth(moves, loss="pass"):
    """Return how much memory so many moves add, in MB."""
    if not _STATUS.exists():
        pytest.skip("this system does not say what a process holds")
    script = _MOVES.format(moves=moves, loss=loss, status=_STATUS)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout)


def test_memory_stays_flat():
    assert growth(400) < 3


@pytest.mark.parametrize(
    "loss",
    [
        # Pixels, which Agg holds; and as little as an encoded picture.
        "lost.append(live.figure.canvas.copy_from_bbox(live.figure.bbox))",
        "lost.append(bytearray(20_000))",
    ],
)
def test_what_is_kept_at_each_move_would_be_noticed(loss):
    assert growth(400 if "20_000" in loss else 40, loss) > 5
