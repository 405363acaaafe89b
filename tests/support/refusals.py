"""What a test demands of a refusal: the line, the reason, the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.derivation import DerivationError


def refusal(
    number: int | None, reason: str, attempt: Callable[[], object], *words: str
) -> str:
    """Return the message with which an attempt is refused.

    Parameters
    ----------
    number : int or None
        The line refused. An attempt that fails on another line, such as
        the start it builds, fails the test. None for what is refused
        before there is a line: a title, a domain.
    reason : str
        Must stand in the first line of the message, after the number.
    attempt : callable
        Takes nothing. Build what is not to be refused outside of it.
    *words : str
        Must stand anywhere in the message.
    """
    with pytest.raises(DerivationError) as caught:
        attempt()
    message = str(caught.value)
    head = message.splitlines()[0]
    if number is None:
        assert not head.startswith("line "), message
    else:
        opening = f"line {number} is refused: "
        assert head.startswith(opening), message
        head = head.removeprefix(opening)
    assert reason, "name the reason that is expected"
    assert reason in head, message
    for word in words:
        assert word in message, message
    assert " at 0x" not in message, message
    return message
