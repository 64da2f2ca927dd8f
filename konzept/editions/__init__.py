"""Ausgaben as data: which there are, what was published, what each changed, how to verify a copy."""

from konzept.errors import KonzeptError


class PublishError(KonzeptError):
    """Publishing can't go on; its text says in German why, and how to mend it."""
