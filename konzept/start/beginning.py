"""Makes the folder of a new project: whole or not at all, and only where nothing lies yet."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from konzept import town
from konzept.editions import chronicle
from konzept.errors import HALF, KonzeptError, RefusedError, at
from konzept.examine import examine_folder
from konzept.languages.summaries import fingerprint
from konzept.listing import as_text
from konzept.markdown.reader import read
from konzept.model import Field
from konzept.start import project
from konzept.start.plan import Plan, PlannedField
from konzept.start.wheel import Package
from konzept.views.scope import Scope

_EXAMPLE: Final = Path(__file__).parent / "beispiel"  # in wheels that this program packed
_IN_CLONE: Final = Path(__file__).resolve().parents[2] / "tests" / "musterau"


def begin(folder: Path, plan: Plan, package: Package) -> None:
    """Make the project of a plan in a folder that does not exist or is empty.

    :raises KonzeptError: if something lies there, or if what was made would not pass the examination.
    """
    with _made(folder, plan.day) as place:
        _write(place, project.texts(plan))
        for language in plan.languages:
            _write(place, dict([project.summary(plan, language, _fingerprint(place / "docs", plan.day))]))
        _finish(place, project.around(plan, package), package)


def begin_example(folder: Path, today: date, package: Package) -> None:
    """Make a project of the invented town Musterau.

    :raises KonzeptError: if something lies there, or if the example is not beside this program.
    """
    texts = example()
    with _made(folder, today) as place:
        shutil.copytree(texts, place / "docs", ignore=shutil.ignore_patterns(chronicle.FILE))  # it has no Ausgaben yet
        _finish(place, project.around(plan_of(texts, today), package, project.EXAMPLE_STEPS), package)


def example() -> Path:
    """The texts of the invented town.

    :raises KonzeptError: if this installation does not have them.
    """
    found = next((path for path in (_EXAMPLE, _IN_CLONE) if path.is_dir()), None)
    if found is None:
        raise KonzeptError("Die Texte der erfundenen Stadt liegen hier nicht. Rufen Sie den Befehl aus einem Klon auf.")
    return found


def sums(files: Mapping[str, str]) -> dict[str, str]:
    """The checksum of each file that an upgrade renews."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}


def state(renewed: Mapping[str, str], package: Package, kept: Mapping[str, str] = MappingProxyType({})) -> str:
    """What ``stand.json`` says: the version, the sums of what an upgrade renews, and what texts can say.

    ``kept`` are earlier sums of files that somebody changed or took away.
    """
    known = dict(sorted({**kept, **sums(renewed)}.items()))
    said = {"konzept": package.version, "dateien": known, "modell": project.model()}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def plan_of(docs: Path, today: date) -> Plan:
    """The plan of which ``new`` would make these texts, as far as the guide and what stands around them need it."""
    settings, concept = town.load(docs), examine_folder(docs, today).concept
    fields = tuple(
        PlannedField(field.code, field.title, Path(field.place.file).parent.name) for field in concept.all(Field)
    )
    return Plan(
        name=settings.name,
        body=settings.body,
        full_name=settings.full_name,
        concept=settings.concept,
        authors=settings.authors,
        item=settings.item,
        fields=fields or (PlannedField("ABC", "Handlungsfeld"),),
        top_count=settings.top_count,
        bodies=(),
        decision=None,
        deciders=settings.deciders,
        languages=(),
        day=today,
    )


@contextmanager
def _made(folder: Path, day: date) -> Iterator[Path]:
    """A place beside the folder, which takes its name when it is filled and passes the examination."""
    folder = folder.resolve()
    refuse_foreign(folder)
    with at(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=HALF, dir=folder.parent))
    try:
        with at(place):
            place.chmod(0o755)
            yield place
        findings = [finding for finding in examine_folder(place / "docs", day).findings if finding.is_error]
        if findings:
            raise KonzeptError(
                f"{as_text(findings, 'docs')}Damit lässt sich kein Konzept beginnen. Es wurde nichts angelegt."
            )
        with at(folder):
            if folder.is_dir():
                folder.rmdir()
            place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def refuse_foreign(folder: Path) -> None:
    """Leave alone where something lies.

    :raises RefusedError: if it does.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise RefusedError(f"{folder} ist kein Ordner. Nennen Sie einen neuen oder leeren Ordner.")
    if folder.is_dir() and any(folder.iterdir()):
        raise RefusedError(
            f"In {folder} liegt schon etwas. Das ändert und löscht dieses Programm nicht. "
            "Nennen Sie einen neuen oder leeren Ordner."
        )


def _finish(place: Path, around: Mapping[str, str], package: Package) -> None:
    _write(place, around)
    (place / project.PACKAGES).mkdir()
    (place / project.PACKAGES / package.file).write_bytes(package.content)
    renewed = {name: (place / name).read_text("utf-8") for name in project.RENEWED if (place / name).is_file()}
    _write(place, {project.STATE: state(renewed, package)})


def _write(place: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _fingerprint(docs: Path, day: date) -> str:
    """That of the page on the concept."""
    concept, settings = examine_folder(docs, day).concept, town.load(docs)
    page = read((docs / "konzept.md").read_text("utf-8"), "konzept.md")
    return fingerprint(page, Scope(concept=concept, town=settings, today=day))
