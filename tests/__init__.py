"""Tests: one file per module; cases as prose beside their expectation in ``cases/``."""
