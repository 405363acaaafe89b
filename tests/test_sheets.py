"""The formula sheet and the glossary, made from the notebooks."""

import re

import pytest

from helpers.build.sheets import _TERMS, formula_sheet, glossary, symbols
from tests.support.notebooks import FULL_LESSONS, find, read

ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \| (.+?) \|$", _TERMS.read_text("utf-8"), re.M
)


def test_each_lesson_has_its_formulas_and_what_it_sums_up():
    sheet = formula_sheet().cells
    assert len(sheet) == 1 + len(FULL_LESSONS)
    for cell, file in zip(sheet[1:], FULL_LESSONS, strict=True):
        assert cell.source.startswith(f"## {file[:2]} ")
        kept = re.findall(r"^- .*$", read(file).cells[-1].source, re.M)
        assert all(line in cell.source for line in kept)


def test_the_sheet_holds_the_results_of_the_course():
    text = "\n".join(cell.source for cell in formula_sheet().cells)
    for formula in (
        r"z = \log\frac{p}{1-p}",
        r"\sigma'(z) = \sigma(z)",
        r"(\hat p - y)\,x",
        r"\frac1m X^\top(\hat p - y)",
        r"w \leftarrow w - \eta",
    ):
        assert formula in text


def test_each_sheet_fits_on_a_page_or_two():
    for sheet in (formula_sheet(), glossary()):
        text = " ".join(cell.source for cell in sheet.cells)
        assert len(re.findall(r"\w{2,}", text)) <= 1_300


def test_terms_are_in_order_and_used_where_it_is_said():
    terms = [term for term, _, _ in ROWS[1:]]
    assert terms == sorted(terms, key=str.lower)
    assert len(terms) >= 30


@pytest.mark.parametrize(("term", "meaning", "where"), ROWS[1:])
def test_a_term_is_met_in_its_lesson(term, meaning, where):
    words = [re.sub(r" \S$", "", word) for word in term.split(", ")]
    for label in where.split(", "):
        text = " ".join(cell.source for cell in find(label).cells).lower()
        assert any(word.lower() in text for word in words), (term, label)


def test_symbols_are_those_of_the_lessons():
    found = symbols()
    for symbol, label in (("x", "01"), ("σ(z)", "01"), ("η", "04")):
        assert found[symbol][1] == label
    assert found["x̄"] == ("mean of a column of X", "07")
    assert "symbol" not in found
    shown = glossary().cells[-1].source
    assert all(f"| {symbol} | " in shown for symbol in found)
