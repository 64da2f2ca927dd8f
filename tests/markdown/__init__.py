"""Tests of the room ``markdown``."""
