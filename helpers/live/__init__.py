"""Pictures that keep up with the hand."""

from helpers.live.figure import LOCK, SHOWN_DPI, LiveFigure
from helpers.live.text import QuickText

__all__ = ["LOCK", "SHOWN_DPI", "LiveFigure", "QuickText"]
