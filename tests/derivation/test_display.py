"""How a derivation is shown: text, LaTeX, rules and their letters."""

import os
import subprocess
import sys
from pathlib import Path

import sympy
from sympy import Eq, evaluate, symbols

from helpers.derivation import D, Derivation, multiply, sigma
from helpers.derivation.domain import Domain
from helpers.derivation.notation import latex, plain
from tests.support import derivations_sample
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, p, w, x, y, z = symbols("a p w x y z")
b = symbols("b")
F = 1 + E(-z)


def test_latex_is_one_aligned_block():
    d = derivations_sample.slope_by_quotient()
    text = d._repr_latex_()
    assert text.startswith("$$\\begin{aligned}\n")
    assert text.endswith("\n\\end{aligned}$$")
    assert text.count("\\checkmark") == len(d.lines) - 1
    assert r"\text{quotient}" in text
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
        refusal(None, "plain text", lambda t=title: Derivation(x, title=t))


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
            cwd=Path(__file__).resolve().parents[2],
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


def test_letters_are_shown_only_where_the_table_is_taught():
    def slope(**options):
        start = Derivation(D(x * LN(x), x), where={x: (0, 1)}, **options)
        line = x * D(LN(x), x) + D(x, x) * LN(x)
        return start.step(line, "product").step(1 + LN(x), "log, variable")

    assert "by product;" in slope().text()
    assert "(" + "b)" not in slope().text() + slope().latex()
    lettered = slope(letters=True)
    assert "by (b) product;" in lettered.text()
    assert "by (e) log, variable;" in lettered.text()
    assert r"\text{(b) product}" in lettered.latex()
    assert lettered.until(2).text() in lettered.text()


def test_an_operation_is_said_in_words_and_shown_in_brackets():
    d = Derivation(Eq(E(z), p / (1 - p)), where={p: (0, 1)})
    d.apply(multiply(1 - p), "multiply")
    assert "by multiply: both sides times 1 - p;" in d.text()
    assert r"\text{multiply}\ \left[1 - p\right]\ \checkmark" in d.latex()


def test_the_first_lines_can_be_shown_alone():
    d = derivations_sample.slope_by_chain()
    assert "line 3" in d.text(3) and "line 4" not in d.text(3)
    assert d.latex(3).count(r"\checkmark") == 2
    assert d.text().startswith(d.text(3))
