"""Slips: wrong answers that have a name.

Each is what the expected answer becomes by one usual mistake.  An answer
that agrees with it everywhere was made by that mistake.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

import mpmath
import sympy

from helpers.answers.comparison import Row
from helpers.derivation import notation
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError, make
from helpers.derivation.values import agree, evaluate_at
from helpers.functions import sigma

#: what it is called, and the wrong answer
Slip = tuple[str, sympy.Expr]

_TURNED = "the sign is turned round"
_TIMES: dict[Fraction | None, str] = {
    Fraction(2): "twice",
    Fraction(1, 2): "half",
    Fraction(3): "three times",
    Fraction(1, 3): "a third of",
    Fraction(4): "four times",
    Fraction(1, 4): "a quarter of",
}
_SHOULD = "what it should be"
_MAX_DENOMINATOR = 60


# --- the same factor, or the same difference, everywhere --------------------


def constant_factor(rows: Collection[Row]) -> str | None:
    """Return the words for a factor that is the same everywhere, or None.

    Examples
    --------
    >>> rows = [Row({}, mpmath.mpf(-2 * k), mpmath.mpf(k)) for k in (1, 3)]
    >>> constant_factor(rows)
    'it is twice what it should be, and the sign is turned round'
    """
    if any(row.answer is None for row in rows):
        return None
    telling = [row for row in rows if row.answer or row.expected]
    if not telling or not all(r.answer and r.expected for r in telling):
        return None
    ratio = telling[0].answer / telling[0].expected
    if not all(agree(r.answer, ratio * r.expected) for r in telling):
        return None
    return _in_words(ratio, known_only=not telling[0].point)


def _in_words(ratio: mpmath.mpf, known_only: bool) -> str | None:
    """Name a factor; between two numbers, only a usual one."""
    size = _fraction(abs(ratio))
    turned = f", and {_TURNED}" if ratio < 0 else ""
    if size == 1:
        return _TURNED
    if size in _TIMES:
        return f"it is {_TIMES[size]} {_SHOULD}{turned}"
    for base in (2, 10):
        if agree(ratio * evaluate_at(sympy.log(base), {}), mpmath.mpf(1)):
            return f"the logarithm is to base {base}: here it is natural"
    if known_only:
        return None
    return f"it is {_short(abs(ratio))} times {_SHOULD}{turned}"


def _short(number: mpmath.mpf) -> str:
    return str(_fraction(number) or mpmath.nstr(number, 4))


def _fraction(number: mpmath.mpf) -> Fraction | None:
    """Return a short fraction that a number is, or None."""
    near = Fraction(mpmath.nstr(number, 40)).limit_denominator(
        _MAX_DENOMINATOR
    )
    whole = agree(number * near.denominator, mpmath.mpf(near.numerator))
    return near if whole else None


def constant_difference(rows: Collection[Row]) -> str | None:
    """Return the words for a difference that is the same everywhere."""
    if any(row.answer is None or not row.point for row in rows):
        return None
    gaps = [row.answer - row.expected for row in rows]
    if not all(agree(gap, gaps[0]) for gap in gaps):
        return None
    more = "more" if gaps[0] > 0 else "less"
    return f"it is {_short(abs(gaps[0]))} {more} than it should be, everywhere"


def right_for_some(rows: Collection[Row], domain: Domain) -> str | None:
    """Name the values of a label for which alone the answer is right."""
    for symbol in sorted(domain.ranges, key=str):
        told = {
            case: [r.agrees for r in rows if r.point.get(symbol) == case]
            for case in domain.cases(symbol) or []
        }
        right = [c for c, agrees in told.items() if agrees and all(agrees)]
        if right and not all(map(all, told.values())):
            values = " or ".join(f"`{symbol} = {case}`" for case in right)
            return f"it is right for {values} only"
    return None


# --- one mistake -------------------------------------------------------------


def usual_slips(
    expected: sympy.Expr,
    names: Iterable[sympy.Symbol],
    domain: Domain,
) -> Iterator[Slip]:
    """Yield what one usual mistake makes of the expected answer.

    Parameters
    ----------
    expected : sympy.Expr
    names : iterable of sympy.Symbol
        Those that may have been confused.
    domain : Domain
        It tells which of them are probabilities.

    Yields
    ------
    message, wrong answer

    Examples
    --------
    >>> p, x = sympy.symbols("p x")
    >>> found = dict(usual_slips(p * x, [p, x], Domain({p: (0, 1)})))
    >>> found["a factor `x` is missing"]
    p
    """
    names = sorted(names, key=str)
    sure = _probabilities(expected, names, domain)
    for slip in itertools.chain(
        _factors(expected, names, sure, domain),
        _names(expected, names, sure),
        _terms(expected),
        _wholes(expected),
    ):
        if slip[1] not in (0, expected):
            yield slip


def _probabilities(
    expected: sympy.Expr, names: Iterable[sympy.Symbol], domain: Domain
) -> list[sympy.Expr]:
    """Return what is known to lie between 0 and 1."""
    found = [
        name
        for name in names
        if isinstance(domain.define.get(name), sigma)
        or domain.interval(name) == (0, 1)
    ]
    return [*found, *sorted(expected.atoms(sigma), key=str)]


def _factors(
    expected: sympy.Expr,
    names: Iterable[sympy.Symbol],
    probabilities: Iterable[sympy.Expr],
    domain: Domain,
) -> Iterator[Slip]:
    """A factor is missing or stands there once too often.

    A label is no such factor: times y and "right for y = 1 only" are one.
    """
    top, bottom = sympy.fraction(expected)
    usual = [name for name in names if not domain.cases(name)]
    for p in probabilities:
        usual += [p, 1 - p, p * (1 - p)]
    usual += [*_bases(top), *_bases(bottom)]
    for factor in dict.fromkeys(usual):
        too_many = "a factor {} too many"
        missing = "it is divided by {} once too often"
        if {*_bases(factor)} <= {*_bases(top)}:
            missing = "a factor {} is missing"
            if factor.is_Symbol:
                turned = "it is divided by {}, not multiplied"
                words = _twice(factor, top, missing, turned)
                yield words, expected / factor**2
        if {*_bases(factor)} <= {*_bases(bottom)}:
            too_many = "the division by {} is missing"
            turned = "it is multiplied by {}, not divided"
            words = _twice(factor, bottom, too_many, turned)
            yield words, expected * factor**2
        shown = _quoted(factor)
        for sign, also in ((1, ""), (-1, f", and {_TURNED}")):
            yield missing.format(shown) + also, sign * expected / factor
            yield too_many.format(shown) + also, sign * expected * factor


def _twice(
    factor: sympy.Expr, half: sympy.Expr, missing: str, turned: str
) -> str:
    """Word what is wrong by a factor's square: that, or the wrong half."""
    powers = half.as_powers_dict()
    if all(powers[base] == 2 for base in _bases(factor)):
        return missing.format(_quoted(factor**2))
    return turned.format(_quoted(factor))


def _quoted(expr: sympy.Expr) -> str:
    return f"`{notation.plain(expr)}`"


def _bases(product: sympy.Expr) -> list[sympy.Expr]:
    """Return the factors of a product, each without its power."""
    bases = [f.as_base_exp()[0] for f in sympy.Mul.make_args(product)]
    return [base for base in bases if not base.is_number]


def _names(
    expected: sympy.Expr,
    names: Collection[sympy.Symbol],
    probabilities: Iterable[sympy.Expr],
) -> Iterator[Slip]:
    """One name stands for another, or with the wrong sign."""
    for p in probabilities:
        shown = notation.plain(p)
        message = f"`{shown}` and `1 - {shown}` are swapped"
        yield message, expected.xreplace({p: 1 - p})
    present = [name for name in names if expected.has(name)]
    for one, other in itertools.combinations(present, 2):
        message = f"`{one}` and `{other}` are swapped"
        yield message, expected.xreplace({one: other, other: one})
    for right, wrong in itertools.product(present, names):
        message = f"`{wrong}` stands where `{right}` belongs"
        yield message, expected.xreplace({right: wrong})
        yield message, expected * wrong / right
    for name in present:
        message = f"the sign of `{name}` is turned round"
        yield message, expected.xreplace({name: -name})


def _terms(expected: sympy.Expr) -> Iterator[Slip]:
    """A term is missing, or its sign is turned round."""
    for whole in sorted(expected.atoms(sympy.Add), key=str):
        for term in whole.args:
            size = -term if term.could_extract_minus_sign() else term
            shown = _quoted(size)
            turned, left_out = whole - 2 * term, whole - term
            message = f"the sign before {shown} is turned round"
            yield message, expected.xreplace({whole: turned})
            if not left_out.is_number:
                message = f"a term {shown} is missing"
                yield message, expected.xreplace({whole: left_out})


def _wholes(expected: sympy.Expr) -> Iterator[Slip]:
    """The answer is a function of what it should be."""
    if expected == 0:
        return
    yield f"it is 1 divided by {_SHOULD}", 1 / expected
    yield f"it is 1 minus {_SHOULD}", 1 - expected
    yield f"it is the square of {_SHOULD}", expected**2
    yield f"it is the square root of {_SHOULD}", sympy.sqrt(expected)
    yield f"it is the logarithm of {_SHOULD}", sympy.log(expected)
    try:
        yield f"it is e to the power of {_SHOULD}", make(sympy.exp, expected)
    except UndecidedError:
        return
