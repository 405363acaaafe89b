"""Commands for maintainers: ``python -m helpers.build refresh`` and others.

Nothing in the course imports this package.
"""
