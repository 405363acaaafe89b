"""What each exercise accepts; a module for each notebook."""

from helpers.exercises.bank import (
    centring,
    chain_rule,
    cross_entropy,
    curvature,
    gradient_descent,
    museum,
    no_minimum,
    odds,
    preparations,
    start,
    vectorization,
)
from helpers.exercises.kinds import Exercise

#: label of a notebook -> its exercises, by name, in the order of the notebook
LESSONS: dict[str, dict[str, Exercise]] = {
    "00": start.EXERCISES,
    "01": odds.EXERCISES,
    "02": cross_entropy.EXERCISES,
    "03": chain_rule.EXERCISES,
    "04": gradient_descent.EXERCISES,
    "05": vectorization.EXERCISES,
    "06": curvature.EXERCISES,
    "07": centring.EXERCISES,
    "08": preparations.EXERCISES,
    "09": no_minimum.EXERCISES,
    "A": museum.EXERCISES,
}
#: name -> exercise
BANK: dict[str, Exercise] = {
    name: exercise
    for exercises in LESSONS.values()
    for name, exercise in exercises.items()
}
