"""Pictures that keep up with the hand, and the still that stands for them."""

from helpers.live.figure import LOCK, LiveFigure
from helpers.live.output import bundle, close_widget, show_widget
from helpers.live.text import QuickText

__all__ = [
    "LOCK",
    "LiveFigure",
    "QuickText",
    "bundle",
    "close_widget",
    "show_widget",
]
