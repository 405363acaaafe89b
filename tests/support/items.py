"""What the four sources contain, and what the course holds against it.

The sources: A and B, two texts by C. Winkler (the gradient of cross-entropy;
backpropagation in depth); C, *Topic Bytt #1*; D, notes on the course by A. Ng.
Where a source prints a wrong line, the tables hold the right one.
"""

import re

from tests.support.notebooks import find, outputs, sources

ITEMS = {
    "A1": "the model as a picture: inputs, sum, sigmoid",
    "A2": "the loss falls as predictions come near the labels",
    "A3": "rates too large and too small",
    "A4": "the chain rule for one weight",
    "A5": "the three factors, and brackets lost in the loss",
    "B1": "the network with its weights and bias",
    "B2": "odds and log-odds against p; what an odds ratio is",
    "B3": "why p is not fitted by a line",
    "B4": "from log-odds back to p; a minus lost",
    "B5": "the loss for both labels, drawn",
    "B6": "cross-entropy is entropy plus divergence",
    "B7": "the forward pass; a sum beside a mean",
    "B8": "the graph; chain rule for weight and bias",
    "B9": "the factors again, with that of the bias",
    "B10": "mean over the examples, and the update",
    "B11": "the promise of a global minimum, and what it needs",
    "B12": "nonlinear functions can be strictly convex",
    "B13": "vectorized code that turns to nan",
    "B14": "the experiment: 100,000 points, raw and centred",
    "B15": "confidence maps during training",
    "B16": "hold-out loss and accuracy by epoch",
    "B17": "centring is not scaling: all four preparations",
    "B18": "how many samples were processed",
    "B19": "stochastic descent as what comes next",
    "C1": "seven rules of differentiation by letter",
    "C2": "the slope of the loss, a rule a line",
    "C3": "the slope of the sigmoid by the quotient rule",
    "C4": "the slope with respect to z",
    "C5": "the slopes for the weights; the bias left out",
    "D1": "the slope of a mean is the mean of the slopes",
    "D2": "given factors chained for weights and bias",
    "D3": "one pass as a loop, with its slips",
    "D4": "one pass as a product; a shape misspelt",
    "D5": "many iterations need an outer loop",
}

# Derivations: the lesson, the first line and the last.
_CONVERTED = (
    "02",
    "∂/∂q(-p*log(q) - (1 - p)*log(1 - q))",
    "(q - p)/(q*(1 - q))",
)
_LOSS = ("03", "∂ell/∂phat", "(phat - y)/(phat*(1 - phat))")
_SIGMOID = ("01", "d/dz(sigma(z))", "sigma(z)*(1 - sigma(z))")
_Z = ("03", "∂ell/∂z", "phat - y")
_Z_BY_W = ("03", "∂z/∂w", "x")
_Z_BY_B = ("03", "∂z/∂b", "1")
_W = ("03", "∂ell/∂w", "(phat - y)*x")
_B = ("03", "∂ell/∂b", "phat - y")
_MEAN = (
    "03",
    "∂/∂w(sum[i = 1..m](ell(i, w))/m)",
    "sum[i = 1..m](∂/∂w(ell(i, w)))/m",
)
_INVERSION = ("01", "z = log(p/(1 - p))", "p = exp(z)/(exp(z) + 1)")
PROVED_BY = {
    "A4": [_Z, _W],
    "A5": [_CONVERTED, _LOSS, _SIGMOID, _Z_BY_W],
    "B4": [_INVERSION, ("01", "exp(z)/(exp(z) + 1)", "sigma(z)")],
    "B6": [("02", "-p*log(q) - (1 - p)*log(1 - q)", "Ent + KL")],
    "B8": [_W, _B],
    "B9": [_CONVERTED, _LOSS, _SIGMOID, _Z_BY_W, _Z_BY_B],
    "B10": [_MEAN],
    "B12": [
        (
            "06",
            "∂/∂t(u*(sigma(t*u + z) - y))",
            "u**2*(1 - sigma(t*u + z))*sigma(t*u + z)",
        )
    ],
    "C2": [
        _CONVERTED,
        ("sources", "∂/∂a(y*log(a))", "y/a"),
        ("sources", "∂/∂a((1 - y)*log(1 - a))", "-(1 - y)/(1 - a)"),
        (
            "sources",
            "∂/∂a(-y*log(a) - (1 - y)*log(1 - a))",
            "(1 - y)/(1 - a) - y/a",
        ),
    ],
    "C3": [_SIGMOID],
    "C4": [_Z],
    "C5": [_Z_BY_W, _W, _B],
    "D1": [_MEAN],
    "D2": [_Z, _W, _B],
}

# Pictures, printed results and claims: the lesson, and words it has there.
_NETWORK = ("01", "A network: inputs x1, x2 and a constant 1, joined to z")
_BOTH_LABELS = ("02", "For y = 1 it falls from above 5 near 0 to 0 at 1")
_DESCENT = ("04", "1000 epochs: w = -2.322, b =  1.113, J = 0.4416")
SHOWN_BY = {
    "A1": [_NETWORK],
    "A2": [_BOTH_LABELS],
    "A3": [("04", "0.05 stays far from the star; 0.9 follows the valley")],
    "A5": [("sources", "as printed: -2.303\nline 2 is refused")],
    "B1": [_NETWORK],
    "B2": [
        ("01", "Left, odds against p: close to 0 at first"),
        ("01", "An odds ratio compares *two* odds"),
    ],
    "B3": [("01", "31 °F: p = +1.75"), ("01", "at 53 °F after:  0.54")],
    "B4": [("01", "It has lost a minus")],
    "B5": [_BOTH_LABELS],
    "B7": [
        ("02", "= 0.4416\nexp(-23 J)   = 3.88e-05"),
        ("05", "right   [0.074 0.022]"),
    ],
    "B8": [("03", "slopes -2.49 at the probability, -0.599 at z and b")],
    "B10": [_DESCENT],
    "B11": [("09", "100,000         -1.602        -32.429        0.00009")],
    "B12": [("06", "Both are as nonlinear as one could wish")],
    "B13": [("05", "rate 1.5: by factors nan after epoch 2")],
    "B14": [("07", "training (80000, 2), hold-out (20000, 2)")],
    "B15": [("07", "  100      2.00   6.38    175")],
    "B16": [("07", "Hold-out loss and accuracy by epoch")],
    "B17": [("08", "standardized            5.3  2.376       0.1069")],
    "B18": [("07", "8,000,000")],
    "B19": [("09", "**stochastic gradient descent**")],
    "C1": [("sources", "(c)     quotient\n(d)     chain\n(e)     log")],
    "C5": [("sources", "without b: loss 0.474")],
    "D3": [("05", "slipped [0.657 0.657], 13.088")],
    "D4": [("05", "TypeError: Cannot interpret '1' as a data type")],
    "D5": [_DESCENT, ("05", "One loop remains")],
}


def witnesses(item: str) -> set[str]:
    """Return the lessons that hold what the tables name for an item."""
    named = [*PROVED_BY.get(item, []), *SHOWN_BY.get(item, [])]
    return {lesson for lesson, *_ in named}


def said(lesson: str) -> str:
    """Return the Markdown of a lesson and its outputs as plain text."""
    notebook = find(lesson)
    plain = [
        out.get("text") or out.get("data", {}).get("text/plain", "")
        for out in outputs(notebook)
    ]
    return "\n".join([*sources(notebook, "markdown"), *plain])


def taught() -> dict[str, set[str]]:
    """Read from the appendix in which lessons each item is taught."""
    rows = re.findall(
        r"^\| ([A-D]\d.*?) \| .* \| (.*?) \|$", said("sources"), re.M
    )
    return {
        item: set(re.findall(r"\d\d|below", lessons))
        for items, lessons in rows
        for item in _listed(items)
    }


def _listed(items: str) -> list[str]:
    """Return "B1–B3, C2" as B1, B2, B3, C2."""
    found = []
    for part in items.split(", "):
        first, _, last = part.partition("–")
        letter, start = first[0], int(first[1:])
        end = int(last[1:]) if last else start
        found += [f"{letter}{number}" for number in range(start, end + 1)]
    return found
