"""Every control of every notebook in the dark theme, on a desktop."""

import pytest

from tests.support import every_control
from tests.support.in_lab import DARK, DESKTOP

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", every_control.WIDGETS)
def test_every_control_by_keyboard_and_pointer(name, open_notebook):
    every_control.try_notebook(name, DESKTOP, DARK, open_notebook)
