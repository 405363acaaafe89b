"""Every derivation in the four sources is proved by one in the notebooks.

The sources: A and B, two texts by C. Winkler (the gradient of cross-entropy;
backpropagation in depth); C, *Topic Bytt #1*; D, notes on the course by A. Ng.
The table maps each of their derivations to the title, first line and last
line of those that prove it. Where a source prints a wrong line, the table
holds the right one.

And every line of every derivation in the notebooks refuses every slip: here,
because the tests of a module run in one process, which then runs each
notebook once for both.
"""

from collections import Counter

import pytest

from helpers.derivation import RULES, DerivationError, notation
from tests.support.course_derivations import FILES, collect
from tests.support.mutants import mutants, truly_equal

_SLOPE = [
    ("The slope, by the quotient rule", "d/dz(sigma(z))"),
    ("Four lines to equation (6)", "1/(1 + exp(-z))*(exp(-z)/(1 + exp(-z)))"),
]
_S = "sigma(z)*(1 - sigma(z))"
_LOSS_A = "(1 - y)/(1 - a) - y/a"
_W1 = ("Equations (10) and (11): the loss against w1", "∂L/∂w1", "(a - y)*x1")
_W2 = ("The loss against w2, by all three edges", "∂L/∂w2", "(a - y)*x2")
_B = ("The loss against b, the one left out", "∂L/∂b", "a - y")
_Z = ("Equations (7) and (8): the loss against z", "∂L/∂z", "a - y")
_LOSS = ("Equation (4): the loss against a", "∂L/∂a", _LOSS_A)
_DZ = [
    ("Equation (9)", "∂z/∂w1", "x1"),
    ("The last local slope", "∂z/∂b", "1"),
]
_MEAN = [
    (
        "Slope of a mean",
        "∂/∂w(sum[i = 1..m](L(i, w))/m)",
        "sum[i = 1..m](∂/∂w(L(i, w)))/m",
    ),
    (
        "Slope of the mean loss",
        "∂/∂w(sum[i = 1..m](-(1 - y[i])*log(1 - sigma(b + w*x[i])) "
        "- log(sigma(b + w*x[i]))*y[i])/m)",
        "sum[i = 1..m]((sigma(b + w*x[i]) - y[i])*x[i])/m",
    ),
]

PROVED_BY = {
    "A4": [_Z, _W1],
    "A5": [_LOSS, *((t, start, _S) for t, start in _SLOPE), *_DZ],
    "B4": [
        (
            "From log-odds to probability",
            "z = log(p/(1 - p))",
            "p = exp(z)/(exp(z) + 1)",
        ),
        ("One e instead of two", "exp(z)/(exp(z) + 1)", "sigma(z)"),
    ],
    "B6": [
        (
            "Cross-entropy is entropy plus divergence",
            "-p*log(q) - (1 - p)*log(1 - q)",
            "H + KL",
        )
    ],
    "B8": [_W1, _B],
    "B9": [_LOSS, *((t, start, _S) for t, start in _SLOPE), *_DZ],
    "B10": _MEAN,
    "C2": [
        ("Equation (2)", "∂/∂a(y*log(a))", "y/a"),
        ("Equation (3)", "∂/∂a((1 - y)*log(1 - a))", "-(1 - y)/(1 - a)"),
        (
            "Equation (4)",
            "∂/∂a(-y*log(a) - (1 - y)*log(1 - a))",
            _LOSS_A,
        ),
    ],
    "C3": [
        (
            "Equation (5): the quotient rule",
            "d/dz(sigma(z))",
            "1/(1 + exp(-z))*(exp(-z)/(1 + exp(-z)))",
        ),
        ("Equation (6)", "da/dz", "a*(1 - a)"),
    ],
    "C4": [_Z],
    "C5": [_DZ[0], _W1, _W2, _B],
    "D1": _MEAN,
    "D2": [_Z, _W1, _W2, _B],
}


def proofs():
    return {
        (
            d.title,
            notation.plain(d.lines[0].expr, d.domain),
            notation.plain(d.lines[-1].expr, d.domain),
        )
        for file in FILES
        for d in collect(file)
    }


@pytest.mark.parametrize("item", PROVED_BY)
def test_item_is_proved(item):
    missing = set(PROVED_BY[item]) - proofs()
    assert not missing, f"{item} is not proved: {missing}"


def test_c1_rules_have_their_letters():
    """Item C1, the table of rules (a) to (g)."""
    names = {r.letter: r.name for r in RULES.values() if r.letter}
    assert len(names) == 7
    assert [names[letter] for letter in "abcdefg"] == [
        "prime",
        "product",
        "quotient",
        "chain",
        "log",
        "exp",
        "constant factor",
    ]


def attempt(derivation, line, mutant):
    """Put a mutant in the place of a line: accepted, false or refused."""
    before = derivation.until(line.number - 1)
    try:
        if line.operation is None:
            before.step(mutant, "equals")
        else:
            before.apply(line.operation, "equals", expect=mutant)
    except DerivationError as refusal:
        assert len(before.lines) == line.number - 1
        return "false" if "it is false" in str(refusal) else "refused"
    return "accepted"


def judge(derivation, line, mutant):
    verdict = attempt(derivation, line, mutant)
    if verdict == "false":
        return "killed"
    equal = truly_equal(line.expr, mutant, derivation.domain)
    if verdict == "accepted":
        return "equivalent" if equal else "survived"
    return "equivalent" if equal else "killed"


@pytest.mark.parametrize("file", FILES)
def test_no_mutant_survives(file, capsys):
    counts = Counter()
    for derivation in collect(file):
        for line in derivation.lines[1:]:
            assert attempt(derivation, line, line.expr) == "accepted"
            for slip, mutant in mutants(line.expr):
                verdict = judge(derivation, line, mutant)
                counts[verdict] += 1
                if verdict == "survived":
                    print(f"survived: line {line.number}, {slip}: {mutant}")
    with capsys.disabled():
        print(
            f"\n{file}: {counts['killed']} killed, "
            f"{counts['equivalent']} equivalent, "
            f"{counts['survived']} survived"
        )
    assert counts["killed"] > 100
    assert counts["survived"] == 0
