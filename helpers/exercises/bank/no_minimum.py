"""Exercises of notebook 09."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
