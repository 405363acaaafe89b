"""Exercises of notebook 04."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
