"""A place in a row of tokens, and how to refuse what stands there."""

from typing import NoReturn

from helpers.answers.refusal import AnswerError
from helpers.answers.tokens import Token


class Cursor:
    """Goes through the tokens once; `at` is the next one."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self, *signs: str) -> str:
        """Go past one of these signs and return it, or return ""."""
        token = self.next
        if token.kind != "sign" or token.value not in signs:
            return ""
        self.at += 1
        return token.value

    def starts_factor(self) -> bool:
        return self.next.kind not in ("sign", "close", "end")

    def between(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to before `last`."""
        if first == last:
            return ""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return " ".join(self.text[start:end].split())

    def refuse(self, reason: str, place: int) -> NoReturn:
        raise AnswerError(reason, at=self.tokens[place].start)

    def several(self, first: int, place: int, *readings: str) -> NoReturn:
        """Refuse the tokens from `first` to here: they have these readings."""
        *others, last = (f"`{reading}`" for reading in readings)
        number = {2: "two", 3: "three"}[len(readings)]
        self.refuse(
            f"`{self.between(first, self.at)}` has {number} readings: write "
            f"{', '.join(others)} or {last}",
            place,
        )
