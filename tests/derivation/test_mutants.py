"""Every line of every derivation in the notebooks refuses every slip."""

from collections import Counter

import pytest
import sympy

from helpers.derivation import DerivationError, sigma
from tests.support.course_derivations import FILES, collect
from tests.support.mutants import mutants, truly_equal


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


def test_the_generator_makes_each_slip():
    y, a, z = sympy.symbols("y a z")
    found = dict(mutants(y * sympy.log(a) + sympy.exp(-z) / a**2))
    assert set(found) == {
        "flip a sign",
        "drop a factor",
        "drop an exponent",
        "lose a minus in an exponent",
        "swap with one minus",
    }
    swapped = [m for _, m in mutants(sigma(z))]
    assert 1 - sigma(z) in swapped
