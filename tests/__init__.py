"""Tests, in the rooms of the package; cases as prose beside their expectation in ``cases/``."""
