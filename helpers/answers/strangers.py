"""What to write instead of a character or a word that is not read."""

import itertools
import re

from helpers.answers.refusal import in_words, shown
from helpers.answers.spelling import FOREIGN, FUNCTIONS, Names

_HAT = r"\\(?:wide)?hat\s*\{?\s*\\?\w*\s*\}?"
_WORD = re.compile(
    rf"{_HAT}|\\?[^\W\d_]*(?:_\{{\w*\}}?|[\w₀-₉ₑ]|" + "\u0302)*"
)
_WORKED_OUT = "write the derivative worked out, without d, ∂ or a prime"
_ONE_SIDE = "write only what stands on the right of the equals sign"
_SIGNS = {
    "=": _ONE_SIDE,
    ":": f"{_ONE_SIDE}; a division is written `/`",
    "'": _WORKED_OUT,
    "∂": _WORKED_OUT,
    "d": _WORKED_OUT,
    ",": "write one formula, and a decimal number as `0.5`",
    ".": "a point stands only inside a number; nothing is called by it here",
    "|": "absolute values are not needed here",
    "@": "write a product with `*`",
    "∑": "a sum is written term by term",
    "&": "write one formula, without a table around it",
    "_": "a subscript follows its letter at once, as in `x_1`",
    **dict.fromkeys('"“”„«»', "write the formula without quotation marks"),
    **dict.fromkeys("<>!≤≥≠", "write one formula, not a comparison"),
    **dict.fromkeys("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒", "write a fraction as `1/2`"),
    "%": "write a percentage as a fraction, as in `20/100`",
    "\u0302": "a hat stands on one letter, as in `p_hat`",
}
_DIGITS_BEHIND = re.compile(r"\\?(exp|log|ln|sqrt|sigma)_?\d+")
_WORDS = {
    **dict.fromkeys(
        ["log2", "log10", "log_2", "log_10", "log₂", "log₁₀", "lg", "lb"],
        "`log` is the natural logarithm; for base 2 write `log(p)/log(2)`",
    ),
    **dict.fromkeys(
        ("np", "math", "sympy", "sp", "numpy", "torch"),
        "write `exp(z)`, without the name of a library",
    ),
    **dict.fromkeys(
        ("d", "D", "dz", "dp", "dx", "dw", "diff", r"\partial"),
        _WORKED_OUT,
    ),
    **dict.fromkeys(
        (r"\sum", "sum", r"\prod", r"\int"),
        "a sum is written term by term",
    ),
    **dict.fromkeys(
        ("log_e", "logₑ"), "`log` is the natural logarithm already"
    ),
    "hat": "a hat stands on its letter, as in `p_hat`",
    "logit": "write `log(p/(1-p))` for the logit of p",
    "E": "write `e^z` or `exp(z)`, with a small e",
    "lambda": "a formula is expected, not a function in Python",
}
_ALLOWED = (
    "a formula is made of numbers, names, + - * / ^, brackets, "
    "`exp`, `log`, `sqrt` and `sigma`"
)


def about_sign(char: str) -> str:
    """Return what to do about a character without a meaning."""
    if char in _SIGNS:
        return f"{in_words(char)} is not read here: {_SIGNS[char]}"
    if not char.isprintable():
        return f"there is {in_words(char)}, which cannot be seen: delete it"
    return f"{in_words(char)} has no meaning here; {_ALLOWED}"


def about_word(text: str, at: int, names: Names) -> str:
    """Return what to do about a word without a meaning."""
    found = _WORD.match(text, at)
    word = "".join(map(shown, found[0])) if found else ""
    letters = re.match(r"\\?[A-Za-z]*", word)
    stem = letters[0] if letters else ""
    if word in ("", "\\"):
        return about_sign(text[at])
    for known in (word, stem, word.removeprefix("\\")):
        if known in _WORDS:
            return f"`{known}` is not read here: {_WORDS[known]}"
    if function := _DIGITS_BEHIND.fullmatch(word):
        return f"write brackets, as in `{function[1]}(2)`, not `{word[:20]}`"
    is_hat = re.fullmatch(_HAT, word)
    if FOREIGN.fullmatch(stem) or (word[0] == "\\" and not is_hat):
        return f"`{word[:20]}` has no meaning here; {_ALLOWED}"
    known = [*names.symbols, *itertools.chain(*FUNCTIONS.values())]
    alike = [name for name in known if name.lower() == word.lower()]
    meant = f"did you mean `{alike[0]}`?" if alike else names.listed
    return f"`{word[:20]}` is not a name used here; {meant}"
