"""One source, two versions: for students and for lecturers."""

import copy

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from helpers.build import __main__ as command_line
from helpers.build import refresh, versions
from helpers.build.exercises import NOTES, exercises, lecturer, student
from tests.support.notebooks import FILES, read

HINTS = """<details><summary>Hint</summary>

Which number is it?

<details><summary>One more hint</summary>

It is even.

</details></details>"""
SOLUTION = """<details><summary>Solution</summary>

Two is the one.

```python
answer = 2
```

</details>"""
STUB = 'answer = TODO  # a number\n\ncheck("a-name", answer)'
WHOLE = f"{HINTS}\n\n{SOLUTION}"
NOTE = f"{NOTES}\n\n**Ask:** which?\n\n</details>"


def with_exercise(stub=STUB, folded=WHOLE, title="**One.**"):
    shown = new_output("stream", name="stdout", text="· not attempted")
    return new_notebook(
        cells=[
            new_markdown_cell("# A title"),
            new_code_cell("x = 1", execution_count=1),
            new_markdown_cell(
                NOTE, metadata={"slideshow": {"slide_type": "notes"}}
            ),
            new_markdown_cell(f"{title} Which?"),
            new_code_cell(stub, execution_count=2, outputs=[shown]),
            new_markdown_cell(folded),
        ]
    )


def test_an_exercise_is_found_whole():
    (found,) = exercises(with_exercise())
    assert (found.name, found.place) == ("a-name", 4)
    assert found.stub == "answer = TODO  # a number"
    assert found.solution == "answer = 2"
    assert found.check == 'check("a-name", answer)'


def test_a_blank_line_at_the_end_hides_no_exercise():
    (found,) = exercises(with_exercise(f"{STUB} \n"))
    assert found.check == 'check("a-name", answer)'


def test_a_box_is_an_exercise_too():
    folded = WHOLE.replace("answer =", "line =")
    notebook = with_exercise('check_line("a-name")', folded)
    (found,) = exercises(notebook)
    assert found.stub == ""
    assert found.check == 'check("a-name", line)'
    assert student(notebook).cells[3].source == 'check_line("a-name")'
    assert lecturer(notebook).cells[4].source.startswith("line = 2\n")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "One."}, "expected a bold title"),
        ({"folded": HINTS}, "one block of Python, got 0"),
        ({"folded": SOLUTION}, "expected two hints"),
        (
            {"folded": WHOLE.replace("answer", "other")},
            "expected a solution that defines",
        ),
        (
            {"folded": WHOLE.replace("```", "~~~")},
            "one block of Python, got 0",
        ),
        (
            {"stub": 'def f(x):\n    return TODO\n\n\ncheck("a-name", f)'},
            r"defines \['f'\], got \['answer'\]",
        ),
    ],
)
def test_an_exercise_that_is_not_whole_is_refused(changed, words):
    notebook = with_exercise(**changed)
    with pytest.raises(ValueError, match=words):
        exercises(notebook)


def test_a_last_stub_without_solution_is_refused():
    notebook = with_exercise()
    del notebook.cells[-1]
    with pytest.raises(ValueError, match="two hints below the stub"):
        exercises(notebook)


def test_students_get_hints_and_no_more():
    source = with_exercise()
    before = copy.deepcopy(source)
    notebook = student(source)
    assert source == before
    assert [c.source for c in notebook.cells] == [
        "# A title",
        "x = 1",
        "**One.** Which?",
        STUB,
        HINTS,
    ]
    for cell in notebook.cells:
        assert not cell.get("outputs") and not cell.get("execution_count")


@pytest.mark.parametrize("left", [SOLUTION, NOTE, SOLUTION.lower()])
def test_what_would_be_left_over_is_refused(left):
    notebook = with_exercise()
    notebook.cells.append(new_markdown_cell(f"Text.\n\n{left}"))
    with pytest.raises(ValueError, match="left over: 'Text"):
        student(notebook)


def test_lecturers_get_the_solution_in_place_of_the_stub():
    source = with_exercise()
    before = copy.deepcopy(source)
    notebook = lecturer(source)
    assert source == before
    cell = notebook.cells[4]
    assert cell.source == 'answer = 2\n\n\ncheck("a-name", answer)'
    assert cell.outputs == [] and cell.execution_count is None
    del notebook.cells[4], before.cells[4]
    assert notebook == before


# --- the course itself -------------------------------------------------------


def results(notebook):
    """Return what each `check` printed, by the name of its exercise."""
    return {
        found.name: "".join(
            out.get("data", {}).get("text/plain", "")
            for out in notebook.cells[found.place].outputs
        )
        for found in exercises(notebook)
    }


@pytest.mark.parametrize("file", FILES)
def test_the_lecturers_answers_are_all_right(file):
    notebook = lecturer(read(file))
    refresh.execute(notebook)
    shown = results(notebook)
    assert [name for name in shown if not shown[name].startswith("✓")] == []


@pytest.mark.parametrize("file", FILES)
def test_the_students_are_not_attempted_and_nothing_fails(file):
    source = read(file)
    notebook = student(source)
    refresh.execute(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    for found in exercises(source):
        (shown,) = cells[source.cells[found.place].id].outputs
        words = "· not attempted" if found.stub else "A box to type a line"
        assert shown.data["text/plain"].startswith(words), found.name


# --- the commands ------------------------------------------------------------


@pytest.mark.parametrize("command", ["student", "lecturer"])
def test_the_command_writes_notebooks(command, tmp_path, capsys):
    folder = tmp_path / "a folder"
    command_line.main([command, str(folder), "00", "sources.ipynb"])
    assert sorted(p.name for p in folder.iterdir()) == [
        "00_start_here.ipynb",
        "sources.ipynb",
    ]
    for path in folder.iterdir():
        nbformat.validate(nbformat.read(path, as_version=4))
    assert capsys.readouterr().out.count("written") == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["student", "{}/new", "11"], "got '11'"),
        (["lecturer", "{}/new", "no.ipynb"], "got 'no.ipynb'"),
        (["student", "{}"], "expected an empty one"),
        (["lecturer", "{}/file"], "expected an empty one"),
        (["student", "{}/file/in"], "expected an empty one"),
    ],
)
def test_bad_input_ends_with_one_line(arguments, words, tmp_path, capsys):
    (tmp_path / "file").write_text("kept")
    filled = [part.format(tmp_path) for part in arguments]
    with pytest.raises(SystemExit) as ended:
        command_line.main(filled)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err.splitlines()[-1]
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_nothing_is_written_if_one_notebook_is_not_whole(
    tmp_path, monkeypatch
):
    def refused(notebook):
        raise ValueError("not whole")

    monkeypatch.setattr(versions.exercises, "student", refused)
    with pytest.raises(ValueError, match="not whole"):
        versions.student(tmp_path / "new")
    assert not (tmp_path / "new").exists()
