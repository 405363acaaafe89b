"""Exercises of notebook 08."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
