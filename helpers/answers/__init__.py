"""Reads and diagnoses the formula a learner writes.

`read` turns text into a sympy expression, or refuses it with a reason;
nothing is run on the way.  `spelling` knows how a name may be written,
`tokens` cuts the text, `grammar` puts it together, `readings` refuses what
could be understood in two ways, and `building` what could grow too large.
`read_as_typed` leaves the formula in the order in which it was typed.

`diagnose` tells whether an answer is the expected one.  `question` reads
what is asked, `comparison` puts both side by side at many points, `slips`
holds the wrong answers that have a name; the proof comes from
`helpers.derivation`.
"""

from helpers.answers.diagnosis import diagnose
from helpers.answers.grammar import read
from helpers.answers.refusal import AnswerError
from helpers.answers.typed import read_as_typed
from helpers.answers.verdict import Verdict

__all__ = ["AnswerError", "Verdict", "diagnose", "read", "read_as_typed"]
