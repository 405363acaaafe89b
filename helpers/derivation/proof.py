"""What makes a line: it is defined, it is proved, or it is refused.

An `Attempt` comes in; its conditions come out, or a `DerivationError` is
raised that says why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy

from helpers.derivation.conditions import (
    Condition,
    holds,
    requirements,
    slope_requirements,
)
from helpers.derivation.consequence import is_refuted, is_swapped, way_to
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.equality import (
    UNABLE,
    Different,
    Equal,
    Undecided,
    decide,
)
from helpers.derivation.expressions import rebuild
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.refusals import Attempt, DerivationError


def start_conditions(attempt: Attempt) -> tuple[Condition, ...]:
    """Return the conditions under which the start is defined."""
    found = requirements(attempt.line, attempt.domain)
    try:
        worked = work_out(rebuild(attempt.line), attempt.domain)
        normal = NormalForm(attempt.domain, [worked])
        slopes = slope_requirements(attempt.line, attempt.domain)
        for need in (*found, *slopes):
            if not holds(need, attempt.domain, normal):
                raise attempt.not_established(need)
        for side in _sides(worked):
            normal.form(side)
    except DerivationError:
        raise
    except UNABLE as reason:
        raise attempt.refused(f"undecided: {reason}") from None
    return tuple(found)


def moved(attempt: Attempt) -> tuple[sympy.Eq, Sequence[Condition]]:
    """Return the equation after the operation, and its conditions."""
    operation, before = attempt.operation, attempt.before
    assert operation is not None and before is not None
    left, right = before.args
    try:
        needs = operation.needs(left, right, attempt.domain)
        for need in needs:
            if not holds(need, attempt.domain):
                raise attempt.not_established(need)
        result = operation.act(left, right, attempt.domain)
    except DerivationError:
        raise
    except UNABLE as reason:
        raise attempt.refused(f"undecided: {reason}") from None
    return sympy.Eq(*result, evaluate=False), needs


def proved(attempt: Attempt, given: sympy.Basic) -> tuple[Condition, ...]:
    """Return the conditions under which a line equals what is given.

    Raises the refusal if it was not proved to be equal, side by side.
    """
    verdicts = [
        _verdict(attempt, old, new)
        for old, new in zip(_sides(given), _sides(attempt.line), strict=True)
    ]
    names = ("left", "right") if isinstance(given, sympy.Eq) else ("",)
    for side, verdict in zip(names, verdicts, strict=True):
        if isinstance(verdict, Different):
            raise _difference(attempt, given, side, verdict)
    for verdict in verdicts:
        if isinstance(verdict, Undecided):
            raise attempt.refused(f"undecided: {verdict.reason}")
    proofs = [verdict for verdict in verdicts if isinstance(verdict, Equal)]
    return sum((proof.conditions for proof in proofs), start=())


def _verdict(
    attempt: Attempt, old: sympy.Expr, new: sympy.Expr
) -> Equal | Different | Undecided:
    """Decide about one side; one that stays needs no second proof."""
    if attempt.operation is None and old == new:
        return Equal()
    return decide(old, new, attempt.domain)


def _difference(
    attempt: Attempt,
    given: sympy.Basic,
    side: str,
    verdict: Different,
) -> DerivationError:
    """Return the true sentence about a line that differs somewhere."""
    equations = given, attempt.line
    if not isinstance(given, sympy.Eq) or is_refuted(
        *equations, attempt.domain
    ):
        return attempt.false(side, verdict)
    if attempt.operation is not None:
        return attempt.not_the_result(side, verdict, given)
    way = way_to(*equations, attempt.domain)
    swapped = is_swapped(*equations, attempt.domain)
    return attempt.not_by_a_step(side, verdict, way, swapped)


def worth_stating(
    conditions: Iterable[Condition],
    needs: Iterable[Condition],
    known: Iterable[Condition],
    domain: Domain,
) -> tuple[Condition, ...]:
    """Return what an operation needs, and the conditions that are new.

    A condition that holds for all real values, such as that 1 + e^z is not
    zero, goes without saying.
    """
    needs = list(needs)
    known = {*known, *needs}
    anywhere = Domain(define=domain.define)
    stated = [need for need in needs if not need.expr.is_number]
    for condition in dict.fromkeys(conditions):
        stronger = Condition(condition.expr, ">")
        if not {condition, stronger} & known and not _always(
            condition, anywhere
        ):
            stated.append(condition)
            known.add(condition)
    return tuple(stated)


def _sides(line: sympy.Basic) -> tuple[sympy.Expr, ...]:
    """Return the two sides of an equation, or the one expression."""
    return line.args if isinstance(line, sympy.Eq) else (line,)


def _always(condition: Condition, domain: Domain) -> bool:
    """Tell whether a condition holds for all real values whatever."""
    try:
        return holds(condition, domain)
    except UNABLE:
        return False
