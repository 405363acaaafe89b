"""Explorers for a test: its own, closed after it, or one lent to many."""

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


@pytest.fixture(scope="session")
def _library():
    library = {}
    yield library
    for explorer in library.values():
        explorer.close()


@pytest.fixture
def lend(_library):
    """Give a function that lends an explorer, which is reset when returned.

    It is made once, and most of the time of a test is the making. A test of
    the reset, of closing or of the first state makes its own.
    """
    lent = []

    def lender(*key):
        if key not in _library:
            name, *args = key
            own = f"lent {key}"
            _library[key] = hands.make(name, *args, name=own)
        lent.append(_library[key])
        return lent[-1]

    yield lender
    for explorer in lent:
        explorer.reset()
