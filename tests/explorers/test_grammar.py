"""What all explorers say, says it in the same way."""

import json
import re

import pytest

from helpers.explorers._face import web
from tests.support.hands import NAMES, extremes

ROLES = set(re.findall(r"^\.odg-(\w+) \{ color:", web("_face.css"), re.M))
NUMBER = r"[−-]?\d[\d,.]*"
FAULTS = {
    "no number": r"\b(nan|inf|None)\b",
    "a zero with a sign": r"[−-]0(\.0+)?(?!\.?\d)",
    "a hyphen for a minus": r"-\d",
    "numbers between slashes": rf"{NUMBER} / {NUMBER}|\.\d+/\d",
    # Of a small number three digits that are not zero.
    "too many digits": r"(?<!\d)(?!0\.0+[1-9]\d{,2}(?!\d))\d+\.\d{5}",
    "an exponent for machines": r"\de[+-]?\d",
}


def faults(text):
    return [what for what, sign in FAULTS.items() if re.search(sign, text)]


def words(told):
    """Return all that is said beside and below the picture."""
    table = told["table"]
    cells = [cell for row in table["rows"] for cell in row["cells"]]
    marks = [mark["text"] for mark in told["over"] + told["under"]]
    labels = [row["label"] for row in table["rows"]]
    return [
        told["finding"],
        told["answer"],
        *table["head"],
        *labels,
        *cells,
        *marks,
    ]


def assert_well_told(told):
    for text in words(told):
        assert faults(text) == [], text
        assert text.count("**") % 2 == 0, text
    finding = told["finding"].split("**")
    assert len(finding) == 3, f"not one bold number: {told['finding']}"
    assert finding[1].strip()
    assert len("".join(finding)) <= 140, "more than two lines"
    for row in told["table"]["rows"]:
        assert len(row["cells"]) == len(told["table"]["head"])
        assert len(row["sign"]) <= 1
        assert row["role"] in ROLES
    assert len(told["table"]["rows"]) <= 4
    for mark in told["over"] + told["under"]:
        assert 0 <= mark["at"] <= 1
        assert mark["role"] in ROLES
        assert mark["side"] in ("middle", "before", "after")
    assert told["safe"] is None or 0 <= told["safe"] <= 1


@pytest.mark.parametrize("name", NAMES)
def test_everything_told_at_the_extremes_is_well_told(lend, name):
    explorer = lend(name)
    assert re.search(r"\*\*.*\d.*\*\*", explorer.face.told["finding"])
    for where in extremes(explorer):
        try:
            assert_well_told(explorer.face.told)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from None


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_question_and_a_hint(lend, name):
    spec = lend(name).face.spec
    assert re.fullmatch(r"[A-Z].*[^ ]\?", spec["question"])
    assert re.fullmatch(r"[A-Z].*[^ ][.?]", spec["hint"])
    # One line of the page holds both.
    assert len(spec["question"]) + len(spec["hint"]) <= 125


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_sent_is_fit_for_json(lend, name):
    explorer = lend(name)
    for where in extremes(explorer):
        face = explorer.face
        for sent in (face.spec, face.state, face.told):
            there = json.loads(json.dumps(sent, allow_nan=False))
            assert there == sent, where


@pytest.mark.parametrize("name", NAMES)
def test_the_page_can_make_every_control(lend, name):
    explorer = lend(name)
    spec = explorer.face.spec
    placed = [spec["big"], spec["time"], spec["prediction"]]
    placed += [label for row in spec["more"] for label in row]
    assert set(placed) - {None} == set(spec["controls"])
    assert spec["controls"][spec["big"]]["kind"] == "slider"
    assert set(explorer.face.state) == set(spec["controls"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("p = nan", "no number"),
        ("−0.00", "a zero with a sign"),
        ("slope -0.0000.", "a zero with a sign"),
        ("-2.1", "a hyphen for a minus"),
        ("0.2 / 0.4", "numbers between slashes"),
        ("0.2/0.4", "numbers between slashes"),
        ("0.12345", "too many digits"),
        ("= −0.001234", "too many digits"),
        ("1e-07", "an exponent for machines"),
    ],
)
def test_a_fault_is_seen(text, fault):
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    ["−0.5", "p = 1/2", "2/L", "10⁻⁵", "0.00", "−0.04", "1,320.4", "0.00012"],
)
def test_what_is_well_written_has_no_fault(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "change",
    [
        {"finding": "No number."},
        {"finding": "**1** and **2**"},
        {"finding": f"**1** {'long ' * 40}"},
        {"answer": "-1"},
        {"safe": 1.5},
        {"over": [{"text": "", "at": float("nan")}]},
        {"table": {"head": ["p"], "rows": [{"cells": [], "label": "1"}]}},
    ],
)
def test_what_breaks_the_grammar_is_seen(lend, change):
    told = lend("sigmoid").face.told
    assert_well_told(told)
    with pytest.raises(AssertionError):
        assert_well_told(told | change)
