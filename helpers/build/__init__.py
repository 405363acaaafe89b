"""For maintainers: ``python -m helpers.build refresh`` and ``… export``.

Nothing in the course imports this package.
"""
