"""The command for maintainers, ``python -m helpers.build refresh``.

Nothing in the course imports this package.
"""
