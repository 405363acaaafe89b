"""Exercises that answer back.

`BANK` holds what each exercise accepts, and its slips; its text, hints and
worked solution stand in the notebook. `kinds` are judged by `helpers.answers`
or by comparison, `code` by running a learner's function, which `running` keeps
in bounds. `progress` remembers what is solved.
"""

from helpers.exercises.bank import BANK, LESSONS
from helpers.exercises.checking import check, check_line, show_progress
from helpers.exercises.exhibits import exhibit
from helpers.exercises.todo import TODO

__all__ = [
    "BANK",
    "LESSONS",
    "TODO",
    "check",
    "check_line",
    "exhibit",
    "show_progress",
]
