"""What the documents of a build gave, kept for the next build.

Each reading is packed by itself: so a build in which one text has changed packs one anew and not all of them.
"""

from __future__ import annotations

import pickle
from functools import partial

from sphinx.environment import BuildEnvironment

from konzept.markdown.records import Reading
from konzept.pages.stored_values import stored

_READINGS = "konzept_readings"


class Readings(dict[str, Reading]):
    """The readings by document; what is packed once counts as long as the same reading is there."""

    def __init__(self, packed: dict[str, bytes]) -> None:
        """Take readings that were packed."""
        super().__init__((name, pickle.loads(content)) for name, content in packed.items())  # noqa: S301  # as Sphinx reads its own
        self._packed = {name: (reading, packed[name]) for name, reading in self.items()}

    def __reduce__(self) -> tuple[type[Readings], tuple[dict[str, bytes]]]:
        return Readings, ({name: self._pack(name, reading) for name, reading in self.items()},)

    def _pack(self, name: str, reading: Reading) -> bytes:
        known, content = self._packed.get(name, (None, b""))
        return content if known is reading else pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)


def readings(env: BuildEnvironment) -> Readings:
    """What the documents gave, those of earlier builds too."""
    return stored(env, _READINGS, partial(Readings, {}))
