"""Why a text cannot be read, and where the trouble is."""

import unicodedata

_BEFORE, _AFTER = 40, 20


class AnswerError(ValueError):
    """A text that is not read as a formula, and the reason.

    Parameters
    ----------
    reason : str
        One sentence that says what to write instead.
    text : str
        What was typed.
    at : int, optional
        Where in `text` the trouble starts.

    Examples
    --------
    >>> print(AnswerError("a number is missing here", "2 + * p", 4))
    a number is missing here
      2 + * p
          ^
    """

    def __init__(
        self, reason: str, text: str = "", at: int | None = None
    ) -> None:
        self.reason, self.at = reason, at
        lines = [reason] if at is None else [reason, *_caret(text, at)]
        super().__init__("\n  ".join(lines))


def _caret(text: str, at: int) -> tuple[str, str]:
    """Return the neighbourhood of a place, and a caret under the place."""
    first, last = max(at - _BEFORE, 0), at + _AFTER
    left = "…" * (first > 0) + "".join(map(shown, text[first:at]))
    right = "".join(map(shown, text[at:last])) + "…" * (last < len(text))
    width = sum(not unicodedata.combining(char) for char in left)
    return left + right, " " * width + "^"


def shown(char: str) -> str:
    """Return a character as it may stand in a line of text.

    What cannot be seen, and what would turn the line round, is replaced.
    """
    if char in " \t\r\n\u00a0":
        return " "
    is_plain = unicodedata.bidirectional(char) not in ("R", "AL")
    return char if char.isprintable() and is_plain else "\ufffd"


def in_words(char: str) -> str:
    """Return a character as a message names it.

    Examples
    --------
    >>> in_words("#"), in_words("≠"), in_words("\\u202e")
    ('`#`', '`≠` (not equal to)', 'U+202E (right-to-left override)')
    """
    if char.isascii() and char.isprintable() and char != "`":
        return f"`{char}`"
    name = unicodedata.name(char, "a character without a name").lower()
    can_stand = shown(char) == char != "`" and not unicodedata.combining(char)
    return f"`{char}` ({name})" if can_stand else f"U+{ord(char):04X} ({name})"
