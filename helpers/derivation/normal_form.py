"""A normal form: rational functions of independent generators."""

from __future__ import annotations

import math

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from helpers.derivation.expressions import (
    MAX_DEGREE,
    MAX_POWER,
    MAX_TERMS,
    UndecidedError,
    expanded_size,
)
from helpers.derivation.values import spell_out
from helpers.functions import sigma, softplus

MAX_CANCEL_TERMS = 400
MAX_FACTOR_TERMS = 40
MAX_FACTOR_DEGREE = 16

#: functions treated as unknown but well defined on the whole real line
_TOTAL = (sympy.sin, sympy.cos, sympy.atan, sympy.erf)


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
    """

    def __init__(self, domain, exprs=()):
        self.domain = domain
        self.by_key = {}
        self.ranges = {}
        self.nonzero = set()
        self.logs = {}
        self.exponents = {}
        self.relations = {}
        self.sums = {}
        self.bound = {}
        self.depends = {}
        self.memo = {}
        self.step = math.lcm(*(_exponent_steps(e) for e in exprs), 1)
        if self.step > MAX_POWER:
            raise UndecidedError("the exponents have too many fractions")

    # generators

    def generator(self, key, interval=None, needs=()):
        """Return the generator of `key`, made on first use."""
        if key not in self.by_key:
            symbol = sympy.Symbol(f"g#{len(self.by_key)}")
            self.by_key[key] = symbol
            low, high = interval or (-sympy.oo, sympy.oo)
            self.ranges[symbol] = (low, high)
            depends = [self.bound_in(n) for n in needs]
            self.depends[symbol] = frozenset().union(*depends)
        return self.by_key[key]

    def bound_in(self, form):
        """Return the summation indices a normal form depends on."""
        found = frozenset()
        for g in form.free_symbols:
            found |= self.depends.get(g, frozenset())
        return found

    # visiting an expression

    def form(self, expr):
        """Return the cancelled normal form of `expr`."""
        if expr not in self.memo:
            self.memo[expr] = self.cancel(self.visit(expr))
        return self.memo[expr]

    def cancel(self, form):
        form = sympy.together(form)
        for part in sympy.fraction(form):
            _bound(part, MAX_CANCEL_TERMS)
        return sympy.cancel(form)

    def visit(self, e):
        if e.is_Rational:
            return e
        if e is sympy.E:
            return self.exp(sympy.Integer(1))
        if e.is_NumberSymbol:
            return self.generator(e, (0, sympy.oo))
        if e.is_Symbol or isinstance(e, sympy.Indexed):
            return self.leaf(e)
        if e.is_Add or e.is_Mul:
            return e.func(*[self.visit(arg) for arg in e.args])
        if e.is_Pow:
            return self.power(e.base, e.exp)
        if isinstance(e, sympy.exp):
            return self.exp(self.form(e.args[0]))
        if isinstance(e, sympy.log) and len(e.args) == 1:
            return self.log(self.form(e.args[0]))
        if isinstance(e, sympy.Abs):
            return self.absolute(self.form(e.args[0]))
        if isinstance(e, sigma | softplus | HyperbolicFunction):
            return self.visit(e.rewrite(sympy.exp))
        if isinstance(e, sympy.Sum):
            return self.sum(e)
        return self.opaque(e)

    def leaf(self, e):
        if e in self.bound:
            return self.bound[e]
        needs = ()
        key = e
        if isinstance(e, sympy.Indexed):
            needs = tuple(self.form(i) for i in e.indices)
            key = ("entry", e.base, needs)
        symbol = self.generator(key, self.domain.interval(e), needs)
        if e.is_nonzero:
            self.nonzero.add(symbol)
        return symbol

    def opaque(self, e):
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
            low = 0 if e.is_positive else -sympy.oo
            interval = (low, 0 if e.is_negative else sympy.oo)
        symbol = self.generator(key, interval, needs)
        if e.is_nonzero:
            self.nonzero.add(symbol)
        return symbol

    def power(self, base, exponent):
        if exponent.is_Integer:
            return self.visit(base) ** exponent
        base, exponent = self.form(base), self.form(exponent)
        if exponent.is_Integer:
            return base**exponent
        if exponent.is_Rational:
            return self.root(base, exponent)
        return self.exp(self.cancel(exponent * self.log(base)))

    def exp(self, argument):
        """e^{sum c m} as a product of powers of the generators of e^{m}."""
        result = sympy.Integer(1)
        for term in sympy.Add.make_args(sympy.expand(argument)):
            number, monomial = term.as_coeff_Mul()
            if monomial in self.logs:
                result *= self.root(self.logs[monomial], number)
                continue
            power = number * self.step
            if not power.is_Integer or abs(power) > MAX_DEGREE:
                raise UndecidedError(f"the exponent {number} is out of reach")
            if power:
                result *= self.exponential(monomial) ** power
        return result

    def exponential(self, monomial):
        low, high = {1: (1, sympy.oo), -1: (0, 1)}.get(
            self.sign(monomial), (0, sympy.oo)
        )
        symbol = self.generator(("exp", monomial), (low, high), (monomial,))
        self.exponents[symbol] = monomial / self.step
        return symbol

    def log(self, argument):
        """log of a product as a sum; only where each factor is positive."""
        pieces = self.pieces(argument)
        if pieces is None:
            pieces = [(argument, 1)]
        result = sympy.Integer(0)
        for piece, power in pieces:
            if piece in self.exponents:
                result += power * self.exponents[piece]
                continue
            above = self.sign(self.cancel(piece - 1))
            interval = {1: (0, sympy.oo), -1: (-sympy.oo, 0)}.get(above)
            symbol = self.generator(("log", piece), interval, (piece,))
            self.logs[symbol] = piece
            result += power * symbol
        return result

    def root(self, base, power):
        """base**power for a rational power, base >= 0."""
        if power.is_Integer:
            return base**power
        pieces = self.pieces(base)
        if pieces is None:
            pieces = [(base, 1)]
        result = sympy.Integer(1)
        for piece, times in pieces:
            whole, part = divmod(times * power, 1)
            result *= piece**whole
            if part:
                key = ("root", piece, part.q)
                low = 0 if self.sign(piece) == 1 else -sympy.oo
                symbol = self.generator(key, (low, sympy.oo), (piece,))
                self.relations[symbol] = (int(part.q), piece)
                result *= symbol**part.p
        return result

    def absolute(self, argument):
        sign = self.sign(argument)
        if sign is not None:
            return sign * argument
        result = sympy.Integer(1)
        for factor, power in self.factors(argument):
            result *= self.modulus(factor) ** power
        return result

    def modulus(self, factor):
        """The generator of |f|, or f itself with its sign."""
        sign = self.sign(factor)
        if sign is not None:
            return sign * factor
        # |f| = |-f|: one generator for both
        factor = max(factor, sympy.expand(-factor), key=sympy.default_sort_key)
        symbol = self.generator(("abs", factor), None, (factor,))
        self.relations[symbol] = (2, factor**2)
        return symbol

    def sum(self, e):
        """A finite sum: spelt out if its ends are numbers, else kept."""
        (index, low, high), *inner = reversed(e.limits)
        body = sympy.Sum(e.function, *reversed(inner)) if inner else e.function
        if low.is_Integer and high.is_Integer:
            spelt = spell_out(sympy.Sum(body, (index, low, high)), {})
            return self.visit(spelt)
        low, high = self.form(low), self.form(high)
        start = self.sign(low)
        name = self.generator(
            ("index", len(self.bound), low, high),
            (0 if start == 1 else -sympy.oo, sympy.oo),
        )
        self.depends[name] = frozenset({name})
        saved, self.bound = self.bound, {**self.bound, index: name}
        saved_memo, self.memo = self.memo, {}
        try:
            body = self.form(body)
        finally:
            self.bound, self.memo = saved, saved_memo
        outside, inside = sympy.Integer(1), sympy.Integer(1)
        for factor, power in self.factors(body):
            if name in self.bound_in(factor):
                inside *= factor**power
            else:
                outside *= factor**power
        key = ("sum", inside, name, low, high)
        symbol = self.generator(key, None, (low, high))
        others = self.bound_in(inside) - {name}
        self.depends[symbol] |= others
        self.sums[symbol] = (inside, name, high - low + 1)
        return outside * symbol

    # factors and signs

    def factors(self, form):
        """Return [(factor, power)] whose product is `form`."""
        top, bottom = sympy.fraction(form)
        return _factors(top) + [(f, -n) for f, n in _factors(bottom)]

    def pieces(self, form):
        """Return positive factors of a positive form, or None.

        An even power of a factor of unknown sign is a power of its
        absolute value; an odd one has no expansion.
        """
        pieces, sign = [], 1
        for factor, power in self.factors(form):
            own = self.sign(factor)
            if own == 0 or (own is None and power % 2):
                return None
            if own is None:
                pieces.append((self.modulus(factor), power))
                continue
            if power % 2:
                sign *= own
            pieces.append((sympy.expand(own * factor), power))
        if sign != 1:
            return None
        return [p for piece in pieces for p in _primes(*piece)]

    def sign(self, form):
        """Return 1, -1 or 0 if `form` has that sign everywhere, or None."""
        key = ("sign", form)
        if key not in self.memo:
            self.memo[key] = self._sign(form)
        return self.memo[key]

    def _sign(self, form):
        if form.is_Rational:
            return int(sympy.sign(form))
        total = 1
        for factor, power in self.factors(form):
            own = _sign_of_polynomial(factor, self.ranges)
            if own is None:
                return None
            total *= own ** abs(power)
        return total

    def is_nonzero(self, form):
        """Tell whether `form` is shown to be non-zero everywhere."""
        return form != 0 and all(
            power < 0 or factor in self.nonzero or self.sign(factor)
            for factor, power in self.factors(form)
        )

    def is_nonnegative(self, form):
        return (self.sign(form) is not None and self.sign(form) >= 0) or (
            self.pieces(form) is not None
        )

    # the question

    def is_zero(self, form):
        """Tell whether a form is zero by the identity of polynomials."""
        top, _ = sympy.fraction(sympy.together(form))
        _bound(top)
        top = sympy.expand(top)
        while top != 0:
            reduced = self.reduce(top)
            if reduced == top:
                break
            top, _ = sympy.fraction(sympy.together(reduced))
            _bound(top)
            top = sympy.expand(top)
        if top == 0:
            return True
        return self.is_zero_sum(top)

    def reduce(self, top):
        """Use root**q = base in a polynomial."""
        for symbol, (q, base) in self.relations.items():
            if not top.has(symbol):
                continue
            poly = sympy.Poly(top, symbol)
            top = sum(
                coefficient * base ** (power // q) * symbol ** (power % q)
                for (power,), coefficient in poly.terms()
            )
        return top

    def is_zero_sum(self, top):
        """Collect a linear combination of sums into one sum each."""
        present = [s for s in self.sums if top.has(s)]
        if not present:
            return False
        poly = sympy.Poly(top, *present)
        if poly.total_degree() > 1:
            return False
        rest = poly.coeff_monomial(1)
        groups = {}
        for symbol in present:
            inside, name, count = self.sums[symbol]
            whole = poly.coeff_monomial(symbol) * inside
            before, _ = groups.get(name, (0, count))
            groups[name] = (before + whole, count)
        for name, (whole, count) in groups.items():
            whole = self.cancel(whole)
            if name in self.bound_in(whole):
                return False
            rest += count * whole
        return self.is_zero(self.cancel(rest))


def _bound(form, most=MAX_TERMS):
    terms, degree = expanded_size(form)
    if terms > most or degree > 4 * MAX_DEGREE:
        raise UndecidedError("the expression would expand to too many terms")


def _exponent_steps(expr):
    """The common denominator of the fractions inside exponentials."""
    steps = 1
    for node in sympy.preorder_traversal(expr):
        if isinstance(node, sympy.exp | sigma | softplus | HyperbolicFunction):
            for term in sympy.Add.make_args(sympy.expand(node.args[0])):
                steps = math.lcm(steps, int(term.as_coeff_Mul()[0].q))
    return steps


def _factors(poly):
    """Factor a polynomial, or keep it whole if it is large."""
    if poly.is_Rational:
        return [(poly, 1)] if poly != 1 else []
    poly = sympy.Poly(poly, *sorted(poly.free_symbols, key=_number))
    small = poly.total_degree() <= MAX_FACTOR_DEGREE
    if len(poly.terms()) > MAX_FACTOR_TERMS or not small:
        return [(poly.as_expr(), 1)]
    content, found = poly.factor_list()
    pairs = [(factor.as_expr(), power) for factor, power in found]
    return [(content, 1), *pairs] if content != 1 else pairs


def _number(generator):
    return int(generator.name.split("#")[1])


def _primes(piece, power):
    """Split a positive rational into primes, so that log 6 = log 2 + log 3."""
    if not piece.is_Rational or max(piece.p, piece.q) > 10**9:
        return [(piece, power)]
    found = sympy.factorrat(piece)
    return [(sympy.Integer(p), n * power) for p, n in found.items()]


def _sign_of_polynomial(form, ranges):
    """Return the sign of a polynomial on a box, or None.

    Each variable is moved to t > 0; if then all coefficients have one
    sign, so has the polynomial.  With one variable its real roots are
    counted instead.
    """
    if form.is_Rational:
        return int(sympy.sign(form))
    names = sorted(form.free_symbols, key=_number)
    poly = sympy.Poly(form, *names)
    if poly.total_degree() > MAX_FACTOR_DEGREE:
        return None
    if len(names) == 1:
        return _sign_by_roots(poly, *ranges[names[0]])
    if len(names) > 12 or len(poly.terms()) > MAX_FACTOR_TERMS:
        return None
    signed = []
    for place, name in enumerate(names):
        low, high = ranges[name]
        degree = poly.degree(name)
        signed.append(low > -sympy.oo or high < sympy.oo)
        poly = _to_positive(poly, name, place, low, high, degree)
    if len(poly.terms()) > 10 * MAX_FACTOR_TERMS:
        return None
    return _common_sign(poly, signed)


def _to_positive(poly, name, place, low, high, degree):
    if (low, high) in (((-sympy.oo), sympy.oo), (0, sympy.oo)):
        return poly
    total = sympy.Integer(0)
    for powers, coefficient in poly.terms():
        n = powers[place]
        others = sympy.Mul(
            coefficient,
            *[
                g**k
                for i, (g, k) in enumerate(zip(poly.gens, powers, strict=True))
                if i != place
            ],
        )
        if high == sympy.oo:
            moved = (low + name) ** n
        elif low == -sympy.oo:
            moved = (high - name) ** n
        else:
            moved = (low + high * name) ** n * (1 + name) ** (degree - n)
        total += others * moved
    return sympy.Poly(total, *poly.gens)


def _common_sign(poly, signed):
    """The common sign of all coefficients, if squares allow no other."""
    signs, strict = set(), False
    for powers, coefficient in poly.terms():
        free = [n for n, s in zip(powers, signed, strict=True) if not s]
        if any(n % 2 for n in free):
            return None
        strict = strict or not any(free)
        signs.add(int(sympy.sign(coefficient)))
    return signs.pop() if strict and len(signs) == 1 else None


def _sign_by_roots(poly, low, high):
    """The sign of a polynomial in one variable without roots in between."""
    ends = [None if e in (-sympy.oo, sympy.oo) else e for e in (low, high)]
    roots = poly.count_roots(*ends)
    roots -= sum(1 for e in ends if e is not None and poly.eval(e) == 0)
    if roots:
        return None
    inside = {
        (True, True): lambda: (low + high) / sympy.Integer(2),
        (True, False): lambda: low + 1,
        (False, True): lambda: high - 1,
        (False, False): lambda: sympy.Integer(0),
    }[tuple(e is not None for e in ends)]()
    return int(sympy.sign(poly.eval(inside)))
