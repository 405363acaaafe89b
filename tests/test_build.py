"""The commands for maintainers, and what the regression suite catches."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from benchmarks import descent as bench
from helpers import course
from helpers.build import refresh

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


def test_bench_contestants_descend_alike():
    for row in bench.experiment(rounds=1):
        assert float(
            re.findall(r"apart by (\S+)", row[2] + " apart by 0")[0]
        ) < (1e-10)


def nbval(folder):
    """Run the tests of a copied notebook with the helpers beside it."""
    env = os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "--nbval"]
    command += ["--nbval-current-env", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "notebooks"],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture
def copy(tmp_path):
    """Copy helpers and notebook 05 into a folder with a space in its name."""
    folder = tmp_path / "a copy"
    shutil.copytree(ROOT / "helpers", folder / "helpers")
    (folder / "notebooks").mkdir()
    shutil.copy(
        ROOT / "notebooks" / "05_vectorization.ipynb", folder / "notebooks"
    )
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder


MUTANTS = {
    "a sign": ("error = s * sigmoid(u)", "error = -s * sigmoid(u)"),
    "the 1/m": ("X.T @ error / len(s)", "X.T @ error"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_wrong_gradient_fails_the_notebook(copy, mutant):
    path = copy / "helpers" / "model.py"
    before, after = MUTANTS[mutant]
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")
    result = nbval(copy)
    assert result.returncode == 1
    assert "AssertionError" in result.stdout


def test_an_edited_output_fails_the_notebook(copy):
    path = copy / "notebooks" / "05_vectorization.ipynb"
    notebook = nbformat.read(path, as_version=4)
    output = next(c.outputs[0] for c in notebook.cells if c.get("outputs"))
    assert "0.2891" in output.text
    output.text = output.text.replace("0.2891", "0.2892")
    nbformat.write(notebook, path)
    result = nbval(copy)
    assert result.returncode == 1
    assert "1 failed" in result.stdout
