"""Derivations: what is proved, what is refused, and how it is shown."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import ipywidgets
import pytest
import sympy
from sympy import Derivative, Eq, Rational, S, evaluate, symbols

from helpers.derivation import (
    RULES,
    D,
    Derivation,
    DerivationError,
    Rule,
    exp,
    multiply,
    sigma,
    solve,
)
from helpers.derivation.domain import Domain
from helpers.derivation.notation import latex, plain
from helpers.derivation.stepper import lines_after, stepper_html
from tests.support import derivations_sample

E, LN = sympy.exp, sympy.log
a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
UNIT = {p: (0, 1), a: (0, 1), q: (0, 1)}


def refusal(call, *words):
    """Return the message of a refusal and check that it has these words."""
    with pytest.raises(DerivationError) as caught:
        call()
    message = str(caught.value)
    for word in words:
        assert word in message, message
    assert " at 0x" not in message
    return message


# --- right lines in other forms -------------------------------------------


# --- traps ----------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [1 / x, LN(x), sympy.sqrt(x), LN(-1 - x**2), 1 / (p - Rational(1, 2))],
    ids=str,
)
def test_a_start_must_be_defined_on_the_whole_domain(start):
    refusal(lambda: Derivation(start, where={p: (0, 1)}), "not established")


def test_text_is_never_evaluated(tmp_path):
    target = tmp_path / "made"
    text = f"open({str(target)!r}, 'w')"
    refusal(lambda: Derivation(x).step(text, "algebra"), "text")
    refusal(lambda: Derivation(x, where={text: (0, 1)}))
    refusal(lambda: Derivation(Eq(x, y)).apply(text, "exp"))
    refusal(lambda: Derivation(x, define={x: text}))
    refusal(lambda: Derivation(x, where={x: text}))
    refusal(lambda: Derivation(x, where={x: (text, 1)}))
    for make in (multiply, solve, lambda t: D(x, t), lambda t: D(t, x)):
        with pytest.raises(TypeError):
            make(text)
    assert not target.exists()


# --- a false line ---------------------------------------------------------


def test_the_lost_minus_of_the_inversion_is_found():
    right = derivations_sample.inversion().until(7)
    t = w * x + b
    message = refusal(
        lambda: right.step(Eq(p, 1 / (1 + E(t))), "algebra"),
        "line 8 is refused: it is false",
        "rule: (p) algebra",
        "line 7: p = exp(b + w*x)/(exp(b + w*x) + 1)",
        "line 8: p = 1/(exp(b + w*x) + 1)",
        "the right sides differ at b = ",
        "line 7 is 0.",
        "line 8 is 0.",
    )
    assert len(right.lines) == 7
    assert len(message.splitlines()) == 7


def test_the_missing_brackets_of_the_loss_are_found():
    right = -(y * LN(a) + (1 - y) * LN(1 - a))
    wrong = -y * LN(a) + (1 - y) * LN(1 - a)
    d = Derivation(right, where=UNIT)
    refusal(lambda: d.step(wrong, "algebra"), "it is false", "y = ")


# --- the rule named -------------------------------------------------------

F = 1 + E(-z)
LABELS = [
    # start, line, good labels, bad labels
    (
        D(1 / F, z),
        (D(1, z) * F - 1 * D(F, z)) / F**2,
        ["quotient"],
        ["product", "chain", "sum", "exp", "algebra", "quotient, sum"],
    ),
    (
        Derivative(1 / F, z),
        -Derivative(F, z) / F**2,
        ["quotient", "chain, power", "chain", "quotient, constant"],
        ["product", "power", "constant factor", "definition", "log laws"],
    ),
    (
        D(1 / F, z),
        E(-z) / F**2,
        ["quotient, sum, chain, exp", "chain, power, sum, exp", "equals"],
        ["quotient", "chain", "exp", "product", "algebra", "substitution"],
    ),
    (
        D(y * LN(a), a),
        y * D(LN(a), a) + D(y, a) * LN(a),
        ["product"],
        ["chain", "quotient", "sum", "constant factor", "log"],
    ),
    (
        D(y * LN(a), a),
        y * D(LN(a), a),
        ["constant factor", "product, constant", "product"],
        ["quotient", "chain", "log", "sum"],
    ),
    (
        D(x * E(x), x),
        E(x) + x * E(x),
        ["product, exp", ("product", RULES["exp"]), "product, exp, variable"],
        ["product", "exp", "quotient", "chain, exp", "product, log"],
    ),
    (
        D(LN(1 - a), a),
        1 / (1 - a) * D(1 - a, a),
        ["chain, log", "chain"],
        ["log", "quotient", "constant factor"],
    ),
    (D(LN(a), a), 1 / a, ["log"], ["exp", "power", "chain", "quotient"]),
    (D(E(z), z), E(z), ["exp"], ["log", "chain, exp", "power"]),
    (D(E(-z), z), -E(-z), ["chain, exp"], ["exp", "chain, log"]),
    (
        D(E(2 * z), z),
        2 * E(2 * z),
        ["chain, exp, constant factor"],
        ["chain, exp", "exp", "chain"],
    ),
    (
        D(x**2 + 3, x),
        D(x**2, x) + D(3, x),
        ["sum"],
        ["power", "constant", "product"],
    ),
    (D(x**2 + 3, x), 2 * x, ["sum, power, constant"], ["sum", "power"]),
    (D(x**3, x), 3 * x**2, ["power"], ["product", "sum", "exp"]),
    (D(3 * x, x), S(3), ["constant factor", "constant factor, variable"], []),
    (D(3, x), S(0), ["constant"], ["sum", "product", "quotient", "algebra"]),
    (D(x, x), S(1), ["variable"], ["constant", "power", "algebra"]),
    (
        D(sigma(z), z),
        sigma(z) * (1 - sigma(z)),
        ["sigmoid"],
        ["quotient", "chain", "product", "exp", "definition", "algebra"],
    ),
    (
        D(p * x, x),
        p * D(x, x) + 0,
        ["constant factor"],
        ["chain", "quotient"],
    ),
]


@pytest.mark.parametrize(
    ("start", "line", "good", "bad"), LABELS, ids=lambda v: str(v)[:40]
)
def test_the_label_must_be_the_law_used(start, line, good, bad):
    for rule in good:
        assert len(Derivation(start, where=UNIT).step(line, rule).lines) == 2
    for rule in bad:
        derivation = Derivation(start, where=UNIT)
        message = refusal(lambda d=derivation, r=rule: d.step(line, r))
        assert "it is false" not in message
        assert len(derivation.lines) == 1


def test_the_message_names_what_is_missing_or_what_was_used():
    d = Derivation(D(1 / F, z))
    refusal(
        lambda: d.step(E(-z) / F**2, "quotient"),
        "(c) quotient alone does not give it",
        "chain, exp, sum",
    )
    refusal(
        lambda: d.step(-D(F, z) / F**2, "product"),
        "it is not what (b) product gives",
        "this line is by: quotient",
    )
    refusal(lambda: d.step(E(-z) / F**2, "algebra"), "name the law")


def test_a_law_needs_a_derivative():
    d = Derivation(LN(p / (1 - p)), where=UNIT)
    refusal(lambda: d.step(LN(p) - LN(1 - p), "log"), "no derivative")
    assert len(d.step(LN(p) - LN(1 - p), "log laws").lines) == 2


def test_rules_that_do_not_exist_or_do_not_fit():
    d = Derivation(x)
    refusal(lambda: d.step(x, "magic"), "no rule 'magic'")
    refusal(lambda: d.step(x, ()), "at least one")
    refusal(lambda: d.step(x, None))
    refusal(lambda: d.step(x, "multiply"), "use apply")
    refusal(lambda: d.step(x, "equals, algebra"), "alone")
    refusal(lambda: d.apply(exp, "exp"), "needs an equation")
    refusal(lambda: d.step(Eq(x, y), "algebra"), "an expression is expected")
    refusal(lambda: d.step(x, Rule("c", "quotient", "", "truth")), "no rule")
    with pytest.raises(AttributeError):
        RULES["chain"].name = "other"
    assert Rule("d", "chain", RULES["chain"].latex) == RULES["chain"]
    assert [RULES[n].letter for n in list(RULES)[:7]] == list("abcdefg")


def test_the_chain_rule_through_names():
    L = symbols("L")
    define = {L: LN(1 + E(z)) - y * z, z: w * x + b}
    for line in (D(L, z) * D(z, w), D(L, z) * x):
        d = Derivation(D(L, w), define=define)
        rule = "chain" if line.has(D(z, w)) else "chain, sum, constant factor"
        assert len(d.step(line, rule).lines) == 2
    d = Derivation(D(L, w), define=define)
    refusal(lambda: d.step(D(L, z) * D(z, b), "chain"), "it is false")
    refusal(lambda: d.step(D(L, z) * D(z, w), "quotient"), "not what")


def test_the_chain_rule_for_unknown_functions():
    g = sympy.Function("g")(z)
    f = sympy.Function("f")
    d = Derivation(D(f(g), z))
    assert len(d.step(D(f(g), g) * D(g, z), "chain").lines) == 2
    refusal(lambda: Derivation(D(f(g), z)).step(D(f(g), g), "chain"), "false")


def test_the_quotient_rule_for_unknown_functions():
    g = sympy.Function("g")(x)
    h = sympy.Function("h", positive=True)(x)
    line = (D(g, x) * h - g * D(h, x)) / h**2
    assert Derivation(D(g / h, x)).step(line, "quotient")
    wrong = (D(g, x) * h + g * D(h, x)) / h**2
    refusal(lambda: Derivation(D(g / h, x)).step(wrong, "quotient"), "false")


def test_substitution_uses_what_was_proved():
    slope = derivations_sample.sigmoid_named()
    start = Derivation(D(a, z) * x, define={a: sigma(z)})
    right = a * (1 - a) * x
    refusal(lambda: start.step(right, "substitution"), "name the law")
    other = Derivation(D(x**2, x)).step(2 * x, "power")
    refusal(
        lambda: start.step(right, "substitution", using=other),
        "does not occur",
    )
    refusal(
        lambda: start.step(a * x, "substitution", using=slope), "it is false"
    )
    assert len(start.step(right, "substitution", using=slope).lines) == 2
    for bad in ([right], right, 3):
        refusal(lambda u=bad: start.step(right, "substitution", using=u))


# --- equations ------------------------------------------------------------


def test_one_side_may_be_rewritten_by_a_law():
    d = Derivation(Eq(y, D(x**2, x)))
    refusal(lambda: d.step(Eq(y, 2 * x), "algebra"), "name the law")
    assert len(d.step(Eq(y, 2 * x), "power").lines) == 2


def test_conditions_are_stated_on_the_line():
    first, *rest = derivations_sample.inversion().lines
    assert [str(c) for c in first.conditions] == [
        "p/(1 - p) > 0",
        "1 - p != 0",
    ]
    assert [str(c) for c in rest[1].conditions] == ["1 - p != 0"]
    assert "needs 1 - p != 0" in derivations_sample.inversion().text()


# --- sums -----------------------------------------------------------------

i, m = symbols("i m", integer=True, positive=True)
X, Y = sympy.IndexedBase("x"), sympy.IndexedBase("y")


def total(body):
    return sympy.Sum(body, (i, 1, m))


def test_the_derivative_of_a_mean():
    start = D(total(LN(1 + E(w * X[i]))) / m, w)
    middle = total(D(LN(1 + E(w * X[i])), w)) / m
    end = total(sigma(w * X[i]) * X[i]) / m
    d = Derivation(start)
    refusal(lambda: d.step(middle, "sum"), "constant factor")
    refusal(lambda: d.step(middle, "chain"), "not what")
    refusal(lambda: d.step(end * m, "equals"), "it is false")
    d.step(middle, "constant factor, sum").step(end, "equals")
    assert [str(c) for c in d.lines[0].conditions] == []


# --- display --------------------------------------------------------------


def test_latex_is_one_aligned_block():
    d = derivations_sample.slope_by_quotient()
    text = d._repr_latex_()
    assert text.startswith("$$\\begin{aligned}\n")
    assert text.endswith("\n\\end{aligned}$$")
    assert text.count("\\checkmark") == len(d.lines) - 1
    assert r"\text{(c) quotient}" in text
    assert r"\frac{d}{d z}\left(1\right)" in text
    assert text.count("{") == text.count("}")
    bundle = d._repr_mimebundle_()
    assert bundle == {"text/plain": d.text(), "text/latex": text}
    assert repr(d) == d.text()


def test_partial_only_where_several_symbols_meet():
    assert latex(D(LN(a), a)) == (
        r"\frac{d}{d a}\left(\log{\left(a \right)}\right)"
    )
    assert plain(D(y * LN(a), a)) == "∂/∂a(y*log(a))"
    assert plain(1 / D(LN(a), a)) == "1/(d/da(log(a)))"
    L = symbols("L")
    domain = Domain(define={L: a * y, a: sigma(z)})
    assert plain(D(L, a) * D(a, z), domain) == "∂L/∂a*da/dz"
    assert latex(D(a, z), domain) == r"\frac{d a}{d z}"


def test_an_unevaluated_line_is_shown_as_written():
    with evaluate(False):
        line = y * (1 / a) + LN(a) * 0
        order = w * x + b
    assert plain(line) == "y/a + log(a)*0"
    assert plain(order) == "w*x + b"
    with evaluate(False):
        split = (1 / F) * (E(-z) / F)
        plus = (1 / F) * ((F - 1) / F)
    assert plain(split) == "1/(1 + exp(-z))*(exp(-z)/(1 + exp(-z)))"
    half = r"\frac{1}{1 + e^{- z}}"
    assert latex(split) == (half + r" \cdot \frac{e^{- z}}{1 + e^{- z}}")
    assert latex(plus).startswith(half + r" \cdot \frac{\left(1 + e")


def test_finite_values_are_shown_as_a_set():
    d = derivations_sample.margin()
    assert r"y \in \{0, 1\}" in d.latex()
    assert "for y in {0, 1}" in d.text()


def test_titles_are_plain_text():
    assert "A title" in Derivation(x, title="A title").latex()
    for title in ("$x$", r"\bad", "a_b", 3, "<b>"):
        refusal(lambda t=title: Derivation(x, title=t), "plain text")


def test_output_is_the_same_in_another_process():
    code = (
        "import sys; sys.path[:0] = ['.'];"
        "import tests.support.derivations_sample as s;"
        "[print(m().text(), m().latex()) for m in s.ALL[3:5]]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).resolve().parents[1],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONIOENCODING": "utf-8",
            },
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert " at 0x" not in outputs.pop()


def test_it_works_in_a_thread_and_inside_evaluate_false():
    found = []
    thread = threading.Thread(
        target=lambda: found.append(derivations_sample.slope_by_chain())
    )
    thread.start()
    thread.join()
    assert found[0].text() == derivations_sample.slope_by_chain().text()
    with evaluate(False):
        inside = Derivation(D(z + 1, z)).step(D(z, z) + D(1, z), "sum")
    assert len(inside.lines) == 2


def test_lines_cannot_be_changed_from_outside():
    d = Derivation(x)
    assert isinstance(d.lines, tuple)
    with pytest.raises(AttributeError):
        d.lines = ()
    with pytest.raises(AttributeError):
        d.lines[0].expr = y


# --- the stepper ----------------------------------------------------------


def test_the_buttons_move_through_the_lines():
    d = derivations_sample.slope_by_chain()
    stepper = d.stepper()
    press = {name: button.click for name, button in stepper.buttons.items()}
    counts = []
    for name in ("Next", "Next", "Back", "Show all", "Next", "Reset", "Back"):
        press[name]()
        counts.append(stepper.shown)
        assert stepper.page.value == stepper_html(d, stepper.shown)[0]
    assert counts == [2, 3, 2, 6, 6, 1, 1]
    assert all(b.tooltip and b.description for b in stepper.buttons.values())
    assert isinstance(stepper.page, ipywidgets.HTMLMath)
    assert stepper.page.value.count("&amp; =") == 0
    press["Show all"]()
    assert stepper.page.value.count("\\checkmark") == 5
    assert "6 of 6 lines shown" in stepper.status.value
    # a button switched off under the finger would lose the keyboard focus
    assert not any(b.disabled for b in stepper.buttons.values())
    assert lines_after("Back", 1, 6) == 1


def test_the_still_of_the_stepper_is_the_whole_derivation():
    d = derivations_sample.slope_by_chain()
    bundle = d.stepper()._repr_mimebundle_()
    assert bundle["text/plain"] == d.text()
    assert bundle["text/latex"] == d.latex()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert len(bundle) == 3


def test_the_widgets_are_imported_only_when_used():
    code = (
        "import sys; sys.path.insert(0, '.'); import helpers.derivation;"
        "sys.exit('ipywidgets' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=root).returncode == 0
