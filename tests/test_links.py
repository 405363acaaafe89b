"""Every link leads somewhere; those to other hosts are checked for form."""

import re
from urllib.parse import unquote, urlsplit

import pytest

from helpers.build.refresh import NOTEBOOKS, ROOT
from tests.support.notebooks import FILES, read

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`|\$[^$\n]*\$", re.M | re.S)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+(?:\([^()]*\))?[^()\s]*)\)")
_SOURCE = re.compile(r'(?:src|href)="([^"]+)"')


def pages():
    """Yield name, folder and text of all that a reader reads."""
    for path in [*ROOT.glob("*.md"), *ROOT.glob("figures/*.md")]:
        yield (
            path.relative_to(ROOT).as_posix(),
            path.parent,
            path.read_text("utf-8"),
        )
    for file in FILES:
        text = "\n\n".join(
            cell.source
            for cell in read(file).cells
            if cell.cell_type == "markdown"
        )
        yield file, NOTEBOOKS, text


PAGES = {name: (folder, text) for name, folder, text in pages()}


def links(text):
    plain = _CODE.sub("", text)
    return _LINK.findall(plain) + _SOURCE.findall(plain)


def anchors(text):
    """Return the anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", text, re.M)
    return {
        re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
        for head in heads
    }


def trouble(target, folder, text):
    """Return why a link leads nowhere, or None."""
    parts = urlsplit(target)
    if parts.scheme:
        good = parts.scheme in ("https", "mailto") and (
            "." in parts.netloc or "@" in parts.path
        )
        return None if good else "no address"
    path = folder / unquote(parts.path) if parts.path else None
    if path is not None and not path.exists():
        return "no such file"
    if parts.fragment:
        there = path.read_text("utf-8") if path else text
        if parts.fragment not in anchors(there):
            return "no such heading"
    return None


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    folder, text = PAGES[name]
    found = links(text)
    assert {
        target: why
        for target in found
        if (why := trouble(target, folder, text))
    } == {}


def test_links_are_found_at_all():
    assert len(links(PAGES["README.md"][1])) >= 12
    for file in FILES:
        assert len(links(PAGES[file][1])) >= 3


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("LICENSE", None),
        ("notebooks/00_start_here.ipynb", None),
        ("https://semver.org", None),
        ("#one-heading", None),
        ("README.md#i-want-to-learn", None),
        ("nothing.md", "no such file"),
        ("#nowhere", "no such heading"),
        ("README.md#nowhere", "no such heading"),
        ("http://semver.org", "no address"),
        ("https://", "no address"),
        ("file:///etc", "no address"),
    ],
)
def test_a_link_to_nowhere_is_noticed(target, why):
    assert trouble(target, ROOT, "## One heading") == why
