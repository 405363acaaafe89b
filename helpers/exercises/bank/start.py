"""Exercises of notebook 00."""

from helpers.exercises.kinds import Exercise, Number

EXERCISES: dict[str, Exercise] = {
    "first-answer": Number(
        64.8,
        within=0.03,  # it is read off a picture
        slips={
            "that is launch day: the curve is nearly 1 there": 31,
            "that is the height of the curve: which temperature lies below "
            "that place?": 0.5,
            "that is the coldest flight: how high is the curve there?": 53,
            "that is the warmest flight: how high is the curve there?": 81,
            "that would be the temperature in °C: the axis has °F": 18.2,
        },
        why="all four flights below that temperature had distress, and only "
        "3 of the 19 above it",
    ),
}
