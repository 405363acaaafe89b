"""The commands for maintainers, and what the regression suite catches."""

import os
import re
import subprocess
import sys
from functools import partial

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from benchmarks import descent as bench
from helpers import course, data, model
from helpers.build import __main__ as command_line
from helpers.build import refresh
from tests.support import notebooks

ROOT = refresh.ROOT


def test_navigation_is_added_once_and_replaced():
    notebook = new_notebook(
        cells=[new_markdown_cell("# A"), new_markdown_cell("End.")]
    )
    line = course.navigation("05_vectorization.ipynb")
    for _ in range(2):
        refresh.write_navigation(notebook, line)
    assert [c.source for c in notebook.cells] == [
        f"# A\n\n{line}",
        f"End.\n\n{line}",
    ]
    notebook.cells.append(new_code_cell("1"))
    with pytest.raises(ValueError, match="Markdown in the first and last"):
        refresh.write_navigation(notebook, line)


def test_normalize_drops_what_changes_from_machine_to_machine():
    cell = new_code_cell("1", metadata={"tags": ["a"], "scrolled": True})
    notebook = new_notebook(cells=[cell], metadata={"widgets": {}})
    notebook.metadata["language_info"] = {"version": "9.9"}
    refresh.normalize(notebook)
    assert cell.metadata == {"tags": ["a"]}
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info["version"] != "9.9"


def test_normalize_keeps_what_is_folded():
    both = {"source_hidden": True, "outputs_hidden": True}
    metadata = [
        # What JupyterLab saves for a folded output; `collapsed` says it twice.
        {"jupyter": both | {"other": 1}, "collapsed": True},
        {"jupyter": {"source_hidden": True, "outputs_hidden": False}},
        {"jupyter": {"source_hidden": False}, "collapsed": False},
    ]
    cells = [new_code_cell("1", metadata=found) for found in metadata]
    refresh.normalize(new_notebook(cells=cells))
    assert [cell.metadata for cell in cells] == [
        {"jupyter": both},
        {"jupyter": {"source_hidden": True}},
        {},
    ]


def test_normalize_gives_widgets_lasting_ids():
    mime = "application/vnd.jupyter.widget-view+json"
    outputs = [
        new_output("display_data", {mime: {"model_id": name}})
        for name in ("a1b2", "c3d4")
    ]
    notebook = new_notebook(cells=[new_code_cell("1", outputs=outputs)])
    refresh.normalize(notebook)
    ids = [out.data[mime]["model_id"] for out in notebook.cells[0].outputs]
    assert ids == [f"{1:032x}", f"{2:032x}"]


BOTH = {"source_hidden": True, "outputs_hidden": True}


@pytest.fixture
def small_course(tmp_path, monkeypatch):
    """A repository with one small notebook, under the name of the first."""
    entry = course.COURSE[0]
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "README.md").write_text("Nothing to fill in.", "utf-8")
    sources = "from helpers import explorers", "explorers.sigmoid()"
    cells = [new_code_cell(s, metadata={"jupyter": BOTH}) for s in sources]
    ends = [new_markdown_cell("# A"), new_markdown_cell("End.")]
    notebook = new_notebook(cells=[ends[0], *cells, ends[1]])
    nbformat.write(notebook, folder / entry.file)
    monkeypatch.setattr(course, "COURSE", (entry,))
    monkeypatch.setattr(refresh, "ROOT", tmp_path)
    monkeypatch.setattr(refresh, "NOTEBOOKS", folder)
    return folder / entry.file


def test_refreshed_twice_is_the_same_to_the_byte(small_course, capsys):
    before = nbformat.read(small_course, as_version=4)
    refresh.refresh()
    once = small_course.read_bytes()
    refresh.refresh()
    assert small_course.read_bytes() == once
    after = nbformat.read(small_course, as_version=4)
    assert [c.id for c in after.cells] == [c.id for c in before.cells]
    assert [c.execution_count for c in after.cells[1:-1]] == [1, 2]
    assert "image/png" in after.cells[2].outputs[0].data
    assert after.cells[2].metadata == {"jupyter": BOTH}
    assert capsys.readouterr().out.count("executed and saved") == 2


def test_a_cell_that_raises_leaves_all_as_it_was(small_course, monkeypatch):
    monkeypatch.setenv("TQDM_DISABLE", "0")
    monkeypatch.delenv("JUPYTER_PREFER_ENV_PATH", raising=False)
    environment = dict(os.environ)
    notebook = nbformat.read(small_course, as_version=4)
    notebook.cells[1].source = "1 / 0"
    nbformat.write(notebook, small_course)
    before = small_course.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        refresh.refresh()
    assert small_course.read_bytes() == before
    assert dict(os.environ) == environment


def test_unknown_files_are_refused_before_anything_is_written():
    with pytest.raises(ValueError, match=r"files: expected some of .*'x'"):
        refresh.refresh(["00_start_here.ipynb", "x"])


@pytest.mark.parametrize("arguments", [["refresh", "x"], ["refuse"], []])
def test_the_command_line_answers_in_a_line(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(arguments)
    assert end.value.code == 2
    *usage, line = capsys.readouterr().err.splitlines()
    assert usage[0].startswith("usage: python -m helpers.build")
    assert line.startswith("python -m helpers.build: error: ")
    assert all(argument in line for argument in arguments[-1:])


def test_navigation_refuses_an_unknown_file():
    with pytest.raises(ValueError, match=r"file: expected one of .*'x'"):
        course.navigation("x")


def test_readme_table_is_up_to_date():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert refresh.with_contents(readme) == readme
    assert course.contents("notebooks/") in readme
    for file in re.findall(r"\]\((notebooks/[^)]*|\w+(?:\.md)?)\)", readme):
        assert (ROOT / file).exists(), file


def test_bench_contestants_descend_alike(monkeypatch):
    few = partial(data.two_gaussians, 400)
    monkeypatch.setattr(bench.data, "two_gaussians", few)
    *others, ours = [remark for _, _, remark in bench.experiment(rounds=1)]
    assert "apart" not in ours
    assert len(others) == 2
    for remark in others:
        assert float(remark.rpartition("apart by ")[2]) < 1e-10


WRONG = {
    "a sign": lambda grad_w, grad_b: (-grad_w, -grad_b),
    "the 1/m": lambda grad_w, grad_b: (5 * grad_w, 5 * grad_b),
    "the bias": lambda grad_w, grad_b: (grad_w, 0.0),
}


@pytest.mark.parametrize("slip", WRONG)
def test_a_wrong_gradient_fails_the_notebook(slip, monkeypatch):
    right = model.gradient
    monkeypatch.setattr(
        model, "gradient", lambda *given: WRONG[slip](*right(*given))
    )
    with pytest.raises(AssertionError):
        notebooks.run("05_vectorization.ipynb")


FOLDED = """<details><summary>Hint</summary>

Which?

<details><summary>One more hint</summary>

That.

</details></details>

<details><summary>Solution</summary>

```python
p = "{}"
```

</details>"""
STUB = 'p = TODO\n\ncheck("odds-to-probability", p)'


def exercise(solution):
    """Return the three cells of one exercise, its stub not run yet."""
    return [
        new_markdown_cell("**Your turn.** Which?"),
        new_code_cell(STUB),
        new_markdown_cell(FOLDED.format(solution)),
    ]


def test_what_pytest_catches_in_a_notebook(tmp_path):
    """An edited output, an assertion and a wrong solution, and no more."""
    printed = [
        new_output("stream", name="stdout", text=f"{n}\n") for n in (1, 2)
    ]
    imports = "from helpers.exercises import TODO, check"
    cells = [
        new_code_cell("x = 1; print(x)", outputs=[out], execution_count=1)
        for out in printed
    ]
    cells += [
        new_code_cell("assert x == 2", execution_count=3),
        new_code_cell(imports, execution_count=4),
        *exercise("o"),
        *exercise("o/(1+o)"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "some cells.ipynb")
    command = [sys.executable, "-m", "pytest", "-n0", "-rpf", "--color=no"]
    command += ["-c", "pyproject.toml", "-p", "conftest", str(tmp_path)]
    result = subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    found = re.findall(
        r"^(PASSED|FAILED) .*::(.*?)(?: - |$)", result.stdout, re.M
    )
    solution = "Solution of odds-to-probability"
    assert sorted(found) == [
        ("FAILED", "Cell 1"),
        ("FAILED", "Cell 2"),
        ("FAILED", solution),
        ("PASSED", "Cell 0"),
        ("PASSED", "Cell 3"),
        ("PASSED", "Cell 4"),
        ("PASSED", "Cell 5"),
        ("PASSED", solution),
    ], result.stdout
