"""From named steps to nodes and edges, everything checked on the way."""

from collections.abc import Collection, Mapping
from typing import Any

import sympy

from helpers._checks import as_choice
from helpers.functions import written_out
from helpers.graph.checks import as_mapping, as_names
from helpers.graph.evaluation import check_computable
from helpers.graph.nodes import Edge, Node, Step

Steps = dict[str, sympy.Expr]
Symbols = dict[str, sympy.Symbol]
Nodes = dict[str, Node]
Key = tuple[str, str]


def checked_steps(steps: object) -> tuple[Steps, Symbols]:
    """Return the steps by name, and the symbol that each name stands for.

    Parameters
    ----------
    steps : object
        As given to `Graph.from_steps`: names or symbols -> expressions.

    Returns
    -------
    steps : dict, name -> sympy expression
    symbols : dict, name of a step or an input -> sympy.Symbol

    Raises
    ------
    ValueError
        If a step cannot be computed, uses nothing or itself, or if two
        names or symbols are alike.
    """
    given = as_mapping("steps", steps)
    if not given:
        raise ValueError(f"steps: expected at least one step, got {given!r}")
    names = as_names("steps", given)
    found = dict(zip(names, given.values(), strict=True))
    for name, expr in found.items():
        check_computable(f"step {name!r}", expr)
        used = {symbol.name for symbol in _symbols(expr)}
        if not used:
            raise ValueError(f"step {name!r}: {expr} uses no symbol")
        if name in used:
            raise ValueError(f"step {name!r} refers to itself: {expr}")
    return found, _symbol_table(found)


def _symbol_table(steps: Steps) -> Symbols:
    """Return name -> symbol; a name means one symbol throughout."""
    table: Symbols = {}
    for expr in steps.values():
        for symbol in _symbols(expr):
            if table.setdefault(symbol.name, symbol) != symbol:
                raise ValueError(
                    f"names clash: two different symbols {symbol.name!r}"
                    " (same name, other assumptions)"
                )
    return {name: sympy.Symbol(name) for name in steps} | table


def _symbols(expr: sympy.Expr) -> list[sympy.Symbol]:
    """Return the symbols in the order of writing, not of hashes."""
    parts = sympy.preorder_traversal(expr, keys=sympy.default_sort_key)
    return list(dict.fromkeys(p for p in parts if isinstance(p, sympy.Symbol)))


def make_nodes(
    steps: Steps, symbols: Symbols, data: Collection[str | sympy.Symbol]
) -> Nodes:
    """Return all nodes, inputs first and steps after what they use.

    Parameters
    ----------
    steps, symbols : dict
        From `checked_steps`.
    data : collection of str or sympy.Symbol
        The inputs that carry no gradient.

    Returns
    -------
    dict, name -> Node
        Inputs come by first use.  This is the order in which the forward
        pass runs; the backward pass runs in its reverse.

    Raises
    ------
    ValueError
        If the steps form a cycle, or `data` names something that is not an
        input, or all inputs.
    """
    order = _ordered(steps)
    used = dict.fromkeys(
        s.name for name in order for s in _symbols(steps[name])
    )
    inputs = [name for name in used if name not in steps]
    fixed = as_names("data", data)
    for name in fixed:
        as_choice("data", name, inputs)
    if set(fixed) == set(inputs):
        raise ValueError(f"every input is data: {', '.join(inputs)}")
    found: Nodes = {}
    for name in inputs:
        found[name] = Node(name, symbols[name], None, (), name not in fixed)
    for name in order:
        own = {symbol.name for symbol in _symbols(steps[name])}
        children = tuple(child for child in found if child in own)
        moves = any(found[child].carries_gradient for child in children)
        found[name] = Step(name, symbols[name], steps[name], children, moves)
    return found


def _ordered(steps: Steps) -> list[str]:
    """Return the names of the steps, each after all that it uses."""
    uses = {
        name: {symbol.name for symbol in _symbols(expr)}
        for name, expr in steps.items()
    }
    order: list[str] = []
    waiting = list(steps)
    while waiting:
        ready = (name for name in waiting if not uses[name] & set(waiting))
        name = next(ready, None)
        if name is None:
            raise ValueError(f"steps form a cycle: {', '.join(waiting)}")
        waiting.remove(name)
        order.append(name)
    return order


def single_output(nodes: Nodes) -> str:
    """Return the name of the one node that no other uses.

    Parameters
    ----------
    nodes : dict, name -> Node

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is more than one: the gradient is of one number.
    """
    used = {child for node in nodes.values() for child in node.children}
    ends = [name for name in nodes if name not in used]
    if len(ends) != 1:
        raise ValueError(f"expected one output, got {', '.join(ends)}")
    return ends[0]


def make_edges(
    nodes: Nodes, derivatives: Mapping[Key, sympy.Expr]
) -> dict[Key, Edge]:
    """Return an edge for each use, with the derivative given or found.

    Parameters
    ----------
    nodes : dict, name -> Node
    derivatives : mapping, (child, parent) -> sympy expression
        Forms to use instead of those that sympy finds.

    Returns
    -------
    dict, (child, parent) -> Edge

    Raises
    ------
    ValueError
        If a given derivative is of no edge, or not shown to be right.
    """
    steps = [node for node in nodes.values() if isinstance(node, Step)]
    uses = [(child, step) for step in steps for child in step.children]
    known = [(child, step.name) for child, step in uses]
    given = as_mapping("derivatives", derivatives)
    for key in given:
        if key not in known:
            raise ValueError(
                f"derivatives: expected one of {known}, got {key!r}"
            )
    found = {}
    for child, step in uses:
        key = child, step.name
        local: Any = step.expr.diff(nodes[child].symbol)
        if key in given:
            local = _as_equal(given[key], local, child, step)
        found[key] = Edge(*key, local, nodes[child].carries_gradient)
    return found


def _as_equal(given: Any, true: Any, child: str, parent: Step) -> sympy.Expr:
    """Return a derivative as given, if it is shown equal to the true one.

    Written with exp and log only, and brought to one fraction, the
    difference of the two is a quotient of polynomials in those functions,
    which `cancel` decides.  It may fail to see that two are equal (log 2x
    and log 2 + log x), and then refuses; it never takes a wrong one.
    """
    where = f"derivative of {parent.name!r} by {child!r}"
    check_computable(where, given)
    for symbol in _symbols(given):
        as_choice(where, symbol.name, (*parent.children, parent.name))
    difference = true - given.xreplace({parent.symbol: parent.expr})
    difference = sympy.together(written_out(difference))
    if sympy.cancel(difference) != 0:
        raise ValueError(f"{where}: {given} is not shown equal to {true}")
    return given
