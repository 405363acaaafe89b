"""A lecture starts on copies, with settings of its own; notes are a page.

What the room sees: tests/browser/test_deck.py.
"""

import importlib.util
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import course
from helpers.build import __main__ as command_line
from helpers.build import lecture, notes, refresh
from tests.support import in_lab
from tests.support.notebooks import FILES


def refused(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main([*map(str, arguments)])
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("file", FILES)
def test_a_notebook_is_known_by_label_and_by_file_name(file):
    (about,) = (one for one in course.COURSE if one.file == file)
    for name in (about.label, file, f"notebooks/{file}"):
        assert refresh.chosen([name]) == [file]


@pytest.mark.parametrize("command", ["lecture", "notes"])
@pytest.mark.parametrize("name", ["4", "10", "04_gradient_descent"])
def test_an_unknown_notebook_is_refused_in_a_line(command, name, capsys):
    line = refused([command, name], capsys)
    assert re.search(rf"files: expected some of .*'04'.*, got '{name}'", line)


def test_without_the_deck_nothing_starts(monkeypatch, capsys):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: None if name == "jupyterlab_slideshow" else find(name),
    )
    monkeypatch.setattr(lecture, "_run", None)
    line = refused(["lecture", "04"], capsys)
    assert line.endswith('use: python -m pip install -e ".[lectures]"')
    assert "jupyterlab-slideshow is not installed" in line


def test_a_lab_that_fails_is_told(monkeypatch, capsys):
    fails = [sys.executable, "-c", "raise SystemExit(5)"]
    monkeypatch.setattr(lecture, "command", lambda *_: fails)
    line = refused(["lecture", "04"], capsys)
    assert line.endswith("JupyterLab ended with status 5; see above")


def test_the_lecturer_edits_copies(tmp_path):
    folder = lecture.prepare(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    for file in FILES:
        source, copied = refresh.NOTEBOOKS / file, folder / file
        assert copied.read_bytes() == source.read_bytes()
        assert not copied.samefile(source)


def test_no_settings_but_its_own_are_read_or_written(tmp_path, monkeypatch):
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR"):
        monkeypatch.setenv(name, "the learner's")
    found = lecture.environment(tmp_path)
    assert "JUPYTER_CONFIG_PATH" not in found
    places = [found[k] for k in found if re.search("JUPYTER.*_DIR|IPYTH", k)]
    assert len(places) == 6
    assert all(Path(place).parent == tmp_path for place in places)


def _until_address(lines):
    said = ""
    for line in lines:
        said += line
        if found := re.search(r"http://127.*/00_start_here.*=\w+$", line):
            return said, found[0]
    raise AssertionError(said)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_from_the_command_to_ctrl_c(tmp_path):
    """The address is printed, Ctrl+C ends it, and no folder remains."""
    variables = os.environ | {"TMPDIR": str(tmp_path)}
    arguments = "-m", "helpers.build", "lecture", "00", "--no-browser"
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=variables,
        cwd=refresh.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as started:
        try:
            said, address = _until_address(started.stdout)
            in_lab.wait_for(address, started, tmp_path / "no log")
            (home,) = tmp_path.glob("lecture-*")
            assert (home / "notebooks/00_start_here.ipynb").exists()
        finally:
            os.killpg(started.pid, signal.SIGINT)
        said += started.stdout.read()
    assert started.returncode == 0, said
    assert "File > Download" in said
    assert said.endswith("Ended; the copy is removed.\n")
    assert not re.search("Traceback|not found", said)
    assert not home.exists()


# --- notes ------------------------------------------------------------------


def note(text):
    fold = (
        "<details><summary>Notes for a lecture</summary>\n\n{}\n\n</details>"
    )
    return of_type("notes", fold.format(text))


def of_type(kind, text, make=new_markdown_cell, **metadata):
    slide = {"slideshow": {"slide_type": kind}}
    return make(text, metadata=slide | metadata)


def sample():
    return new_notebook(
        cells=[
            of_type("slide", "# Odds\n\n" + "word " * 8),
            note("**Ask:** what is 1 < 2?"),
            of_type("skip", "word " * 100),
            of_type("fragment", "word " * 10),
            of_type(
                "fragment", "1\n2", new_code_cell, jupyter={"source_hidden": 1}
            ),
            note("*Wait.*"),
            of_type("slide", "## Log-odds"),
            of_type("fragment", "1", new_code_cell),
            of_type("fragment", "<details>folded</details> " + "word " * 3),
            note("**They stumble over:** zero"),
        ]
    )


def test_a_note_has_its_slide_its_minute_and_its_text():
    notebook = sample()
    before = nbformat.writes(notebook)
    # 10, 20 and 40 words and lines: 2 in the heading, 15 a line of code.
    found = notes.found_in(notebook, 40)
    assert [one.heading for one in found] == ["Odds", "Odds", "Log-odds"]
    assert [one.minute for one in found] == [10, 20, 40]
    assert "<strong>Ask:</strong> what is 1 &lt; 2?" in found[0].html
    assert "<em>Wait.</em>" in found[1].html
    assert all("Notes for a lecture" not in one.html for one in found)
    assert nbformat.writes(notebook) == before


def test_a_poll_and_an_explorer_take_time():
    poll = "**Predict.** " + "word " * 34
    notebook = new_notebook(
        cells=[
            of_type("fragment", poll),
            note("*Wait.*"),
            of_type("fragment", "explorers.loss(1, 0.3)", new_code_cell),
            note("*Wait.*"),
        ]
    )
    # 35 words and 150 for the votes; 15 for the line and 400 to move it.
    found = notes.found_in(notebook, 600)
    assert [one.minute for one in found] == [185, 600]


def test_a_page_holds_all_it_needs():
    page = notes.page(sample(), "Odds", 40)
    assert page.count("<section") == 3
    assert "{{" not in page and "{%" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import|https?:", page)


@pytest.mark.parametrize("file", FILES)
def test_the_notes_of_every_notebook_can_be_written(file, tmp_path, capsys):
    out = tmp_path / "notes.html"
    command_line.main(["notes", file, str(out), "--no-browser"])
    assert capsys.readouterr().out == f"{out}: written\n"
    cells = nbformat.read(refresh.NOTEBOOKS / file, as_version=4).cells
    kinds = [cell.metadata["slideshow"]["slide_type"] for cell in cells]
    wanted = kinds.count("notes")
    page = out.read_text("utf-8")
    assert page.count("<section") == wanted
    assert page.count("This notebook has no notes.") == (wanted == 0)


def test_notes_open_in_a_browser(tmp_path, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr(notes.webbrowser, "open", opened.append)
    monkeypatch.setattr(notes.tempfile, "tempdir", str(tmp_path))
    command_line.main(["notes", "04"])
    path = capsys.readouterr().out.removesuffix(": written\n")
    assert opened == [Path(path).as_uri()]
    assert Path(path).is_relative_to(tmp_path)


def test_notes_overwrite_nothing(tmp_path, capsys):
    file = tmp_path / "notes.html"
    file.write_text("kept", "utf-8")
    for out in (file, tmp_path, file / "below", tmp_path / "no" / "folder"):
        line = refused(["notes", "04", out, "--no-browser"], capsys)
        wanted = f"out: expected a file that can be made, got '{out}'"
        assert line.endswith(wanted)
    assert file.read_text("utf-8") == "kept"
