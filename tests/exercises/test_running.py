"""A learner's function: it cannot raise, print, or go on for ever."""

import os
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pytest

from helpers.exercises import running
from helpers.exercises.running import Outcome, run
from helpers.exercises.todo import TODO, NotAttempted

counter = 0
HERE = globals()


def test_a_value_comes_back():
    assert run(lambda a, b: a - b, (5, 2)) == Outcome(3)


# --- what goes wrong ---------------------------------------------------------


def two_lines(x):
    y = x + 1
    return y / (x - x)


async def later(x):
    return x


def deeper(x):
    return two_lines(x)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (two_lines, "line 3 of your function raises ZeroDivisionError"),
        (deeper, "line 2 of your function raises ZeroDivisionError"),
        (lambda x: x + "a", "raises TypeError: unsupported operand"),
        (lambda x: undefined, "raises NameError"),  # noqa: F821
        (lambda x: exit(), "raises SystemExit"),
        (lambda x, y: x, "it raises TypeError"),
        (lambda x: recursion(x), "raises RecursionError"),
        (lambda x: interrupt(), "raises KeyboardInterrupt"),
        (lambda x: no_words(), "raises Silent"),
        (lambda x: loud("long " * 99), "raises ValueError: long long"),
        (
            lambda x: np.ones((7, x)) @ np.ones((4, 2)),
            "line 1 of your function has a product whose inner numbers, 3 "
            "and 4, differ",
        ),
        (
            lambda x: np.ones(x) > 0 == np.ones(x),
            "line 1 of your function asks whether a whole array is true: put "
            "brackets around each comparison",
        ),
        (lambda x: None, "it returns nothing: let it end with `return …`"),
        (lambda x: (n for n in [x]), "give back by `return`, without `yield`"),
        (later, "give back by `return`, without `yield` or `async`"),
    ],
)
def test_trouble_is_said_in_one_line(function, words):
    outcome = run(function, (3,))
    assert words in outcome.trouble
    assert outcome.value is None and not outcome.is_todo
    assert "\n" not in outcome.trouble and len(outcome.trouble) < 250


def recursion(x):
    return recursion(x)


def interrupt():
    raise KeyboardInterrupt


def loud(words):
    raise ValueError(words)


class Silent(Exception):
    def __str__(self):
        raise RuntimeError


def no_words():
    raise Silent


# --- what never ends ---------------------------------------------------------


def endless():
    while True:
        pass


def endless_with_calls():
    while True:
        len([1])


def catches_all():
    while True:
        try:
            len([1])
        except BaseException:
            continue


def catches_around():
    try:
        endless()
    except BaseException:
        endless()


def endless_generator():
    return sum(1 for _ in iter(int, 1))


@pytest.mark.parametrize(
    "function",
    [
        endless,
        endless_with_calls,
        catches_all,
        catches_around,
        endless_generator,
    ],
)
def test_an_endless_loop_is_stopped(function):
    before = threading.active_count()
    start = time.monotonic()
    outcome = run(function, (), 0.2)
    assert "still running after 0.2 s" in outcome.trouble
    assert "could not" not in outcome.trouble
    assert time.monotonic() - start < 10
    assert threading.active_count() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_interrupted_check_leaves_nothing_running():
    before = threading.active_count()
    soon = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    soon.start()
    with pytest.raises(KeyboardInterrupt):
        run(endless, (), 20)
    soon.join()
    assert threading.active_count() == before


def test_what_cannot_be_stopped_is_said(monkeypatch):
    monkeypatch.setattr(running, "_TRIES", 2)
    outcome = run(lambda: time.sleep(1.5), (), 0.1)
    assert "could not be stopped: restart the kernel" in outcome.trouble


def test_without_threads_it_still_runs(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    assert run(lambda x: x + 1, (1,)) == Outcome(2)
    assert "ZeroDivisionError" in run(two_lines, (3,)).trouble


# --- what it leaves behind ---------------------------------------------------


def test_what_is_printed_is_swallowed(capsys):
    def prints(x):
        for _ in range(100):
            print("x" * 100_000)
        return x

    assert run(prints, (1,)) == Outcome(1)
    assert capsys.readouterr() == ("", "")


def test_printing_is_not_returning():
    trouble = run(lambda: print(0.5), ()).trouble
    assert "returns nothing" in trouble and "`print` only shows" in trouble


def test_warnings_and_overflow_are_quiet():
    def warns(x):
        warnings.warn("careful", stacklevel=1)
        return np.exp(x) / np.exp(x)

    outcome = run(warns, (np.array(1000.0),))
    assert np.isnan(outcome.value)


def changes_a_global():
    global counter
    counter = 99
    return 1


def makes_a_global():
    global made_up
    made_up = 1
    return 1


def removes_a_global():
    global counter
    del counter
    return 1


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (changes_a_global, "counter"),
        (makes_a_global, "made_up"),
        (removes_a_global, "counter"),
    ],
)
def test_global_names_are_put_back(function, name):
    assert f"changes the global `{name}`" in run(function, ()).trouble
    assert HERE["counter"] == 0
    assert "made_up" not in HERE


# --- TODO --------------------------------------------------------------------


@pytest.mark.parametrize(
    "function",
    [
        lambda: TODO,
        lambda: (1.0, TODO),
        lambda: ...,
        lambda: TODO * 2,
        lambda: 2 - TODO,
        lambda: np.ones(3) * TODO,
        lambda: np.exp(TODO),
        lambda: np.ones((2, 2)) @ TODO,
        lambda: np.asarray(TODO).sum(),
        lambda: TODO.mean(),
        lambda: TODO[0],
        lambda: TODO(3),
        lambda: -TODO,
        lambda: float(TODO),
        lambda: 1 if TODO else 2,
        lambda: 1 if TODO > 3 else 2,
        lambda: [x for x in TODO],
        lambda: loud_stub(),
    ],
)
def test_a_stub_is_not_attempted(function):
    assert run(function, ()).is_todo


def loud_stub():
    raise NotImplementedError


def test_todo_can_be_looked_at():
    assert repr(TODO) == "TODO"
    assert not hasattr(TODO, "_repr_html_")
    with pytest.raises(NotAttempted):
        _ = TODO.shape
