"""Sphinx: Alle Werte sind im Paket; was zur Kommune gehört, steht in docs/kommune.toml."""

from konzept.conf import *  # noqa: F403
