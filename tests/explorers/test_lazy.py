"""An explorer is found by its name, and loads itself alone."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers import explorers
from helpers.explorers._explorer import Explorer
from tests.support import hands

NAMES = explorers.__all__
FOLDER = Path(explorers.__file__).parent


# What all share (numpy, Matplotlib) is loaded once; ours and SymPy are
# forgotten before each name, so that each loads them as if it came first.
_LOAD_EACH = """
import sys
for name in sys.argv[1:]:
    for module in list(sys.modules):
        if module.partition(".")[0] in ("helpers", "sympy"):
            del sys.modules[module]
    from helpers import explorers
    getattr(explorers, name)
    print(*sys.modules)
"""


@cache
def loaded_by_each():
    """Return, for each name, the modules that a new process loads for it."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD_EACH, *NAMES],
        capture_output=True,
        check=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    return {
        name: set(line.split())
        for name, line in zip(NAMES, lines, strict=True)
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_is_the_class_in_the_file_of_its_name(name):
    kind = getattr(explorers, name)
    assert issubclass(kind, Explorer) == (name in hands.NAMES)
    assert kind.__module__ == f"helpers.explorers._{name}"
    assert kind.__name__ == name.title().replace("_", "")
    assert (FOLDER / f"_{name}.py").is_file()


def views(name):
    """Return the files of this folder that an explorer loads."""
    prefix = "helpers.explorers."
    loaded = loaded_by_each()[name]
    return {m.removeprefix(prefix) for m in loaded if m.startswith(prefix)}


def test_every_file_is_loaded_by_an_explorer():
    files = {path.stem for path in FOLDER.glob("_[a-z]*.py")}
    assert files == set().union(*map(views, NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_loads_no_other_one(name):
    homes = {f"_{other}" for other in NAMES}
    assert views(name) & homes == {f"_{name}"}
    assert ("sympy" in loaded_by_each()[name]) == (name == "graph_stepper")


def test_another_name_is_not_found():
    with pytest.raises(AttributeError, match="has no 'sigmoidal'"):
        _ = explorers.sigmoidal
