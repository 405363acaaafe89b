"""Handouts as HTML: what is on the page, what at its end, what is refused.

How they look in a browser, and as PDF: tests/browser/test_handouts.py.
"""

import re
import sys
from itertools import pairwise

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from helpers import course, output
from helpers.build import __main__ as command_line
from helpers.build import pages, sheets
from helpers.build.handout import folds, links
from helpers.build.handout import pdf as printing
from helpers.build.handout import write as handout
from tests.support import notebooks

FILE = "04_gradient_descent.ipynb"
PREDICTION = """\
**Predict.** Which?

<details><summary><b>A</b> this</summary>

No, *for* a reason.

</details>

<details><summary><b>B</b> that</summary>

✓ Yes.

</details>"""
EXERCISE = """\
<details><summary>Hint</summary>

A nudge.

<details><summary>One more hint</summary>

A push.

</details></details>

<details><summary>Solution</summary>

```python
x = 1
```

</details>"""
NOTES = """\
<details><summary>Notes for a lecture</summary>

Ask them.

</details>"""


def paper(*cells, **options):
    """Return the body of a handout, without its head."""
    cells = [new_markdown_cell("# A *title*"), *cells]
    notebook = new_notebook(
        cells=[
            new_markdown_cell(c) if isinstance(c, str) else c for c in cells
        ]
    )
    page = handout.page(notebook, FILE, **options)
    return page.partition("<body")[2]


def parts(body):
    """Return what stands before the hints and answers, and those."""
    before, _, hints = body.partition(">Hints</h2>")
    if hints:
        return before, *hints.split(">Answers</h2>")
    before, _, answers = body.partition(">Answers</h2>")
    return before, "", answers


def test_choices_stay_and_what_they_hold_goes_to_the_end():
    before, _, answers = parts(paper("## Rates\n\nText.", PREDICTION))
    assert "<li><b>A</b> this</li>\n<li><b>B</b> that</li>" in before
    assert "✓" not in before
    assert "for</em> a reason" not in before
    assert '<a href="#answer-1">' in before
    heading, first, second = answers.split('class="summary">')
    assert re.search(r'id="answer-1">Answer 1</span> · Rates</h3>', heading)
    assert first.startswith("<b>A</b> this</p>")
    assert "<em>for</em> a reason" in first
    assert second.startswith("<b>B</b> that</p>")
    assert "✓ Yes." in second


def test_a_hint_does_not_stand_beside_the_solution():
    body = paper(PREDICTION, "**2. A number.** Try.", EXERCISE)
    before, hints, answers = parts(body)
    assert '<a href="#hint-2">' in before
    assert '<a href="#answer-2">' in before
    assert "nudge" not in before + answers
    assert "· 2. A number</h3>" in hints
    assert hints.index("nudge") < hints.index("One more hint")
    assert hints.index("One more hint") < hints.index("push")
    assert 'class="mi">1</span>' in answers
    assert 'class="mi">1</span>' not in before + hints


def test_a_question_from_before_is_asked_and_answered_later():
    fold = "<details><summary>{}</summary>\n\nBecause.\n\n</details>"
    cell = "\n\n".join(map(fold.format, ["Why?", "And what then?"]))
    before, _, answers = parts(paper(cell, fold.format("After your guess")))
    assert "<li>Why?</li>\n<li>And what then?</li>" in before
    assert "After your guess: →" in before
    assert "Because" not in before
    assert answers.count("Because") == 3
    assert re.findall(r">(Answer \d)</span>", answers) == [
        "Answer 1",
        "Answer 2",
    ]


def test_what_a_lecturer_says_is_left_out():
    notes = new_markdown_cell("Ask why.")
    notes.metadata["slideshow"] = {"slide_type": "notes"}
    body = paper(notes, "Text.\n\n" + NOTES)
    assert "Text." in body
    assert "Ask" not in body
    assert "Answers" not in body


@pytest.mark.parametrize("wrong", ["</details>", PREDICTION[:-10]])
def test_a_fold_without_an_end_is_refused(wrong):
    with pytest.raises(ValueError, match="a </details> for each <details>"):
        folds.read(wrong)


def shown(alt):
    data, about = output.bundle(b"\x89PNG still", alt, width=846)
    return new_output("display_data", data, metadata=about)


def test_code_is_printed_as_it_is_seen_or_not_at_all():
    outs = [new_output("stream", text="1 < 2\n"), shown("Seen.")]
    folded = new_code_cell("drawn = 1", outputs=outs)
    folded.metadata["jupyter"] = {"source_hidden": True}
    cells = new_code_cell("seen = 2"), folded
    with_code, without = paper(*cells), paper(*cells, code=False)
    assert ["seen" in body for body in (with_code, without)] == [True, False]
    for body in (with_code, without):
        assert "drawn" not in body
        assert "1 &lt; 2" in body
        assert "<img" in body


def test_a_picture_has_its_sentence_for_all_and_says_it_once():
    out = shown('p < 1 & "so".')
    out.data[output.WIDGET] = {"model_id": "a"}
    body = paper(new_code_cell("1", outputs=[out]))
    sentence = 'p &lt; 1 &amp; "so".'
    assert f"<img alt='{sentence}' src=" in body
    assert f'<figcaption aria-hidden="true">{sentence}</figcaption>' in body
    assert "model_id" not in body


@pytest.mark.parametrize(
    "source", ["x = TODO\n\ncheck('a', x)", "check_line('a')"]
)
def test_an_exercise_has_room_instead_of_a_verdict(source):
    waits = {output.WIDGET: {"model_id": "a"}, "text/plain": "It waits."}
    for data in {"text/markdown": "not attempted"}, waits:
        given = new_output("stream", text="Given.")
        outs = [given, new_output("display_data", data)]
        body = paper(new_code_cell(source, outputs=outs), code=False)
        assert body.count('class="room"') == 1
        assert "Given." in body
        assert "attempted" not in body and "waits" not in body


def test_an_import_needs_no_room():
    source = "from helpers.exercises import TODO, check, check_line"
    assert "room" not in paper(new_code_cell(source))


def test_what_only_a_kernel_shows_is_left_out():
    waits = {output.WIDGET: {"model_id": "a"}, "text/plain": "It waits."}
    step = waits | {"text/latex": "$$a$$"}
    outs = [new_output("display_data", data) for data in (waits, step)]
    body = paper(new_code_cell("show()", outputs=outs))
    assert "waits" not in body
    assert "$$a$$" in body
    assert "room" not in body


def test_heads_of_tables_say_what_they_head():
    body = paper("| a | b |\n|-|-:|\n| 1 | 2 |")
    assert len(re.findall(r'<th scope="col"[ >]', body)) == 2
    assert "<th>" not in body


def test_links_become_numbers_and_names():
    body = paper(
        "See [one](https://a.org/?x=1&y=2), [two](https://b.org), "
        "[one again](https://a.org/?x=1&y=2), "
        "[the chain rule](03_chain_rule.ipynb#Both), "
        "[notebook 05](05_vectorization.ipynb), [who](../LICENSE) "
        "and `x[0](1)`."
    )
    numbers = re.findall(r'</a><sup class="link">(\d)</sup>', body)
    assert numbers == ["1", "2", "1"]
    assert "the chain rule (notebook 03), notebook 05, who (../LI" in body
    assert "x[0](1)" in body
    listed = body.partition(">Links</h2>")[2]
    assert re.findall("<li>(.*)</li>", listed) == [
        "https://a.org/?x=1&amp;y=2",
        "https://b.org",
    ]


def test_a_table_of_contents_does_not_say_each_number_twice():
    link = '<a href="03_chain_rule.ipynb">03</a>'
    assert links.on_paper(link) == "03"


def test_the_notebook_is_left_as_it_is():
    notebook = notebooks.read(FILE)
    before = nbformat.writes(notebook)
    handout.page(notebook, FILE)
    assert nbformat.writes(notebook) == before


def test_a_formula_is_not_taken_for_a_tag():
    latex = new_output("display_data", {"text/latex": "$$a<b>c$$"})
    body = paper(new_code_cell("1", outputs=[latex]))
    assert '<div class="formula">$$a&lt;b&gt;c$$</div>' in body


def test_formulas_come_from_an_installed_package_if_there_are_any():
    for text, scripts in (("A dollar.", 0), ("A $title$", 2)):
        notebook = new_notebook(cells=[new_markdown_cell(text)])
        page = handout.page(notebook, FILE)
        assert len(re.findall("<script", page)) >= scripts
        assert ("MathJax = {" in page) == bool(scripts)


@pytest.fixture(scope="module", params=notebooks.FILES)
def whole(request):
    """Give a notebook of the course and its handout, without MathJax."""
    file = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "mathjax", lambda: "")
        notebook = notebooks.read(file)
        return file, notebook, handout.page(notebook, file)


def test_every_handout_is_whole(whole):
    file, notebook, page = whole
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    label = next(n.label for n in course.COURSE if n.file == file)
    assert f'content: "{label} · ' in page
    assert "<details" not in page
    assert "Contents (notebook 00)" not in page
    pictures = [o for o in notebooks.outputs(notebook) if "data" in o]
    wanted = sum("image/png" in out.data for out in pictures)
    assert len(re.findall(r'<img alt=["\'][^"\']', page)) == wanted
    latex = sum("text/latex" in out.data for out in pictures)
    assert page.count('<div class="formula">') == latex
    assert page.count("<img") == page.count("<figcaption") == wanted


def test_every_heading_and_link_of_a_handout_leads_on(whole):
    _, _, page = whole
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    targets = re.findall(r' href="([^"]*)"', page)
    assert all(re.match("#|https?:", target) for target in targets)
    for target in targets:
        if target.startswith("#"):
            assert page.count(f'id="{target[1:]}"') == 1
    # What a page loads it holds.
    assert all(
        s.startswith("data:") for s in re.findall(r' src="(.*?)"', page)
    )


def test_no_right_choice_shows_before_the_answers(whole):
    _, notebook, page = whole
    before, _, answers = parts(page)
    right = "\n".join(notebooks.sources(notebook, "markdown"))
    marks = len(re.findall(r"</summary>\n\n✓", right))
    assert len(re.findall("<p>✓", answers)) == marks
    assert "<p>✓" not in before


# --- what is refused --------------------------------------------------------


def refused(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(["handout", *map(str, arguments)])
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.fixture
def chromium(monkeypatch):
    """Pretend that there is a Chromium, so that nothing is printed."""
    monkeypatch.setattr(printing, "chromium", lambda: "chromium")


def nothing(*_):
    return None


def test_without_a_browser_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("shutil.which", nothing)
    line = refused([tmp_path / "new"], capsys)
    assert "browser: expected one of chromium, " in line
    assert "install Chromium" in line
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["handout", "export"])
def test_without_mathjax_nothing_is_written(
    command, tmp_path, capsys, monkeypatch, chromium
):
    monkeypatch.setattr(pages, "_PACKAGE", "sphinx-mathjax-offline-not")
    pages.mathjax.cache_clear()
    with pytest.raises(SystemExit) as end:
        command_line.main([command, str(tmp_path / "new")])
    assert end.value.code == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert "sphinx-mathjax-offline" in line
    assert 'python -m pip install -e ".[lectures]"' in line
    assert not any(tmp_path.iterdir())


def test_another_missing_package_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "helpers.build.handout.write")
    monkeypatch.setitem(sys.modules, "nbconvert", None)
    line = refused([tmp_path / "new"], capsys)
    assert "nbconvert: expected to be installed" in line
    assert 'python -m pip install -e ".[lectures]"' in line


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path, capsys, chromium
):
    (tmp_path / "file").write_text("kept", "utf-8")
    for folder in (tmp_path, tmp_path / "file", tmp_path / "file" / "below"):
        line = refused([folder], capsys)
        assert "folder: expected an empty one that can be written" in line
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)])
def test_files_and_options_come_in_any_order(order, tmp_path, capsys):
    given = tmp_path / "new", "--no-code", "x.ipynb"
    line = refused([given[k] for k in order], capsys)
    assert re.search(r"files: expected some of .*, got 'x\.ipynb'", line)
    assert not any(tmp_path.iterdir())


def test_an_unknown_option_is_refused(tmp_path, capsys):
    line = refused([tmp_path / "new", "--nothing"], capsys)
    assert line.endswith("unrecognized arguments: --nothing")


def test_a_browser_that_prints_nothing_is_named(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("A page.", "utf-8")
    pdf = tmp_path / "page.pdf"
    for browser in (sys.executable, str(tmp_path / "none")):
        with pytest.raises(
            ValueError, match=r"to write '.*page\.pdf', got: ."
        ):
            printing.print_pdf(browser, page, pdf)


def test_both_files_of_a_notebook_are_written(
    tmp_path, capsys, monkeypatch, chromium
):
    printed = []
    monkeypatch.setattr(printing, "print_pdf", lambda *a: printed.append(a))
    command_line.main(["handout", str(tmp_path / "new"), "--no-code", FILE])
    page = tmp_path / "new" / "04_gradient_descent.html"
    assert printed == [("chromium", page, page.with_suffix(".pdf"))]
    assert "gradient_descent</span>" not in page.read_text("utf-8")
    assert capsys.readouterr().out.count(": written\n") == 1


def test_the_whole_course_comes_with_its_sheets():
    files = [entry.file for entry in course.COURSE]
    names = [name for name, _ in handout._pages(files, code=True)]
    assert names == [file[:-6] for file in files] + ["formulas", "glossary"]
    assert [n for n, _ in handout._pages(files[:1], code=True)] == names[:1]


def test_a_sheet_stands_in_two_columns():
    page = handout.sheet(sheets.glossary())
    assert '<body class="sheet">' in page
    assert "<title>Glossary</title>" in page
    assert page.count(">lesson</th>") == 2
