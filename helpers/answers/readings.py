"""What a reader could understand in two ways: both are written out.

Each check is called at the place where the trouble would start.  It reads on
as far as the second reading goes and refuses, or leaves the reader as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from helpers.answers.grammar import Reader


def check_product(
    reader: Reader, start: int, factor: int, divisor: int | None
) -> None:
    """Refuse p(z), x2 and 1/2y, a product without its sign.

    The product opens at `start`, its last factor at `factor`; `divisor` is
    where that factor opens if it is divided by.
    """
    _check_call(reader, factor)
    place = reader.at
    before = reader.between(factor, place)
    if reader.next.kind == "number":
        reader.at += 1
        number = reader.between(place, reader.at)
        if reader.tokens[place - 1].kind == "number":
            reader.refuse(
                f"two numbers stand side by side: write `{before}*{number}` "
                "for their product, or one number without a blank",
                place,
            )
        readings = f"{before}*{number}", f"{before}^{number}"
        reader.several(factor, place, *readings)
    if divisor is not None:
        reader.power()
        top = reader.between(start, divisor - 1)
        bottom = reader.between(divisor, place)
        rest = reader.between(place, reader.at)
        readings = f"{top}/({bottom}*{rest})", f"({top}/{bottom})*{rest}"
        reader.several(start, place, *readings)


def _check_call(reader: Reader, factor: int) -> None:
    """Refuse p(z) and p[0]: is it a product, or p as a function?"""
    place = reader.at
    kinds = [token.kind for token in reader.tokens[factor : place + 3]]
    inside = kinds.pop(2) if len(kinds) == 4 else ""
    called = kinds == ["name", "open", "close"] and reader.next.value != "{"
    if not called or inside not in ("name", "number"):
        return
    name = reader.between(factor, place)
    argument = reader.between(place + 1, place + 2)
    reader.at += 3
    if name == "e":
        reader.several(factor, factor, f"e^{argument}", f"e*{argument}")
    reader.refuse(
        f"`{reader.between(factor, reader.at)}` has two readings: write "
        f"`{name}*{argument}` for the product, or `{name}` alone for its "
        f"value at {argument}",
        factor,
    )


def check_power(
    reader: Reader, start: int, middle: int, base: sympy.Expr
) -> None:
    """Refuse a^b^c, e^2y, e^z/2 and x^1/2; x^2y, p^y(1-p) are clear.

    The base opens at `start`, the exponent at `middle`.
    """
    place = reader.at
    below = reader.between(start, middle - 1)
    above = reader.between(middle, place)
    if reader.take("^"):
        third = reader.at
        reader.signed(reader.atom)
        top = reader.between(third, reader.at)
        readings = f"({below}^{above})^{top}", f"{below}^({above}^{top})"
        reader.several(start, place, *readings)
    sign = reader.take("/") if _is_divided(reader, middle, base) else ""
    if sign or (
        reader.starts_factor() and not _is_clear(reader, middle, base)
    ):
        rest_at = reader.at
        reader.power()
        rest = f"{sign or '*'}{reader.between(rest_at, reader.at)}"
        readings = f"{below}^({above}{rest})", f"({below}^{above}){rest}"
        reader.several(start, place, *readings)


def _is_divided(reader: Reader, middle: int, base: sympy.Expr) -> bool:
    """Tell whether a slash may belong to the exponent: x^1/2 and e^z/2.

    e^z/(1+e^z) is clear, as is x^2/2.
    """
    number = reader.tokens[reader.at - 1].value
    if reader.at - middle > 2 or (base is not sympy.E and number != 1):
        return False
    slash, *after = reader.tokens[reader.at : reader.at + 2]
    return (
        (slash.kind, slash.value) == ("sign", "/")
        and after[0].kind in ("number", "name")
        and after[0].value is not sympy.E
    )


def _is_clear(reader: Reader, middle: int, base: sympy.Expr) -> bool:
    """Tell whether an exponent plainly ends before the next factor."""
    signed = reader.tokens[middle].kind == "sign"
    kind = reader.tokens[middle + signed].kind
    if kind == "number":
        return base is not sympy.E
    if kind == "name":
        return reader.next.kind == "open" and not signed
    return not signed


def check_argument(reader: Reader, name: str, start: int, place: int) -> None:
    """Refuse log p(1-p), log a/b and log p^2.

    The function stands at `start`, its argument opens at `place`.
    """
    after = reader.at
    argument = reader.between(place, after)
    sign = reader.take("*", "/", "^")
    if not sign and not reader.starts_factor():
        return
    next_factor = reader.at
    reader.signed(reader.atom if sign == "^" else reader.power)
    rest = f"{sign or '*'}{reader.between(next_factor, reader.at)}"
    readings = f"{name}({argument}{rest})", f"{name}({argument}){rest}"
    reader.several(start, after, *readings)


# --- brackets were forgotten: a lone 1 before a sum, p/p behind one ----------


def check_divided_by_one(reader: Reader, start: int) -> None:
    """Refuse p/1-p and 1-y/1-a after the slash."""
    first, slash = reader.first, reader.at - 1
    lone = _lone_one(reader)
    if lone is None:
        return
    whole, rest = lone
    before, top = reader.between(first, start), reader.between(start, slash)
    readings = [f"{before}{top}/({whole})", f"{before}({top}/1){rest}"]
    if start - first > 1:
        readings = [f"({before}{top})/({whole})", *readings]
    reader.several(first, slash, *readings)


def check_divided_by_itself(reader: Reader, start: int, place: int) -> None:
    """Refuse 1-p/p behind the second p, which opens at `place`."""
    before = reader.between(reader.first, start)
    top = reader.between(start, place - 1)
    bottom = reader.between(place, reader.at)
    if top == bottom and start - reader.first > 1:
        readings = f"({before}{top})/{bottom}", f"{before}({top}/{bottom})"
        reader.several(reader.first, place - 1, *readings)


def check_to_the_one(reader: Reader, start: int) -> None:
    """Refuse (1-p)^1-y after the hat."""
    caret = reader.at - 1
    lone = _lone_one(reader)
    if lone is not None:
        whole, rest = lone
        base = reader.between(start, caret)
        readings = f"{base}^({whole})", f"({base}^1){rest}"
        reader.several(start, caret, *readings)


def check_function_of_one(reader: Reader, name: str, start: int) -> None:
    """Refuse log 1-p after the name of the function."""
    place = reader.at
    lone = _lone_one(reader)
    if lone is not None:
        whole, rest = lone
        reader.several(start, place, f"{name}({whole})", f"{name}(1){rest}")


def _lone_one(reader: Reader) -> tuple[str, str] | None:
    """Return 1-p and -p where a 1 opens a sum, or None."""
    place = reader.at
    one, *after = reader.tokens[place : place + 2]
    signs = [t.value for t in after if t.kind == "sign"]
    if one.kind != "number" or one.value != 1 or signs not in (["+"], ["-"]):
        return None
    reader.inside(reader.sum)
    return (
        reader.between(place, reader.at),
        reader.between(place + 1, reader.at),
    )
