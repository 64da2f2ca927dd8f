"""Whether what is in a file is what its name says, and nothing that runs, loads or hides something.

Pure functions from bytes and a name to German reasons. Nothing here opens a file, a program or a network.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from konzept.kinds import KINDS, PICTURES, kind_of, office_files, pdf_files, pixels, refusal, svg, textual, unwanted

LARGEST: Final = 20 * 2**20


class Examiner(NamedTuple):
    """Whether a content begins as files of a kind do, and why such a content is refused."""

    begins: Callable[[bytes], bool]
    refused: Callable[[bytes], Iterator[str]]


def _examiners(
    names: Iterable[str], begins: Callable[[str, bytes], bool], refused: Callable[[str, bytes], Iterator[str]]
) -> dict[str, Examiner]:
    """An examiner for each of several kinds, whose functions are told the name of the kind first."""
    return {name: Examiner(partial(begins, name), partial(refused, name)) for name in names}


_EXAMINERS: Final = {
    **_examiners(pixels.FORMATS, pixels.begins, pixels.refused),
    "svg": Examiner(svg.begins, svg.refused),
    "pdf": Examiner(pdf_files.begins, pdf_files.refused),
    **_examiners(office_files.FORMATS, office_files.begins, office_files.refused),
    **_examiners(textual.FORMATS, textual.begins, textual.refused),
}


def refused(content: bytes, name: str, *, as_picture: bool = False) -> Iterator[str]:
    """Every reason why a file with this content and name is not published.

    :param as_picture: whether it is to be shown as a picture, and not only linked to.
    """
    if reason := unwanted(name, PICTURES if as_picture else KINDS):
        yield reason
    elif not content:
        yield refusal(name, "Sie ist leer.")
    elif len(content) > LARGEST:
        yield refusal(name, f"Sie ist größer als {LARGEST // 2**20} MB. Verkleinern Sie sie.")
    else:
        kind = kind_of(name)
        examiner = _EXAMINERS[kind]
        if kind not in office_files.FORMATS and zipfile.is_zipfile(io.BytesIO(content)):
            yield refusal(name, "In ihr steckt außerdem ein Archiv (ZIP). Speichern Sie sie neu, ohne das.")
            return
        reasons = examiner.refused(content) if examiner.begins(content) else iter([_other(content, kind)])
        yield from (refusal(name, reason) for reason in reasons)


def _other(content: bytes, kind: str) -> str:
    if kind in office_files.FORMATS and (reason := office_files.locked_or_old(kind, content)):
        return reason
    named = (name for name in _EXAMINERS if name not in ("csv", "txt"))  # any text could be these
    found = next((name for name in named if _EXAMINERS[name].begins(content)), "")
    really = f", sondern {found}" if found else ""
    return f"Ihr Inhalt ist nicht {kind}{really}. Speichern Sie sie als {kind} oder ändern Sie die Endung."
