"""A box in which a line can be typed and checked."""

from collections.abc import Callable

import ipywidgets
import sympy

from helpers.answers import Verdict


class LineBox(ipywidgets.Text):
    """To come."""

    def __init__(
        self,
        prompt: str,
        *,
        read: Callable[[str], sympy.Expr],
        judge: Callable[[str], Verdict],
    ) -> None:
        super().__init__(description=prompt)
