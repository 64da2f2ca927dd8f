"""Tests of the Redaktion in the browser."""
