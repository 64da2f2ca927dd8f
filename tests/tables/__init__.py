"""Tests of tables as people fill them in."""
