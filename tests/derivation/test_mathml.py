"""MathML says what the expression says, and is nothing but MathML."""

import pytest
import sympy

from helpers.answers import AnswerError, read, read_as_typed
from helpers.answers.question import Question
from helpers.derivation.expressions import D
from helpers.derivation.mathml import mathml
from tests.support.course_answers import ASKED
from tests.support.hostile import HEAVY, SYMBOLS
from tests.support.mathml_reader import parsed, typed

P_HAT = '<mover accent="false"><mi>p</mi><mo stretchy="false">ˆ</mo></mover>'
LOG = '<mo lspace="0.17em" rspace="0">log</mo>'
ONE_LESS = "<mrow><mn>1</mn><mo>−</mo>{}</mrow>"
BRACKETS = "<mrow><mo>(</mo>{}<mo>)</mo></mrow>"
SHOWN = {
    "p_hat - y": f"<mrow>{P_HAT}<mo>−</mo><mi>y</mi></mrow>",
    "-y/p_hat": f"<mrow><mo>−</mo><mfrac><mi>y</mi>{P_HAT}</mfrac></mrow>",
    "x_1^2": "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>",
    "w_1": "<msub><mi>w</mi><mn>1</mn></msub>",
    "e^-z": "<msup><mi>e</mi><mrow><mo>−</mo><mi>z</mi></mrow></msup>",
    "log(p_hat)": f"<mrow>{LOG}{BRACKETS.format(P_HAT)}</mrow>",
    "sigma(z)": f"<mrow><mi>σ</mi>{BRACKETS.format('<mi>z</mi>')}</mrow>",
    "(1-y)/2": "<mfrac>"
    + ONE_LESS.format("<mi>y</mi>")
    + "<mn>2</mn></mfrac>",
    "eta m": "<mrow><mi>η</mi><mi>m</mi></mrow>",
    "sqrt(x)": "<msqrt><mi>x</mi></msqrt>",
    "a - y + x": "<mrow><mi>a</mi><mo>−</mo><mi>y</mi>"
    "<mo>+</mo><mi>x</mi></mrow>",
    "2*x*y": "<mrow><mn>2</mn><mi>x</mi><mi>y</mi></mrow>",
    "x/y*a": "<mrow><mfrac><mi>x</mi><mi>y</mi></mfrac>"
    "<mo>·</mo><mi>a</mi></mrow>",
    "12^z": "<msup><mn>12</mn><mi>z</mi></msup>",
    "x*(-y)": "<mrow><mi>x</mi><mo>·</mo><mrow><mo>(</mo>"
    "<mrow><mo>−</mo><mi>y</mi></mrow><mo>)</mo></mrow></mrow>",
}
FORMS = r"""
-y/p_hat + (1-y)/(1-p_hat)
x_1 p_hat - x_1*y
2(x+1)
-(y-p_hat)x
1/(1+e^{-z})
e^-z/(1+e^-z)^2
-y log(p_hat) - (1-y) log(1-p_hat)
x*(-2)
a - (y - x)
1/2*y
x/y/z
a/(x*y)
(x^2)^(1/2)
(-x)^2
-x^2
a*(-y)*x
sigma(z)^2
log(p)^2
(1/2)^x
(a/x)^2
-(x+y)/z
x(y/z)a
a/(x/y)
1/x*-y
(-1)*(-x)
x^(-(1/2))
a^(1-y)*(1-a)^y
x^(y^z)
(x^y)^z
""".strip("\n").split("\n")


def inside(mathml):
    return mathml.partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize("text", SHOWN)
def test_a_formula_in_mathml(text):
    assert inside(mathml(read_as_typed(text, SYMBOLS))) == SHOWN[text]


@pytest.mark.parametrize("text", [*FORMS, *HEAVY])
def test_what_is_shown_is_what_was_typed(text):
    shown = mathml(read_as_typed(text, SYMBOLS))
    assert read(typed(shown), SYMBOLS) == read(text, SYMBOLS)


@pytest.mark.parametrize("asked", ASKED)
def test_answers_to_the_course_are_shown_as_they_were_read(asked):
    one = ASKED[asked]
    question = Question(one.expected, one.where, one.define, one.slips)
    for text in (*one.right, *one.wrong):
        try:
            given = question.read(text)
        except AnswerError:
            continue
        shown = mathml(read_as_typed(text, question.names))
        assert read(typed(shown), question.names) == given, text


@pytest.mark.parametrize(
    "text",
    [
        "p_hat*x - y*x",
        "1 - p - p*y",
        "y - p + 0*x",
        "1 + e^z",
        "x + y - z - a",
        "2*(x + 1)",
        "p - p",
        "b*a*y",
    ],
)
def test_terms_keep_the_order_in_which_they_were_typed(text):
    shown = typed(mathml(read_as_typed(text, SYMBOLS)))
    kept = str.maketrans("", "", " *(){}")
    assert shown.translate(kept) == text.translate(kept)


def test_the_label_says_the_formula_in_plain_text():
    shown = mathml(read_as_typed("-y/p_hat^2 + e^-z", SYMBOLS))
    label = parsed(shown).get("aria-label")
    assert label == "-y/p_hat^2 + exp(-z)"


def test_a_fraction_in_a_fraction_as_deep_as_can_be_typed():
    shown = mathml(read_as_typed("x" + "/y/x" * 49, SYMBOLS))
    assert len(parsed(shown).findall(".//mfrac")) == 98


@pytest.mark.parametrize(
    "name",
    ["<b>", "</math><img src=x onerror=alert(1)>", "a&b", '"', "a`b", "\\<"],
)
def test_no_name_becomes_markup(name):
    parsed(mathml(sympy.Symbol(name) ** 2))


def test_what_else_the_course_writes():
    z, ell = sympy.symbols("z ell")
    assert inside(mathml(ell)) == "<mi>ℓ</mi>"
    slope = parsed(mathml(D(sympy.tanh(z), z)))
    assert "".join(slope.itertext()) == "ddz(tanh(z))"
    assert inside(mathml(sympy.root(z, 3))) == (
        "<mroot><mi>z</mi><mn>3</mn></mroot>"
    )
