"""What a learner types is read as meant, or refused with both readings."""

import pytest
import sympy
from sympy import Rational, exp, log, sqrt, symbols

from helpers.answers import AnswerError, read
from helpers.functions import sigma
from tests.support.hostile import SYMBOLS, TWO_READINGS

a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
p_hat, w_1, w_2, x_1, x_2, eta = symbols("p_hat w_1 w_2 x_1 x_2 eta")

READ = {
    # numbers and signs
    "2": sympy.Integer(2),
    "0.5": Rational(1, 2),
    ".25": Rational(1, 4),
    "2.": sympy.Integer(2),
    "-1": sympy.Integer(-1),
    "+x": x,
    "a - y": a - y,
    "a − y": a - y,
    "a – y": a - y,
    "2*x": 2 * x,
    "2·x": 2 * x,
    "2×x": 2 * x,
    "x/2": x / 2,
    "x÷2": x / 2,
    "a*-b": -a * b,
    "a/-b": -a / b,
    "a - (-b)": a + b,
    "a - b - y": a - b - y,
    "a/b/q": a / (b * q),
    "p/p": sympy.Integer(1),
    "-p/p": sympy.Integer(-1),
    "1 - p/q": 1 - p / q,
    "a/b*q": a * q / b,
    "1/2*y": y / 2,
    "1/2·y": y / 2,
    "a*b/q*y": a * b * y / q,
    # products without a sign
    "2y": 2 * y,
    "2 y": 2 * y,
    "a y": a * y,
    "ay": a * y,
    "2(a - y)": 2 * (a - y),
    "(a-y)x_1": (a - y) * x_1,
    "(a-y)(a+y)": (a - y) * (a + y),
    "p(1-p)": p * (1 - p),
    "p_hat(1-p_hat)x_1": p_hat * (1 - p_hat) * x_1,
    "x1x2": x_1 * x_2,
    "w1x1 + w2x2 + b": w_1 * x_1 + w_2 * x_2 + b,
    "a*b q": a * b * q,
    "x^2y": x**2 * y,
    "x^-2y": y / x**2,
    "x^2(1-y)": x**2 * (1 - y),
    "p^y(1-p)^(1-y)": p**y * (1 - p) ** (1 - y),
    "p^y*q^(1-y)": p**y * q ** (1 - y),
    "e^z(1-p)": exp(z) * (1 - p),
    "[a - y] [x]": (a - y) * x,
    # powers
    "x^2": x**2,
    "x**2": x**2,
    "x²": x**2,
    "x¹²": x**12,
    "2^-1": Rational(1, 2),
    "x^(-2)": x**-2,
    "x⁻²": x**-2,
    "x^{10}": x**10,
    "-z^2": -(z**2),
    "(-z)^2": z**2,
    "x^(1/2)": sqrt(x),
    "x^0.5": sqrt(x),
    "2^x": 2**x,
    "x^64": x**64,
    "a/b^2": a / b**2,
    "x^2/2": x**2 / 2,
    "x^-2/2": x**-2 / 2,
    "x^a/b": x**a / b,
    "e^z/(1+e^z)": exp(z) / (1 + exp(z)),
    "e^z/e^w": exp(z) / exp(w),
    "e^(z)/2": exp(z) / 2,
    "1/2^2": Rational(1, 4),
    # e and the functions
    "e": sympy.E,
    "2e": 2 * sympy.E,
    "e^z": exp(z),
    "e^-z": exp(-z),
    "e⁻ᶻ": exp(-z),
    "ye^z": y * exp(z),
    "e^{-z}x": exp(-z) * x,
    "exp(-z)": exp(-z),
    "exp z": exp(z),
    "ln(p)": log(p),
    "log(p)": log(p),
    "log p": log(p),
    "logp": log(p),
    "y log a": y * log(a),
    "ylog(a)": y * log(a),
    "y ln a + (1-y) ln(1-a)": y * log(a) + (1 - y) * log(1 - a),
    "log(p)(1-p)": log(p) * (1 - p),
    "log(p)^2": log(p) ** 2,
    "log(p^2)": log(p**2),
    "-log p": -log(p),
    "log sigma(z)": log(sigma(z)),
    "sqrt(x)": sqrt(x),
    "log[p]": log(p),
    r"\ln\left[ p \right] q": log(p) * q,
    "σ\u2061(z)": sigma(z),
    "√x": sqrt(x),
    "√2 + x√y": sqrt(2) + x * sqrt(y),
    "√(x + 1)": sqrt(x + 1),
    "sigma(z)": sigma(z),
    "sigmoid(z)": sigma(z),
    "σ(z)": sigma(z),
    "σ(z)(1−σ(z))": sigma(z) * (1 - sigma(z)),
    "σ(z)²": sigma(z) ** 2,
    "σ z": sigma(z),
    "1/(1+e^-z)": 1 / (1 + exp(-z)),
    "1/(1+exp(-(w x + b)))": 1 / (1 + exp(-(w * x + b))),
    "e^(e^z)": exp(exp(z)),
    "e^1000": exp(1000),
    "e^(e^σ(z))": exp(exp(sigma(z))),
    "σ(σ(σ(σ(z))))": sigma(sigma(sigma(sigma(z)))),
    "σ(e^z)": sigma(exp(z)),
    # names
    "p_hat": p_hat,
    "phat": p_hat,
    "p̂": p_hat,
    "w_1 w1 w₁ w_{1}": w_1**4,
    "x_1 - x_2": x_1 - x_2,
    "η": eta,
    "eta x": eta * x,
    "e_0": symbols("e_0"),
    "𝑝(1−𝑝)": p * (1 - p),
    # LaTeX
    r"\frac{1}{1+e^{-z}}": 1 / (1 + exp(-z)),
    r"\dfrac{a-y}{a(1-a)}": (a - y) / (a * (1 - a)),
    r"\frac12 x": x / 2,
    r"\frac12": Rational(1, 2),
    r"\frac1{2y}": 1 / (2 * y),
    r"\frac{p}q": p / q,
    r"\frac x 2 y": x * y / 2,
    r"\frac{1}{2}y": y / 2,
    r"\hat{p}(1-\hat{p})": p_hat * (1 - p_hat),
    r"\hat p - y": p_hat - y,
    r"\widehat{p}-y": p_hat - y,
    r"p_{\text{hat}}": p_hat,
    r"\left(\sigma(z)-y\right)\cdot x_{1}": (sigma(z) - y) * x_1,
    r"\sigma\left(w x+b\right)": sigma(w * x + b),
    r"-y\ln\hat{p}-(1-y)\ln(1-\hat{p})": (
        -y * log(p_hat) - (1 - y) * log(1 - p_hat)
    ),
    r"\ln\frac{p}{1-p}": log(p / (1 - p)),
    r"\ln{p}": log(p),
    r"\log \left\{ p \right\}": None,
    r"$\eta\,x_1$": eta * x_1,
    r"\(x \times y\)": x * y,
    r"\[ x \div y \]": x / y,
    r"\sqrt{x}y": sqrt(x) * y,
    r"\mathrm{e}^{z}": exp(z),
    r"\operatorname{sigmoid}(z)": sigma(z),
    r"\bigl( a - y \bigr) x": (a - y) * x,
    r"\left[ a \right] \left\{ y \right\}": a * y,
    r"\exp\left(-z\right)": exp(-z),
    "{a} {y}": a * y,
    " \t a\n- y \r\n": a - y,
}
READ = {text: expr for text, expr in READ.items() if expr is not None}


@pytest.mark.parametrize("text", READ)
def test_it_is_read_as_meant(text):
    assert read(text, SYMBOLS) == READ[text]


# --- two readings -----------------------------------------------------------

BOTH = {
    "1/2y": (1 / (2 * y), y / 2),
    "1/2x_1": (1 / (2 * x_1), x_1 / 2),
    "1/(2)(y)": (1 / (2 * y), y / 2),
    "x/y(z-1)": (x / (y * (z - 1)), x / y * (z - 1)),
    "x a/y z": (a * x / (y * z), a * x * z / y),
    "log p(1-p)": (log(p * (1 - p)), log(p) * (1 - p)),
    "log 2y": (log(2 * y), log(2) * y),
    "ln a/b": (log(a / b), log(a) / b),
    "log p*q": (log(p * q), log(p) * q),
    "log p^2": (log(p**2), log(p) ** 2),
    r"\ln{p}(1-p)": (log(p * (1 - p)), log(p) * (1 - p)),
    "σ z^2": (sigma(z**2), sigma(z) ** 2),
    "a^b^x": ((a**b) ** x, a ** (b**x)),
    "e^-z^2": (exp(-z) ** 2, exp(-(z**2))),
    "e^-zx": (exp(-z * x), exp(-z) * x),
    "e^2y": (exp(2 * y), exp(2) * y),
    "x^1/2": (sqrt(x), x / 2),
    "x^-1/2": (1 / sqrt(x), 1 / (2 * x)),
    "e^-1/2": (exp(Rational(-1, 2)), exp(-1) / 2),
    "e^z/2": (exp(z / 2), exp(z) / 2),
    "e^-z/x": (exp(-z / x), exp(-z) / x),
    "x^-w y": (x ** (-w * y), x**-w * y),
    "e^zsigma(z)": (exp(z * sigma(z)), exp(z) * sigma(z)),
    "p/1-p": (p / (1 - p), p - p),
    "1/1+e^-z": (1 / (1 + exp(-z)), 1 + exp(-z)),
    "1-y/1-a": ((1 - y) / (1 - a), 1 - y / (1 - a), 1 - y - a),
    "1 - p/p": ((1 - p) / p, 0),
    "a + (1-p)/(1-p)": ((a + 1 - p) / (1 - p), a + 1),
    "-y/1-p": (-y / (1 - p), -y - p),
    "x - (y/1+q)": (y / (1 + q), y + q),
    "(1-p)^1-y": ((1 - p) ** (1 - y), 1 - p - y),
    "log 1-p": (log(1 - p), -p),
    "sqrt 1+p": (sqrt(1 + p), 1 + p),
    "x 2": (2 * x, x**2),
    "(a-y)2": (2 * (a - y), (a - y) ** 2),
    "e(z)": (exp(z), sympy.E * z),
    "1e-3": (Rational(1, 1000), sympy.E - 3),
    "2e3": (2000, 6 * sympy.E),
}


def between_backticks(reason):
    return reason.split("`")[1::2]


@pytest.mark.parametrize("text", BOTH)
def test_both_readings_are_written_out(text):
    with pytest.raises(AnswerError) as caught:
        read(text, SYMBOLS)
    shown, *written = between_backticks(caught.value.reason)
    assert shown in text
    assert len(shown) > 2
    number = {2: "two", 3: "three"}[len(BOTH[text])]
    assert f"has {number} readings: write" in caught.value.reason
    assert tuple(read(one, SYMBOLS) for one in written) == BOTH[text]


@pytest.mark.parametrize(
    ("text", "sentence", "before_caret"),
    [
        (
            "1-y/1-a",
            "`1-y/1-a` has three readings: write `(1-y)/(1-a)`, `1-y/(1-a)` "
            "or `1-(y/1)-a`",
            3,
        ),
        (
            "a + 2p / 1 - p",
            "`a + 2p / 1 - p` has three readings: write `(a +2p)/(1 - p)`, "
            "`a +2p/(1 - p)` or `a +(2p/1)- p`",
            7,
        ),
        (
            "x (1-p)^1-y",
            "`(1-p)^1-y` has two readings: write `(1-p)^(1-y)` or "
            "`((1-p)^1)-y`",
            7,
        ),
        (
            "x log 1-p",
            "`log 1-p` has two readings: write `log(1-p)` or `log(1)-p`",
            6,
        ),
        (
            "a + 2 q/3y z",
            "`2 q/3y` has two readings: write `2 q/(3*y)` or `(2 q/3)*y`",
            9,
        ),
        (
            "a + x^b^y",
            "`x^b^y` has two readings: write `(x^b)^y` or `x^(b^y)`",
            7,
        ),
        (
            "a e^-z x",
            "`e^-z x` has two readings: write `e^(-z*x)` or `(e^-z)*x`",
            7,
        ),
        (
            "a e^-z / 2",
            "`e^-z / 2` has two readings: write `e^(-z/2)` or `(e^-z)/2`",
            7,
        ),
        (
            "a ln p q",
            "`ln p q` has two readings: write `log(p*q)` or `log(p)*q`",
            7,
        ),
    ],
)
def test_the_sentence_names_what_has_two_readings(
    text, sentence, before_caret
):
    with pytest.raises(AnswerError) as caught:
        read(text, SYMBOLS)
    assert caught.value.reason == sentence
    assert caught.value.at == before_caret


@pytest.mark.parametrize("text", TWO_READINGS)
def test_what_is_to_be_written_is_read(text):
    with pytest.raises(AnswerError) as caught:
        read(text, SYMBOLS)
    _, *written = between_backticks(caught.value.reason)
    readings = []
    for one in written:
        try:
            readings.append(read(one, SYMBOLS))
        except AnswerError as still:  # now for another reason
            readings.append(str(still))
            assert still.reason != caught.value.reason
    assert readings


@pytest.mark.parametrize("name", ["p", "x_1", r"\hat{p}"])
@pytest.mark.parametrize("call", ["(z)", " (z)", "[z]", "(0)"])
def test_a_name_is_not_called(name, call):
    with pytest.raises(AnswerError, match="has two readings") as caught:
        read(name + call, SYMBOLS)
    whole, product, alone = between_backticks(caught.value.reason)
    assert (whole, alone) == (name + call, name)
    assert read(product, SYMBOLS) == read(f"({name})*{call}", SYMBOLS)


def test_a_run_of_letters_with_two_cuts_is_refused():
    names = {n: symbols(n) for n in ("a", "ab", "bc", "c")}
    with pytest.raises(AnswerError, match="`abc` has two readings") as caught:
        read("abc", names)
    assert set(between_backticks(caught.value.reason)[1:]) == {"ab*c", "a*bc"}
    assert read("ab", names | {"b": b}) == symbols("ab")
    assert read("a bc", names) == a * symbols("bc")


# --- names -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("p_hat", r"p_hat phat p̂ \hat{p} \hat~p \widehat{p} p_{hat}"),
        ("phat", r"p_hat phat p̂ \hat{p}"),
        (r"\hat{y}", r"ŷ y_hat yhat ŷ \hat{y}"),
        ("p̂", r"p_hat p̂ \hat{p}"),
        ("x_bar", "x_bar x̄ x_{bar}"),
        ("p_hat_1", r"p_hat_1 phat1 p̂₁ p̂_1 \hat{p}_1 \hat{p}_{1} \hat{p_1}"),
        ("x_bar", "x_bar x_{bar} x̄ \\bar{x} \\bar~x \\overline{x}"),
        ("mu_bar", "mu_bar μ̄ \\bar{\\mu} \\bar{μ}"),
        ("x1", "x1 x_1 x₁ x_{1}"),
        ("x_12", "x12 x_12 x₁₂ x_{12}"),
        ("x_i", "x_i x_{i} xᵢ"),
        ("lambda", r"lambda λ \lambda"),
        ("λ", r"lambda λ \lambda"),
        ("epsilon", r"epsilon ε ϵ \epsilon \varepsilon"),
        ("eta_1", r"eta_1 η₁ \eta_1 η1"),
        ("learning_rate", "learning_rate learning_{rate}"),
        ("L", "L"),
    ],
)
def test_the_spellings_of_a_name(name, spellings):
    symbol = symbols("s")
    for spelling in spellings.split(" "):
        spelling = spelling.replace("~", " ")
        assert read(spelling, {name: symbol}) == symbol, spelling


def test_a_name_that_is_a_function_or_e_is_the_name():
    s, e = symbols("s e")
    assert read("2 sigma", {"sigma": s}) == 2 * s
    assert read("sigmoid(z)", {"sigma": s, "z": z}) == sigma(z)
    taken = {"sigma": s, "sigmoid": x, "logistic": y}
    assert read("sigma sigmoid - logistic", taken) == s * x - y
    assert read("e x", {"e": e, "x": x}) == e * x
    assert read("e^x", {"e": e, "x": x}) == e**x
    assert read("xe", {"e": e, "x": x}) == e * x


def test_names_do_not_run_into_functions():
    names = {n: symbols(n) for n in ("x", "p", "l", "o", "g")}
    assert read("xexp(p)", names) == x * exp(p)
    assert read("exp(p)", names) == exp(p)
    assert read("log(p)", names) == log(p)
    assert read("l o g", names) == symbols("l") * symbols("o") * symbols("g")


def test_a_word_of_another_meaning_is_not_cut_into_names():
    names = {n: symbols(n) for n in ("b", "eta", "z", "m", "a", "x", "y")}
    for word in ("beta", "zeta", "max", r"\beta"):
        with pytest.raises(AnswerError, match=r"here"):
            read(word, names)
    assert read("b eta", names) == b * symbols("eta")
    assert read("may", names) == m_a_y(names)
    assert read("max", names | {"max": q}) == q


def m_a_y(names):
    return names["m"] * names["a"] * names["y"]


def test_the_longest_name_is_not_cut():
    names = {n: symbols(n) for n in ("w", "x", "wx")}
    assert read("wx", names) == symbols("wx")
    assert read("w x", names) == w * x


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        ["x"],
        "x",
        {"x": "x"},
        {"x": 1.5},
        {1: x},
        {"": x},
        {"x+y": x},
        {"2x": x},
        {"__class__": x},
        {"log": x},
        {"exp": x},
        {"x_1": x, "x1": y},
        {"p_hat": p, "p̂": q},
        {"λ": x, "lambda": y},
    ],
    ids=str,
)
def test_names_that_cannot_be_are_a_plain_value_error(wrong):
    with pytest.raises(ValueError, match="symbols: ") as caught:
        read("x", wrong)
    assert not isinstance(caught.value, AnswerError)


def test_two_spellings_of_one_symbol_may_both_be_given():
    assert read("phat - p_hat + 1", {"p_hat": p, "phat": p}) == 1


# --- refusals ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason", "before_caret"),
    [
        ("a - c", "`c` is not a name used here; the names here are `a`", 4),
        ("2 P", "did you mean `p`?", 2),
        ("2 Log(p)", "did you mean `log`?", 2),
        ("EXP(z)", "did you mean `exp`?", 0),
        ("x + log₂(p)", "for base 2 write `log(p)/log(2)`", 4),
        (r"\log_2(p)", "for base 2 write `log(p)/log(2)`", 0),
        ("x_{3}", "`x_{3}` is not a name used here", 0),
        ("a + x₃", "`x₃` is not a name used here", 4),
        ("y - ŷ", "`ŷ` is not a name used here", 4),
        ("(a - y", "not closed by `)`", 0),
        ("x (a - y", "not closed by `)`", 2),
        ("(a - y]", "not closed by `)`", 0),
        ("a - y)", "was not opened", 5),
        ("a -", "missing before the end", 3),
        ("a + )", "missing before `)`", 4),
        ("a + * y", "two signs in a row: one is too many", 4),
        ("a - - y", "put the second one in brackets", 4),
        ("p = a", "right of the equals sign", 2),
        ("0,5 a", "a decimal number as `0.5`", 1),
        ("sigma'(z)", "derivative worked out", 5),
        (r"\frac{d}{dz}", "derivative worked out", 6),
        ("log^2 p", "write a power as `log(z)^2`", 3),
        ("σ^-1(p)", "write a power as `sigma(z)^2`", 1),
        ("log", "round brackets around its argument", 3),
        (r"\sqrt[3]{x}", "`2^(1/3)`", 5),
        ("log2(p)", "`log(p)/log(2)`", 0),
        ("sqrt2", "as in `sqrt(2)`", 0),
        ("log_e p", "natural logarithm already", 0),
        ("p-hat", "as in `p_hat`", 2),
        ("½ x", "`½` (vulgar fraction one half) is not read here", 0),
        ("⅝ x", "is not read here: write a fraction as `1/2`", 0),
        ("np.exp(z)", "without the name of a library", 0),
        ("logit(p)", "`log(p/(1-p))`", 0),
        ("tanh(z)", "`exp`, `log`, `sqrt` and `sigma`", 0),
        ("E^z", "with a small e", 0),
        ("x + 2 3", "two numbers stand side by side: write `2*3`", 6),
        ("x + 2y 3", "`y 3` has two readings: write `y*3` or `y^3`", 7),
        ("x/(p - p)", "divides by zero", 2),
        ("2 log(0)", "logarithm of zero", 2),
        ("sqrt(-2)", "no value among the real numbers", 0),
        ("x + 9^{9^9}", "larger than any answer", 4),
        ("x*10^30*10^30", "larger than any answer", 0),
        ("1234567890123", "at most 12 digits", 0),
        ("х", "`х` (cyrillic small letter ha) has no meaning", 0),
        ("x\u202e", "U+202E (right-to-left override)", 1),
        ('"x"', "without quotation marks", 0),
        ("a < y", "not a comparison", 2),
        ("a @ x", "write a product with `*`", 2),
    ],
)
def test_a_refusal_says_what_to_write_and_shows_the_place(
    text, reason, before_caret
):
    with pytest.raises(AnswerError) as caught:
        read(text, SYMBOLS)
    assert reason in caught.value.reason
    first, line, caret = str(caught.value).split("\n")
    assert first == caught.value.reason
    assert line.strip() == text.replace("\u202e", "\ufffd")
    assert caret == "  " + " " * before_caret + "^"


def test_the_caret_stands_under_its_sign_behind_a_hat_and_in_a_long_line():
    with pytest.raises(AnswerError) as caught:
        read("p̂ - #", SYMBOLS)
    assert str(caught.value).split("\n")[2] == "      ^"
    with pytest.raises(AnswerError) as caught:
        read("x + " * 20 + "#" + " + x" * 20, SYMBOLS)
    _, line, caret = str(caught.value).split("\n")
    assert line[len(caret) - 1] == "#"
    assert line.strip()[0] == line[-1] == "…"
    assert len(line) < 70


@pytest.mark.parametrize("text", ["", "  ", "\n", "$ $"])
def test_nothing_is_not_an_answer(text):
    with pytest.raises(AnswerError, match="nothing is typed yet"):
        read(text, SYMBOLS)


@pytest.mark.parametrize("wrong", [None, 2, x, b"x", ["x"], ...], ids=str)
def test_text_is_expected(wrong):
    with pytest.raises(AnswerError, match="expected a formula as text"):
        read(wrong, SYMBOLS)


def test_the_bounds_are_where_they_are_said_to_be():
    read("x" + " " * 499, SYMBOLS)
    for text, reason in (
        ("x" + " " * 500, "500 characters; this one has 501"),
        ("+".join("x" * 101), "more than 200 signs"),
        ("(" * 26 + "x" + ")" * 26, "more than 25 brackets"),
        ("log " * 26 + "x", "more than 25 brackets"),
        ("x^65", "larger than any answer"),
        ("2^65", "larger than any answer"),
        ("4^64", "larger than any answer"),
        ("e^1001", "larger than any answer"),
        ("e^(e^(e^σ(z)))", "exponentials inside one another"),
        ("σ(e^(e^z))", "exponentials inside one another"),
        ("2^(x^(y^z))", "exponentials inside one another"),
        ("e^(e^(e^x))", "exponentials inside one another"),
    ):
        with pytest.raises(AnswerError, match=reason):
            read(text, SYMBOLS)
    read("+".join("x" * 100), SYMBOLS)
    read("(" * 25 + "x" + ")" * 25, SYMBOLS)
    assert read("4^63", SYMBOLS) == 4**63
    assert read("(x)" * 30, SYMBOLS) == x**30


def test_reading_does_not_heed_a_switched_off_evaluation():
    with sympy.evaluate(False):
        assert read("x - x", SYMBOLS) == 0
