"""What a new Python loads."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def loaded_by(code):
    """Return the modules there are in a new Python that has run `code`."""
    code = f"{code}; import sys; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    return set(done.stdout.split())
