r"""A formula as a learner types it, read by recursive descent.

    sum      = [sign] product {(+ | -) product}
    product  = power {(* | / | nothing) power}
    power    = atom [^ exponent]
    atom     = number | name | (sum) | function atom | \frac{sum}{sum}

Nothing is evaluated as code: each rule builds a sympy expression from
numbers, the names given, and four functions.  Where a reader could
understand two things, both are written out and neither is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sympy

from helpers.answers import building, readings
from helpers.answers.cursor import Cursor
from helpers.answers.refusal import AnswerError
from helpers.answers.spelling import Names
from helpers.answers.tokens import CLOSING, MAX_CHARS, plain, tokens
from helpers.derivation.expressions import evaluated

MAX_DEPTH = 25


@evaluated
def read(text: str, symbols: Mapping[str, sympy.Expr]) -> sympy.Expr:
    r"""Read a formula in plain text or LaTeX.

    Parameters
    ----------
    text : str
        Numbers, names, ``+ - * / ^ **``, brackets, ``exp``, ``log`` or
        ``ln``, ``sqrt``, ``sigma``; in LaTeX also ``\frac``, ``\cdot`` and
        layout.  A product may go without its sign, as in ``2y`` or
        ``(a-y)x_1``.
    symbols : dict, name -> sympy.Symbol
        The names that may occur.  Each may be spelt in several ways:
        ``p_hat``, ``phat``, ``\hat{p}``, ``p̂``; ``w_1``, ``w1``, ``w₁``.

    Returns
    -------
    sympy expression
        Exact: 0.5 is read as 1/2.

    Raises
    ------
    AnswerError
        If the text is no such formula, if it has two readings, or if it
        is longer, deeper or larger than an answer needs to be.  The
        message says what to write, and a caret shows the place.
    ValueError
        If `symbols` is not a dict of symbols.

    Notes
    -----
    Refused with both readings: ``1/2y``, ``log p(1-p)``, ``a^b^c``,
    ``e^-zx``, ``e^z/2``, ``p/1-p`` and the like.  ``1/2*y`` is y/2,
    ``-z^2`` is -(z^2), ``x^2y`` is x^2 times y, as in every textbook.

    Examples
    --------
    >>> a, y, x = sympy.symbols("a y x_1")
    >>> read(r"\left(a - y\right) x_1", {"a": a, "y": y, "x_1": x})
    x_1*(a - y)
    >>> try:
    ...     read("1/2y", {"y": y})
    ... except AnswerError as error:
    ...     print(error)
    `1/2y` has two readings: write `1/(2*y)` or `(1/2)*y`
      1/2y
         ^
    """
    names = Names(symbols)
    if not isinstance(text, str):
        raise AnswerError(
            "expected a formula as text, such as `p_hat - y`, got a "
            f"{type(text).__name__}"
        )
    if len(text) > MAX_CHARS:
        raise AnswerError(
            f"no answer here needs more than {MAX_CHARS} characters; "
            f"this one has {len(text):,}"
        )
    flat = plain(text)
    try:
        return Reader(flat, tokens(flat, names)).whole()
    except AnswerError as refusal:
        raise AnswerError(refusal.reason, text, refusal.at) from None


class Reader(Cursor):
    """The rules of the grammar: each reads on from where the reader is."""

    depth = 0
    #: where the sum around the place starts
    first = 0

    def whole(self) -> sympy.Expr:
        if self.next.kind == "end":
            raise AnswerError("nothing is typed yet")
        result = self.sum()
        if self.next.kind != "end":
            self.refuse("this bracket was not opened", self.at)
        return self.built(0, building.fit, result)

    def inside(self, rule: Callable[[], sympy.Expr]) -> sympy.Expr:
        """Follow a rule one level deeper."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(
                f"no answer here needs more than {MAX_DEPTH} brackets inside "
                "one another",
                self.at,
            )
        result = rule()
        self.depth -= 1
        return result

    def sum(self) -> sympy.Expr:
        outer, self.first = self.first, self.at
        result = self.signed(self.product)
        while sign := self.take("+", "-"):
            term = self.product()
            result = result - term if sign == "-" else result + term
        self.first = outer
        return result

    def signed(self, rule: Callable[[], sympy.Expr]) -> sympy.Expr:
        return -rule() if self.take("+", "-") == "-" else rule()

    def product(self) -> sympy.Expr:
        start = factor = self.at
        divisor = None
        result = self.power()
        while True:
            if self.take("*"):
                factor, divisor = self.at, None
                result = result * self.signed(self.power)
            elif self.take("/"):
                readings.check_divided_by_one(self, start)
                factor = divisor = self.at
                bottom = self.signed(self.power)
                readings.check_divided_by_itself(self, start, factor)
                result = self.built(factor, building.divided, result, bottom)
            elif self.starts_factor():
                readings.check_product(self, start, factor, divisor)
                factor = self.at
                result = result * self.power()
            else:
                return result

    def power(self) -> sympy.Expr:
        start = self.at
        base = self.atom()
        if not self.take("^"):
            return base
        readings.check_to_the_one(self, start)
        middle = self.at
        exponent = self.signed(self.atom)
        readings.check_power(self, start, middle, base)
        return self.built(start, building.raised, base, exponent)

    def atom(self) -> sympy.Expr:
        token = self.next
        match token.kind:
            case "open":
                return self.group()
            case "number" | "name":
                self.at += 1
                return token.value
            case "function":
                return self.function(token.value)
            case "fraction":
                return self.fraction()
        self.refuse(self.missing(), self.at)

    def group(self) -> sympy.Expr:
        opened = self.at
        self.at += 1
        result = self.inside(self.sum)
        wanted = CLOSING[self.tokens[opened].value]
        if self.next.kind != "close" or self.next.value != wanted:
            self.refuse(f"this bracket is not closed by `{wanted}`", opened)
        self.at += 1
        return result

    def function(self, name: str) -> sympy.Expr:
        start = self.at
        self.at += 1
        opened = self.next.value if self.next.kind == "open" else ""
        if opened and opened in ("({" if name == "sqrt" else "(["):
            return self.built(start, building.applied, name, self.group())
        if not self.starts_factor() or opened == "[":
            self.refuse(self.without_argument(name), self.at)
        readings.check_function_of_one(self, name, start)
        place = self.at
        argument = self.inside(self.atom)
        readings.check_argument(self, name, start, place)
        return self.built(start, building.applied, name, argument)

    def fraction(self) -> sympy.Expr:
        place = self.at
        self.at += 1
        top, bottom = self.argument(), self.argument()
        return self.built(place, building.divided, top, bottom)

    def argument(self) -> sympy.Expr:
        r"""Read braces after ``\frac``, or one sign as in ``\frac12``."""
        token = self.next
        digits = self.text[token.start : token.end]
        if token.kind != "number" or not digits[1:].isdigit():
            return self.inside(self.atom)
        self.tokens[self.at] = replace(
            token, value=sympy.Integer(digits[1:]), start=token.start + 1
        )
        return sympy.Integer(digits[0])

    # words for what cannot be built or read

    def built(
        self, place: int, build: Callable[..., sympy.Expr], *args: Any
    ) -> sympy.Expr:
        """Build an expression; what is unfit is shown at its place."""
        try:
            return build(*args)
        except AnswerError as refusal:
            self.refuse(refusal.reason, place)

    def missing(self) -> str:
        """Say what is missing before what cannot start a formula."""
        token, before = self.next, self.tokens[self.at - 1]
        if self.at and token.kind == before.kind == "sign":
            if token.value in ("+", "-"):
                return (
                    "two signs in a row: put the second one in brackets, as "
                    "in `a*(-b)`"
                )
            return "two signs in a row: one is too many"
        what = token.value if token.kind == "end" else f"`{token.value}`"
        return f"a number, a name or a bracket is missing before {what}"

    def without_argument(self, name: str) -> str:
        if self.next.kind == "sign" and self.next.value == "^":
            return (
                f"write a power as `{name}(z)^2`, and an inverse or a "
                f"derivative in full, not `{name}^`"
            )
        if self.next.kind == "open" and name == "sqrt":
            return "write a root as a power, as in `2^(1/3)`"
        return f"write `{name}` with round brackets around its argument"
