"""Sphinx configuration: the values are in the package; what belongs to the town is in docs/kommune.toml."""

from konzept.conf import *  # noqa: F403  # all of it is configuration
