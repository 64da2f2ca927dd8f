"""Tests of the room ``draft``."""
