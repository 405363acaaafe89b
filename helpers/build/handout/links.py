"""On paper nobody can follow a link: addresses stand at the end."""

import html
import re

from helpers import course

_LINK = re.compile(r'<a [^>]*?href="([^"#][^"]*)"[^>]*>(.*?)</a>', re.S)
_LABELS = {notebook.file: notebook.label for notebook in course.COURSE}


def on_paper(body: str) -> str:
    """Return HTML that names what its links lead to.

    Parameters
    ----------
    body : str
        HTML without scripts.

    Returns
    -------
    str
        Links to the web with numbers, and their addresses listed at the
        end; links to notebooks as text, with the notebook's number.

    Examples
    --------
    >>> on_paper('the <a href="04_gradient_descent.ipynb">step</a>')
    'the step (notebook 04)'
    """
    numbers: dict[str, int] = {}

    def replaced(link: re.Match[str]) -> str:
        address, text = html.unescape(link[1]), link[2]
        if not re.match(r"(https?|mailto):", address):
            return _named(address, text)
        number = numbers.setdefault(address, len(numbers) + 1)
        return f'{link[0]}<sup class="link">{number}</sup>'

    body = _LINK.sub(replaced, body)
    return body + _listed(list(numbers))


def _named(address: str, text: str) -> str:
    """Return a link to another file as text that says which."""
    file = address.partition("#")[0]
    label = _LABELS.get(file)
    name = f"notebook {label}" if label else html.escape(file)
    return text if name in text or text == label else f"{text} ({name})"


def _listed(addresses: list[str]) -> str:
    if not addresses:
        return ""
    items = "\n".join(f"<li>{html.escape(one)}</li>" for one in addresses)
    return (
        '\n<section class="links">\n<h2>Links</h2>\n'
        f"<ol>\n{items}\n</ol>\n</section>"
    )
