"""Exercises, and what tells a learner whether a line is right."""
