"""Ausgaben: built from git refs, stored for good, put together into one folder for a static host.

``editions.registry`` names them, ``site_plan`` compares that with the lock file and the store, ``filling`` brings in
what is missing, which ``making`` builds, ``store`` keeps it, ``site`` puts the whole together, ``chronicling`` tells
what each one changed, and ``publishing`` runs the steps in their order.
"""

from __future__ import annotations
