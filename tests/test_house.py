"""The house itself: imports point one way, and its map is true."""

import ast
import importlib
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.imports import loaded_by

ROOT = Path(__file__).resolve().parents[1]
HELPERS = ROOT / "helpers"

# Each room, and the rooms it may import from; `_lazy` is open to all.
SUBJECT = {"_checks", "model", "descent", "convergence", "minimum", "data"}
MAY_IMPORT = {
    "_checks": set(),
    "_lazy": set(),
    "course": set(),
    "functions": set(),
    "model": {"_checks"},
    "data": {"_checks"},
    "descent": {"_checks", "model"},
    "convergence": {"_checks", "model"},
    "minimum": {"_checks", "model"},
    "output": set(),
    "plotting": {"output"},
    "live": {"output", "plotting"},
    "derivation": {"functions"},
    "graph": {"_checks", "functions", "plotting", "live"},
    "experiments": SUBJECT | {"graph"},
    "explorers": SUBJECT
    | {"experiments", "graph", "live", "output", "plotting"},
    "build": {"course"},
}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in HELPERS.rglob("*.py")}


def read(tree):
    """Yield the nodes of a tree, those for a type checker left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(
            node.test
        ):
            continue
        yield node
        yield from read(node)


def imported(name):
    """Modules of the course that a module imports, at any place in it.

    What only a type checker reads is not loaded, so it ties no knot.
    """
    found = set()
    for node in read(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in MODULES else node.module)
    return {one for one in found if one in MODULES and one != "helpers"}


def room(name):
    return name.split(".")[1]


def test_no_circle_of_imports():
    graph = {name: imported(name) - {name} for name in MODULES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def test_every_room_is_on_the_plan():
    assert {room(name) for name in MODULES if name != "helpers"} == set(
        MAY_IMPORT
    )


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"helpers"}))
def test_imports_point_one_way(name):
    rooms = {room(one) for one in imported(name)} - {room(name), "_lazy"}
    assert rooms <= MAY_IMPORT[room(name)]


HEAVY = {"numpy", "scipy", "sympy", "matplotlib", "ipywidgets"}
PAYS_FOR = {
    "import helpers, helpers.course": set(),
    "from helpers import experiments, explorers": set(),
    "from helpers import model, descent, data": {"numpy"},
    "from helpers import convergence, minimum": {"numpy"},
    "import helpers.derivation": {"sympy", "numpy"},
    "import helpers.graph": set(),
    "from helpers.graph import Graph, describe": {"sympy", "numpy"},
    "from helpers import plotting": {"numpy", "matplotlib"},
    "from helpers.experiments import rate_numbers": {"numpy"},
    "from helpers.experiments import graph_numbers; graph_numbers(9)": {
        "numpy",
        "sympy",
    },
}


@pytest.mark.parametrize("code", PAYS_FOR)
def test_a_room_pays_only_for_what_it_uses(code):
    assert HEAVY & loaded_by(code) == PAYS_FOR[code]


# --- the map ----------------------------------------------------------------

MAP = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_map_is_two_pages_at_most():
    assert len(MAP.split()) <= 1100
    assert len(MAP.splitlines()) <= 150


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:[\w.-]+/)+[\w.*-]*)`", MAP)))
)
def test_every_path_on_the_map_exists(path):
    assert list(ROOT.glob(path.rstrip("/"))), path


@pytest.mark.parametrize(
    "file", sorted(set(re.findall(r"`([\w.-]+\.(?:py|txt|toml|yml))`", MAP)))
)
def test_every_file_on_the_map_exists(file):
    assert file == "_NAME.py" or list(ROOT.rglob(file)), file


def in_the_house(name):
    """Find what a dotted name stands for, in helpers or benchmarks."""
    parts = name.split(".")
    if parts[0] not in ("helpers", "benchmarks"):
        parts.insert(0, "helpers")
    for split in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:]:
            found = getattr(found, part)
        return found
    raise AttributeError(name)


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name in set(re.findall(r"`((?:[a-z_]+\.)+\w+)`", MAP))
        if not re.search(r"\.(py|txt|toml|yml)$", name)
    ),
)
def test_every_name_on_the_map_exists(name):
    assert in_the_house(name)


def test_a_name_that_is_gone_is_noticed():
    assert in_the_house("model.sigmoid")
    with pytest.raises(AttributeError):
        in_the_house("model.nothing")
