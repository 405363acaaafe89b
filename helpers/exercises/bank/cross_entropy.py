"""Exercises of notebook 02."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
