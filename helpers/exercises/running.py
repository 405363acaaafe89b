"""Runs a learner's function: it cannot raise, print, or go on for ever.

The function runs in a thread of its own. If it takes too long, `Stopped` is
raised in that thread, and again if it is caught there; that stops whatever is
written in Python. A long call into compiled code, such as ``9**9**9`` or
``time.sleep``, ends by itself or not at all, and the check says so. Where
there are no threads, as in a browser, nothing is stopped.
"""

import ctypes
import inspect
import io
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.exercises.todo import NotAttempted, is_todo

SECONDS = 1.0
_PAUSE, _TRIES = 0.05, 40
_LONGEST = 120
_NONE = object()
_NO_PRODUCT = re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)")
_NO_TRUTH = "truth value of an array"


class Stopped(BaseException):
    """Raised in a function that runs for too long."""


@dataclass(frozen=True)
class Outcome:
    """What came of a call.

    Attributes
    ----------
    value : object
        What it returned.
    trouble : str
        What went wrong, in words; empty if nothing did.
    is_todo : bool
        Whether something in it is still to be written.
    """

    value: Any = None
    trouble: str = ""
    is_todo: bool = False


def run(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    seconds: float = SECONDS,
) -> Outcome:
    """Call a function; whatever it does, come back with what came of it.

    Parameters
    ----------
    function : callable
        It may change its arguments, so pass copies.
    arguments : tuple
    seconds : float
        After which it is stopped.

    Returns
    -------
    Outcome

    Notes
    -----
    Global names that the function binds anew get their old values back.

    Examples
    --------
    >>> run(lambda x: x / 2, (3,))
    Outcome(value=1.5, trouble='', is_todo=False)
    >>> run(lambda x: x / 0, (3,)).trouble
    'line 1 of your function raises ZeroDivisionError: division by zero'
    >>> def endless():
    ...     while True:
    ...         pass
    >>> run(endless, (), seconds=0.1).trouble
    'it is still running after 0.1 s: does each loop end?'
    """
    call = _Call(function, arguments)
    with _quiet() as sink, _same_globals(function) as changed:
        call.run(seconds)
    if call.error is not None:
        return _raised(call.error, function, seconds)
    if not call.is_done:
        return Outcome(
            trouble=f"it is still running after {seconds:g} s, and could not "
            "be stopped: restart the kernel if this goes on"
        )
    if changed:
        return Outcome(
            trouble=f"it changes the global `{changed[0]}`: work with names "
            "of its own, and give back by `return`"
        )
    if inspect.isgenerator(call.value) or inspect.iscoroutine(call.value):
        call.value.close()
        return Outcome(
            trouble="it is no plain function: give back by `return`, without "
            "`yield` or `async`"
        )
    if call.value is None:
        trouble = "it returns nothing: let it end with `return …`"
        if sink.is_used:
            trouble += " (`print` only shows a value)"
        return Outcome(trouble=trouble)
    return Outcome(call.value, is_todo=is_todo(call.value))


class _Call:
    """A call in a thread of its own."""

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> None:
        self._function, self._arguments = function, arguments
        self.value: Any = None
        self.error: BaseException | None = None
        self.is_done = False
        # A join that is interrupted takes a thread for ended (Python 3.11).
        self._ended = threading.Event()

    def run(self, seconds: float) -> None:
        thread = threading.Thread(target=self._work, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no threads here
            self._work()
            return
        try:
            self._ended.wait(seconds)
        finally:  # whoever interrupts the kernel wants it to end
            self._stop(thread)

    def _stop(self, thread: threading.Thread) -> None:
        for _ in range(_TRIES):
            if self.is_done:
                break
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident or 0), ctypes.py_object(Stopped)
            )
            self._ended.wait(_PAUSE)
        thread.join(_PAUSE)

    def _work(self) -> None:
        try:
            with np.errstate(all="ignore"):
                self.value = self._function(*self._arguments)
        except BaseException as error:
            self.error = error
        self.is_done = True
        self._ended.set()


class _Sink(io.TextIOBase):
    """Takes what is printed, and keeps none of it."""

    is_used = False

    def write(self, text: str) -> int:
        self.is_used = True
        return len(text)


@contextmanager
def _quiet() -> Iterator[_Sink]:
    """Let nothing be printed, and nothing be warned of."""
    sink = _Sink()
    with (
        redirect_stdout(sink),
        redirect_stderr(sink),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield sink


@contextmanager
def _same_globals(function: Callable[..., Any]) -> Iterator[list[str]]:
    """Put global names back as they were; give those that were changed."""
    names = getattr(function, "__globals__", {})
    before, changed = dict(names), []
    try:
        yield changed
    finally:
        changed += [
            name
            for name in {**before, **names}
            # Python itself keeps such names, for warnings already given.
            if not name.startswith("__")
            and names.get(name, _NONE) is not before.get(name, _NONE)
        ]
        if changed:
            names.clear()
            names.update(before)


def _raised(
    error: BaseException, function: Callable[..., Any], seconds: float
) -> Outcome:
    """Say what a function raised, and in which of its lines."""
    if isinstance(error, NotAttempted | NotImplementedError):
        return Outcome(is_todo=True)
    if isinstance(error, Stopped):
        return Outcome(
            trouble=f"it is still running after {seconds:g} s: does each "
            "loop end?"
        )
    line = _line(error, function)
    where = f"line {line} of your function" if line else "it"
    try:
        text = str(error)
    except Exception:
        text = ""
    words = _in_other_words(text)
    if words:
        return Outcome(trouble=f"{where} {words}")
    text = " ".join(text.split())[:_LONGEST]
    trouble = f"{where} raises {type(error).__name__}"
    return Outcome(trouble=f"{trouble}: {text}" if text else trouble)


def _in_other_words(text: str) -> str:
    """Say what NumPy means, where its own words help a learner little."""
    product = _NO_PRODUCT.search(text)
    if product:
        second, first = product.groups()
        return (
            f"has a product whose inner numbers, {first} and {second}, "
            "differ: read the shapes side by side"
        )
    if _NO_TRUTH in text:
        return (
            "asks whether a whole array is true: put brackets around each "
            "comparison; `&` stands for `and`, `np.where` for `if`"
        )
    return ""


def _line(error: BaseException, function: Callable[..., Any]) -> int | None:
    """Return the line of a function in which an error arose, from 1."""
    code = getattr(function, "__code__", None)
    step, line = error.__traceback__, None
    while step is not None:
        if step.tb_frame.f_code is code:
            line = step.tb_lineno - step.tb_frame.f_code.co_firstlineno + 1
        step = step.tb_next
    return line
