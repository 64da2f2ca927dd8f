"""Tests of the room start."""
