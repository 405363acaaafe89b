"""Set-up files: one list of versions, valid for pip and for conda."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PIP = (ROOT / "requirements.txt").read_text("utf-8")
CONDA = (ROOT / "environment.yml").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

# Names that differ: what conda-forge calls by another name than PyPI.
OTHER_NAMES = {"torch": "pytorch", "graphviz": "python-graphviz"}


def pins():
    lines = [x for x in PIP.splitlines() if x and not x.startswith(("#", "-"))]
    return dict(line.split("==") for line in lines)


def test_pip_and_conda_have_the_same_names_and_versions():
    conda = dict(re.findall(r"^  - ([\w.-]+)=([\w.]+)$", CONDA, re.M))
    conda |= dict(re.findall(r"^      - ([\w.-]+)==([\w.]+)$", CONDA, re.M))
    assert Version(conda.pop("python")) >= Version("3.11")
    assert conda == {OTHER_NAMES.get(k, k): v for k, v in pins().items()}


def test_conda_names_are_valid():
    names = re.findall(r"^  - ([^=\s:]+)(?:=|$)", CONDA, re.M)
    assert "pip" in names
    for name in names:
        assert re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*", name)
    assert "channels:\n  - conda-forge\n" in CONDA
    assert re.search(r"  - pip:\n(      .*\n)*      - -e \.\n", CONDA)
    assert "\n-e .\n" in PIP


def test_pins_lie_in_the_ranges_of_the_package():
    project = PROJECT["project"]
    ranges = project["dependencies"] + project["optional-dependencies"]["test"]
    requirements = {r.name: r for r in map(Requirement, ranges)}
    assert requirements.keys() == pins().keys()
    for name, version in pins().items():
        assert version in requirements[name].specifier


def test_ruff_finds_nothing():
    for command in (["check"], ["format", "--check"]):
        result = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert result.returncode == 0, result.stdout


def modules_after(code):
    """Return the modules loaded after `code` in a new interpreter."""
    command = [
        sys.executable,
        "-c",
        f"{code}; import sys; print(*sys.modules)",
    ]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True
    )
    return set(result.stdout.split())


def test_import_is_light():
    heavy = {"numpy", "sympy", "matplotlib", "scipy"}
    assert not heavy & modules_after("import helpers")


def test_numpy_modules_do_not_load_sympy_or_matplotlib():
    code = "import " + ", ".join(
        f"helpers.{name}"
        for name in ("model", "descent", "convergence", "data", "course")
    )
    heavy = {"sympy", "matplotlib", "scipy", "ipywidgets"}
    assert not heavy & modules_after(code)
