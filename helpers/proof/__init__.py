"""The machinery behind `helpers.derivation`; see each module."""
