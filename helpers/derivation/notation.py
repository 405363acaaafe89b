r"""How a derivation is written: LaTeX for the page, plain text to be read.

Both printers keep the order of an expression built with
``evaluate(False)``, write a derivative with its operand in brackets, and
use a curly d only where more than one symbol is involved.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.printer import Printer
from sympy.printing.str import StrPrinter

from helpers.derivation.domain import Domain
from helpers.derivation.expressions import KEPT, evaluated, rebuild

Factors = Sequence[sympy.Expr]


def _is_as_written(expr: sympy.Basic) -> bool:
    """Tell whether some part was built without evaluation."""
    return rebuild(expr) != expr


def _split_minus(args: Factors) -> tuple[bool, Factors]:
    """Return (True, rest) if the factors open with -1."""
    if len(args) > 1 and args[0] == -1 and args[1] != 1:
        return True, args[1:]
    return False, args


def _is_reciprocal(expr: sympy.Expr) -> bool:
    return bool(expr.is_Pow and expr.exp.is_Rational and expr.exp < 0)


def _turned_over(power: sympy.Pow) -> sympy.Expr:
    """Return 1/power for a power with a negative exponent, as written."""
    if power.exp == -1:
        return power.base
    return sympy.Pow(power.base, -power.exp, evaluate=False)


def _split_fraction(args: Factors) -> tuple[Factors, Factors]:
    """Return the numerator and denominator factors of a written product."""
    top, bottom = [], []
    for arg in args:
        if _is_reciprocal(arg):
            bottom.append(arg.base if arg.exp == -1 else 1 / arg)
        else:
            top.append(arg)
    return top or [sympy.Integer(1)], bottom


class _Mixin(Printer):
    """What the two printers share; a domain tells of hidden symbols."""

    def __init__(
        self, domain: Domain | None = None, **settings: object
    ) -> None:
        super().__init__(settings)
        self.domain = domain

    def symbols_of(self, derivative: sympy.Derivative) -> set[sympy.Symbol]:
        expr, variable = derivative.expr, derivative.variables[0]
        while isinstance(expr, sympy.Derivative):
            expr = expr.expr
        if self.domain is not None:
            expr = self.domain.unfold(expr, keep=(variable,))
        bound = set().union(*(s.bound_symbols for s in expr.atoms(sympy.Sum)))
        found = expr.free_symbols - bound
        return {s for s in found if not isinstance(s, sympy.Idx)} | {variable}

    def join(self, args: Factors, alone: bool) -> str:
        """Write a product; `alone` if nothing else stands around it."""
        if alone and len(args) == 1:
            return self._print(args[0])
        return self.times.join(map(self.factor, args))

    def factor(self, arg: sympy.Expr) -> str:
        text = self._print(arg)
        loose = arg.is_Add or isinstance(arg, sympy.Sum)
        loose = loose or (arg.is_Mul and not self.is_closed(arg))
        loose = loose or text.startswith("-")
        return self.bracket(text) if loose else text

    def _print_Add(self, expr: sympy.Add, order: str | None = None) -> str:
        order = "none" if _is_as_written(expr) else order
        return super()._print_Add(expr, order=order)

    def _as_ordered_terms(
        self, expr: sympy.Add, order: str | None = None
    ) -> list[sympy.Expr]:
        """Open with a term without a minus sign, if there is one."""
        terms = super()._as_ordered_terms(expr, order=order)
        kept = "none" in (order, self.order)
        if not kept and terms[0].could_extract_minus_sign():
            for place, term in enumerate(terms):
                if not term.could_extract_minus_sign():
                    return [term, *terms[:place], *terms[place + 1 :]]
        return terms

    def _print_Mul(self, expr: sympy.Expr) -> str:
        # sympy also sends a power below a fraction bar here: 1/(1 + x**2).
        if expr.is_Pow and _is_as_written(expr):
            return self.over([sympy.Integer(1)], [_turned_over(expr)])
        if not expr.is_Mul or not _is_as_written(expr):
            return super()._print_Mul(expr)
        minus, args = _split_minus(expr.args)
        top, bottom = _split_fraction(args)
        if _is_reciprocal(args[0]):
            text = self.times.join(map(self.factor, args))
        elif bottom:
            text = self.over(top, bottom)
        else:
            text = self.join(top, alone=False)
        return f"-{text}" if minus else text


class Latex(_Mixin, LatexPrinter):
    """LaTeX, with brackets around what is differentiated."""

    times = r" \cdot "

    def is_closed(self, product: sympy.Mul) -> bool:
        """A fraction needs no brackets on the page."""
        return any(map(_is_reciprocal, product.args))

    def bracket(self, text: str) -> str:
        return rf"\left({text}\right)"

    def over(self, top: Factors, bottom: Factors) -> str:
        top, bottom = (self.join(args, alone=True) for args in (top, bottom))
        return rf"\frac{{{top}}}{{{bottom}}}"

    def _print_Symbol(self, expr: sympy.Symbol, style: str = "plain") -> str:
        """Write p_hat as sympy writes phat: with a hat."""
        named = sympy.Symbol(expr.name.replace("_hat", "hat"))
        return super()._print_Symbol(named, style)

    def _print_sigma(self, expr: sympy.Expr, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        inside = self._print(expr.args[0])
        return rf"\sigma{power}\left({inside}\right)"

    def _print_Derivative(self, expr: sympy.Derivative) -> str:
        d = r"\partial" if len(self.symbols_of(expr)) > 1 else "d"
        order = sum(n for _, n in expr.variable_count)
        power = "" if order == 1 else f"^{{{order}}}"
        below = " ".join(
            f"{d} {self._print(v)}" + ("" if n == 1 else f"^{{{n}}}")
            for v, n in expr.variable_count
        )
        above = f"{d}{power}"
        if isinstance(expr.expr, sympy.Symbol):
            above = f"{above} {self._print(expr.expr)}"
            return rf"\frac{{{above}}}{{{below}}}"
        inside = self.bracket(self._print(expr.expr))
        return rf"\frac{{{above}}}{{{below}}}{inside}"


class Plain(_Mixin, StrPrinter):
    """One line of text that can be read aloud."""

    times = "*"

    def is_closed(self, product: sympy.Mul) -> bool:
        return False

    def factor(self, arg: sympy.Expr) -> str:
        text = super().factor(arg)
        ratio = arg.is_Rational and not arg.is_Integer and arg > 0
        return self.bracket(text) if ratio else text

    def parenthesize(
        self, item: sympy.Basic, level: int, strict: bool = False
    ) -> str:
        """Bracket a derivative below a fraction: its own bar is a /."""
        if isinstance(item, sympy.Derivative) and level >= PRECEDENCE["Pow"]:
            return self.bracket(self._print(item))
        return super().parenthesize(item, level, strict)

    def bracket(self, text: str) -> str:
        return f"({text})"

    def over(self, top: Factors, bottom: Factors) -> str:
        below = self.join(bottom, alone=False)
        if len(bottom) > 1 or _is_reciprocal(bottom[0]):
            below = self.bracket(below)
        return f"{self.join(top, alone=False)}/{below}"

    def _print_Derivative(self, expr: sympy.Derivative) -> str:
        d = "∂" if len(self.symbols_of(expr)) > 1 else "d"
        text = self._print(expr.expr)
        inner = isinstance(expr.expr, sympy.Symbol)
        for variable, times in expr.variable_count:
            for _ in range(times):
                name = self._print(variable)
                if inner:
                    text, inner = f"{d}{text}/{d}{name}", False
                else:
                    text = f"{d}/{d}{name}({text})"
        return text

    def _print_Sum(self, expr: sympy.Sum) -> str:
        text = self._print(expr.function)
        for index, low, high in expr.limits:
            ends = f"{index} = {self._print(low)}..{self._print(high)}"
            text = f"sum[{ends}]({text})"
        return text

    def _print_Relational(self, expr: sympy.Rel) -> str:
        if isinstance(expr, sympy.Eq):
            return f"{self._print(expr.lhs)} = {self._print(expr.rhs)}"
        return super()._print_Relational(expr)


@evaluated
def latex(expr: sympy.Basic, domain: Domain | None = None) -> str:
    r"""Return the LaTeX of an expression or equation.

    Examples
    --------
    >>> from helpers.derivation.expressions import D
    >>> a, y = sympy.symbols("a y")
    >>> latex(D(1 - a, a))
    '\\frac{d}{d a}\\left(1 - a\\right)'
    """
    return Latex(domain).doprint(expr)


@functools.lru_cache(KEPT)
@evaluated
def plain(expr: sympy.Basic, domain: Domain | None = None) -> str:
    """Return one line of plain text.

    Examples
    --------
    >>> from helpers.derivation.expressions import D
    >>> a, y = sympy.symbols("a y")
    >>> plain(D(y * sympy.log(a), a))
    '∂/∂a(y*log(a))'
    """
    return Plain(domain).doprint(expr)
