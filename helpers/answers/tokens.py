r"""Text cut into numbers, names, functions, signs and brackets.

Positions are kept, so that a message can point to the place: what is only
layout, such as ``\left`` or ``$``, becomes blanks of the same length.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from helpers.answers.refusal import AnswerError
from helpers.answers.spelling import LETTER, Names
from helpers.answers.strangers import about_sign, about_word

MAX_CHARS, MAX_TOKENS, MAX_DIGITS = 500, 200, 12


@dataclass(frozen=True)
class Token:
    """One sign of a formula, and where it stands in the text.

    Attributes
    ----------
    kind : str
        number, name, function, fraction, sign, open, close or end.
    value : sympy.Expr or str
    start, end : int
    """

    kind: str
    value: Any
    start: int
    end: int


_SAME = str.maketrans(
    dict.fromkeys("−–‐‑﹣", "-")
    | dict.fromkeys("·×⋅∗•∙", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("′’‘", "'")
    # a function applied, and times, as rendered pages and Word write them
    | dict.fromkeys("\t\r\n\u2061\u2062", " ")
)
_LAYOUT = re.compile(
    r"\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|q?quad)"
    r"(?![A-Za-z])|\\[,;:!() \[\]]|\$"
)
_UPRIGHT = re.compile(
    r"(\\(?:mathrm|operatorname|text|textrm|mathit|mathsf)\s*\{)"
    r"(\s*[A-Za-z]+\s*)(\})"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SCIENTIFIC = re.compile(r"(?:[0-9.]+)[eE]([-+]?)([0-9]+)")
_SIGN = re.compile(r"(\*\*|\\(?:cdot|times|ast|div)(?![A-Za-z])|[-+*/^])")
_MEANT = {
    "**": "^",
    r"\cdot": "*",
    r"\times": "*",
    r"\ast": "*",
    r"\div": "/",
}
_FRACTION = re.compile(r"\\[dtc]?frac(?![A-Za-z])")
CLOSING = {"(": ")", "[": "]", "{": "}"}


def plain(text: str) -> str:
    r"""Return the text in plain signs, every one in its place.

    Examples
    --------
    >>> plain(r"\left( a−y \right)·x²")
    '     ( a-y       )*x²'
    """
    text = "".join(map(_plain_char, text)).translate(_SAME)
    text = text.replace(r"\{", " (").replace(r"\}", " )")
    text = _LAYOUT.sub(lambda found: " " * len(found[0]), text)
    return _UPRIGHT.sub(_word_alone, text)


def _plain_char(char: str) -> str:
    """Return 𝑝 as p; what stands high or low keeps its place."""
    if char.isascii() or _level(char):
        return char
    usual = unicodedata.normalize("NFKC", char)
    return usual if len(usual) == 1 else char


def _level(char: str) -> str:
    """Return "super" or "sub" for a character that stands high or low."""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return kind.strip("<>") if kind in ("<super>", "<sub>") else ""


def _word_alone(found: re.Match[str]) -> str:
    return " " * len(found[1]) + found[2] + " "


def tokens(text: str, names: Names) -> list[Token]:
    """Return the tokens of a plain text, an end at the end.

    Raises
    ------
    AnswerError
        For a character, a word or a number that has no meaning here.
    """
    found = []
    for token in _scan(text, 0, len(text), names):
        found.append(token)
        if len(found) > MAX_TOKENS:
            raise AnswerError(
                f"no answer here needs more than {MAX_TOKENS} signs",
                at=token.start,
            )
    return [*found, Token("end", "the end", len(text), len(text))]


def _scan(text: str, at: int, end: int, names: Names) -> Iterator[Token]:
    while at < end:
        if text[at] == " ":
            at += 1
            continue
        for token in _next(text, at, end, names):
            yield token
            at = token.end


def _next(text: str, at: int, end: int, names: Names) -> Iterator[Token]:
    """Yield what starts at a place: one token, or those of one word."""
    char = text[at]
    if number := _NUMBER.match(text, at):
        yield _number(text, number)
    elif sign := _SIGN.match(text, at):
        yield Token("sign", _MEANT.get(sign[0], sign[0]), at, sign.end())
    elif fraction := _FRACTION.match(text, at):
        yield Token("fraction", fraction[0], at, fraction.end())
    elif char in CLOSING:
        yield Token("open", char, at, at + 1)
    elif char in CLOSING.values():
        yield Token("close", char, at, at + 1)
    elif _level(char) == "super":
        yield from _raised(text, at, end, names)
    elif LETTER.match(char) or char in "\\√" or _has_accent(char):
        yield from _word(text, at, names)
    else:
        raise AnswerError(about_sign(char), at=at)


def _has_accent(char: str) -> bool:
    return len(unicodedata.normalize("NFD", char)) > 1


def _number(text: str, found: re.Match[str]) -> Token:
    digits = found[0]
    if len(digits) > MAX_DIGITS:
        raise AnswerError(
            f"a number here has at most {MAX_DIGITS} digits",
            at=found.start(),
        )
    scientific = _SCIENTIFIC.match(text, found.start())
    if scientific:
        sign, power = scientific[1], scientific[2][:MAX_DIGITS]
        raise AnswerError(
            f"`{scientific[0][:30]}` has two readings: write "
            f"`{digits}*10^{sign}{power}` or "
            f"`{digits}*e{sign or '*'}{power}`",
            at=found.start(),
        )
    exact = Fraction(digits)
    value = sympy.Rational(exact.numerator, exact.denominator)
    return Token("number", value, found.start(), found.end())


def _raised(text: str, at: int, end: int, names: Names) -> Iterator[Token]:
    """Yield a power whose exponent stands high: e⁻ᶻ is e^(-z)."""
    last = at
    while last < end and _level(text[last]) == "super":
        last += 1
    lowered = unicodedata.normalize("NFKC", text[at:last]).translate(_SAME)
    if len(lowered) != last - at:
        raise AnswerError(about_sign(text[at]), at=at)
    yield Token("sign", "^", at, at)
    yield Token("open", "(", at, at)
    inside = text[:at] + lowered + text[last:]
    yield from _scan(inside, at, last, names)
    yield Token("close", ")", last, last)


def _word(text: str, at: int, names: Names) -> Iterator[Token]:
    cuts = names.cuts(text, at)
    if not cuts:
        raise AnswerError(about_word(text, at, names), at=at)
    if len(cuts) > 1:
        readings = [
            "*".join(text[start:end] for _, start, end in cut) for cut in cuts
        ]
        whole = text[at : cuts[0][-1][2]]
        raise AnswerError(
            f"`{whole}` has two readings: write `{readings[0]}` or "
            f"`{readings[1]}`",
            at=at,
        )
    for unit, start, end in cuts[0]:
        yield Token(unit.kind, unit.value, start, end)
