"""Is an answer right?  If not: which slip is it, or where does it fail?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import mpmath
import sympy

from helpers.answers.comparison import Row, broken, compare, value
from helpers.answers.question import Question
from helpers.answers.refusal import AnswerError
from helpers.answers.slips import (
    Slip,
    constant_difference,
    constant_factor,
    right_for_some,
    usual_slips,
)
from helpers.answers.verdict import Verdict
from helpers.derivation.equality import Different, Undecided, decide
from helpers.derivation.expressions import evaluated
from helpers.derivation.values import Point, agree

_RIGHT = Verdict("right", "it is proved equal to the expected answer")
#: so near as a number that was rounded
_CLOSE = mpmath.mpf("0.005")


@evaluated
def diagnose(
    answer: str | sympy.Expr | float,
    expected: sympy.Expr | int,
    *,
    where: Mapping[Any, Any] | None = None,
    define: Mapping[Any, Any] | None = None,
    slips: Mapping[str, str | sympy.Expr] | None = None,
) -> Verdict:
    """Compare an answer with the expected one, and name the slip.

    Parameters
    ----------
    answer : str or sympy.Expr
        Text is read with the names of `expected`, `where` and `define`.
    expected : sympy.Expr
    where : dict, symbol -> (low, high) or set, optional
        Where each name lives, as for `helpers.derivation.Derivation`.
        Where nothing is said, a name is any real number at which the
        expected answer has a value.
    define : dict, symbol -> sympy.Expr, optional
        What a name stands for: with ``{p_hat: sigma(z)}`` an answer may be
        written in p_hat or in z.
    slips : dict, message -> wrong answer, optional
        The slips of one exercise; they are looked at before the usual ones.

    Returns
    -------
    Verdict
        "right" only if that is proved.  Text that cannot be read is "not
        read", and the message says why.

    Raises
    ------
    ValueError
        If `expected`, `where`, `define` or `slips` is not as said here.
        No answer raises.

    Notes
    -----
    A right answer is proved by `helpers.derivation.equality.decide`; that
    it agrees at many points is not enough.  A wrong one is compared, at
    points of the domain and to 50 digits, with each slip; the one that
    agrees everywhere is the diagnosis.

    Examples
    --------
    >>> p, y, x = sympy.symbols("p_hat y x")
    >>> where = {p: (0, 1), y: {0, 1}}
    >>> diagnose("x p_hat - x y", (p - y) * x, where=where)
    ✓ right: it is proved equal to the expected answer
    >>> diagnose("(y - p_hat) x", (p - y) * x, where=where)
    ✗ not right: the sign is turned round
    >>> diagnose("p_hat - y", (p - y) * x, where=where)
    ✗ not right: a factor `x` is missing
    """
    question = Question(expected, where, define, slips)
    try:
        given = question.read(answer)
    except AnswerError as refusal:
        return Verdict("not read", refusal.reason)
    return _Trial(question, given).verdict()


class _Trial:
    """An answer beside the expected one, at many points."""

    def __init__(self, question: Question, given: sympy.Expr) -> None:
        self.question, self.given = question, given
        self.answer = question.unfolded(given)
        self.expected = question.unfolded(question.expected)
        slips = map(question.unfolded, question.slips.values())
        symbols = sympy.Tuple(*slips).free_symbols
        self.rows = compare(
            self.answer, self.expected, question.domains, symbols
        )

    def verdict(self) -> Verdict:
        if self.given == self.question.expected:
            return _RIGHT
        wrong = [row for row in self.rows if self.is_wrong(row)]
        if not wrong:
            return self.proved()
        row = min(wrong, key=lambda row: _effort(self.point(row)))
        named = next(self.slips(), None)
        if named is None:
            return self.shown(row)
        return Verdict("not right", named, self.point(row))

    def is_wrong(self, row: Row) -> bool:
        """Tell a wrong value, or none at all, from one that is not known."""
        if row.answer is None:
            return broken(self.answer, row.point) is not None
        return not row.agrees

    def proved(self) -> Verdict:
        """Prove an answer that was not found wrong at any point."""
        for domain in self.question.domains:
            verdict = decide(self.given, self.question.expected, domain)
            if isinstance(verdict, Different):
                return self.shown(
                    Row(verdict.point, verdict.left, verdict.right)
                )
            if isinstance(verdict, Undecided):
                agreeing = sum(row.agrees for row in self.rows)
                return Verdict(
                    "undecided",
                    f"it agrees with the expected answer at {agreeing} of "
                    f"{len(self.rows)} points, which is no proof: "
                    f"{verdict.reason}",
                )
        return _RIGHT

    # slips

    def slips(self) -> Iterator[str]:
        """Yield the slips that explain every row, the best known first."""
        question, rows = self.question, self.rows
        yield from self.explaining(question.slips.items())
        everywhere = constant_factor(rows) or constant_difference(rows)
        if everywhere:
            yield everywhere
        names = self.given.free_symbols | question.expected.free_symbols
        yield from self.explaining(
            usual_slips(
                question.expected,
                names & set(question.names.values()),
                question.domain,
            )
        )
        sometimes = right_for_some(rows, question.domain)
        if sometimes:
            yield sometimes
        if all(map(_is_close, rows)):
            yield (
                "it is close, but not equal: write numbers exactly, as in "
                "`1/3` or `log(2)`"
            )

    def explaining(self, slips: Iterable[Slip]) -> Iterator[str]:
        """Yield the names of those that give the answer's values."""
        has_values = any(row.answer is not None for row in self.rows)
        for message, slip in slips if has_values else ():
            wrong = self.question.domain.unfold(slip)
            if all(_is_worth(wrong, row) for row in self.rows):
                yield message

    # a counterexample

    def shown(self, row: Row) -> Verdict:
        """Show both values at a point."""
        point = self.point(row)
        at = ", ".join(f"{name} = {_number(n)}" for name, n in point.items())
        message = f"at `{at}` it" if at else "it"
        if row.answer is None:
            need = broken(self.answer, row.point)
            message += f" is not defined, since that needs `{need}`"
        else:
            message += " is {}, but should be {}".format(*_apart(row))
        spare = self.answer.free_symbols - self.expected.free_symbols
        if spare:
            names = ", ".join(f"`{name}`" for name in sorted(spare, key=str))
            message += f"; the right answer does not depend on {names}"
        return Verdict("not right", message, point)

    def point(self, row: Row) -> dict[sympy.Basic, sympy.Expr]:
        """Return what of a point either side depends on."""
        used = self.answer.free_symbols | self.expected.free_symbols
        symbols = sorted(used & set(row.point), key=str)
        return {symbol: row.point[symbol] for symbol in symbols}


def _is_worth(expr: sympy.Expr, row: Row) -> bool:
    """Tell whether an expression has the answer's value, or none as well."""
    number = value(expr, row.point)
    if number is None or row.answer is None:
        return number is row.answer
    return agree(number, row.answer)


def _is_close(row: Row) -> bool:
    if row.answer is None or not row.expected:
        return row.agrees
    return abs(row.answer / row.expected - 1) < _CLOSE


def _effort(point: Point) -> tuple[int, int]:
    """Tell how hard a point is to work with; a zero hides too much."""
    numbers = [_number(number) for number in point.values()]
    return numbers.count("0"), sum(map(len, numbers))


def _number(number: sympy.Expr) -> str:
    """Write 13/25 as 0.52; keep fractions that do not end soon."""
    ends = 10**4 * number
    if number.is_Integer or not ends.is_Integer:
        return str(number)
    return f"{float(number):g}"


def _apart(row: Row) -> tuple[str, str]:
    """Write both values with as many digits as tell them apart."""
    one = other = ""
    for digits in range(4, 30):
        one, other = _digits(row.answer, digits), _digits(row.expected, digits)
        if one != other:
            break
    return one, other


def _digits(number: mpmath.mpf | None, digits: int) -> str:
    return mpmath.nstr(number, digits).removesuffix(".0")
