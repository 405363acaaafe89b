"""The browser's half of an explorer: see _face.js, _face.css, _picture.js."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent


def web(name: str) -> str:
    """Return a script or style sheet that stands beside this module."""
    return (_HERE / name).read_text("utf-8")


class Face(anywidget.AnyWidget):
    """What is on the page, with a picture that the kernel draws.

    Attributes
    ----------
    spec : dict
        What there is: question, controls, size of the picture.
    state : dict
        What each control holds, by its label. Both sides set it.
    told : dict
        Finding, table, marks, answer, and the reading.
    picture : bytes
    gesture : list
        Where a hand presses the picture: parts of width and height from its
        top left corner, and "down", "move" or "up".
    """

    _esm = web("_face.js") + web("_picture.js")
    _css = web("_face.css")
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    gesture = traitlets.List().tag(sync=True)

    def when_pressed(self, action: Callable[[str], None]) -> None:
        """Have `action` called with the label of each button pressed."""
        self.on_msg(lambda _, said, __: action(said["pressed"]))
