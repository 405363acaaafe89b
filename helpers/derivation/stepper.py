"""A widget that shows a derivation line by line."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from helpers.derivation import display

if TYPE_CHECKING:
    from helpers.derivation.chain import Derivation

TOOLTIPS = {
    "Next": "Show one more line",
    "Back": "Hide the last line shown",
    "Show all": "Show every line",
    "Reset": "Show the first line only",
}


def lines_after(action: str, shown: int, total: int) -> int:
    """Return how many lines are shown after a button was pressed.

    Examples
    --------
    >>> lines_after("Next", 1, 3), lines_after("Next", 3, 3)
    (2, 3)
    >>> lines_after("Back", 1, 3), lines_after("Show all", 1, 3)
    (1, 3)
    """
    wanted = {
        "Next": shown + 1,
        "Back": shown - 1,
        "Show all": total,
        "Reset": 1,
    }[action]
    return min(max(wanted, 1), total)


def stepper_html(derivation: Derivation, shown: int) -> tuple[str, str]:
    """Return (page, status): the lines shown, and where we are in words."""
    line = derivation.lines[shown - 1]
    parts = display.text_of(derivation, line)
    words = " ".join(part.strip() for part in parts)
    status = f"{shown} of {len(derivation.lines)} lines shown; {words}"
    page = f"<div>{html.escape(derivation.latex(shown))}</div>"
    return page, f'<p role="status">{html.escape(status)}</p>'


class Stepper:
    """Buttons that show a derivation line by line.

    Attributes
    ----------
    shown : int
        How many lines are shown.
    box : ipywidgets.VBox
        The widget.
    buttons : dict
        Name -> ipywidgets.Button.
    """

    def __init__(self, derivation: Derivation) -> None:
        import ipywidgets

        self.derivation = derivation
        self.shown = 1
        self.page = ipywidgets.HTMLMath()
        self.status = ipywidgets.HTML()
        self.buttons = {
            name: ipywidgets.Button(description=name, tooltip=tip)
            for name, tip in TOOLTIPS.items()
        }
        for button in self.buttons.values():
            button.on_click(self._press)
        hint = ipywidgets.HTML(
            "<b>Try:</b> write down the next line before you press Next."
        )
        row = ipywidgets.HBox(list(self.buttons.values()))
        self.box = ipywidgets.VBox([hint, row, self.page, self.status])
        self._show()

    def _press(self, button: Any) -> None:
        total = len(self.derivation.lines)
        self.shown = lines_after(button.description, self.shown, total)
        self._show()

    def _show(self) -> None:
        self.page.value, self.status.value = stepper_html(
            self.derivation, self.shown
        )

    def __repr__(self) -> str:
        return self.derivation.text()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, Any]:
        widget = self.box._repr_mimebundle_()
        return {**widget, **self.derivation._repr_mimebundle_()}
