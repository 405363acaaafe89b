"""Fixtures of the browser tests.

Where Playwright or Chromium is missing the tests are skipped; where the
environment variable REQUIRE_BROWSER is set they fail instead.
"""

import os
import shutil

import pytest

from tests.support import in_lab


@pytest.fixture(scope="session")
def browser():
    if reason := in_lab.missing():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"REQUIRE_BROWSER is set, but {reason}")
        pytest.skip(reason)
    with in_lab.running_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    with in_lab.running_lab(tmp_path_factory.mktemp("lab")) as found:
        yield found


@pytest.fixture
def open_notebook(lab, browser):
    """Return a function that opens a copy of a notebook, and runs it.

    It takes a path, or a list of the sources of cells.
    """
    address, folder = lab
    pages = []

    def opener(source, *, run=True, windowed=False):
        if isinstance(source, list):
            name = "cells.ipynb"
            in_lab.write_cells(folder / name, source)
        else:
            name = source.name
            shutil.copy(source, folder / name)
        page, faults = in_lab.open_page(browser, address, name)
        pages.append(page)
        if windowed:
            in_lab.draw_visible_cells_only(page)
        if run:
            in_lab.run_all(page)
        return page, faults

    yield opener
    for page in pages:
        page.context.close()
