"""Helpers of the course: model, descent, data, pictures and proofs.

Import the submodule you need, for example ``from helpers import model``.
This package itself imports nothing, so that each submodule pays only for
what it uses.
"""
