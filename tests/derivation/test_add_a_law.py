"""A law is added in one place: a row in RULES and a function in LAWS."""

from sympy import symbols, tanh

from helpers.derivation import RULES, D, Derivation, Rule
from helpers.derivation.laws import LAWS
from tests.support.refusals import refusal

w, z = symbols("w z")
PLAIN = D(tanh(z), z)
SLOPE = 1 - tanh(z) ** 2


def tanh_law(f, x, lines):
    if f == tanh(x):
        yield 1 - f**2


def test_a_row_and_a_function_make_a_law(monkeypatch):
    refusal(2, "no rule 'tanh'", lambda: Derivation(PLAIN).step(SLOPE, "tanh"))
    rule = Rule("tanh", r"\tanh' = 1 - \tanh^2")
    monkeypatch.setitem(RULES, "tanh", rule)
    monkeypatch.setitem(LAWS, "tanh", tanh_law)
    line = Derivation(PLAIN).step(SLOPE, "tanh").lines[1]
    assert line.rules == (rule,)
    # the chain rule knows the new law at once, and refusals name it
    inside = Derivation(D(tanh(w * z), z))
    slope = (1 - tanh(w * z) ** 2) * D(w * z, z)
    refusal(
        2, "it also takes: tanh", lambda: inside.step(slope, "chain"), "line 2"
    )
    assert inside.step(slope, "chain, tanh")
    refusal(2, "by: tanh", lambda: Derivation(PLAIN).step(SLOPE, "exp"))
