"""The house itself: imports point one way, and its map is true."""

import ast
import importlib
import re
from graphlib import CycleError, TopologicalSorter
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
    "descent": {"_checks"},
    "convergence": {"_checks", "model"},
    "minimum": {"_checks", "model"},
    "output": set(),
    "tables": {"_checks"},
    "plotting": {"_checks", "model", "output"},
    "live": {"_checks", "output", "plotting"},
    "derivation": {"functions"},
    "answers": {"functions", "derivation"},
    "exercises": SUBJECT
    | {"answers", "course", "derivation", "functions", "output"},
    "graph": {"_checks", "functions", "plotting", "live"},
    "experiments": SUBJECT | {"graph"},
    "explorers": SUBJECT
    | {"experiments", "graph", "live", "output", "plotting"},
    "build": SUBJECT | {"course", "explorers", "output", "plotting"},
}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path.read_text("utf-8")
    for path in HELPERS.rglob("*.py")
}


def read(tree):
    """Yield the nodes of a tree, those for a type checker left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and is_for_types(node.test):
            for other in node.orelse:
                yield other
                yield from read(other)
        else:
            yield node
            yield from read(node)


def is_for_types(test):
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def homes(source):
    """Return where a lazy package keeps its names, for each its module."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and "_HOMES" in map(
            ast.unparse, node.targets
        ):
            kept = ast.literal_eval(node.value)
            return {name: at.partition(":")[0] for name, at in kept.items()}
    return {}


def imported(name, sources):
    """Modules of the course that a module imports, at any place in it.

    A name of a lazy package stands for the module that it lives in. What
    only a type checker reads is not loaded, so it ties no knot.
    """
    found = set()
    for node in read(ast.parse(sources[name])):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            kept = homes(sources.get(node.module, ""))
            for alias in node.names:
                module = kept.get(alias.name, alias.name)
                whole = f"{node.module}.{module}"
                found.add(whole if whole in sources else node.module)
    return {one for one in found if one in sources and one != "helpers"}


def in_order(sources):
    """Return the modules, each after those that it imports."""
    ties = {name: imported(name, sources) - {name} for name in sources}
    return list(TopologicalSorter(ties).static_order())


def room(name):
    return name.split(".")[1]


def test_no_circle_of_imports():
    assert set(in_order(SOURCES)) == set(SOURCES)


LAZY = '_HOMES = {"Name": "b:Other"}'
OF_TYPES = "if TYPE_CHECKING:\n    {}\nelse:\n    {}"


@pytest.mark.parametrize(
    "line",
    [
        "import helpers.p.a",
        "from helpers.p import a",
        "def f():\n    from helpers.p.a import anything",
        OF_TYPES.format("pass", "import helpers.p.a"),
        "if not TYPE_CHECKING:\n    import helpers.p.a",
    ],
)
def test_a_circle_is_seen(line):
    made_up = {
        "helpers.p": LAZY,
        "helpers.p.a": "from helpers.p import Name",
        "helpers.p.b": OF_TYPES.format("import helpers.p.a", "pass"),
    }
    assert in_order(made_up)[-1] == "helpers.p.a"
    with pytest.raises(CycleError):
        in_order(made_up | {"helpers.p.b": line})


def test_every_room_is_on_the_plan():
    assert {room(name) for name in SOURCES if name != "helpers"} == set(
        MAY_IMPORT
    )


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"helpers"}))
def test_imports_point_one_way(name):
    rooms = {room(one) for one in imported(name, SOURCES)} - {
        room(name),
        "_lazy",
    }
    assert rooms <= MAY_IMPORT[room(name)]


HEAVY = {"numpy", "scipy", "sympy", "matplotlib", "ipywidgets"}
PAYS_FOR = {
    "import helpers, helpers.course": set(),
    "from helpers import experiments, explorers": set(),
    "from helpers import model, descent, data": {"numpy"},
    "from helpers import convergence, minimum": {"numpy"},
    "import helpers.derivation": {"sympy", "numpy"},
    "import helpers.answers": {"sympy", "numpy"},
    "import helpers.exercises": {"sympy", "numpy", "ipywidgets"},
    "import helpers.graph": set(),
    "from helpers.graph import Graph, describe": {"sympy", "numpy"},
    "from helpers import plotting": {"numpy", "matplotlib"},
    "from helpers import tables": {"numpy"},
    "from helpers import live, output": {"numpy", "matplotlib"},
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
