r"""Reads the LaTeX of an expression back and evaluates it.

An independent route to what a line *shows*: it knows nothing of the printer
but the notation itself (fractions, powers, products, log, exp, σ, tanh).
"""

import math
import re

import sympy

_FUNCTIONS = {
    r"\log": math.log,
    r"\tanh": math.tanh,
    r"\sqrt": math.sqrt,
    r"\sigma": lambda z: 1 / (1 + math.exp(-z)),
}


def is_readable(expr):
    """Tell whether an expression holds no derivative, sum or index."""
    return not expr.atoms(
        sympy.Derivative,
        sympy.Sum,
        sympy.Indexed,
        sympy.Idx,
        sympy.core.function.AppliedUndef,
    )


def evaluate(text, values):
    """Return the number that LaTeX text stands for.

    Parameters
    ----------
    text : str
    values : dict of str to float
        LaTeX of each symbol and its value.
    """
    names = sorted(map(re.escape, values), key=len, reverse=True)
    pattern = "|".join(
        [*names, r"\\left\(", r"\\right\)", r"\\[a-zA-Z]+", r"[\d.]+", r"\S"]
    )
    return _Reader(re.findall(pattern, text), values).everything()


class _Reader:
    def __init__(self, tokens, values):
        # \, and braces around a bracket are spacing only.
        plain = {"(": r"\left(", ")": r"\right)"}
        spaces = (r"\,", r"\;")
        self.tokens = [plain.get(t, t) for t in tokens if t not in spaces]
        self.values = values

    def everything(self):
        value = self.sum()
        assert not self.tokens, self.tokens
        return value

    def peek(self):
        return self.tokens[0] if self.tokens else None

    def take(self, expected=None):
        token = self.tokens.pop(0)
        assert expected is None or token == expected, (token, expected)
        return token

    def sum(self):
        value, sign = 0.0, 1.0
        if self.peek() == "-":
            sign = -1.0
            self.take()
        value += sign * self.product()
        while self.peek() in ("+", "-"):
            sign = -1.0 if self.take() == "-" else 1.0
            value += sign * self.product()
        return value

    def product(self):
        if self.peek() == "-":
            self.take()
            return -self.product()
        value = self.power()
        while self.peek() not in (None, "+", "-", "}", r"\right)"):
            if self.peek() == r"\cdot":
                self.take()
            value *= self.power()
        return value

    def power(self):
        base = self.base()
        if self.peek() == "^":
            self.take()
            base = base ** self.group()
        return base

    def group(self):
        if self.peek() != "{":
            return float(self.take())
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def base(self):
        token = self.peek()
        if token == "{":
            return self.group()
        self.take()
        if token == r"\left(":
            value = self.sum()
            self.take(r"\right)")
            return value
        if token == r"\frac":
            top = self.group()
            return top / self.group()
        if token in self.values:
            return self.values[token]
        if token in _FUNCTIONS:
            outer = 1.0
            if self.peek() == "^":
                self.take()
                outer = self.group()
            return _FUNCTIONS[token](self.base()) ** outer
        if token == "e":
            return math.e
        return float(token)
