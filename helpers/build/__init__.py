"""For maintainers and lecturers: ``python -m helpers.build --help``.

Nothing in the course imports this package.
"""
