"""For every test, doctests included: draw without a screen."""

import matplotlib

matplotlib.use("agg")

# Doctests are looked for in every module, but a conftest has none, and two
# modules of that name cannot be imported.
collect_ignore_glob = ["*conftest.py"]
