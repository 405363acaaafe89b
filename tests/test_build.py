"""The commands for maintainers, and what the regression suite catches."""

import re
import subprocess
import sys
from functools import partial

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from benchmarks import descent as bench
from helpers import course, data, model
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
    refresh.normalize(notebook)
    assert cell.metadata == {"tags": ["a"]}
    assert "widgets" not in notebook.metadata
    assert notebook.metadata.language_info == {"name": "python"}


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


def test_unknown_files_are_refused_before_anything_is_written():
    with pytest.raises(ValueError, match=r"files: expected some of .*'x'"):
        refresh.refresh(["00_start_here.ipynb", "x"])


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


SOLUTION = """\
<details>
<summary>Solution</summary>

```python
{}
assert x == 1
```

</details>"""


def test_what_pytest_catches_in_a_notebook(tmp_path):
    """An edited output, an assertion and a wrong solution, and no more."""
    printed = [
        new_output("stream", name="stdout", text=f"{n}\n") for n in (1, 2)
    ]
    cells = [
        new_code_cell("x = 1; print(x)", outputs=[out], execution_count=1)
        for out in printed
    ]
    cells += [
        new_code_cell("assert x == 2", execution_count=3),
        new_markdown_cell("## Exercises"),
        new_markdown_cell(SOLUTION.format("x = 2")),
        new_markdown_cell(SOLUTION.format("")),
        new_markdown_cell("End."),
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
    found = re.findall(r"^(PASSED|FAILED) .*::(\w+ \d)", result.stdout, re.M)
    assert sorted(found) == [
        ("FAILED", "Cell 1"),
        ("FAILED", "Cell 2"),
        ("FAILED", "Solution 1"),
        ("PASSED", "Cell 0"),
        ("PASSED", "Solution 2"),
    ], result.stdout
