"""Explorers for a test, closed after it."""

import pytest

from tests.support import hands


@pytest.fixture
def make():
    """Give a function that makes an explorer by its name."""
    made = []

    def maker(name, /, *args, **options):
        made.append(hands.make(name, *args, **options))
        return made[-1]

    yield maker
    for explorer in made:
        explorer.close()
