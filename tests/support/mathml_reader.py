"""Reads MathML back into a line of text, as one would type it.

An independent route to what a page *shows*: it knows no printer.
"""

import itertools
from xml.etree import ElementTree

_SIGNS = {"−": "-", "·": "*", "∂": "d"}
_BETWEEN = {"mfrac": "/", "msup": "^", "mroot": "^"}
TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mfrac", "msqrt", "mroot", "mover"),
    *("msub", "msup", "msubsup"),
}


def parsed(mathml):
    """Return the root of well-formed MathML, tags without the namespace."""
    root = ElementTree.fromstring(mathml)
    for node in root.iter():
        node.tag = node.tag.removeprefix(
            "{http://www.w3.org/1998/Math/MathML}"
        )
    assert root.tag == "math"
    assert {node.tag for node in root.iter()} <= TAGS
    return root


def typed(mathml):
    """Return the text that would be typed for what is shown."""
    return _text(parsed(mathml))


def _text(node):
    inside = [*map(_text, node)]
    match node.tag:
        case "mi" | "mn" | "mo":
            return f" {_SIGNS.get(node.text, node.text)} "
        case "mover":
            return f" {inside[0].strip()}_hat "
        case "msub":
            return f" {inside[0].strip()}_{{{inside[1].strip()}}} "
        case "msubsup":
            name = f"{inside[0].strip()}_{{{inside[1].strip()}}}"
            return f" {name}^({inside[2]})"
        case "msqrt":
            return f"sqrt({''.join(inside)})"
        case "mroot":
            return f"({inside[0]})^(1/({inside[1]}))"
        case "mfrac":
            return f"(({inside[0]})/({inside[1]}))"
        case "msup":
            return f"({inside[0]})^({inside[1]})"
    return _row(list(node), inside)


def _row(nodes, texts):
    """Join a row; a power of a function is one of its value."""
    for place, (node, after) in enumerate(itertools.pairwise(nodes)):
        if node.tag == "msup" and node[0].text == "σ":
            value = f"(sigma{texts[place + 1]})^({_text(node[1])})"
            texts[place : place + 2] = [value, ""]
        elif node.text == "log" and after.tag == "msup":
            value = f"(log{_text(after[0])})^({_text(after[1])})"
            texts[place : place + 2] = [value, ""]
    return "".join(texts)
