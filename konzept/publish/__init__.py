"""Ausgaben: built from git refs, stored for good, put together into one folder for a static host.

``editions.registry`` names them, ``plan`` compares that with the lock file and the store, ``making`` builds what
is missing, ``store`` keeps it, ``site`` puts the whole together, ``chronicling`` tells what each one changed, and
``publishing`` runs the steps in their order.
"""

from __future__ import annotations
