"""Exercises of notebook 06."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
