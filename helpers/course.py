"""The ordered list of notebooks: maps, navigation and tests read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notebook:
    """One notebook of the course.

    Attributes
    ----------
    file : str
        File name in ``notebooks/``.
    title : str
    question : str
        The one question it answers.
    minutes : int or None
        Time for a first careful reading, exercises apart; None for an
        appendix, which is for looking things up.
    needs : str
        What a reader should know before.
    """

    file: str
    title: str
    question: str
    minutes: int | None
    needs: str

    @property
    def label(self) -> str:
        """Its number as in the file name; an appendix has the letter A."""
        return "A" if self.minutes is None else self.file[:2]


COURSE = (
    Notebook(
        "00_start_here.ipynb",
        "Start here",
        "What does a fitted probability look like, and how does one find it?",
        15,
        "nothing",
    ),
    Notebook(
        "01_odds_to_sigmoid.ipynb",
        "Odds, logit, sigmoid",
        "Why does a probability come out of 1/(1 + e⁻ᶻ), and not out "
        "of a straight line?",
        45,
        "exponential and logarithm, rules for derivatives, a little NumPy",
    ),
    Notebook(
        "02_cross_entropy.ipynb",
        "Cross-entropy",
        "What does a probability cost when the answer comes in?",
        45,
        "logarithms, and the sigmoid of notebook 01",
    ),
    Notebook(
        "03_chain_rule.ipynb",
        "The chain rule on a graph",
        "How does the loss at the far end tell each weight which way to move?",
        45,
        "derivatives of eˣ and log; notebooks 01 and 02",
    ),
    Notebook(
        "04_gradient_descent.ipynb",
        "Gradient descent",
        "How long should a step be?",
        45,
        "the gradient (p̂ − y)x of notebook 03",
    ),
    Notebook(
        "05_vectorization.ipynb",
        "Vectorization",
        "How does a sum over examples become one matrix product?",
        45,
        "Python loops and NumPy arrays; the gradient (p̂ − y)x",
    ),
    Notebook(
        "06_curvature.ipynb",
        "Curvature",
        "How steep can the ground become, and what does that promise?",
        45,
        "notebook 04, and matrix times vector",
    ),
    Notebook(
        "07_centring.ipynb",
        "Centring",
        "What can it change to move the origin of the data?",
        45,
        "the step of notebook 04; the bound L and κ of 06",
    ),
    Notebook(
        "08_preparations.ipynb",
        "Four preparations",
        "Centre, scale, or both?",
        40,
        "notebook 07",
    ),
    Notebook(
        "09_no_minimum.ipynb",
        "When there is no minimum",
        "Is there always a lowest point to reach?",
        45,
        "notebooks 04, 06 and 08",
    ),
    Notebook(
        "sources.ipynb",
        "The four sources",
        "Where does each item come from, and what slipped on the way?",
        None,
        "the lessons",
    ),
)


def navigation(file: str) -> str:
    """Return the line "previous | contents | next" of one notebook.

    Parameters
    ----------
    file : str
        File name of a notebook in `COURSE`.

    Returns
    -------
    str
        Markdown with links between files in the same folder.

    Raises
    ------
    ValueError
        If the course has no such file.

    Examples
    --------
    >>> print(navigation("sources.ipynb").split(" | ")[0])
    [← When there is no minimum](09_no_minimum.ipynb)
    """
    files = [notebook.file for notebook in COURSE]
    if file not in files:
        raise ValueError(f"file: expected one of {files}, got {file!r}")
    i = files.index(file)
    parts = ["[Contents](00_start_here.ipynb)"]
    if i > 0:
        parts.insert(0, f"[← {COURSE[i - 1].title}]({COURSE[i - 1].file})")
    if i + 1 < len(COURSE):
        parts.append(f"[{COURSE[i + 1].title} →]({COURSE[i + 1].file})")
    return " | ".join(parts)


def contents(folder: str = "") -> str:
    """Return the course as a Markdown table.

    Parameters
    ----------
    folder : str
        Put before each file name, as in ``"notebooks/"``.

    Returns
    -------
    str

    Examples
    --------
    >>> print(contents().splitlines()[6])
    | [04](04_gradient_descent.ipynb) | Gradient descent | How long should a \
step be? | 45 min |
    """
    rows = ["| | Notebook | The question it answers | Time |", "|-|-|-|-|"]
    rows += [
        f"| [{n.label}]({folder}{n.file}) | {n.title} | {n.question} "
        f"| {f'{n.minutes} min' if n.minutes else 'to look up'} |"
        for n in COURSE
    ]
    return "\n".join(rows)
