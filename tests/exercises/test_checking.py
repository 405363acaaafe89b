"""`check`, and the progress it keeps."""

import json
import subprocess
import sys

import pytest

from helpers import course
from helpers.exercises import (
    BANK,
    LESSONS,
    TODO,
    check,
    check_line,
    progress,
    show_progress,
)
from helpers.exercises.checking import _table
from helpers.exercises.kinds import Formula

VARIABLE = "ODDS_TO_GRADIENTS_PROGRESS"
NAME = "odds-to-probability"


@pytest.fixture
def file(tmp_path, monkeypatch):
    kept = tmp_path / "folder" / "progress.json"
    monkeypatch.setenv(VARIABLE, str(kept))
    return kept


@pytest.mark.parametrize("answer", [TODO, None, ..., "", " ", (TODO,)])
def test_a_stub_is_not_attempted(answer, file):
    assert check(NAME, answer).state == "not attempted"
    assert not file.exists()


@pytest.mark.parametrize("name", ["odds-to-probabilty", "", 3, None, []])
def test_an_unknown_name_is_refused(name):
    with pytest.raises(ValueError, match=r"^name: expected an exercise"):
        check(name, "o")


def test_a_near_name_is_offered():
    with pytest.raises(ValueError, match=f"did you mean '{NAME}'"):
        check("odds-to-probabilty", "o")


def test_what_is_solved_is_kept_once(file):
    assert progress.solved() == set()
    check(NAME, "o")
    assert progress.solved() == set()
    for _ in range(2):
        assert check(NAME, "o/(1+o)").correct
    assert progress.solved() == {NAME}
    lines = file.read_text().strip().splitlines()
    assert [json.loads(line) for line in lines] == [{"solved": NAME}]


def test_two_notebooks_lose_nothing(file):
    """Two processes write at once; every line of both is there."""
    code = (
        "import sys; from helpers.exercises import progress\n"
        "for i in range(200): progress.record(f'{sys.argv[1]}{i}')"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, who]) for who in "ab"
    ]
    assert [one.wait() for one in both] == [0, 0]
    assert progress.solved() == {f"{w}{i}" for w in "ab" for i in range(200)}


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"solved": 3}', "\x00", '{"solv', "[" * 10**5]
)
def test_what_cannot_be_read_is_left_out(file, text):
    progress.record("one")
    with file.open("a") as stream:
        stream.write(text)
    progress.record("two")
    assert progress.solved() == {"one", "two"}


def test_a_place_that_cannot_be_written_disturbs_nobody(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "progress"))
    assert check(NAME, "o/(1+o)").correct
    assert progress.solved() == set()


def test_nothing_is_kept_where_the_variable_is_empty(monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    assert progress.path() is None
    assert check(NAME, "o/(1+o)").correct
    assert progress.solved() == set()


def test_a_file_in_the_home_folder_may_be_named(tmp_path, monkeypatch):
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.setenv(VARIABLE, "~/kept")
    assert progress.path() == tmp_path / "kept"


def test_the_usual_place_is_the_users_own(monkeypatch):
    monkeypatch.delenv(VARIABLE)
    path = progress.path()
    assert path.name == "progress.json"
    assert path.parent.name == "odds-to-gradients"


def test_the_table_counts_what_is_solved():
    with_some = [label for label in LESSONS if LESSONS[label]]
    assert _table(set()).count("<tr>") == 1 + len(with_some)
    assert f"<td>0 of {len(LESSONS['01'])}</td>" in _table({"unknown"})
    assert f"<td>1 of {len(LESSONS['01'])}</td>" in _table({NAME})


def test_progress_reads_the_same_for_everybody(file, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data)
    )
    show_progress()
    check(NAME, "o/(1+o)")
    show_progress()
    one, other = (data["text/plain"] for data in shown)
    assert one == other


def test_every_exercise_belongs_to_one_notebook():
    assert len(BANK) == sum(map(len, LESSONS.values()))
    assert set(LESSONS) <= {notebook.label for notebook in course.COURSE}


def test_a_box_checks_a_line_and_keeps_what_was_answered(file):
    box = check_line(NAME)
    try:
        box.acts = [[1, "judge", "o"], [2, "judge", "o/(1+o)"]]
        assert [one["state"] for one in box.answers] == ["right", "not right"]
        assert progress.solved() == {NAME}
        assert check_line(NAME) is box
    finally:
        box.acts, box.answers, box.heard = [], [], 0


@pytest.mark.parametrize("name", ["nothing", None])
def test_a_box_needs_an_exercise(name):
    with pytest.raises(ValueError, match=r"^name: expected an exercise"):
        check_line(name)


def test_a_box_needs_a_formula():
    other = next(n for n in BANK if not isinstance(BANK[n], Formula))
    with pytest.raises(ValueError, match="expected a Formula, got the"):
        check_line(other)
