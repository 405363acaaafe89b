"""How a derivation is shown: its lines as text and as one LaTeX block.

`helpers.derivation.notation` writes the expressions; this module sets them
into lines with their rules and conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.derivation import notation
from helpers.derivation.conditions import Condition
from helpers.derivation.domain import Domain, range_text
from helpers.derivation.refusals import in_words

if TYPE_CHECKING:
    from helpers.derivation.chain import Derivation, Line

_RELATIONS = {"!=": r"\neq", ">": ">", ">=": r"\geq"}


def _rule_names(derivation: Derivation, line: Line) -> list[str]:
    """Name the rules, behind their letters where these are taught."""
    return [
        rule.lettered if derivation.letters else rule.name
        for rule in line.rules
    ]


def text(derivation: Derivation, shown: int | None = None) -> str:
    """Return the first `shown` lines as plain text."""
    domain = derivation.domain
    parts = [derivation.title] if derivation.title else []
    if domain.ranges:
        parts.append(f"  for {domain.text()}")
    for key, value in domain.define.items():
        parts.append(f"  with {key} = {notation.plain(value, domain)}")
    for line in derivation.lines[:shown]:
        parts += text_of(derivation, line)
    return "\n".join(parts)


def text_of(derivation: Derivation, line: Line) -> list[str]:
    """Return one line as plain text, with its reason on a second row."""
    domain = derivation.domain
    equals = "" if derivation.is_equation else "= " if line.rules else "  "
    shown = notation.plain(line.expr, domain)
    notes = []
    if line.rules:
        notes.append(f"by {', '.join(_rule_names(derivation, line))}")
        if line.operation is not None:
            done = line.operation.in_words(
                lambda expr: notation.plain(expr, domain)
            )
            notes[0] += f": {done}"
    if line.conditions:
        needs = ", ".join(in_words(c, domain) for c in line.conditions)
        notes.append(f"needs {needs}")
    if line.rules:
        notes.append("proved")
    parts = [f"  line {line.number}: {equals}{shown}"]
    return [*parts, f"          {'; '.join(notes)}"] if notes else parts


def latex(derivation: Derivation, shown: int | None = None) -> str:
    """Return the first `shown` lines as one aligned LaTeX block."""
    rows = [*_head(derivation)]
    rows += [_row(derivation, line) for line in derivation.lines[:shown]]
    body = " \\\\[4pt]\n".join(rows)
    return f"$$\\begin{{aligned}}\n{body}\n\\end{{aligned}}$$"


def _head(derivation: Derivation) -> list[str]:
    """Return the rows above the first line: title, domain, definitions."""
    domain = derivation.domain
    rows = []
    if derivation.title:
        rows.append(rf"& \textbf{{{derivation.title}}}")
    ranges = [
        range_text(
            notation.latex(key, domain), value, "<", r"\in", (r"\{", r"\}")
        )
        for key, value in domain.ranges.items()
    ]
    if ranges:
        rows.append(rf"& \text{{for }} {', '.join(ranges)}")
    for key, value in domain.define.items():
        name, meaning = (notation.latex(e, domain) for e in (key, value))
        rows.append(rf"& \text{{with }} {name} = {meaning}")
    return rows


def _row(derivation: Derivation, line: Line) -> str:
    domain = derivation.domain
    if derivation.is_equation:
        left, right = (notation.latex(e, domain) for e in line.expr.args)
        row = f"{left} & = {right}"
    elif line.rules:
        row = f"& = {notation.latex(line.expr, domain)}"
    else:
        row = rf"& \phantom{{={{}}}} {notation.latex(line.expr, domain)}"
    note = _reason(derivation, line)
    return f"{row} && {note}" if note else row


def _reason(derivation: Derivation, line: Line) -> str:
    """Return what stands beside a line: rules, a check mark, conditions."""
    domain = derivation.domain
    names = _rule_names(derivation, line)
    note = r",\ ".join(rf"\text{{{name}}}" for name in names)
    if line.operation is not None and line.operation.argument is not None:
        argument = notation.latex(line.operation.argument, domain)
        note += rf"\ \left[{argument}\right]"
    if line.rules:
        note += r"\ \checkmark"
    if line.conditions:
        needs = r",\ ".join(_condition(c, domain) for c in line.conditions)
        note += rf"\quad \text{{needs }} {needs}"
    return note


def _condition(condition: Condition, domain: Domain) -> str:
    shown = notation.latex(condition.expr, domain)
    return f"{shown} {_RELATIONS[condition.relation]} 0"
