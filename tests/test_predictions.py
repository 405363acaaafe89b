"""A prediction stays a question until the reader has answered it."""

from collections import Counter
from itertools import chain

import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from tests.support.notebooks import (
    FILES,
    FULL_LESSONS,
    LESSONS,
    is_folded,
    read,
    sources,
)
from tests.support.predictions import (
    faults,
    faults_of_formulas,
    predictions,
)


@pytest.mark.parametrize("file", FILES)
def test_no_prediction_is_spoiled(file):
    found = {p.place: list(faults(p)) for p in predictions(read(file))}
    assert {place: f for place, f in found.items() if f} == {}


@pytest.mark.parametrize("file", FULL_LESSONS)
def test_predictions_are_asked_for(file):
    found = predictions(read(file))
    assert len(found) >= 4
    assert sum(p.is_closed for p in found) >= 3


@pytest.mark.parametrize("file", FILES)
def test_what_is_folded_answers_a_prediction(file):
    lesson = read(file)
    asked = [id(c) for p in predictions(lesson) for c in p.after]
    for cell in lesson.cells:
        if is_folded(cell, "outputs"):
            assert id(cell) in asked, cell.source


def test_the_right_choice_is_no_habit():
    """At least forty closed predictions, and no letter is a safe guess."""
    right = {
        file: [letter for p in predictions(read(file)) for letter in p.right]
        for file in LESSONS
    }
    everywhere = Counter(chain.from_iterable(right.values()))
    assert everywhere.total() >= 40
    assert set("ABC") <= set(everywhere)
    assert max(everywhere.values()) <= 0.6 * everywhere.total()
    for file, letters in right.items():
        assert len(letters) < 3 or len(set(letters)) > 1, file


@pytest.mark.parametrize("file", FILES)
def test_formulas_hold_no_angle_brackets(file):
    """HTML would take them for the start of a tag."""
    for source in sources(read(file), "markdown"):
        assert faults_of_formulas(source) == [], source


# --- each fault is found ----------------------------------------------------

CHOICES = {
    "A": "It would, if b were 0.",
    "B": "✓ Yes: $p \\lt 1$.",
    "C": "No.",
}


def asked(choices=CHOICES, prompt="**Predict.** Which?"):
    blocks = [
        f"<details><summary><b>{letter}</b> a choice</summary>\n\n{text}"
        "\n\n</details>"
        for letter, text in choices.items()
    ]
    return "\n\n".join([prompt, *blocks])


def answered(text="Compare with your choice.\n7.50\n", source="f()", **how):
    folded = {"jupyter": {"outputs_hidden": True}} if how == {} else {}
    return new_code_cell(
        source,
        metadata=folded,
        outputs=[new_output("stream", name="stdout", text=text)],
    )


def faults_in(markdown, *cells):
    notebook = new_notebook(cells=[new_markdown_cell(markdown), *cells])
    return [fault for p in predictions(notebook) for fault in faults(p)]


def test_a_sound_prediction_has_no_fault():
    assert faults_in(asked(), answered()) == []
    assert faults_in(asked()) == []
    assert faults_in(asked({}), answered()) == []
    assert faults_in(asked({}), new_code_cell("explorers.loss()")) == []
    read_first = new_markdown_cell("Then it is read."), answered(open=1)
    assert faults_in(asked(), answered(), *read_first) == []


@pytest.mark.parametrize(
    ("markdown", "fault"),
    [
        (asked(prompt="**Predict.** A? **Predict.** B?"), "two predictions"),
        (asked().replace("\n\nNo.", "\nNo."), "2 of 3 choices are blocks"),
        (asked().replace("No.\n\n", "No.\n"), "2 of 3 choices are blocks"),
        (asked().replace("\n\n<details>", "\n<details>", 1), "2 of 3 choices"),
        (asked().replace("\n<details>", "\n  <details>", 1), "2 of 3 choices"),
        (asked({"A": "✓ Yes."}), "choices A, expected"),
        (asked({"A": "✓ Yes.", "C": "No."}), "choices AC, expected"),
        (asked({"A": "No.", "B": "No, ✓."}), "right choices: [], expected"),
        (asked({"A": "✓ Yes.", "B": "✓ Yes."}), "['A', 'B'], expected one"),
        (asked().replace("</b> a", "</b> ✓ a"), "shows before it is"),
        (asked({}), "nothing answers it"),
    ],
)
def test_a_fault_of_form_is_found(markdown, fault):
    assert any(fault in found for found in faults_in(markdown))


READING = new_markdown_cell("The next cell draws it.")
ASSERTS = new_code_cell("x = 7.5\nassert x > 7")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([answered("7.50\n")], "the answer tells: '7.50'"),
        ([answered("Compare with your choice: 7\n")], "answer tells"),
        ([answered(source="assert f() > 7")], "an assertion"),
        ([ASSERTS, answered()], "an assertion"),
        ([answered(open=1), answered()], "between prompt and answer"),
        ([answered(open=1)], "of the next cell of code is not folded"),
        ([READING, answered(open=1)], "next cell of code is not folded"),
        ([answered(source="f()  # not 3.50 but 7.50")], "is given away"),
        ([new_markdown_cell("Why 7.50?"), answered()], "is given away"),
    ],
)
def test_what_spoils_the_answer_is_found(cells, fault):
    assert [fault in found for found in faults_in(asked(), *cells)] == [True]


def test_the_next_heading_ends_a_prediction():
    next_section = new_markdown_cell("## Next"), answered(open=1)
    assert faults_in(asked(), *next_section) == []
    assert faults_in(asked({}), *next_section) != []


def test_angle_brackets_in_a_formula_are_found():
    text = "a < b, $p \\lt 1$, $p < 1$, and\n\n$$x &lt; y$$"
    assert faults_of_formulas(text) == ["p < 1", "x &lt; y"]
