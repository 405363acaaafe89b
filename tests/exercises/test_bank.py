"""Each exercise: right answers in any form, and slips that are named."""

import pytest

from helpers.exercises import BANK
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Order
from tests.exercises.answers import ANSWERS

RIGHT = [
    pytest.param(name, answer, id=f"{name}-{i}")
    for name, answers in ANSWERS.items()
    for i, answer in enumerate(answers.right)
]
WRONG = [
    pytest.param(name, *pair, id=f"{name}-{i}")
    for name, answers in ANSWERS.items()
    for i, pair in enumerate(answers.wrong)
]


def test_each_exercise_is_answered():
    assert set(ANSWERS) == set(BANK)


@pytest.mark.parametrize("name", BANK)
def test_five_right_and_five_wrong(name):
    """A letter has fewer forms, and fewer others."""
    exercise, answers = BANK[name], ANSWERS[name]
    enough = 5
    if isinstance(exercise, Choice):
        enough = len(exercise.slips) + 1
    assert len(answers.wrong) >= enough
    assert len(answers.right) >= (3 if enough < 5 else 5)


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_right_answers_are_accepted(name, answer):
    assert BANK[name].judge(answer).correct, BANK[name].judge(answer)


@pytest.mark.parametrize(("name", "answer", "words"), WRONG)
def test_wrong_answers_are_named(name, answer, words):
    verdict = BANK[name].judge(answer)
    assert verdict.state in ("not right", "not read")
    assert words and words in verdict.message, verdict


@pytest.mark.parametrize("name", BANK)
def test_each_slip_is_met(name):
    """Some wrong answer of the tests gets each message."""
    given = {words for _, words in ANSWERS[name].wrong}
    for message in BANK[name].slips:
        assert any(words in message for words in given), message


@pytest.mark.parametrize("name", BANK)
def test_a_slip_is_no_right_answer(name):
    exercise = BANK[name]
    assert exercise.judge(exercise.solution).correct
    for message, slip in exercise.slips.items():
        assert exercise.judge(slip).message == message
        assert len(message.split()) <= 30


@pytest.mark.parametrize("name", BANK)
def test_slips_are_many_enough(name):
    exercise = BANK[name]
    least = 2 if isinstance(exercise, Choice | Order) else 3
    if isinstance(exercise, Code):
        assert len(exercise.cases) >= 2
    assert len(exercise.slips) >= least
