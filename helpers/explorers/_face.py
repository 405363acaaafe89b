"""The browser's half of an explorer: see _face.js, _face.css, _picture.js."""

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
        What each control holds, by its label.
    told : dict
        Finding, table, marks, answer, and the reading.
    picture : bytes
    acts : list
        What a hand has done and was not heard yet, in order; the page alone
        sets it. Each act is a list: its number, counted from 1, and

        - "move", the label of a control, its value;
        - "press", the label of a button;
        - "drag", parts of the picture's width and height from its top left
          corner, and "down" or "move".
    heard : int
        The number of the last act that was answered.
    """

    _esm = web("_face.js") + web("_picture.js")
    _css = web("_face.css")
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    acts = traitlets.List().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)

    def close(self) -> None:
        """Leave nothing in memory, nor the layout that ipywidgets made."""
        super().close()
        self.layout.close()
