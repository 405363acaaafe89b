"""Pictures that keep up with the hand."""

from helpers.live.figure import LOCK, LiveFigure
from helpers.live.text import QuickText

__all__ = ["LOCK", "LiveFigure", "QuickText"]
