"""Nothing that is typed runs, opens a file, hangs or fills the memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sympy

from helpers.answers import AnswerError, Verdict, diagnose, read
from tests.support.hostile import HOSTILE, SYMBOLS

ROOT = Path(__file__).resolve().parents[2]


def test_there_are_enough_of_them():
    assert len(set(HOSTILE)) >= 500


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_refused_in_a_helpful_sentence(text):
    with pytest.raises(AnswerError) as caught:
        read(text, SYMBOLS)
    reason, whole = caught.value.reason, str(caught.value)
    assert len(reason) > 15
    assert reason.isprintable()
    assert all(line.isprintable() for line in whole.split("\n"))
    assert len(reason) < 300
    assert len(whole) < 500
    assert whole.encode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_an_answer_that_was_not_read(text):
    verdict = diagnose(text, sympy.prod(SYMBOLS.values()))
    assert isinstance(verdict, Verdict)
    assert not verdict.correct
    assert verdict.state == "not read"
    assert repr(verdict).isprintable()
    assert verdict._repr_markdown_().isprintable()


# Reads everything under an audit hook, which no code can take away again.
WATCHED = """
import faulthandler, json, sys, tracemalloc
from tests.support.hostile import HEAVY, HOSTILE, SYMBOLS
from helpers.answers import AnswerError, diagnose, read

where = {symbol: (-3, 3) for symbol in SYMBOLS.values()}
def state(text):
    # Ends this Python if the answer is not judged in ten seconds.
    faulthandler.dump_traceback_later(10, exit=True)
    return diagnose(text, SYMBOLS["x"], where=where).state

texts = [*HEAVY, *HOSTILE, "2 sigma(z)^-2 log(p) sqrt(x)"]
states = {text: state(text) for text in texts}
faulthandler.cancel_dump_traceback_later()
# What is imported late, has been imported by now.

seen, harmless = [], {"object.__getattr__", "sys._getframe"}
def hook(event, args):
    if event not in harmless:
        seen.append(event)
sys.addaudithook(hook)
tracemalloc.start()
for text in texts:
    try:
        read(text, SYMBOLS)
    except AnswerError:
        pass
events, (_, peak) = list(seen), tracemalloc.get_traced_memory()
open(sys.argv[1]).close()
told = {states[text] for text in HEAVY}
print(json.dumps([events, seen[len(events):], peak, sorted(told)]))
"""


def test_nothing_runs_no_file_is_opened_and_it_ends_in_time(tmp_path):
    there = tmp_path / "there"
    there.touch()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(there)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    events, on_open, peak, told = json.loads(done.stdout)
    assert events == []
    assert "open" in on_open, "the hook sees nothing"
    assert peak < 50e6
    assert told == ["not right"]
