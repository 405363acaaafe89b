"""Exercises of notebook 05."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
