"""Tests of taking in a concept as it was adopted."""
