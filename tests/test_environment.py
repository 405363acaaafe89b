"""Set-up files: who installs what, in which versions, and that it works."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]


def text(path):
    return (ROOT / path).read_text("utf-8")


PROJECT = tomllib.loads(text("pyproject.toml"))
LEARNERS = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
CONDA = text("environment.yml")
LISTS = {
    "requirements.txt": LEARNERS,
    "requirements-test.txt": EXTRAS["test"],
    "requirements-lint.txt": EXTRAS["lint"],
}


def lines(path):
    return [x for x in text(path).splitlines() if not x.startswith("#")]


def pins(path):
    """Return {name: version} of a requirements file, without its options."""
    pinned = [Requirement(x) for x in lines(path) if not x.startswith("-")]
    return {r.name: str(r.specifier).removeprefix("==") for r in pinned}


def locked():
    """Return {name: version} of the lock, as it applies to this machine."""
    lock = map(Requirement, lines("constraints.txt"))
    return {
        r.name: str(r.specifier).removeprefix("==")
        for r in lock
        if r.marker is None or r.marker.evaluate()
    }


def names(requirements):
    return {canonicalize_name(Requirement(r).name) for r in requirements}


# One list of versions, for pip and for conda.


def test_tests_and_lint_build_on_what_a_learner_installs():
    options = [x for x in lines("requirements.txt") if x.startswith("-")]
    assert options == ["-c constraints.txt", "-e ."]
    for path in ("requirements-test.txt", "requirements-lint.txt"):
        options = [x for x in lines(path) if x.startswith("-")]
        assert options == [lines(path)[0]] == ["-r requirements.txt"]


@pytest.mark.parametrize("path", LISTS)
def test_pins_lie_in_the_ranges_of_the_package(path):
    ranges = {r.name: r.specifier for r in map(Requirement, LISTS[path])}
    assert ranges.keys() == pins(path).keys()
    for name, version in pins(path).items():
        assert version in ranges[name]


def test_pip_and_conda_have_the_same_names_and_versions():
    conda = dict(re.findall(r"^  - ([\w.-]+)=([\w.]+)$", CONDA, re.M))
    assert Version(conda.pop("python")) >= Version("3.11")
    assert conda == pins("requirements.txt")


def test_conda_names_are_valid():
    found = re.findall(r"^  - ([^=\s:]+)(?:=|$)", CONDA, re.M)
    assert "pip" in found
    for name in found:
        assert re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*", name)
    assert "channels:\n  - conda-forge\n" in CONDA
    assert CONDA.endswith("  - pip:\n      - -e .\n")


@pytest.mark.parametrize("path", LISTS)
def test_the_lock_holds_every_pin(path):
    assert pins(path).items() <= locked().items()


def closure(requirements):
    """Return the names of all that `requirements` bring, as installed."""
    todo, seen = [Requirement(r) for r in requirements], set()
    while todo:
        wanted = todo.pop()
        for extra in {"", *wanted.extras}:
            key = canonicalize_name(wanted.name), extra
            if key in seen:
                continue
            seen.add(key)
            needed = map(Requirement, metadata.requires(wanted.name) or ())
            todo += [
                r
                for r in needed
                if r.marker is None or r.marker.evaluate({"extra": extra})
            ]
    return {name for name, _ in seen}


def test_the_lock_holds_all_that_comes_along():
    brought = closure(LEARNERS + EXTRAS["test"])
    assert "fqdn" in brought  # by an extra of a dependency's dependency
    assert brought <= locked().keys()


def test_the_lock_names_no_place():
    for line in lines("constraints.txt"):
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w.' <>=!()*]+)?", line)


# Nothing is imported that is not declared, nor declared for nothing.


def code(path):
    """Return a module's source, or that of all code cells of a notebook."""
    if path.suffix == ".py":
        return path.read_text("utf-8")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    transform = TransformerManager().transform_cell
    return "\n".join(
        transform("".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "code"
    )


def imports(path):
    """Return the top-level names that a module or notebook imports."""
    found = set()
    for node in ast.walk(ast.parse(code(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.partition(".")[0])
    ours = {"helpers", "tests", "benchmarks"}
    return found - ours - sys.stdlib_module_names


packages_distributions = cache(metadata.packages_distributions)


def distributions(name):
    found = packages_distributions().get(name, ())
    return {canonicalize_name(x) for x in found}


BUILD = sorted(ROOT.glob("helpers/build/**/*.py"))
OF_LEARNERS = [
    *sorted(set(ROOT.glob("helpers/**/*.py")) - set(BUILD)),
    *sorted(ROOT.glob("notebooks/*.ipynb")),
]
OF_MAINTAINERS = [
    *BUILD,
    *sorted(ROOT.glob("tests/**/*.py")),
    *sorted(ROOT.glob("benchmarks/*.py")),
    ROOT / "conftest.py",
]


def undeclared(paths, requirements):
    declared = names(requirements)
    return {
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in imports(path)
        if not declared & distributions(name)
    }


def test_what_a_learner_imports_is_declared():
    assert undeclared(OF_LEARNERS, LEARNERS) == set()


def test_what_a_maintainer_imports_is_declared():
    assert undeclared(OF_MAINTAINERS, LEARNERS + EXTRAS["test"]) == set()


def test_a_learner_installs_only_what_is_used():
    imported = set().union(*map(imports, OF_LEARNERS))
    used = set().union(*map(distributions, imported))
    # The notebooks are opened in JupyterLab, which nothing imports.
    assert names(LEARNERS) - used == {"jupyterlab"}


# One version, and one date.


def test_a_version_is_the_same_wherever_it_is_told():
    number, date = re.search(
        r"^## ([\d.]+) – ([\d-]+)$", text("CHANGELOG.md"), re.M
    ).groups()
    assert PROJECT["project"]["version"] == number
    citation = text("CITATION.cff")
    assert f"\nversion: {number}\n" in citation
    assert f"\ndate-released: {date}\n" in citation


# The commands.

TEST_COMMAND = "python -m pip install -r requirements-test.txt && pytest"


def test_continuous_integration_runs_the_command_of_the_readme():
    assert f"\n{TEST_COMMAND}\n" in text("README.md")
    assert text(".ci/run").endswith(f"\n{TEST_COMMAND}\n")


def test_continuous_integration_installs_what_is_locked():
    workflow = text(".github/workflows/ci.yml")
    workflow, _, newest = workflow.partition("\n  newest:\n")
    installs = re.findall(r"pip install (.*)", workflow + text(".ci/run"))
    assert len(installs) == 5
    for arguments in installs:
        assert arguments.split(" && ")[0] in {f"-r {path}" for path in LISTS}
    assert "-r " not in newest


def test_each_file_named_for_strict_types_exists():
    strict = PROJECT["tool"]["pyright"]["strict"]
    assert "helpers/model.py" in strict
    assert [path for path in strict if not (ROOT / path).is_file()] == []


def run(*args, **kwargs):
    """Run this Python with `args` and return what it prints."""
    result = subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        encoding="utf-8",
        **kwargs,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_profile_that_is_asked_for_draws_the_examples():
    # Twice in one process, but with each conftest run anew.
    probe = """if True:
        import sys, pytest

        class Probe:
            def pytest_collection_finish(self):
                from hypothesis import settings
                used = settings.default
                print("draws", used.derandomize, used.max_examples)

        for options in [], ["--hypothesis-profile=random"]:
            sys.modules.pop("conftest", None)
            sys.modules.pop("tests.conftest", None)
            pytest.main([*sys.argv[1:], *options], plugins=[Probe()])
    """
    args = ["-n0", "--collect-only", "-pno:cacheprovider"]
    output = run("-c", probe, *args, __file__, cwd=ROOT)
    drawn = re.findall("^draws (.*)$", output, re.M)
    assert drawn == ["True 100", "False 1000"]


def test_no_test_repeats_its_examples_whatever_the_profile():
    alone = [
        path.name
        for path in ROOT.glob("tests/**/test_*.py")
        if re.search(r"\bderandomize=", path.read_text("utf-8"))
    ]
    assert alone == []


# The package, built and installed elsewhere.


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel, built offline from a copy: the build leaves files behind."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "helpers", source / "helpers", ignore=ignored)
    options = ["--no-deps", "--no-index", "--no-build-isolation"]
    run("-m", "pip", "wheel", *options, "-w", "wheels", ".", cwd=source)
    [built] = (source / "wheels").iterdir()
    return built


def test_a_wheel_holds_every_module_and_what_it_reads(wheel):
    with ZipFile(wheel) as archive:
        held = {x for x in archive.namelist() if x.startswith("helpers/")}
    kinds = ".py", ".csv", ".css", ".html", ".js", ".md"
    files = [p for p in ROOT.glob("helpers/**/*") if p.suffix in kinds]
    assert held == {p.relative_to(ROOT).as_posix() for p in files}


def test_an_installed_wheel_reads_the_flights(wheel, tmp_path):
    options = ["--no-deps", "--no-index", "--target", "installed"]
    run("-m", "pip", "install", *options, str(wheel), cwd=tmp_path)
    flights = run(
        "-c",
        "import helpers.data as data; X, y = data.challenger();"
        "print(data.__file__, X.shape, y.sum(), sep='\\n')",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
    )
    file, shape, damaged = flights.splitlines()
    assert Path(file).is_relative_to(tmp_path)
    assert (shape, damaged) == ("(23, 1)", "7")
