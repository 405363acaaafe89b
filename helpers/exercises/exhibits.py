"""Shows a program as it was published, from the bank's list of slips."""

import ast
import inspect
from collections.abc import Callable
from typing import Any

from helpers.exercises.checking import of_name
from helpers.exercises.code import Code


def exhibit(name: str) -> Callable[..., Any]:
    """Show a published program, slip and all, and return it.

    Parameters
    ----------
    name : str
        Of an exercise of the museum that is answered by a function.

    Returns
    -------
    callable
        The first slip of the exercise.

    Raises
    ------
    ValueError
        If there is no exercise of that name, or it asks for no function.

    Examples
    --------
    >>> summed_loss = exhibit("sum-beside-a-mean")
    def summed_loss(X, y, w, b):
        p_hat = sigmoid(X @ w + b)
        losses = -(y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat))
        return np.sum(losses)
    """
    exercise = of_name(name)
    if not isinstance(exercise, Code):
        kind = type(exercise).__name__
        raise ValueError(f"name: expected a program, got the {kind} {name!r}")
    published = next(iter(exercise.slips.values()))
    print(source(published))
    return published


def source(function: Callable[..., Any]) -> str:
    """Return a function's code without annotations and docstring.

    Parameters
    ----------
    function : callable
        Written with ``def``.

    Returns
    -------
    str

    Examples
    --------
    >>> from helpers.model import predict_proba
    >>> print(source(predict_proba))
    def predict_proba(X, w, b):
        return sigmoid(predict_logits(X, w, b))
    """
    text = inspect.getsource(function)
    (definition,) = ast.parse(text).body
    assert isinstance(definition, ast.FunctionDef)
    names = ", ".join(inspect.signature(function).parameters)
    first = definition.body[1 if ast.get_docstring(definition) else 0]
    body = text.splitlines()[first.lineno - 1 :]
    return "\n".join([f"def {definition.name}({names}):", *body])
