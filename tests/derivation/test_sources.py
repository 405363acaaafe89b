"""Every item of the four sources is taught, and proved where it can be.

And every line of every derivation in the notebooks refuses every slip: here,
because the tests of a module run in one process, which then runs each
notebook once for both.
"""

from collections import Counter

import pytest

from helpers.derivation import RULES, DerivationError, notation
from tests.support.course_derivations import FILES, collect
from tests.support.items import (
    ITEMS,
    PROVED_BY,
    SHOWN_BY,
    said,
    taught,
    witnesses,
)
from tests.support.mutants import mutants, truly_equal


def lesson_of(file):
    return file[:2] if file[0].isdigit() else file.removesuffix(".ipynb")


def proofs():
    """The derivations of the notebooks: lesson, first line and last."""
    return {
        (
            lesson_of(file),
            notation.plain(d.lines[0].expr, d.domain),
            notation.plain(d.lines[-1].expr, d.domain),
        )
        for file in FILES
        for d in collect(file)
    }


@pytest.mark.parametrize("item", ITEMS)
def test_item(item):
    """It is proved, shown or both, in a lesson that the appendix names."""
    unproved = set(PROVED_BY.get(item, [])) - proofs()
    assert not unproved, f"{ITEMS[item]}: not proved"
    for lesson, words in SHOWN_BY.get(item, []):
        assert words in said(lesson), f"{ITEMS[item]}: not shown in {lesson}"
    lessons = witnesses(item)
    assert lessons, f"{ITEMS[item]}: nothing holds it"
    assert lessons - {"sources"} <= taught()[item]


def test_the_appendix_lists_each_item_once():
    assert sorted(taught()) == sorted(ITEMS)
    assert len(ITEMS) == 34


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
    counts, untried = Counter(), []
    for derivation in collect(file):
        for line in derivation.lines[1:]:
            assert attempt(derivation, line, line.expr) == "accepted"
            verdicts = Counter()
            for slip, mutant in mutants(line.expr):
                verdict = judge(derivation, line, mutant)
                verdicts[verdict] += 1
                if verdict == "survived":
                    print(f"survived: line {line.number}, {slip}: {mutant}")
            if not verdicts["killed"]:
                untried.append((derivation.title, line.expr))
            counts += verdicts
    with capsys.disabled():
        print(
            f"\n{file}: {counts['killed']} killed, "
            f"{counts['equivalent']} equivalent, "
            f"{counts['survived']} survived"
        )
    assert untried == []
    assert counts["survived"] == 0
