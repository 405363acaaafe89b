"""The course's own derivations: right in any form, wrong with a name."""

import pytest

from helpers.answers import diagnose
from tests.support.course_answers import ASKED

RIGHT = [(name, text) for name in ASKED for text in ASKED[name].right]
WRONG = [(name, text) for name in ASKED for text in ASKED[name].wrong]


def test_there_are_enough_of_them():
    assert len(ASKED) >= 12
    for asked in ASKED.values():
        assert min(len(asked.right), len(asked.wrong)) >= 5


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_right_answer_is_proved(name, text):
    asked = ASKED[name]
    verdict = diagnose(text, asked.expected, **asked.arguments)
    assert verdict.correct, verdict
    assert verdict.counterexample is None
    assert repr(verdict).startswith("✓ right")


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_answer_gets_its_diagnosis(name, text):
    asked = ASKED[name]
    verdict = diagnose(text, asked.expected, **asked.arguments)
    assert verdict.state == "not right"
    assert asked.wrong[text] in verdict.message, verdict
    assert repr(verdict).startswith("✗ not right: ")
    assert verdict.counterexample is not None
