"""Exercises of notebook 03."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
