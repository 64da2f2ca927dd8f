"""Tests of the questionnaires and their answers."""
