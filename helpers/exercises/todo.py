"""What stands where a learner's answer is still to come."""

from typing import Any, NoReturn


class NotAttempted(Exception):
    """A program has come to a place that is still `TODO`."""


class _Todo:
    """Used for anything, it raises `NotAttempted`."""

    def __repr__(self) -> str:
        return "TODO"

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise NotAttempted

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):  # who asks so tries out what this is
            raise AttributeError(name)
        raise NotAttempted

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _refuse
    __pow__ = __rpow__ = __matmul__ = __rmatmul__ = __mod__ = _refuse
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __float__ = __int__ = __index__ = __len__ = _refuse
    __iter__ = __getitem__ = __call__ = _refuse
    __array__ = __array_ufunc__ = _refuse


#: Put your answer in its place.
TODO = _Todo()


def is_todo(answer: object) -> bool:
    """Tell whether an answer, or part of it, is still to come.

    Examples
    --------
    >>> is_todo(TODO), is_todo((1, TODO)), is_todo(" "), is_todo(0)
    (True, True, True, False)
    """
    if isinstance(answer, tuple | list):
        return any(part is TODO for part in answer)
    if isinstance(answer, str):
        return not answer.strip()
    return answer is TODO or answer is None or answer is ...
