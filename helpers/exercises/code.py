"""Exercises answered by a function, judged by what it returns."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

import numpy as np

from helpers.answers import Verdict
from helpers.exercises.kinds import Exercise
from helpers.exercises.running import SECONDS, Outcome, run

Case = tuple[Any, ...]
_RTOL, _ATOL = 1e-6, 1e-9
_SHOWN = 60
_FAR = "it is right for moderate numbers, but not far out"


@dataclass(frozen=True)
class Code(Exercise):
    """A function that must return what ours returns.

    Parameters
    ----------
    solution : callable
    slips : dict, message -> callable
    cases : sequence of tuples
        Arguments to try, the easiest to work out by hand first; without
        symmetry, for a symmetric case hides mistakes.
    far : sequence of tuples
        Arguments at which only a careful program is right.
    far_message : str
        What is said where a program is right but for these.
    seconds : float
        How long one call may take.

    Examples
    --------
    >>> from math import exp
    >>> sigmoid = Code(
    ...     lambda z: 1 / (1 + exp(-z)),
    ...     cases=[(1.0,), (-2.0,)],
    ...     slips={"the minus is lost": lambda z: 1 / (1 + exp(z))},
    ... )
    >>> sigmoid.judge(lambda z: exp(z) / (1 + exp(z)))
    ✓ right: it agrees in all 2 cases
    >>> sigmoid.judge(lambda z: 1 / (1 + exp(z)))
    ✗ not right: the minus is lost
    >>> sigmoid.judge(lambda z: 1 + exp(-z))
    ✗ not right: for z = 1.0 it returns 1.368, but should return 0.7311
    """

    _: KW_ONLY
    cases: Sequence[Case]
    far: Sequence[Case] = ()
    far_message: str = _FAR
    seconds: float = SECONDS

    def judge(self, answer: Any) -> Verdict:
        if not callable(answer):
            return Verdict(
                "not read",
                "expected a function, by its name and without brackets, got "
                f"a {type(answer).__name__}",
            )
        results: list[Any] = []
        for case in self.cases:
            copies = tuple(map(_copy, case))
            outcome = run(answer, copies, self.seconds)
            refused = self._refused(outcome, case, copies)
            if refused is not None:
                return refused
            results.append(outcome.value)
        wanted = _returned(self.solution, self.cases)
        if not all(map(same, results, wanted)):
            return self._named(results, wanted)
        return self._far_out(answer)

    def _refused(
        self, outcome: Outcome, before: Case, after: Case
    ) -> Verdict | None:
        """Say why there is nothing to compare after a call, or nothing."""
        if outcome.is_todo:
            return Verdict("not attempted", "something in it is still TODO")
        if outcome.trouble:
            return self._wrong(outcome.trouble)
        names = self._names(before)
        for name, old, new in zip(names, before, after, strict=True):
            if not same(new, old):
                return self._wrong(
                    f"it changes its argument `{name}` in place: work on a "
                    "new array"
                )
        return None

    def _far_out(self, answer: Callable[..., Any]) -> Verdict:
        wanted = _returned(self.solution, self.far)
        for case, right in zip(self.far, wanted, strict=True):
            outcome = run(answer, tuple(map(_copy, case)), self.seconds)
            if outcome.trouble or not same(outcome.value, right):
                return self._wrong(self.far_message)
        n = len(self.cases) + len(self.far)
        return self._right(f"it agrees in all {n} cases")

    def _named(self, results: list[Any], wanted: list[Any]) -> Verdict:
        """Say which slip it is; else compare shapes; else show a case."""
        for message, slip in self.slips.items():
            if all(map(same, results, _returned(slip, self.cases))):
                return self._wrong(message)
        shapes = map(_shape_trouble, results, wanted)
        trouble = next(filter(None, shapes), None) or _factor(results, wanted)
        if trouble:
            return self._wrong(trouble)
        i = next(i for i, r in enumerate(results) if not same(r, wanted[i]))
        names = self._names(self.cases[i])
        at = dict(zip(names, self.cases[i], strict=True))
        shown = ", ".join(f"{n} = {_shown(v)}" for n, v in at.items())
        some = f" (the {i} before it agree)" if i else ""
        return self._wrong(
            f"for {shown} {_apart(results[i], wanted[i])}{some}",
            at,
        )

    def _names(self, case: Case) -> list[str]:
        return list(inspect.signature(self.solution).parameters)[: len(case)]


def same(one: Any, other: Any) -> bool:
    """Tell whether two results are equal, up to rounding.

    Examples
    --------
    >>> same([0.1 + 0.2, 1], (0.3, 1.0)), same([1, 2], np.ones((2, 1)))
    (True, False)
    """
    if isinstance(other, tuple):
        return (
            isinstance(one, tuple | list)
            and len(one) == len(other)
            and all(map(same, one, other))
        )
    if isinstance(other, str) or callable(other):
        return type(one) is type(other) and one == other
    numbers = _floats(one)
    return (
        numbers is not None
        and numbers.shape == np.shape(other)
        and np.allclose(numbers, other, _RTOL, _ATOL, equal_nan=True)
    )


def _floats(value: Any) -> np.ndarray | None:
    """Return a result as an array, or None if it is not made of numbers."""
    try:
        given = np.asarray(value)
        # Of these numpy would make numbers: nan, or without a part.
        if value is None or given.dtype.kind not in "biufO":
            return None
        return given.astype(float)
    except Exception:  # whatever a learner's object raises
        return None


def _copy(argument: Any) -> Any:
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def _returned(
    function: Callable[..., Any], cases: Iterable[Case]
) -> list[Any]:
    """Return what a function of ours returns."""
    with np.errstate(all="ignore"):
        return [function(*map(_copy, case)) for case in cases]


def _shape_trouble(result: Any, wanted: Any) -> str | None:
    """Say that a shape is not the expected one."""
    if isinstance(wanted, tuple):
        if not isinstance(result, tuple | list) or len(result) != len(wanted):
            return f"it should return {len(wanted)} values: `return a, b`"
        troubles = map(_shape_trouble, result, wanted)
        return next(
            (
                f"value {i} of {len(wanted)}: {trouble}"
                for i, trouble in enumerate(troubles, 1)
                if trouble
            ),
            None,
        )
    if callable(result):
        return "it returns a function: are its brackets missing?"
    numbers, expected = _floats(result), np.shape(wanted)
    if isinstance(result, tuple) and len(result) > 1 and not expected:
        return f"it returns {len(result)} values, but should return one"
    if numbers is None:
        kind = type(result).__name__
        is_bool = isinstance(wanted, bool)
        what = "True or False is" if is_bool else "numbers are"
        return f"it returns a {kind}, where {what} expected"
    if numbers.shape == expected:
        return None
    if not expected:
        one, hint = "number", "is a mean missing?"
        if isinstance(wanted, bool):
            one, hint = "True or False", "is `.all()` or `.any()` missing?"
        if numbers.size == 1:
            hint = "take it out"
        return (
            f"it has shape {numbers.shape}, but should be one {one} ({hint})"
        )
    hint = ""
    if numbers.shape == (*expected, 1):
        hint = " (a column: use a flat array)"
    elif len(expected) > 1 and numbers.shape == expected[::-1]:
        hint = " (is it transposed?)"
    return f"it has shape {numbers.shape}, but should have {expected}{hint}"


def _factor(results: list[Any], wanted: list[Any]) -> str | None:
    """Name a factor that is the same everywhere."""
    ours, theirs = _flat(wanted), _flat(results)
    if not theirs.any() or not np.isfinite(theirs).all():
        return None
    i = int(np.abs(ours).argmax())
    factor = theirs[i] / ours[i]
    if not np.allclose(theirs, factor * ours, _RTOL, _ATOL):
        return None
    if np.isclose(factor, -1):
        return "the sign is turned round"
    times = f"{factor:.4g}"
    if times == "1":  # rounded, as it seems
        return None
    return f"it is {times} times what it should be, everywhere"


def _flat(results: Iterable[Any]) -> np.ndarray:
    """Return all numbers of some results in one row."""
    parts: list[np.ndarray] = []
    for result in results:
        if isinstance(result, tuple | list):
            parts.append(_flat(result))
        else:
            parts.append(np.ravel(np.asarray(result, dtype=float)))
    return np.concatenate([np.zeros(0), *parts])


def _apart(result: Any, wanted: Any) -> str:
    """Show two results; if they look alike, a number in which they differ."""
    one, other = _shown(result), _shown(wanted)
    if one != other:
        return f"it returns {one}, but should return {other}"
    theirs, ours = _flat([result]), _flat([wanted])
    i = int(np.isclose(theirs, ours, _RTOL, _ATOL, equal_nan=True).argmin())
    which = (
        "a number in what it returns" if ours.size > 1 else "what it returns"
    )
    return f"{which} is {theirs[i]:.10g}, but should be {ours[i]:.10g}"


def _shown(value: Any) -> str:
    """Write a value in one short line."""
    if isinstance(value, list) and _floats(value) is None:
        value = tuple(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(_shown, value))})"
    if isinstance(value, np.ndarray | list):
        text = np.array2string(np.asarray(value), precision=4, separator=", ")
    elif isinstance(value, float) and not float(value * 1e4).is_integer():
        text = f"{value:.4g}"
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
