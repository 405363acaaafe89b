"""How long an answer is waited for.

    python -m benchmarks.answers

Every right and wrong answer that the tests hold, to the course's derivations
and to its exercises, and every hostile text, is timed once in turn, over a few
rounds; the table gives the median over the answers of each one's best time,
the slowest, and what the course allows.
"""

from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter

from helpers.answers import AnswerError, diagnose, read
from helpers.exercises import BANK
from tests.exercises.answers import ANSWERS
from tests.support.course_answers import ASKED
from tests.support.hostile import HOSTILE, SYMBOLS

_ROUNDS = 3

Row = tuple[str, float, float, str, str]


def main() -> None:
    """Print the table."""
    print(f"{'what':34} {'median':>9} {'slowest':>9}  allowed")
    for name, middle, slowest, allowed, which in rows():
        print(
            f"{name:34} {middle * 1e3:6.1f} ms {slowest * 1e3:6.1f} ms  "
            f"{allowed:15} {which[:40]!r}"
        )


def rows() -> Iterable[Row]:
    """Yield what is timed: first the start, which is paid for once."""
    start = perf_counter()
    _judge("the odds", "p/(1-p)")
    first = perf_counter() - start
    yield "the first answer of all", first, first, "", "p/(1-p)"
    for name, allowed in (("right", "median 300 ms"), ("wrong", "500 ms")):
        answers = [
            (asked, text)
            for asked in ASKED
            for text in getattr(ASKED[asked], name)
        ]
        yield _timed(
            f"{len(answers)} {name} answers", allowed, _judge, answers
        )
    for kind, allowed in (("right", "median 300 ms"), ("wrong", "500 ms")):
        given = [
            (name, i)
            for name, answers in ANSWERS.items()
            for i in range(len(getattr(answers, kind)))
        ]
        run = _CHECKS[kind]
        yield _timed(f"{len(given)} {kind}, exercises", allowed, run, given)
    hostile = [(text,) for text in HOSTILE]
    yield _timed(f"{len(hostile)} hostile texts", "200 ms", _refuse, hostile)


def _timed(
    name: str, allowed: str, run: Callable, calls: Iterable[tuple]
) -> Row:
    best = {call: float("inf") for call in calls}
    for _ in range(_ROUNDS):
        for call in best:
            start = perf_counter()
            run(*call)
            best[call] = min(best[call], perf_counter() - start)
    slowest = max(best, key=best.__getitem__)
    middle = median(best.values())
    return name, middle, best[slowest], allowed, " ".join(map(str, slowest))


def _judge(name: str, text: str) -> None:
    asked = ASKED[name]
    diagnose(text, asked.expected, **asked.arguments)


def _check_right(name: str, i: int) -> None:
    BANK[name].judge(ANSWERS[name].right[i])


def _check_wrong(name: str, i: int) -> None:
    BANK[name].judge(ANSWERS[name].wrong[i][0])


_CHECKS = {"right": _check_right, "wrong": _check_wrong}


def _refuse(text: str) -> None:
    try:
        read(text, SYMBOLS)
    except AnswerError:
        return
    raise AssertionError(f"{text!r} was read")


if __name__ == "__main__":
    main()
