"""Tests of what takes in what others hand in."""
