r"""A normal form: rational functions of independent generators.

Every expression of the course is rational in its symbols, in e to some
monomials, and in some logarithms, roots, absolute values and sums.  Each of
these becomes one letter, a *generator*, and the expression a quotient of two
polynomials in the generators, for which equality can be decided.

The method is that of Risch for elementary functions, in the small: write
everything with as few generators as possible, then compare.  See M. Bronstein,
*Symbolic Integration I* (2005), chapter 9.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from helpers.derivation.domain import Domain, Range
from helpers.derivation.expressions import (
    MAX_DEGREE,
    UndecidedError,
)
from helpers.derivation.polynomials import (
    check_expanded,
    factors_of,
    fraction,
    lowest_terms,
    modulo_power,
    modulo_values,
    primes,
)
from helpers.derivation.signs import sign_of_polynomial
from helpers.derivation.sums import is_zero_sum, visit_delta, visit_sum
from helpers.derivation.values import evaluate_at
from helpers.functions import sigma, softplus

#: where a generator lies, by the sign of what decides it
Intervals = dict[int | None, Range]

MAX_CANCEL_TERMS = 400

#: functions treated as unknown but well defined on the whole real line
_TOTAL = (sympy.sin, sympy.cos, sympy.atan, sympy.erf)
_WRITTEN_WITH_EXP = sigma | softplus | HyperbolicFunction
_UNDEFINED = (sympy.zoo, sympy.nan)
_EVERYWHERE = (-sympy.oo, sympy.oo)


class NormalForm:
    """Rewrites expressions as rational functions of shared generators.

    Parameters
    ----------
    domain : Domain
        Where the symbols live.
    exprs : iterable of sympy.Expr
        The expressions to come: the fractions inside their exponentials
        fix one common denominator, so that e^{z/2} and e^{z} are powers
        of the same generator.

    Notes
    -----
    A generator stands for a symbol, an unknown function, e^{m} for a
    monomial m, log(f) for an irreducible f > 0, a root, an absolute value
    or a sum.  Every rewriting used is an identity on the domain, so equal
    normal forms prove equality.  The converse is not claimed.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> left, right = sympy.tanh(z / 2), 2 * sigma(z) - 1
    >>> normal = NormalForm(Domain(), [left, right])
    >>> normal.is_zero(normal.visit(left) - normal.visit(right))
    True
    """

    def __init__(
        self, domain: Domain, exprs: Iterable[sympy.Basic] = ()
    ) -> None:
        self.domain = domain
        #: what a generator stands for -> the generator
        self.by_key: dict[object, sympy.Symbol] = {}
        self.ranges: dict[sympy.Symbol, Range] = {}
        self.nonzero: set[sympy.Symbol] = set()
        #: the generator of log(f) -> f
        self.logs: dict[sympy.Symbol, sympy.Expr] = {}
        #: the generator of e^{m / step} -> m / step
        self.exponents: dict[sympy.Symbol, sympy.Expr] = {}
        #: the generator of f^(1/q) -> (f, q)
        self.roots: dict[sympy.Symbol, tuple[sympy.Expr, int]] = {}
        #: a generator that is algebraic -> its k-th power, lowered
        self.lowered: dict[sympy.Symbol, Callable[[int], sympy.Expr]] = {}
        #: the generator of a sum -> what is summed, and over which index
        self.sums: dict[sympy.Symbol, tuple[sympy.Expr, sympy.Symbol]] = {}
        #: the index of a sum around what is visited -> its generator
        self.bound: dict[sympy.Basic, sympy.Symbol] = {}
        #: the generator of an integer -> its first and last value
        self.ends: dict[sympy.Symbol, tuple[sympy.Expr, sympy.Expr]] = {}
        self.depends: dict[sympy.Symbol, frozenset[sympy.Symbol]] = {}
        self.memo: dict[object, Any] = {}
        self.step = math.lcm(*(_exponent_steps(e) for e in exprs), 1)

    # generators

    def generator(
        self,
        key: object,
        interval: Range | None = None,
        needs: Iterable[sympy.Expr] = (),
    ) -> sympy.Symbol:
        """Return the generator of `key`, made on first use."""
        if key not in self.by_key:
            symbol = sympy.Symbol(f"g#{len(self.by_key)}")
            self.by_key[key] = symbol
            self.ranges[symbol] = interval or _EVERYWHERE
            depends = [self.bound_in(n) for n in needs]
            self.depends[symbol] = frozenset().union(*depends)
        return self.by_key[key]

    def bound_in(self, form: sympy.Expr) -> frozenset[sympy.Symbol]:
        """Return the summation indices a normal form depends on."""
        found = [self.depends.get(g, frozenset()) for g in form.free_symbols]
        return frozenset().union(*found)

    # visiting an expression

    def form(self, expr: sympy.Basic) -> sympy.Expr:
        """Return the cancelled normal form of `expr`."""
        if expr not in self.memo:
            self.memo[expr] = self.cancel(self.visit(expr))
        return self.memo[expr]

    def cancel(self, form: sympy.Expr) -> sympy.Expr:
        """Return a form in lowest terms, the algebraic generators lowered."""
        top, bottom = (self.lower(part) for part in fraction(form))
        for part in (top, bottom):
            check_expanded(part, MAX_CANCEL_TERMS)
        if bottom == 0 or top.has(*_UNDEFINED):
            raise UndecidedError("a denominator is zero")
        return lowest_terms(top, bottom)

    def visit(self, e: sympy.Basic) -> sympy.Expr:
        """Return `expr` with a generator for all that is not rational."""
        if isinstance(e, sympy.Rational):
            return e
        if e is sympy.E:
            return self.exp(sympy.Integer(1))
        if isinstance(e, sympy.NumberSymbol):
            return self.generator(e, (sympy.Integer(0), sympy.oo))
        if isinstance(e, sympy.Symbol | sympy.Indexed):
            return self.leaf(e)
        if e.is_Add or e.is_Mul:
            return e.func(*[self.visit(arg) for arg in e.args])
        if isinstance(e, sympy.Pow):
            return self.power(e.base, e.exp)
        if isinstance(e, sympy.exp):
            return self.exp(self.form(*e.args))
        if isinstance(e, sympy.log) and len(e.args) == 1:
            return self.log(self.form(*e.args))
        if isinstance(e, sympy.Abs):
            return self.absolute(self.form(*e.args))
        if isinstance(e, _WRITTEN_WITH_EXP):
            return self.visit(e.rewrite(sympy.exp))
        if isinstance(e, sympy.Sum):
            return visit_sum(self, e)
        if isinstance(e, sympy.KroneckerDelta):
            return visit_delta(self, e)
        return self.opaque(e)

    def leaf(self, e: sympy.Basic) -> sympy.Symbol:
        """The generator of a symbol or of an entry X[i]."""
        if e in self.bound:
            return self.bound[e]
        needs, key = (), e
        if isinstance(e, sympy.Indexed):
            needs = tuple(self.form(i) for i in e.indices)
            key = ("entry", e.base, needs)
        cases, ends = self.domain.cases(e), self.domain.ends(e)
        interval = frozenset(cases) if cases else self.domain.interval(e)
        symbol = self.generator(key, interval, needs)
        if e.is_nonzero:
            self.nonzero.add(symbol)
        if cases:
            self.lowered[symbol] = modulo_values(symbol, cases)
        if ends and symbol not in self.ends:
            self.ends[symbol] = tuple(self.form(end) for end in ends)
        return symbol

    def opaque(self, e: sympy.Basic) -> sympy.Symbol:
        """The generator of a function of which nothing is known."""
        if isinstance(e, AppliedUndef) or e.func in _TOTAL:
            needs = tuple(self.form(arg) for arg in e.args)
            key = (e.func, needs)
        elif isinstance(e, sympy.Derivative | sympy.Subs):
            inside = [s for s in self.bound if e.has(s)]
            needs = tuple(self.bound[s] for s in inside)
            key = e.xreplace({s: self.bound[s] for s in inside})
        else:
            raise UndecidedError(f"{e.func.__name__} is not supported")
        interval = self.domain.ranges.get(e)
        if not isinstance(interval, tuple):
            zero = sympy.Integer(0)
            interval = (
                zero if e.is_positive else -sympy.oo,
                zero if e.is_negative else sympy.oo,
            )
        symbol = self.generator(key, interval, needs)
        if e.is_nonzero:
            self.nonzero.add(symbol)
        return symbol

    def power(self, base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
        """base^exponent; a^y is e^{y log a}, since a > 0 is required."""
        if exponent.is_Integer:
            return self.visit(base) ** exponent
        simpler = self.denested(base, exponent)
        if simpler is not None:
            return self.visit(simpler)
        base, exponent = self.form(base), self.form(exponent)
        if exponent.is_Rational:
            return self.root(base, exponent)
        return self.exp(self.cancel(exponent * self.log(base)))

    def denested(
        self, base: sympy.Expr, exponent: sympy.Expr
    ) -> sympy.Expr | None:
        """sqrt(3 + 2 sqrt 2) = 1 + sqrt 2, and the like, or None.

        sympy proposes; that the square is right and the sign is positive
        is checked here.
        """
        half = exponent.is_Rational and exponent.q == 2
        if not (half and base.is_number) or base.is_Rational:
            return None
        found = sympy.sqrtdenest(base**exponent)
        if found == base**exponent or evaluate_at(found, {}) <= 0:
            return None
        gap = self.visit(found) ** 2 - self.visit(base) ** (2 * exponent)
        return found if self.is_zero(gap) else None

    # exponentials and logarithms

    def exp(self, argument: sympy.Expr) -> sympy.Expr:
        """e^{sum c m} as a product of powers of the generators of e^{m}.

        By e^{a + b} = e^a e^b, term by term.  A term c log(f) gives f^c
        and no exponential.  All c are multiples of 1/step, so that with
        g = e^{m/step} each e^{c m} is the whole power g^(c step).
        """
        result = sympy.Integer(1)
        for term in sympy.Add.make_args(sympy.expand(argument)):
            number, monomial = term.as_coeff_Mul()
            if monomial in self.logs:
                result *= self.root(self.logs[monomial], number)
                continue
            power = number * self.step
            if not power.is_Integer or abs(power) > MAX_DEGREE:
                raise UndecidedError(
                    f"an exponential with the factor {number} is out of "
                    f"reach beside others in steps of 1/{self.step}"
                )
            if power:
                result *= self.exponential(monomial) ** power
        return result

    def exponential(self, monomial: sympy.Expr) -> sympy.Symbol:
        """The generator of e^{m/step}: over 1 where m > 0, under where < 0."""
        zero, one = sympy.Integer(0), sympy.Integer(1)
        intervals: Intervals = {1: (one, sympy.oo), -1: (zero, one)}
        interval = intervals.get(self.sign(monomial), (zero, sympy.oo))
        symbol = self.generator(("exp", monomial), interval, (monomial,))
        self.exponents[symbol] = monomial / self.step
        return symbol

    def log(self, argument: sympy.Expr) -> sympy.Expr:
        """log of a product as a sum; only where each factor is positive.

        log(f^n g) = n log f + log g for f, g > 0.  The log of e^m is m,
        and that of a root f^(1/q) is log(f)/q.
        """
        result = sympy.Integer(0)
        for piece, power in self.pieces_or_whole(argument):
            if piece in self.exponents:
                result += power * self.exponents[piece]
            elif piece in self.roots:
                base, q = self.roots[piece]
                result += power * self.log(base) / q
            else:
                result += power * self.logarithm(piece)
        return result

    def logarithm(self, piece: sympy.Expr) -> sympy.Symbol:
        """The generator of log(f): positive where f > 1."""
        zero = sympy.Integer(0)
        above = self.sign(self.cancel(piece - 1))
        intervals: Intervals = {1: (zero, sympy.oo), -1: (-sympy.oo, zero)}
        symbol = self.generator(("log", piece), intervals.get(above), (piece,))
        self.logs[symbol] = piece
        return symbol

    # roots and absolute values

    def root(self, base: sympy.Expr, power: sympy.Rational) -> sympy.Expr:
        """base^power for a rational power, where base >= 0.

        (f^n g)^r = f^(n r) g^r for f, g >= 0.  The whole part of n r is a
        power of f itself, the rest one of the generator of f^(1/q).
        """
        if abs(power) > MAX_DEGREE:
            raise UndecidedError(f"the exponent {power} is out of reach")
        if power.is_Integer:
            return base**power
        result = sympy.Integer(1)
        for piece, times in self.pieces_or_whole(base):
            whole, part = divmod(times * power, 1)
            result *= piece**whole
            if part:
                result *= self.radical(piece, int(part.q)) ** part.p
        return result

    def radical(self, piece: sympy.Expr, q: int) -> sympy.Symbol:
        """The generator r of f^(1/q), with r^q = f."""
        low = sympy.Integer(0) if self.sign(piece) == 1 else -sympy.oo
        symbol = self.generator(("root", piece, q), (low, sympy.oo), (piece,))
        self.roots[symbol] = (piece, q)
        self.lowered[symbol] = modulo_power(symbol, q, piece)
        return symbol

    def absolute(self, argument: sympy.Expr) -> sympy.Expr:
        """|f g| = |f| |g|, factor by factor."""
        sign = self.sign(argument)
        if sign is not None:
            return sign * argument
        result = sympy.Integer(1)
        for factor, power in self.factors(argument):
            result *= self.modulus(factor) ** power
        return result

    def modulus(self, factor: sympy.Expr) -> sympy.Expr:
        """The generator of |f|, with |f|^2 = f^2, or f with its sign."""
        sign = self.sign(factor)
        if sign is not None:
            return factor if sign == 1 else -factor
        # |f| = |-f|: one generator for both
        factor = max(factor, sympy.expand(-factor), key=sympy.default_sort_key)
        symbol = self.generator(("abs", factor), None, (factor,))
        self.lowered[symbol] = modulo_power(symbol, 2, factor**2)
        return symbol

    # factors and signs

    def factors(self, form: sympy.Expr) -> list[tuple[sympy.Expr, int]]:
        """Return [(factor, power)] whose product is `form`."""
        top, bottom = sympy.fraction(form)
        below = [(f, -n) for f, n in factors_of(bottom)]
        return [*factors_of(top), *below]

    def pieces(self, form: sympy.Expr) -> list[tuple[sympy.Expr, int]] | None:
        """Return positive factors of a positive form, or None.

        An even power of a factor of unknown sign is a power of its
        absolute value; an odd one has no expansion.
        """
        pieces, odd = [], []
        for factor, power in self.factors(form):
            own = self.sign(factor)
            if own == 0 or (own is None and power % 2):
                return None
            if own is None:
                pieces.append((self.modulus(factor), power))
                continue
            if power % 2:
                odd.append(own)
            pieces.append((sympy.expand(own * factor), power))
        if math.prod(odd) != 1:
            return None
        return [p for piece in pieces for p in primes(*piece)]

    def pieces_or_whole(
        self, form: sympy.Expr
    ) -> list[tuple[sympy.Expr, int]]:
        pieces = self.pieces(form)
        return [(form, 1)] if pieces is None else pieces

    def sign(self, form: sympy.Expr) -> int | None:
        """Return 1, -1 or 0 if `form` has that sign everywhere, or None."""
        signs = self.signs(form)
        return min(signs) if signs is not None and len(signs) == 1 else None

    def signs(self, form: sympy.Expr) -> frozenset[int] | None:
        """Return the signs `form` has on the domain, or None if unknown.

        Generators with finitely many values take each of them in turn.
        """
        key = ("sign", form)
        if key not in self.memo:
            found = [self._sign(case) for case in self._cases(form)]
            known = None not in found
            self.memo[key] = frozenset(found) if known else None
        return self.memo[key]

    def _cases(self, form: sympy.Expr) -> list[sympy.Expr]:
        """The form, or the form at each choice of its finite generators."""
        ranges = {g: self.ranges[g] for g in form.free_symbols}
        finite = {g: r for g, r in ranges.items() if isinstance(r, frozenset)}
        choices = Domain(finite).combinations(finite) if finite else ()
        return [form.xreplace(choice) for choice in choices] or [form]

    def _sign(self, form: sympy.Expr) -> int | None:
        """The sign of a product, factor by factor."""
        if form.has(*_UNDEFINED):
            return None
        total = 1
        for factor, power in self.factors(form):
            intervals = {
                g: _EVERYWHERE if isinstance(r, frozenset) else r
                for g, r in self.ranges.items()
                if g in factor.free_symbols
            }
            own = sign_of_polynomial(factor, intervals)
            if own is None:
                return None
            total *= own ** abs(power)
        return total

    def is_nonzero(self, form: sympy.Expr) -> bool:
        """Tell whether `form` is shown to be non-zero everywhere."""
        top, _ = sympy.fraction(form)
        return all(
            factor in self.nonzero or self._never_zero(factor)
            for factor, _ in factors_of(top)
        )

    def _never_zero(self, factor: sympy.Expr) -> bool:
        signs = self.signs(factor)
        return signs is not None and 0 not in signs

    def is_nonnegative(self, form: sympy.Expr) -> bool:
        """Tell whether `form` is shown to be >= 0 everywhere."""
        signs = self.signs(form)
        if signs is not None:
            return -1 not in signs
        return self.pieces(form) is not None

    # the question

    def is_zero(self, form: sympy.Expr) -> bool:
        """Tell whether a form is zero by the identity of polynomials."""
        top = self.numerator(form)
        return top == 0 or is_zero_sum(self, top)

    def numerator(self, form: sympy.Expr) -> sympy.Expr:
        """Return the numerator, expanded and lowered."""
        return sympy.expand(fraction(self.lower(fraction(form)[0]))[0])

    def lower(self, part: sympy.Expr) -> sympy.Expr:
        """Lower the powers of roots, absolute values and finite symbols.

        What a power is lowered to contains only generators made before
        this one.  So one pass, the newest first, lowers all of them, and
        there is nothing to repeat.
        """
        for symbol in reversed(self.lowered):
            if part.has(symbol):
                part = self._lower_one(part, symbol)
        return part

    def _lower_one(self, part: sympy.Expr, symbol: sympy.Symbol) -> sympy.Expr:
        top, bottom = fraction(part)
        terms = sympy.Poly(top, symbol).terms()
        power = self.lowered[symbol]
        return sum(c * power(k) for (k,), c in terms) / bottom


def _exponent_steps(expr: sympy.Basic) -> int:
    """The common denominator of the fractions inside exponentials."""
    steps = 1
    for node in sympy.preorder_traversal(expr):
        if isinstance(node, sympy.exp | _WRITTEN_WITH_EXP):
            (exponent,) = node.args
        elif isinstance(node, sympy.Pow) and not node.exp.is_Rational:
            exponent = node.exp
        else:
            continue
        for term in sympy.Add.make_args(sympy.expand(exponent)):
            steps = math.lcm(steps, int(term.as_coeff_Mul()[0].q))
    return steps
