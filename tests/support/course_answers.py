"""What learners answer to the course's derivations, right and wrong."""

from dataclasses import dataclass, field

import sympy
from sympy import log, oo, symbols

from helpers.functions import sigma

a, b, m, o, p, q, w, x, y, z = symbols("a b m o p q w x y z")
p_hat, x_1, x_2, w_1, w_2, o_0, o_1, L, S, eta, J = symbols(
    "p_hat x_1 x_2 w_1 w_2 o_0 o_1 L S eta J"
)
WHERE = {
    a: (0, 1),
    p: (0, 1),
    p_hat: (0, 1),
    y: {0, 1},
    o: (0, oo),
    o_0: (0, oo),
    o_1: (0, oo),
    m: (0, oo),
    L: (0, oo),
}


@dataclass(frozen=True)
class Asked:
    """One question, right answers, and wrong ones with their diagnosis."""

    expected: sympy.Expr
    right: tuple[str, ...]
    wrong: dict[str, str]
    names: tuple[sympy.Symbol, ...] = ()
    define: dict = field(default_factory=dict)
    slips: dict = field(default_factory=dict)

    @property
    def where(self):
        used = {*self.names, *self.expected.free_symbols} - set(self.define)
        return {s: WHERE.get(s, (-3, 3)) for s in used}

    @property
    def arguments(self):
        return {
            "where": self.where,
            "define": self.define,
            "slips": self.slips,
        }


SIGN = "the sign is turned round"
MISSING_X = "that is the slope by z: z = w x + b is still to come"

ASKED = {
    "the slope of sigma": Asked(
        sigma(z) * (1 - sigma(z)),
        right=(
            "sigma(z)(1-sigma(z))",
            "σ(z) − σ(z)²",
            r"\frac{e^{-z}}{\left(1+e^{-z}\right)^2}",
            "e^z/(1+e^z)^2",
            "sigma(z) sigma(-z)",
            "1/(e^z + 2 + e^-z)",
            "e^{-z}(1+e^{-z})^{-2}",
            "exp(-z)*sigma(z)**2",
        ),
        wrong={
            "sigma(z)": "a factor `1 - sigma(z)` is missing",
            "1 - sigma(z)": "a factor `sigma(z)` is missing",
            "-e^-z/(1+e^-z)^2": SIGN,
            "e^-z/(1+e^-z)": "a factor `sigma(z)` is missing",
            "sigma(z)(1+sigma(z))": "the sign before `sigma(z)`",
            "1/(1+e^-z)^2": "`1 - sigma(z)` is missing",
            "2 sigma(z)(1-sigma(z))": "it is twice what it should be",
            "e^-z": "at `z = 2` it is 0.1353, but should be 0.105",
            "1/4": "at `z = ",
        },
        slips={"`1 - sigma(z)` is missing: two times sigma": "sigma(z)^2"},
    ),
    "the slope of the loss by the logit": Asked(
        p_hat - y,
        right=(
            "p_hat - y",
            "-y + phat",
            r"\hat{p} - y",
            "-(y − p̂)",
            "p_hat(1-y) - y(1-p_hat)",
            r"\hat p (1-y) + (\hat p - 1) y",
        ),
        wrong={
            "y - p_hat": SIGN,
            "p_hat + y": "the sign of `y` is turned round",
            "(p_hat - y)p_hat(1-p_hat)": (
                "a factor `p_hat*(1 - p_hat)` too many"
            ),
            "p_hat - 1": "it is right for `y = 1` only",
            "p_hat": "a term `y` is missing",
            "1 - p_hat - y": "`p_hat` and `1 - p_hat` are swapped",
            "(p_hat - y)/2": "it is half what it should be",
            "2p_hat - y": "at `p_hat = ",
        },
    ),
    "the slope of the loss by p": Asked(
        (p - y) / (p * (1 - p)),
        right=(
            "(p-y)/(p(1-p))",
            "-y/p + (1-y)/(1-p)",
            r"\frac{1-y}{1-p} - \frac{y}{p}",
            r"\frac{p-y}{p-p^2}",
            "-(y/p - (1-y)/(1-p))",
            "y/(-p) + (1-y)/(1-p)",
        ),
        wrong={
            "y/p - (1-y)/(1-p)": SIGN,
            "-y/p - (1-y)/(1-p)": "the inner minus of log(1 - p) is lost",
            "p - y": "the division by `p` is missing",
            "(p-y)/p": "the division by `1 - p` is missing",
            "-y/p": "it is right for `y = 1` only",
            "(1-y)/(1-p)": "it is right for `y = 0` only",
            "p(1-p)/(p-y)": "it is 1 divided by what it should be",
            "(p-y)/(p(1+p))": "the sign before `p` is turned round",
            "-y log p": "at `p = ",
        },
        slips={
            "the inner minus of log(1 - p) is lost": "-y/p - (1-y)/(1-p)",
            "the division by `p` is missing, and that by `1 - p`": "p - y",
        },
    ),
    "the slope of the loss by a weight": Asked(
        (p_hat - y) * x_1,
        right=(
            "(p_hat - y)x_1",
            "x1(phat-y)",
            "x_1 p_hat - x_1 y",
            r"\left(\hat{p} - y\right) x_1",
            "-(y - p̂) x₁",
            "(sigma(z) - y) x_1",
        ),
        wrong={
            "(y - p_hat)x_1": SIGN,
            "p_hat - y": MISSING_X,
            "y - p_hat": "a factor `x_1` is missing, and the sign",
            "(p_hat - y)x_2": "`x_2` stands where `x_1` belongs",
            "(p_hat - y)x_1^2": "a factor `x_1` too many",
            "(p_hat - y)w_1": "`w_1` stands where `x_1` belongs",
            "(p_hat-y)p_hat(1-p_hat)x_1": "`p_hat*(1 - p_hat)` too many",
            "(p_hat - y)/x_1": "it is divided by `x_1`, not multiplied",
            "p_hat - y x_1": "at `",
        },
        names=(p_hat, x_1, x_2, w_1, y, z),
        define={p_hat: sigma(z)},
        slips={MISSING_X: "p_hat - y"},
    ),
    "the inverse of the logit": Asked(
        sigma(z),
        right=(
            "1/(1+e^-z)",
            "e^z/(1+e^z)",
            r"\frac{1}{1+e^{-z}}",
            "(1 + exp(-z))^-1",
            "1 - sigma(-z)",
            "1 - 1/(1+e^z)",
        ),
        wrong={
            "1/(1+e^z)": "`sigma(z)` and `1 - sigma(z)` are swapped",
            "1 - sigma(z)": "`sigma(z)` and `1 - sigma(z)` are swapped",
            "1 + e^-z": "it is 1 divided by what it should be",
            "e^z": "those are the odds",
            "e^z/(1-e^z)": "the sign before `e^z` is turned round",
            "-1/(1+e^-z)": SIGN,
            "z": "at `z = ",
            "log(z/(1-z))": "at `z = ",
        },
        slips={
            "those are the odds: p is still to be found": "e^z",
            "the sign before `e^z` is turned round": "e^z/(1-e^z)",
        },
    ),
    "the odds": Asked(
        p / (1 - p),
        right=(
            "p/(1-p)",
            r"\frac{p}{1-p}",
            "1/(1-p) - 1",
            "-p/(p-1)",
            "(1/p - 1)^-1",
            "e^(log(p) - log(1-p))",
        ),
        wrong={
            "(1-p)/p": "`p` and `1 - p` are swapped",
            "p/(1+p)": "the sign",
            "log(p/(1-p))": "it is the logarithm of what it should be",
            "1/(1-p)": "it is 1 more than it should be, everywhere",
            "p(1-p)": "it is multiplied by `1 - p`, not divided",
            "p": "the division by `1 - p` is missing",
            "p/(p-1)": SIGN,
        },
    ),
    "the probability of the odds": Asked(
        o / (1 + o),
        right=(
            "o/(1+o)",
            r"\frac{o}{o+1}",
            "1 - 1/(1+o)",
            "1/(1 + 1/o)",
            "(1 + o^-1)^-1",
        ),
        wrong={
            "o/(1-o)": "the sign",
            "1/(1+o)": "a factor `o` is missing",
            "(1+o)/o": "it is 1 divided by what it should be",
            "o": "the division by `o + 1` is missing",
            "1 + o": "at `o = ",
            "2o/(1+o)": "it is twice what it should be",
        },
    ),
    "the log-odds of p": Asked(
        log(p / (1 - p)),
        right=(
            "log(p/(1-p))",
            "ln p - ln(1-p)",
            r"\ln\frac{p}{1-p}",
            "-log(1/p - 1)",
            "-ln((1-p)/p)",
            "log p + log(1/(1-p))",
        ),
        wrong={
            "p/(1-p)": "it is e to the power of what it should be",
            "log((1-p)/p)": SIGN,
            "log(p)/log(1-p)": "at `p = ",
            "log p": "at `p = ",
            "log p + log(1-p)": "at `p = ",
            "log(p/(1-p))/log(10)": "the logarithm is to base 10",
            "log(p/(1-p))/log(2)": "the logarithm is to base 2",
            "2 log(p/(1-p))": "it is twice what it should be",
        },
    ),
    "a difference of log-odds": Asked(
        log(o_1) - log(o_0),
        right=(
            "log(o_1) - log(o_0)",
            "ln(o1/o0)",
            r"\ln \frac{o_1}{o_0}",
            "-log(o_0/o_1)",
            "log(o₁) + log(1/o₀)",
        ),
        wrong={
            "log(o_0) - log(o_1)": SIGN,
            "log(o_1)/log(o_0)": "at `o_0 = ",
            "log(o_1 - o_0)": "at `",
            "o_1/o_0": "it is e to the power of what it should be",
            "log(o_1) + log(o_0)": "the sign before",
            "log(o_1)": "a term `log(o_0)` is missing",
        },
    ),
    "the mean gradient": Asked(
        S / m,
        right=("S/m", r"\frac{S}{m}", r"\frac1m S", "m^-1 S", "1/m*S"),
        wrong={
            "S": "a sum where the mean belongs",
            "S m": "it is multiplied by `m`, not divided",
            "-S/m": SIGN,
            "S/(2m)": "it is half what it should be",
            "m/S": "`S` and `m` are swapped",
            "S/m^2": "it is divided by `m` once too often",
            "2S/m": "it is twice what it should be",
            "S/m + 1": "it is 1 more than it should be, everywhere",
        },
        slips={"a sum where the mean belongs: divide by m": "S"},
    ),
    "an entry of the Hessian": Asked(
        p_hat * (1 - p_hat) * x_1**2,
        right=(
            r"\hat{p}(1-\hat{p})x_1^2",
            "x1² p̂ (1 − p̂)",
            "(p_hat - p_hat^2) x_1*x_1",
            "p_hat x_1^2 - p_hat^2 x_1^2",
            "-p_hat(p_hat-1)x_1^2",
        ),
        wrong={
            "p_hat(1-p_hat)x_1": "a factor `x_1` is missing",
            "p_hat(1-p_hat)": "`x_1` is missing twice",
            "p_hat x_1^2": "a factor `1 - p_hat` is missing",
            "(1-p_hat)x_1^2": "a factor `p_hat` is missing",
            "p_hat(1-p_hat)x_1 x_2": "`x_2` stands where `x_1` belongs",
            "-p_hat(1-p_hat)x_1^2": SIGN,
            "p_hat(1+p_hat)x_1^2": "the sign before `p_hat`",
            "1/4 * p_hat(1-p_hat)x_1^2": "a quarter of what it should be",
            "(p_hat - y) x_1^2": "the right answer does not depend on `y`",
        },
        names=(p_hat, x_1, x_2, y),
        slips={"`x_1` is missing twice": "p_hat(1-p_hat)"},
    ),
    "the largest stable rate": Asked(
        2 / L,
        right=("2/L", r"\frac{2}{L}", "2 L^-1", "1/(L/2)", "2*(1/L)"),
        wrong={
            "1/L": "it is half what it should be",
            "L/2": "it is 1 divided by what it should be",
            "2L": "it is multiplied by `L`, not divided",
            "2": "the division by `L` is missing",
            "4/L": "it is twice what it should be",
            "-2/L": SIGN,
            "2/L^2": "it is divided by `L` once too often",
            "2 - L": "at `L = ",
        },
    ),
    "the likelihood of one label": Asked(
        p**y * (1 - p) ** (1 - y),
        right=(
            "p^y (1-p)^(1-y)",
            r"p^{y}(1-p)^{1-y}",
            "e^(y log(p) + (1-y) log(1-p))",
            "p y + (1-p)(1-y)",
            "(p/(1-p))^y (1-p)",
        ),
        wrong={
            "p^y": "it is right for `y = 1` only",
            "(1-p)^(1-y)": "it is right for `y = 0` only",
            "p^(1-y) (1-p)^y": "`p` and `1 - p` are swapped",
            "p^y + (1-p)^(1-y)": "it is 1 more than it should be",
            "p (1-p)": "at `p = ",
            "y log p + (1-y) log(1-p)": "the logarithm of what it should",
            "-p^y (1-p)^(1-y)": SIGN,
        },
    ),
    "the loss of one example": Asked(
        -y * log(p_hat) - (1 - y) * log(1 - p_hat),
        right=(
            "-y log(p_hat) - (1-y) log(1-p_hat)",
            r"-y\ln\hat{p} - (1-y)\ln(1-\hat{p})",
            "-(y ln(p̂) + (1-y) ln(1-p̂))",
            "y log(1/p_hat) + (1-y) log(1/(1-p_hat))",
            "log(1-p_hat)*(y-1) - y log(p_hat)",
        ),
        wrong={
            "y log(p_hat) + (1-y) log(1-p_hat)": SIGN,
            "-y log(p_hat) + (1-y) log(1-p_hat)": "the sign before",
            "-y log(p_hat)": "is missing",
            "-p_hat log(y)": "it is 0, but should be 0.9163",
            "-y log(1-p_hat) - (1-y) log(p_hat)": "are swapped",
            "-log(p_hat)": "it is right for `y = 1` only",
        },
    ),
    "one step of the descent": Asked(
        w - eta * J,
        right=(
            "w - eta J",
            "w − η·J",
            r"w - \eta J",
            "-eta*J + w",
            "-(eta J - w)",
        ),
        wrong={
            "w + eta J": "the sign",
            "eta J - w": SIGN,
            "w - J": "the step has no rate",
            "eta J": "at `",
            "-eta J": "a term `w` is missing",
            "w - eta": "at `",
            "w": "a term `J*eta` is missing",
            "w eta - J": "at `",
        },
        slips={"the step has no rate: J is multiplied by eta": "w - J"},
    ),
}
