"""Equality: what is proved, what is refuted, and what is left open."""

import mpmath
import pytest
import sympy
from sympy import Rational, S, symbols

from helpers.derivation import D, Derivation, sigma, softplus
from helpers.derivation.equality import Different, Equal, Undecided, decide
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
i, m = symbols("i m", integer=True, positive=True)
n = sympy.Symbol("n", integer=True, positive=True)
j = sympy.Symbol("j", integer=True)
X, Y = sympy.IndexedBase("x"), sympy.IndexedBase("y")
UNIT = {p: (0, 1), a: (0, 1), q: (0, 1)}


SIGMOIDS = [
    sigma(z),
    1 / (1 + E(-z)),
    E(z) / (1 + E(z)),
    1 - 1 / (1 + E(z)),
    (1 + sympy.tanh(z / 2)) / 2,
    E(z / 2) / (E(z / 2) + E(-z / 2)),
    1 - sigma(-z),
    E(z / 2) / (2 * sympy.cosh(z / 2)),
    E(-LN(1 + E(-z))),
    D(LN(1 + E(z)), z),
]


@pytest.mark.parametrize("form", SIGMOIDS, ids=str)
def test_every_form_of_the_sigmoid_is_accepted(form):
    for start in SIGMOIDS[:2]:
        assert len(Derivation(start).step(form, "equals").lines) == 2


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (LN(p / (1 - p)), LN(p) - LN(1 - p), UNIT),
        (LN(1 + E(-z)), LN(1 + E(z)) - z, None),
        (LN(sigma(z) / (1 - sigma(z))), z, None),
        (LN(1 - p**2), LN(1 - p) + LN(1 + p), UNIT),
        (LN(S(6)), LN(S(2)) + LN(S(3)), None),
        (sympy.sqrt(p**2), p, UNIT),
        (sympy.sqrt(x**2), abs(x), None),
        (abs(p - 1), 1 - p, UNIT),
        (sympy.sqrt(p) * sympy.sqrt(p), p, UNIT),
        (sympy.sqrt(4 * p), 2 * sympy.sqrt(p), UNIT),
        (1 / (1 + sympy.sqrt(p)), (1 - sympy.sqrt(p)) / (1 - p), UNIT),
        (y**2, y, {y: {0, 1}}),
        (LN(1 + x**2), LN(x**2 + 1), None),
        (1 / (x**2 - x + 1), (1 + x) / (1 + x**3), {x: (0, 9)}),
        (a**y, E(y * LN(a)), UNIT),
        (E(w * x + b), E(w * x) * E(b), None),
        (sigma(z).diff(z, 2), D(D(sigma(z), z), z), None),
    ],
    ids=str,
)
def test_identities_are_proved(left, right, where):
    assert isinstance(decide(left, right, where), Equal)


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (LN(p * q), LN(p) + LN(q), None),  # signs unknown
        (LN(x**2), 2 * LN(x), None),
        (sympy.sqrt(x**2), x, None),
        (sympy.sqrt(x**2), x, {x: (-2, -1)}),
        (abs(x), x, None),
        ((x**2 - x) / x, x - 1, None),  # 0/0 at x = 0
        ((x**2 - 1) / (x - 1), x + 1, {x: (0, 2)}),
        (sympy.Mul(x, 1 / x, evaluate=False), S(1), None),
        (sympy.Pow(0, 0, evaluate=False), S(1), None),
        (sympy.Pow(x, 0, evaluate=False), S(1), None),
        (LN(-1 - x**2), LN(-1 - x**2), None),  # nowhere defined
        (sympy.sqrt(-1 - x**2), sympy.sqrt(-1 - x**2), None),
        (y**2, y, None),
        (y**2, y, {y: {0, 1, 2}}),
        (x ** Rational(1, 3), x ** Rational(1, 3), None),
        (sympy.sin(x) ** 2 + sympy.cos(x) ** 2, S(1) + 0 * x, None),
        (sympy.gamma(x), sympy.gamma(x), {x: (1, 2)}),
        (
            E(-(10 ** S(6)) * (x - Rational(1, 3)) ** 2),
            S(0),
            None,
        ),  # zero to 50 digits away from its peak
    ],
    ids=str,
)
def test_traps_are_not_accepted(left, right, where):
    assert isinstance(decide(left, right, where), Different | Undecided)


@pytest.mark.parametrize(
    ("argument", "where"),
    [
        (-1 / (p - 2) ** 2, UNIT),
        (-1 / (1 + x**2) ** 2, None),
        (-(p**2), UNIT),
        ((p - 1) ** 3, UNIT),
        (p - Rational(1, 2), UNIT),
        (p + q - 1, UNIT),
        (E(x) - 1, None),
        (E(x) - E(y), None),
        (x**2 - 1, {x: (-1, 2)}),
        (x**2, None),
    ],
    ids=str,
)
def test_log_needs_an_argument_shown_to_be_positive(argument, where):
    assert not isinstance(decide(LN(argument), LN(argument), where), Equal)


@pytest.mark.parametrize(
    ("argument", "where"),
    [
        (1 / (p - 2) ** 2, UNIT),
        (1 / (2 - p) ** 3, UNIT),
        (2 - p - q, UNIT),
        (p + q - 2 * p * q, UNIT),
        (E(x) - 1, {x: (0, 5)}),
        (x**2 - 1, {x: (1, 2)}),
        (x**2 + x + 1, None),
        (1 + LN(1 + E(x)), None),
        (1 - sigma(x) ** 2, None),
        (sum(E(k) for k in symbols("k:9")), None),
        (((x + y) ** 2 + 1) ** 10, None),
    ],
    ids=str,
)
def test_positive_arguments_are_recognised(argument, where):
    assert isinstance(decide(LN(argument), LN(argument), where), Equal)


def test_a_root_may_be_below_one():
    inverse, where = 1 / (sympy.sqrt(x) - 1), {x: (0, 9)}
    reason = "sqrt(x) - 1 != 0, which is not established"
    refusal(1, reason, lambda: Derivation(inverse, where=where))


def test_a_root_of_what_may_vanish_is_not_positive():
    none = sympy.Symbol("n", nonnegative=True)
    for inverse, reason in (
        (sympy.Pow(sympy.sqrt(none), -1), "n > 0"),
        (LN(sympy.sqrt(none)), "sqrt(n) > 0"),
        (1 / sympy.sqrt(abs(x)), "Abs(x) > 0"),
    ):
        reason += ", which is not established"
        refusal(1, reason, lambda e=inverse: Derivation(e))


def test_agreement_at_points_is_no_proof():
    bump = E(-(50 * S(1)) * (100 + z**2))
    tiny = decide(1 + sympy.Mul(bump, E(-60)), S(1))
    assert not isinstance(tiny, Equal)


def test_a_huge_question_is_answered_soon():
    names = symbols("k:12")
    big = sympy.Mul(*[1 + E(n) for n in names]) ** 2
    verdict = decide(1 / big + 1, (1 + big) / big)
    assert isinstance(verdict, Equal | Undecided)
    tower = E(E(E(E(x))))
    assert isinstance(decide(tower, tower), Equal | Undecided)


def test_assumptions_count_where_nothing_else_is_said():
    t = sympy.Symbol("t", positive=True)
    Derivation(LN(t * E(x))).step(LN(t) + x, "log laws")
    refusal(1, "x*exp(x) > 0, which", lambda: Derivation(LN(x * E(x))))


def test_the_point_of_a_refusal_is_a_counterexample():
    verdict = decide(p * (1 - p), p, UNIT)
    assert isinstance(verdict, Different)
    assert 0 < verdict.point[p] < 1
    at = verdict.point
    assert (p * (1 - p)).subs(at) != p.subs(at)
    assert mpmath.almosteq(verdict.right, mpmath.mpf(str(at[p].evalf(30))))


def total(body):
    return sympy.Sum(body, (i, 1, m))


def test_sums_are_linear():
    left = total((w * X[i] - Y[i]) * X[i]) / m
    right = w * total(X[i] ** 2) / m - total(X[i] * Y[i]) / m
    assert isinstance(decide(left, right), Equal)
    assert isinstance(
        decide(total(1 - sigma(X[i])), m - total(sigma(X[i]))), Equal
    )
    assert isinstance(decide(total(X[i]), m * X[i]), Different | Undecided)
    assert isinstance(decide(total(X[i]) ** 2, total(X[i] ** 2)), Different)
    assert isinstance(decide(left, right * m), Different)


def test_explicit_sums():
    three = sympy.Sum(X[i] * w, (i, 1, 3))
    assert isinstance(decide(D(three, w), X[1] + X[2] + X[3]), Equal)
    assert isinstance(decide(D(three, w), X[1] + X[2] + X[1]), Different)


# --- refuting --------------------------------------------------------------


def test_a_single_combination_of_labels_refutes():
    labels = symbols("y1:4")
    where = {label: {0, 1} for label in labels}
    verdict = decide(sympy.prod(labels), S(0), where)
    assert isinstance(verdict, Different)
    assert verdict.point == dict.fromkeys(labels, 1)
    assert (verdict.left, verdict.right) == (1, 0)
    # with x in play too, each choice is tried at a point of its own
    verdict = decide(x + sympy.prod(labels), x, where)
    assert isinstance(verdict, Different)


def test_sixteen_combinations_are_tried_and_no_more():
    four, five = symbols("y1:5"), symbols("y1:6")
    for labels, kind in ((four, Equal), (five, Undecided)):
        where = {label: {0, 1} for label in labels}
        product = sympy.prod(labels)
        # neither side is a polynomial in the labels
        assert isinstance(decide(2**product, 1 + product, where), kind)


def test_points_next_to_the_ends_are_tried_and_points_between():
    thousandth = Rational(1, 1000)
    for small in (p - thousandth, 1 - p - thousandth):
        assert isinstance(decide(abs(small), small, UNIT), Different)
    # below 0 only where p is neither next to 0 nor next to 1
    middle = (p - thousandth) * (p + thousandth - 1)
    assert isinstance(decide(abs(middle), middle, UNIT), Different)
    # where it takes one choice of many labels too
    labels = symbols("y1:5")
    where, all_one = {y: {0, 1} for y in labels}, sympy.prod(labels)
    verdict = decide(all_one * abs(middle), all_one * middle, where | UNIT)
    assert isinstance(verdict, Different)


def test_a_point_shows_the_numbers_that_were_put_in():
    verdict = decide(X[1] + w, X[2] + w, {X: (0, 1)})
    assert set(verdict.point) == {w, X[1], X[2]}
    gap = verdict.point[X[1]] - verdict.point[X[2]]
    assert mpmath.almosteq(verdict.left - verdict.right, mpmath.mpf(gap))


def test_a_difference_of_twenty_six_digits_is_none():
    tiny = S(10) ** -20
    assert isinstance(decide(x + tiny, x), Different)
    for less in (x + S(10) ** -30, x + x * S(10) ** -30):
        verdict = decide(less, x)
        assert "no point was found" in verdict.reason
    assert "no point was found" in decide(less - x, S(0)).reason
    # beside a thousand million that is a relative difference
    large = x**2 + 10**9
    assert isinstance(decide(large + tiny, large), Undecided)


def test_large_parts_that_cancel_are_no_difference():
    one = sympy.cosh(60 * x) ** 2 - sympy.sinh(60 * x) ** 2
    assert isinstance(decide(one, S(1)), Equal)
    assert isinstance(decide(one, S(1) + S(10) ** -20), Different)
    left = (1 - sigma(120 * z)) * (1 + E(120 * z))
    assert isinstance(decide(left, S(1)), Equal)


def test_nothing_is_refuted_where_a_call_has_a_range():
    f = sympy.Function("f")(x)
    assert isinstance(decide(f, f + 1, {f: (0, 1)}), Undecided)
    assert isinstance(decide(f, f + 1), Different)


# --- proving ---------------------------------------------------------------


def test_a_verdict_cannot_be_changed():
    verdicts = (Equal(), Different({}, mpmath.mpf(0), mpmath.mpf(1)))
    for verdict in (*verdicts, Undecided("")):
        for name in ("conditions", "point", "reason"):
            with pytest.raises(AttributeError):
                setattr(verdict, name, ())


def test_the_conditions_proved_are_returned():
    verdict = decide(LN(p) / p, LN(p) / p + 0 * x, UNIT)
    assert {str(c) for c in verdict.conditions} == {"p > 0", "p != 0"}


def test_an_absolute_value_is_one_of_two():
    stable = LN(1 + E(-abs(z))) + (abs(z) + z) / 2
    assert isinstance(decide(stable, softplus(z)), Equal)
    assert isinstance(decide(stable, softplus(-z)), Different)
    two = E(abs(x)) + E(-abs(x)) + E(abs(y)) * E(-abs(y))
    assert isinstance(decide(two, 2 * sympy.cosh(x) + 1), Equal)
    # under a sum each term has a sign of its own
    under = sympy.Sum(E(abs(X[i])) + E(-abs(X[i])), (i, 1, m))
    plain = sympy.Sum(E(X[i]) + E(-X[i]), (i, 1, m))
    assert isinstance(decide(under, plain), Undecided)


@pytest.mark.parametrize(("count", "kind"), [(4, Equal), (5, Undecided)])
def test_up_to_four_absolute_values_are_split(count, kind):
    names = symbols(f"k1:{count + 1}")
    left = sum(E(abs(k)) + E(-abs(k)) for k in names)
    verdict = decide(left, sum(E(k) + E(-k) for k in names))
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (softplus(z) - softplus(-z), z, None),
        (E(softplus(z)), 1 + E(z), None),
        (LN(softplus(z)), LN(z + softplus(-z)), None),
        (D(softplus(z), z), sigma(z), None),
        (LN(sympy.sqrt(p)), LN(p) / 2, UNIT),
        (LN(a ** (y / 2)), y * LN(a) / 2, UNIT),
        (E(z / 65) ** 65, E(z), None),
        (LN((x - y) ** 2 + 1), LN(x**2 - 2 * x * y + y**2 + 1), None),
        (y / (1 + y), y / 2, {y: {0, 1}}),
        (LN(1 + y), y * LN(S(2)), {y: {0, 1}}),
        (1 / (y - 3), -y / 6 - Rational(1, 3), {y: {0, 1}}),
        (abs(x) ** 4 + LN(1 + abs(x) ** 2), x**4 + LN(1 + x**2), None),
        (sympy.sqrt(3 + 2 * sympy.sqrt(2)), 1 + sympy.sqrt(2), None),
        (sympy.sqrt(3 - 2 * sympy.sqrt(2)), sympy.sqrt(2) - 1, None),
        (sympy.sqrt(5 + sympy.sqrt(7)) ** 2, 5 + sympy.sqrt(7), None),
        (x ** Rational(3, 2), x * sympy.sqrt(x), {x: (0, 9)}),
        (sympy.cosh(x) ** 2 - sympy.sinh(x) ** 2, S(1), None),
        (sympy.sin(x) + x - x, sympy.sin(x), None),
    ],
    ids=str,
)
def test_more_identities_are_proved(left, right, where):
    assert isinstance(decide(left, right, where), Equal)


def test_sums_are_linear_wherever_they_stand():
    one, two = total(X[i]), total(Y[i])
    both = total(X[i] + Y[i])
    for left, right in (
        (both * one, one**2 + one * two),
        (E(both), E(one) * E(two)),
        (sigma(total(2 * X[i] + 1)), sigma(2 * one + m)),
        (total(1 / (1 + E(X[i]))), m - total(E(X[i]) / (1 + E(X[i])))),
        (total(w * X[i] / (w + 1)), w * one / (1 + w)),
        (total((1 + X[i] ** 2) * w), w * m + w * total(X[i] ** 2)),
    ):
        assert isinstance(decide(left, right, {w: (0, 1)}), Equal)


def test_labels_are_their_own_squares_inside_a_sum():
    for left, right in (
        (total(Y[i] ** 2 * X[i]), total(Y[i] * X[i])),
        (total((1 - Y[i]) ** 3), m - total(Y[i])),
        (total(LN(1 + Y[i] ** 2)), total(LN(1 + Y[i]))),
    ):
        assert isinstance(decide(left, right, {Y: {0, 1}}), Equal)
        assert isinstance(decide(left, right), Different | Undecided)
    thrice = {Y: {-1, 0, 1}}
    assert isinstance(decide(total(Y[i] ** 3), total(Y[i]), thrice), Equal)
    wrong = decide(total(Y[i] ** 2), total(Y[i]), thrice)
    assert isinstance(wrong, Different)


def test_where_a_sum_starts_does_not_matter():
    for left, right in (
        (sympy.Sum(X[j + 1], (j, 0, m - 1)), total(X[i])),
        (sympy.Sum(X[j - 3], (j, 4, m + 3)), total(X[i])),
        (sympy.Sum(X[j] * j, (j, 2, m + 1)), total(X[i + 1] * (i + 1))),
    ):
        assert isinstance(decide(left, right), Equal)
    shifted = sympy.Sum(X[j + 1], (j, 1, m))
    assert not isinstance(decide(shifted, total(X[i])), Equal)


def test_a_true_line_out_of_reach_is_undecided():
    apart = sympy.Sum(X[i] * Y[j], (i, 1, m), (j, 1, n))
    swapped = sympy.Sum(X[i] * Y[j], (j, 1, n), (i, 1, m))
    assert isinstance(decide(apart, swapped), Undecided)
    names = symbols("c1:9")
    left = sum(1 / (1 + E(k)) for k in names)
    verdict = decide(left, 8 - sum(E(k) / (1 + E(k)) for k in names))
    assert verdict == Undecided(
        "the expression would expand to too many terms"
    )


def test_an_undecided_question_has_a_reason():
    for left, right in ((sympy.gamma(x), x), (D(x, x + 1), x), (x, "x")):
        try:
            verdict = decide(left, right, {x: (1, 2)})
        except TypeError as problem:
            assert str(problem)
        else:
            assert verdict.reason
