"""Computation graphs: a formula cut into steps, run forward and backward.

A graph has one node for each input and each step, and one edge for each
"this step uses that value".  The forward pass computes values from left to
right.  The backward pass starts from ∂ℓ/∂ℓ = 1 and sends along every edge

    product = local derivative * upstream gradient.

A node's gradient is the sum of the products that reach it: the chain rule
of several variables.  The two passes are the two functions that follow;
the rest of this module is their interface.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import sympy

from helpers._checks import as_choice
from helpers.graph import build
from helpers.graph.checks import as_values
from helpers.graph.evaluation import evaluate
from helpers.graph.events import Backward, Event, Forward, Record, Seed
from helpers.graph.nodes import Edge, Node, Step


def _forward(graph: Graph, inputs: Mapping[str, float]) -> dict[str, float]:
    """Compute the value of each node from the values it uses."""
    values = dict(inputs)
    for step in graph.steps:
        values[step.name] = evaluate(step.expr, values)
    return values


def _backward(graph: Graph, values: Mapping[str, float]) -> Iterator[Event]:
    """Send the gradient of the output back, edge by edge: the chain rule.

    ∂ℓ/∂child = sum over its parents of ∂parent/∂child × ∂ℓ/∂parent
    """
    gradients = {graph.output: 1.0}
    yield Seed(graph.output)
    for parent in reversed(graph.steps):
        for child in parent.children:
            edge = graph.edges[child, parent.name]
            if not edge.carries_gradient:
                continue
            local = evaluate(edge.local_expr, values)
            # Complete by now: whatever uses the parent stands after it.
            upstream = gradients[parent.name]
            product = local * upstream
            gradients[child] = gradients.get(child, 0.0) + product
            yield Backward(
                child, parent.name, local, upstream, product, gradients[child]
            )


@dataclass(frozen=True)
class Graph:
    """A computation graph; build it with `from_steps`.

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
    >>> graph = Graph.from_steps({"z": 3 * x, "ell": z**2})
    >>> record = graph.backward({"x": 2})
    >>> record.values["ell"], record.edges["z", "ell"].local
    (36.0, 12.0)
    >>> record.gradients["x"]
    36.0
    >>> graph.edges["z", "ell"].local_expr
    2*z
    """

    nodes: Mapping[str, Node]
    edges: Mapping[tuple[str, str], Edge]
    output: str

    @classmethod
    def from_steps(
        cls,
        steps: Mapping[Any, sympy.Expr],
        *,
        data: Collection[str | sympy.Symbol] = (),
        derivatives: Mapping[tuple[str, str], sympy.Expr] | None = None,
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
            may use the parent's own symbol, as ∂p̂/∂z = p̂(1 − p̂) does.
            Refused unless provably equal to the derivative of the step.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For an unsupported expression, clashing names, a cycle, more
            than one output, unknown `data` or a wrong derivative.
        """
        checked, symbols = build.checked_steps(steps)
        nodes = build.make_nodes(checked, symbols, data)
        output = build.single_output(nodes)
        given = {} if derivatives is None else derivatives
        edges = build.make_edges(nodes, given)
        return cls(MappingProxyType(nodes), MappingProxyType(edges), output)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs, data included."""
        return tuple(n.name for n in self.nodes.values() if n.expr is None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, each after everything it uses."""
        return tuple(n for n in self.nodes.values() if isinstance(n, Step))

    def expression(self, name: str | None = None) -> sympy.Expr:
        """Return a node written in the inputs only.

        Parameters
        ----------
        name : str, optional
            The output unless given.

        Returns
        -------
        sympy expression

        Raises
        ------
        ValueError
            If no node has this name.
        """
        name = self.output if name is None else name
        as_choice("name", name, self.nodes)
        expr: Any = self.nodes[name].symbol
        for step in reversed(self.steps):
            expr = expr.xreplace({step.symbol: step.expr})
        return expr

    def forward(self, values: Mapping[Any, float]) -> dict[str, float]:
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
        return _forward(self, as_values(values, self.inputs))

    def backward(self, values: Mapping[Any, float]) -> Record:
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
        ∂ℓ/∂c = sum over the parents r of c of ∂r/∂c × ∂ℓ/∂r, the products in
        C. Winkler's *Backpropagation in depth* and in equations (7) and
        (10) of *Topic Bytt #1* (2017).
        """
        known = self.forward(values)
        computed = [Forward(s.name, known[s.name]) for s in self.steps]
        return Record(
            MappingProxyType({name: known[name] for name in self.inputs}),
            (*computed, *_backward(self, known)),
        )

    def events(self, values: Mapping[Any, float]) -> tuple[Event, ...]:
        """Return what happens, in order: the `events` of `backward`.

        One forward event a step, one seed, one backward event an edge.
        The inputs are known before the first event.
        """
        return self.backward(values).events


def check_record(graph: Graph, record: Record) -> None:
    """Refuse a record that does not hold a whole run of a graph.

    Parameters
    ----------
    graph : Graph
    record : Record

    Raises
    ------
    ValueError
        If `record` is not a whole run of a graph with these nodes: a value
        for each, and a product along each edge that carries a gradient.
    """
    back = {key for key, e in graph.edges.items() if e.carries_gradient}
    if list(record.values) != list(graph.nodes) or set(record.edges) != back:
        raise ValueError(
            f"record: expected a whole run over {', '.join(graph.nodes)}"
            f" with {len(back)} products, got one over"
            f" {', '.join(record.values)} with {len(record.edges)}"
        )
