"""Tests of the room ``examine``."""
