"""Computation graphs: a formula cut into steps, run forward and backward.

A graph has one node for each input and each step, and one edge for each
"this step uses that value".  The forward pass computes values from left to
right.  The backward pass starts from dL/dL = 1 and sends along every edge

    product = local derivative * upstream gradient.

A node's gradient is the sum of the products that reach it: the chain rule
of several variables.  Needs sympy and NumPy; matplotlib only to `draw`.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import sympy

from helpers.functions import IN_FLOAT64, softplus, written_out

TIMES = "\N{MULTIPLICATION SIGN}"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Node:
    """An input (``expr`` is None) or a step; `children` are what it uses.

    `carries_gradient` is False for data and for steps made of data only.
    """

    name: str
    symbol: sympy.Symbol
    expr: sympy.Expr | None
    children: tuple[str, ...]
    carries_gradient: bool


@dataclass(frozen=True)
class Edge:
    """`parent` uses `child`; ``local_expr`` is d parent / d child."""

    child: str
    parent: str
    local_expr: sympy.Expr
    carries_gradient: bool


@dataclass(frozen=True)
class Event:
    """One thing that happens while the graph runs.

    Attributes
    ----------
    kind : {"forward", "seed", "backward"}
        A value is computed, dL/dL = 1 is set, or a product goes back.
    node : str
        The node whose value (forward) or gradient (else) this is.
    parent : str or None
        Backward: the node from which the product arrives.
    value : float or None
        Forward: the value computed.
    local, upstream, product : float or None
        Backward: ``product = local * upstream``.
    total : float or None
        Seed and backward: the gradient of `node` collected so far.
    """

    kind: str
    node: str
    parent: str | None = None
    value: float | None = None
    local: float | None = None
    upstream: float | None = None
    product: float | None = None
    total: float | None = None


@dataclass(frozen=True)
class Record:
    """What one forward and backward pass produced; it cannot be changed.

    Attributes
    ----------
    values : mapping, node name -> float
    edges : mapping, (child, parent) -> Event
        With `local`, `upstream` and `product`; edges from data are absent.
    gradients : mapping, node name -> float
        Sum of the products over the edges that leave the node.
    events : tuple of Event
        The same numbers in the order in which they came about.
    """

    values: Mapping[str, float]
    edges: Mapping[tuple[str, str], Event]
    gradients: Mapping[str, float]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Graph:
    """A computation graph; build it with `from_steps` or `from_expression`.

    Attributes
    ----------
    nodes : mapping, name -> Node
        Inputs first, then steps, each after everything it uses.
    edges : mapping, (child, parent) -> Edge
    output : str
        The one node that no other node uses.

    Examples
    --------
    >>> import sympy
    >>> x, z = sympy.symbols("x z")
    >>> graph = Graph.from_steps({"z": 3 * x, "L": z**2})
    >>> record = graph.backward({"x": 2})
    >>> record.values["L"], record.edges["z", "L"].local
    (36.0, 12.0)
    >>> record.gradients["x"]
    36.0
    >>> graph.edges["z", "L"].local_expr
    2*z
    """

    nodes: Mapping[str, Node]
    edges: Mapping[tuple[str, str], Edge]
    output: str

    @classmethod
    def from_steps(
        cls,
        steps: Mapping[str, sympy.Expr],
        *,
        data: Collection[str] = (),
        derivatives: Mapping[tuple[str, str], sympy.Expr] | None = None,
        elementary: bool = False,
    ) -> Graph:
        """Build a graph from named steps, listed in any order.

        Parameters
        ----------
        steps : mapping, name -> sympy expression
            A symbol with the name of a step means that step; every other
            symbol is an input.
        data : collection of str, optional
            Inputs that descent does not move (x, y): no gradient for them.
        derivatives : mapping, (child, parent) -> sympy expression, optional
            The form in which a local derivative is shown and computed; it
            may use the parent's own symbol, as da/dz = a (1 - a) does.
            Refused unless provably equal to the derivative of the step.
        elementary : bool, default False
            Cut each step further into +, *, power, negation and functions;
            the new nodes are v1, v2, ... and equal pieces share a node.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For an unsupported expression, clashing names, a cycle, more
            than one output, unknown `data` or a wrong derivative.
        """
        steps = _checked_steps(steps)
        symbols = _symbol_table(steps)
        if elementary:
            steps, symbols = _split(steps, symbols)
        inputs, order = _ordered(steps)
        data = _names(data, "data")
        _check_known("data", data, inputs)
        nodes = _nodes(inputs, order, steps, symbols, set(data))
        output = _single_output(nodes)
        if not nodes[output].carries_gradient:
            raise ValueError(f"every input is data: {', '.join(inputs)}")
        given = _checked_derivatives(nodes, derivatives or {})
        return cls(
            MappingProxyType(nodes),
            MappingProxyType(_edges(nodes, given)),
            output,
        )

    @classmethod
    def from_expression(
        cls, expr: sympy.Expr, name: str = "L", *, data: Collection[str] = ()
    ) -> Graph:
        """Build a graph of elementary operations from one expression.

        Parameters
        ----------
        expr : sympy expression
        name : str, default "L"
            The name of the output node; the others are v1, v2, ...
        data : collection of str, optional
            Inputs without a gradient.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            As `from_steps`.

        Notes
        -----
        The graph is of the expression as sympy holds it, which may not be
        as typed: ``-(u + v)`` is stored as ``-u - v``.

        Examples
        --------
        >>> import sympy
        >>> x, w = sympy.symbols("x w")
        >>> graph = Graph.from_expression(sympy.exp(w * x) + 1)
        >>> [(n.name, n.expr) for n in graph.nodes.values() if n.expr]
        [('v1', w*x), ('v2', exp(v1)), ('L', v2 + 1)]
        """
        return cls.from_steps({name: expr}, data=data, elementary=True)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs, data included."""
        return tuple(n.name for n in self.nodes.values() if n.expr is None)

    def expression(self, name: str | None = None) -> sympy.Expr:
        """Return a node (default: the output) written in the inputs only."""
        name = self.output if name is None else name
        _check_known("node", [name], self.nodes)
        expr = self.nodes[name].symbol
        for node in reversed(self.nodes.values()):
            if node.expr is not None:
                expr = expr.xreplace({node.symbol: node.expr})
        return expr

    def forward(self, values: Mapping[str, float]) -> dict[str, float]:
        """Compute every node from the inputs.

        Parameters
        ----------
        values : mapping, input name or symbol -> finite real number

        Returns
        -------
        dict, node name -> float
            inf and nan are recorded quietly where float64 gives them.

        Raises
        ------
        ValueError
            If an input is missing, unknown, not a number or not finite.
        """
        known = _checked_values(values, self.inputs)
        with np.errstate(all="ignore"):
            for node in self.nodes.values():
                if node.expr is not None:
                    known[node.name] = _evaluate(node.expr, known)
        return {name: float(known[name]) for name in self.nodes}

    def backward(self, values: Mapping[str, float]) -> Record:
        """Run forward, then backward, and keep every number.

        Parameters
        ----------
        values : mapping, input name or symbol -> finite real number

        Returns
        -------
        Record

        Raises
        ------
        ValueError
            As `forward`.

        Notes
        -----
        dL/dc = sum over parents p of c of (dp/dc) (dL/dp), the products in
        C. Winkler's *Backpropagation in depth* and in equations (7) and
        (10) of *Topic Bytt #1* (2017).
        """
        known = self.forward(values)
        with np.errstate(all="ignore"):
            events = tuple(_play(self, known))
        back = [event for event in events if event.kind == "backward"]
        totals = {e.node: e.total for e in events if e.total is not None}
        return Record(
            MappingProxyType(known),
            MappingProxyType({(e.node, e.parent): e for e in back}),
            MappingProxyType({n: totals[n] for n in known if n in totals}),
            events,
        )

    def events(self, values: Mapping[str, float]) -> tuple[Event, ...]:
        """Return what happens, in order: the `events` of `backward`.

        One forward event a step, one seed, one backward event an edge.
        The inputs are known before the first event.
        """
        return self.backward(values).events


def _play(graph: Graph, values: Mapping[str, float]) -> Iterator[Event]:
    """Yield the events of one run, given the values of all nodes."""
    for node in graph.nodes.values():
        if node.expr is not None:
            yield Event("forward", node.name, value=values[node.name])
    yield Event("seed", graph.output, total=1.0)
    totals = {graph.output: 1.0}
    point = {name: np.float64(value) for name, value in values.items()}
    for node in reversed(graph.nodes.values()):
        for child in node.children:
            edge = graph.edges[child, node.name]
            if not edge.carries_gradient:
                continue
            local = float(_evaluate(edge.local_expr, point))
            upstream = totals[node.name]
            product = local * upstream
            totals[child] = totals.get(child, 0.0) + product
            yield Event(
                "backward",
                child,
                node.name,
                local=local,
                upstream=upstream,
                product=product,
                total=totals[child],
            )


def _evaluate(
    expr: sympy.Expr, values: Mapping[str, np.float64]
) -> np.float64:
    """Compute `expr` in float64, operation by operation, as it is written.

    Factors with a negative power are divided by, not multiplied with their
    reciprocal, so (a - y)/(a (1 - a)) is one division, as on paper.
    """
    if expr.is_Symbol:
        return values[expr.name]
    if expr.is_Number or expr.is_NumberSymbol:
        return np.float64(expr)
    if expr.is_Add:
        terms = [_evaluate(term, values) for term in expr.args]
        return sum(terms[1:], terms[0])
    if expr.is_Mul:
        below = [f for f in expr.args if f.is_Pow and f.exp.is_negative]
        above = [f for f in expr.args if f not in below]
        top = [_evaluate(f, values) for f in above]
        bottom = [_evaluate(1 / f, values) for f in below]
        return math.prod(top, start=np.float64(1)) / math.prod(bottom)
    if expr.is_Pow:
        return _evaluate(expr.base, values) ** np.float64(expr.exp)
    return IN_FLOAT64[expr.func](_evaluate(expr.args[0], values))


# --- checks, all made before any work ------------------------------------


def _name(key: object, what: str) -> str:
    if isinstance(key, sympy.Symbol):
        return key.name
    if isinstance(key, str) and key:
        return key
    raise ValueError(f"{what}: expected a name or a symbol, got {key!r}")


def _names(keys: Collection[str], what: str) -> list[str]:
    if isinstance(keys, str) or not isinstance(keys, Collection):
        raise ValueError(f"{what}: expected a list of names, got {keys!r}")
    return [_name(key, what) for key in keys]


def _check_known(what: str, names, known) -> None:
    for name in names:
        if name not in known:
            expected = ", ".join(map(str, known))
            raise ValueError(f"{what}: unknown {name!r}; expected {expected}")


def _checked_values(values, inputs) -> dict[str, np.float64]:
    if not isinstance(values, Mapping):
        raise ValueError(f"values: expected a mapping, got {values!r}")
    names = _names(list(values), "values")
    _check_known("values", names, inputs)
    if len(set(names)) < len(names):
        raise ValueError(f"values: a name is given twice in {names}")
    missing = [name for name in inputs if name not in names]
    if missing:
        raise ValueError(f"values: missing {', '.join(missing)}")
    given = zip(names, values.values(), strict=True)
    return {name: _finite(value, name) for name, value in given}


def _finite(value: object, name: str) -> np.float64:
    number = math.nan
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{name}: expected a finite number, got {value!r}")
    return np.float64(number)


def _check_expr(expr: object, where: str) -> None:
    """Refuse whatever `_evaluate` could not compute."""
    if not isinstance(expr, sympy.Expr):
        raise ValueError(f"{where}: expected a sympy expression, got {expr!r}")
    for part in sympy.preorder_traversal(expr):
        number = part.is_Number or part.is_NumberSymbol
        if number and part.is_finite:
            _finite(part if part.is_Number else float(part), where)
        elif part.is_Pow and not part.exp.is_Number:
            raise ValueError(f"{where}: the power in {part} is not a number")
        elif not (
            part.is_Symbol
            or part.is_Add
            or part.is_Mul
            or part.is_Pow
            or part.func in IN_FLOAT64
        ):
            raise ValueError(
                f"{where}: {part} is a {part.func.__name__}; expected symbols,"
                " numbers, + - * / and powers, exp, log, sigma, softplus"
            )


def _checked_steps(steps) -> dict[str, sympy.Expr]:
    if not isinstance(steps, Mapping) or not steps:
        raise ValueError(f"steps: expected a non-empty mapping, got {steps!r}")
    names = _names(list(steps), "steps")
    if len(set(names)) < len(names):
        raise ValueError(f"steps: a name is given twice in {names}")
    steps = dict(zip(names, steps.values(), strict=True))
    for name, expr in steps.items():
        _check_expr(expr, f"step {name!r}")
        if not expr.free_symbols:
            raise ValueError(f"step {name!r}: {expr} uses no symbol")
        if name in {symbol.name for symbol in expr.free_symbols}:
            raise ValueError(f"step {name!r} refers to itself: {expr}")
    return steps


def _symbol_table(steps) -> dict[str, sympy.Symbol]:
    table: dict[str, sympy.Symbol] = {}
    for expr in steps.values():
        for symbol in expr.free_symbols:
            if table.setdefault(symbol.name, symbol) != symbol:
                raise ValueError(
                    f"names clash: two different symbols {symbol.name!r}"
                    " (same name, other assumptions)"
                )
    return {name: sympy.Symbol(name) for name in steps} | table


# --- building -------------------------------------------------------------


def _symbols_in_order(expr: sympy.Expr) -> list[str]:
    parts = sympy.preorder_traversal(expr, keys=sympy.default_sort_key)
    return list(dict.fromkeys(p.name for p in parts if p.is_Symbol))


def _ordered(steps) -> tuple[list[str], list[str]]:
    """Return inputs by first use, and steps after everything they use."""
    uses = {name: _symbols_in_order(expr) for name, expr in steps.items()}
    order: list[str] = []
    waiting = list(steps)
    while waiting:
        for name in waiting:
            if not set(uses[name]) & set(waiting):
                break
        else:
            raise ValueError(f"steps form a cycle: {', '.join(waiting)}")
        waiting.remove(name)
        order.append(name)
    used = dict.fromkeys(child for name in order for child in uses[name])
    return [name for name in used if name not in steps], order


def _nodes(inputs, order, steps, symbols, data) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for name in inputs:
        nodes[name] = Node(name, symbols[name], None, (), name not in data)
    for name in order:
        used = {symbol.name for symbol in steps[name].free_symbols}
        children = tuple(child for child in nodes if child in used)
        moves = any(nodes[child].carries_gradient for child in children)
        nodes[name] = Node(name, symbols[name], steps[name], children, moves)
    return nodes


def _single_output(nodes: Mapping[str, Node]) -> str:
    used = {child for node in nodes.values() for child in node.children}
    ends = [name for name in nodes if name not in used]
    if len(ends) != 1:
        raise ValueError(f"expected one output, got {', '.join(ends)}")
    return ends[0]


def _checked_derivatives(nodes, given) -> dict:
    known = [(c, node.name) for node in nodes.values() for c in node.children]
    if not isinstance(given, Mapping):
        raise ValueError(f"derivatives: expected a mapping, got {given!r}")
    _check_known("derivatives", given, known)
    for (child, parent), expr in given.items():
        where = f"derivative of {parent!r} by {child!r}"
        _check_expr(expr, where)
        node = nodes[parent]
        _check_known(
            where, _symbols_in_order(expr), (*node.children, node.name)
        )
        true = node.expr.diff(nodes[child].symbol)
        difference = true - expr.xreplace({node.symbol: node.expr})
        difference = sympy.together(written_out(difference))
        if sympy.cancel(difference) != 0:
            raise ValueError(f"{where}: {expr} is not shown equal to {true}")
    return dict(given)


def _edges(nodes, given) -> dict[tuple[str, str], Edge]:
    edges = {}
    for parent in nodes.values():
        for child in parent.children:
            key = child, parent.name
            local = given.get(key)
            if local is None:
                local = parent.expr.diff(nodes[child].symbol)
            moves = nodes[child].carries_gradient
            edges[key] = Edge(*key, local, moves)
    return edges


def _split(steps, symbols):
    """Cut every step into elementary operations; equal pieces share one."""
    symbols = dict(symbols)
    pieces: dict[str, sympy.Expr] = {}
    known: dict[sympy.Expr, sympy.Symbol] = {}

    def piece(expr: sympy.Expr) -> sympy.Expr:
        if expr.is_Symbol or not expr.free_symbols:
            return expr
        if expr not in known:
            operation = cut(expr)
            count = 1
            while f"v{count}" in symbols:
                count += 1
            symbol = sympy.Symbol(f"v{count}")
            known[expr] = symbols[symbol.name] = symbol
            pieces[symbol.name] = operation
        return known[expr]

    def cut(expr: sympy.Expr) -> sympy.Expr:
        if expr.is_Symbol:
            return expr
        if expr.is_Mul and expr.args[0] == -1:
            return -piece(sympy.Mul(*expr.args[1:]))
        return expr.func(*[piece(arg) for arg in expr.args])

    for name, expr in steps.items():
        pieces[name] = cut(expr)
    return pieces, symbols


# --- ready-made graphs ------------------------------------------------------


def _logit(n: int) -> tuple[sympy.Expr, list[str]]:
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ValueError(f"n: expected a whole number >= 1, got {n!r}")
    w = sympy.symbols(f"w1:{n + 1}")
    x = sympy.symbols(f"x1:{n + 1}")
    terms = [wj * xj for wj, xj in zip(w, x, strict=True)]
    return sympy.Add(*terms, sympy.Symbol("b")), [xj.name for xj in x]


def logistic_loss_graph(*, fused: bool = False, n: int = 2) -> Graph:
    """Return the graph of the cross-entropy loss of one example.

    Parameters
    ----------
    fused : bool, default False
        False: z, a and L as in the sources.  True: z and L only, the
        sigmoid and the logarithms joined in one step.
    n : int, default 2
        Number of features.

    Returns
    -------
    Graph
        Inputs w1..wn, x1..xn, b, y; x and y are data.

    Notes
    -----
    Unfused: dL/da = (a - y)/(a (1 - a)) and da/dz = a (1 - a), whose
    product is a - y; in float64 this is inf times 0 once a rounds to 0
    or 1.  Fused: L = y softplus(-z) + (1 - y) softplus(z), so that dL/dz =
    (1 - y) sigma(z) - y sigma(-z), which is a - y without a difference of
    nearly equal numbers: for a label it is s sigma(u) with s = 1 - 2y and
    the margin u = s z.

    Examples
    --------
    >>> point = {"w1": 40, "x1": 1, "b": 0, "y": 0}
    >>> logistic_loss_graph(n=1).backward(point).gradients["w1"]
    nan
    >>> logistic_loss_graph(n=1, fused=True).backward(point).gradients["w1"]
    1.0
    """
    logit, features = _logit(n)
    z, a, y = sympy.symbols("z a y")
    data = [*features, "y"]
    if fused:
        loss = y * softplus(-z) + (1 - y) * softplus(z)
        return Graph.from_steps({"z": logit, "L": loss}, data=data)
    loss = -(y * sympy.log(a) + (1 - y) * sympy.log(1 - a))
    return Graph.from_steps(
        {"z": logit, "a": 1 / (1 + sympy.exp(-z)), "L": loss},
        data=data,
        derivatives={
            ("z", "a"): a * (1 - a),
            ("a", "L"): (a - y) / (a * (1 - a)),
        },
    )


def small_steps_graph(*, n: int = 1) -> Graph:
    """Return the loss cut so that `a` is used twice: by log a and log(1 - a).

    Parameters
    ----------
    n : int, default 1
        Number of features.

    Returns
    -------
    Graph
        Steps z, e, d, a, p, q, L; x and y are data.
    """
    logit, features = _logit(n)
    z, e, d, a, p, q, y = sympy.symbols("z e d a p q y")
    steps = {
        "z": logit,
        "e": sympy.exp(-z),
        "d": 1 + e,
        "a": 1 / d,
        "p": sympy.log(a),
        "q": sympy.log(1 - a),
        "L": -(y * p + (1 - y) * q),
    }
    return Graph.from_steps(steps, data=[*features, "y"])


def sigmoid_graph(*, n: int = 1) -> Graph:
    """Return the graph of a = sigma(z) in elementary operations.

    Parameters
    ----------
    n : int, default 1
        Number of features.

    Returns
    -------
    Graph
        Inputs w1..wn, x1..xn, b; the output is `a`; x is data.
    """
    logit, features = _logit(n)
    z = sympy.Symbol("z")
    steps = {"z": logit, "a": 1 / (1 + sympy.exp(-z))}
    return Graph.from_steps(steps, data=features, elementary=True)


# --- pictures ------------------------------------------------------------


def check_record(graph: Graph, record: Record) -> None:
    """Raise ValueError unless `record` holds a run of `graph`."""
    if list(record.values) != list(graph.nodes):
        raise ValueError(
            f"record of {', '.join(record.values)};"
            f" expected {', '.join(graph.nodes)}"
        )


def draw(
    graph: Graph,
    record: Record | None = None,
    *,
    upto: int | None = None,
    ax=None,
):
    """Draw `graph`, with the numbers of `record` if there is one.

    Solid arrows and the text above them are the forward pass, dashed
    arrows and the text below them the backward pass.

    Parameters
    ----------
    graph : Graph
    record : Record, optional
        From ``graph.backward(values)``.  None draws the formula of each
        local derivative instead of numbers.
    upto : int, optional
        Show the state after this many of ``record.events`` and stress the
        last one; None shows everything, nothing stressed.
    ax : matplotlib Axes, optional
        None makes a figure of 12 by 6 inches, larger if the graph does not
        fit.  Text is placed for the size the axes have when drawn.

    Returns
    -------
    matplotlib Axes
        Texts have the gid ``"forward child parent"``, ``"backward child
        parent"`` (one text a line), ``"node name"``, "formulas" or "key".

    Raises
    ------
    ValueError
        If `upto` is not a whole number from 0 to the number of events, or
        `record` is of another graph.
    """
    from helpers.graph.drawing import draw_graph

    return draw_graph(graph, record, upto=upto, ax=ax)
