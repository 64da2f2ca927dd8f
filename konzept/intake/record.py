"""Which reports were taken in: ``meldungen.json`` in the folder of the texts, fingerprints and days, no words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Final

from konzept.errors import RefusedError

FILE: Final = "meldungen.json"


def load(content: bytes) -> dict[str, str]:
    """Fingerprints with the day on which each report was taken in.

    :raises RefusedError: if the file is damaged.
    """
    try:
        data = json.loads(content)
        return {str(entry["meldung"]): date.fromisoformat(entry["am"]).isoformat() for entry in data["meldungen"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RefusedError(
            f"{FILE}: Die Datei ist beschädigt. Holen Sie ihren letzten Stand aus git; geschrieben wird sie von "
            "'intake --apply'."
        ) from None


def as_bytes(marks: Mapping[str, str]) -> bytes:
    """The file; an entry a line, in an order that leaves the lines of others alone."""
    rows = ",\n".join(f"  {json.dumps({'meldung': mark, 'am': day})}" for mark, day in sorted(marks.items()))
    return f'{{\n "meldungen": [\n{rows}\n ]\n}}\n'.encode()
