"""Exercises of notebook 07."""

from helpers.exercises.kinds import Exercise

EXERCISES: dict[str, Exercise] = {}
