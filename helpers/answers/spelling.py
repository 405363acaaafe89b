r"""The spellings of a name: p_hat, \hat{p}, p̂; x_bar, \bar{x}, x̄; w_1, w₁."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

_LATIN = {
    letter: unicodedata.name(letter).split()[-1].lower()
    for letter in "αβγδεζηθικμνξοπρστυφχψω"
} | {"λ": "lambda"}
_GREEK = {name: letter for letter, name in _LATIN.items()}
MAX_LETTERS = 60
_LETTERS = re.compile(r"[A-Za-z]+")
_HAT, _BAR = "\u0302", "\u0304"
_BELOW = str.maketrans("0123456789ijmn", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₘₙ")
_DIGITS_BELOW = "₀₁₂₃₄₅₆₇₈₉"
#: no name ends where its subscript, its hat or its bar goes on
_END = rf"(?![0-9_{_DIGITS_BELOW}{_HAT}{_BAR}])"
#: what is typed for each function
FUNCTIONS = {
    "exp": ("exp",),
    "log": ("log", "ln"),
    "sqrt": ("sqrt",),
    "sigma": ("sigma", "sigmoid", "logistic", "σ"),
}
LETTER = re.compile(r"[A-Za-zα-ω]")
#: functions elsewhere; max is not m a x, nor is beta b eta
FOREIGN = re.compile(r"a?(sin|cos|tan)h?|arc(sin|cos|tan)|abs|max|min|sum")


@dataclass(frozen=True)
class Unit:
    """What a run of letters may hold: a name, a function or Euler's e."""

    kind: str
    value: Any
    pattern: re.Pattern[str]


class Names:
    """All that may be written in letters.

    Parameters
    ----------
    symbols : dict, name -> sympy.Symbol

    Raises
    ------
    ValueError
        If `symbols` is no such dict, or if a name is spelt like a function
        or like another name.
    """

    def __init__(self, symbols: Mapping[str, sympy.Expr]) -> None:
        _check(symbols)
        self.symbols = symbols
        names = {_parts(name) for name in symbols}
        spelt = [
            Unit("name", symbol, re.compile(_pattern(name) + _END))
            for name, symbol in symbols.items()
        ]
        for function, words in FUNCTIONS.items():
            free = [w for w in words if _parts(w) not in names]
            pattern = re.compile(rf"\\?(?:{'|'.join(free)}){_END}")
            if free:
                spelt.append(Unit("function", function, pattern))
        spelt.append(Unit("function", "sqrt", re.compile("√")))
        if ("e", False, "") not in names:
            # e^z is written at the end of a run of letters, as in ye^z.
            e = rf"e(?![A-Za-zα-ω]){_END}"
            spelt.append(Unit("name", sympy.E, re.compile(e)))
        self.units = spelt

    @cached_property
    def listed(self) -> str:
        """The names, as a message lists them."""
        names = ", ".join(
            f"`{name}`" for name in sorted(self.symbols, key=str.lower)
        )
        return f"the names here are {names}" if names else "no name is used"

    def cuts(self, text: str, at: int) -> list[list[tuple[Unit, int, int]]]:
        """Cut the letters from `at` on into units, in two ways at most.

        A unit that takes all of them is not cut.
        """
        found = self._cuts(text, at, {})
        word = _LETTERS.match(text, at)
        if word and (word[0] in _GREEK or FOREIGN.fullmatch(word[0])):
            found = [cut for cut in found if len(cut) == 1]
        return next(([cut] for cut in found if len(cut) == 1), found[:2])

    def _cuts(self, text: str, at: int, memo: dict[int, list]) -> list:
        if at not in memo:
            memo[at] = []
            if len(memo) <= MAX_LETTERS:
                memo[at] = list(self._each_cut(text, at, memo))[:3]
        return memo[at]

    def _each_cut(
        self, text: str, at: int, memo: dict[int, list]
    ) -> Iterator[list[tuple[Unit, int, int]]]:
        for unit in self.units:
            match = unit.pattern.match(text, at)
            if match is None:
                continue
            here = (unit, at, match.end())
            if LETTER.match(text, match.end()):
                rests = self._cuts(text, match.end(), memo)
                yield from ([here, *rest] for rest in rests)
            else:
                yield [here]


def _check(symbols: object) -> None:
    """Refuse symbols of which two are spelt alike, or none can be typed."""
    if not isinstance(symbols, Mapping):
        raise ValueError(
            "symbols: expected a dict name -> sympy.Symbol, got a "
            f"{type(symbols).__name__}"
        )
    taken: dict[tuple, str] = {}
    for name, symbol in symbols.items():
        if not isinstance(name, str) or not isinstance(symbol, sympy.Expr):
            raise ValueError(
                "symbols: expected a dict name -> sympy.Symbol, got "
                f"{name!r:.40} -> {type(symbol).__name__}"
            )
        if not can_be_typed(name):
            raise ValueError(
                f"symbols: {name!r:.40} is no name that can be typed"
            )
        other = taken.setdefault(_parts(name), name)
        if symbols[other] != symbol:
            raise ValueError(f"symbols: {other!r} and {name!r} look the same")


def can_be_typed(name: str) -> bool:
    """Tell whether a name is made of letters, and is no function's."""
    base, _, below = _parts(name)
    return (
        name not in ("exp", "log", "ln", "sqrt")
        and re.fullmatch(r"[A-Za-z]+", base) is not None
        and re.fullmatch(r"[A-Za-z0-9_]*", below) is not None
    )


def _parts(name: str) -> tuple[str, bool, str]:
    """Return the letters of a name, whether it has a hat, its subscript.

    Examples
    --------
    >>> _parts("p̂₁"), _parts("phat"), _parts("x_{12}")
    (('p', True, '1'), ('p', True, ''), ('x', False, '12'))
    """
    text = unicodedata.normalize("NFD", name).replace(_HAT, "_hat")
    text = re.sub(r"\\(?:wide)?hat\s*\{?\s*(\\?\w+)\s*\}?", r"\1_hat", text)
    text = re.sub(f"[{_DIGITS_BELOW}]+", lambda run: f"_{run[0]}", text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\\{}\s]", "", text)
    base, *rest = text.split("_")
    joined = re.fullmatch(r"([A-Za-z]+?)(hat)?([0-9]*)", base)
    if joined and (joined[3] or (joined[2] and len(joined[1]) == 1)):
        base, rest = joined[1], [joined[2] or "", joined[3], *rest]
    below = "_".join(part for part in rest if part not in ("hat", ""))
    return _LATIN.get(base, base), "hat" in rest, below


def _pattern(name: str) -> str:
    """Return the regular expression of all spellings of a name."""
    base, has_hat, below = _parts(name)
    letters = re.escape(base)
    if base in _GREEK:
        letters = rf"(?:\\?(?:var)?{base}|{_GREEK[base]})"
    under = _subscript(below) if below else ""
    if not has_hat and below == "bar":
        mean = rf"\\(?:bar|overline)\s*(?:\{{\s*{letters}\s*\}}|{letters})"
        return rf"(?:{letters}(?:{under}|{_BAR})|{mean})"
    if not has_hat:
        return letters + under
    single = unicodedata.normalize("NFC", base + _HAT)
    after = rf"{letters}(?:_?hat|_\{{\s*hat\s*\}}|{_HAT})|{single}"
    over = rf"\\(?:wide)?hat\s*(?:\{{\s*{letters}\s*\}}|{letters})"
    around = rf"\\(?:wide)?hat\s*\{{\s*{letters}{under}\s*\}}"
    return rf"(?:(?:{after}|{over}){under}|{around})"


def _subscript(below: str) -> str:
    """Digits may stand right behind a letter, letters only after `_`.

    x_bar is the x̄ of a text.
    """
    plain = re.escape(below)
    line = "_?" if below.isdigit() else "_"
    small = _BAR if below == "bar" else re.escape(below.translate(_BELOW))
    braces = rf"_\{{\s*{plain}\s*\}}"
    if small == plain:
        return rf"(?:{line}{plain}|{braces})"
    return rf"(?:{line}{plain}|{braces}|{small})"
