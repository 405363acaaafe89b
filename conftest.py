"""For every test, doctests included: draw without a screen."""

import matplotlib

matplotlib.use("agg")
