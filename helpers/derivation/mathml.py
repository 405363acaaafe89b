r"""The course's notation as MathML, which a page shows without a script.

The LaTeX of `notation` is turned over, so that the notation is written
once.  Only what that LaTeX contains is known here:

    row  = {atom [_ atom] [^ atom]}
    atom = number | letter | sign | {row} | \left( row \right)
         | \frac atom atom | \sqrt [row] atom | \hat atom
"""

import re
from html import escape

import sympy

from helpers.derivation.expressions import evaluated
from helpers.derivation.notation import Latex, Plain

_TOKEN = re.compile(r"\\[A-Za-z]+|\\\W|[0-9]+|\S")
_SPACES = r"\,", r"\;", r"\!", r"\ "
_SIGNS = {"-": "−", r"\cdot": "·", r"\sum": "∑", r"\partial": "∂"}
_GREEK = "alpha beta gamma delta eta theta kappa lambda mu pi rho sigma tau"
_SIGNS |= {r"\ell": "ℓ"} | {
    rf"\{name}": letter
    for name, letter in zip(_GREEK.split(), "αβγδηθκλμπρστ", strict=True)
}


@evaluated
def mathml(expr: sympy.Expr) -> str:
    """Return the MathML of an expression, its terms in their own order.

    Parameters
    ----------
    expr : sympy.Expr
        Built with ``evaluate(False)`` it stays as it was written.

    Returns
    -------
    str
        One ``math`` element; a line of plain text is its label.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> print(mathml(1 / sympy.exp(z)).partition(">")[2])
    <msup><mi>e</mi><mrow><mo>−</mo><mi>z</mi></mrow></msup></math>
    """
    label = Plain(order="none").doprint(expr).replace("**", "^")
    inside = _Reader(Latex(order="none").doprint(expr)).row()
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" '
        f'displaystyle="true" aria-label="{escape(label)}">{inside}</math>'
    )


class _Reader:
    """Goes through the LaTeX once."""

    def __init__(self, latex: str) -> None:
        found = _TOKEN.findall(latex)
        self.tokens: list[str] = [
            token for token in reversed(found) if token not in _SPACES
        ]

    def row(self, end: str = "") -> str:
        """Read up to an end, and past it."""
        parts = []
        while self.tokens and self.tokens[-1] != end:
            parts.append(self.scripted())
        if self.tokens:
            self.tokens.pop()
        return parts[0] if len(parts) == 1 else _tag("mrow", *parts)

    def scripted(self) -> str:
        base, scripts = self.atom(), {"_": "", "^": ""}
        while self.tokens and self.tokens[-1] in scripts:
            place = self.tokens.pop()
            scripts[place] = self.atom()
        kind = "sub" * bool(scripts["_"]) + "sup" * bool(scripts["^"])
        return _tag(f"m{kind}", base, *scripts.values()) if kind else base

    def atom(self) -> str:
        token = self.tokens.pop()
        match token:
            case "{":
                return self.row("}")
            case r"\left":
                return self.fenced()
            case r"\frac":
                return _tag("mfrac", self.atom(), self.atom())
            case r"\sqrt":
                return self.root()
            case r"\hat":
                # As an accent it would touch the letter, where the page
                # has no font for mathematics.
                hat = '<mo stretchy="false">ˆ</mo>'
                return f'<mover accent="false">{self.atom()}{hat}</mover>'
        if token.isdigit():
            return _tag("mn", token)
        sign = _SIGNS.get(token, token)
        if len(sign) > 1:
            function = escape(sign.removeprefix("\\"))
            return f'<mo lspace="0.17em" rspace="0">{function}</mo>'
        is_name = sign.isalpha() or sign == "∂"
        return _tag("mi" if is_name else "mo", escape(sign))

    def fenced(self) -> str:
        opened = escape(self.tokens.pop())
        inside = self.row(r"\right")
        closed = escape(self.tokens.pop())
        return _tag("mrow", _tag("mo", opened), inside, _tag("mo", closed))

    def root(self) -> str:
        if self.tokens[-1] != "[":
            return _tag("msqrt", self.atom())
        self.tokens.pop()
        degree = self.row("]")
        return _tag("mroot", self.atom(), degree)


def _tag(name: str, *inside: str) -> str:
    return f"<{name}>{''.join(inside)}</{name}>"
