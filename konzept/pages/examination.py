"""Examines the concept in every build, and reports findings with file and line."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from konzept import as_of, contents, examine, town
from konzept.editions import chronicle, remembered
from konzept.errors import KonzeptError
from konzept.examine import one_text
from konzept.examine.one_text import unreadable
from konzept.findings import Finding, fault, in_order
from konzept.markdown import permitted
from konzept.markdown.characters import normalised
from konzept.markdown.shape import shape
from konzept.model import Item, Place
from konzept.model.dates import german_day
from konzept.needs import missing_needs, need_types, set_origins
from konzept.pages.build import Build
from konzept.pages.readings import readings
from konzept.pages.session_paper import title_of
from konzept.pages.stored_values import stored
from konzept.paper import is_paper
from konzept.survey import bodies

LOGGER = logging.getLogger(__name__)
_WORDS = "konzept_words"
_WITHHELD = "konzept_withheld"
# What only follows from a page withheld.
_FOLLOWING = ("toc.not_included", "toc.no_title", "myst.xref_missing", "needs")


def register(app: Sphinx) -> None:
    """Make the configuration values known: the Stichtag, and the papers whose faults are told already."""
    app.add_config_value("konzept_as_of", "", "", types=(str,), description="Stichtag, JJJJ-MM-TT")
    app.add_config_value("konzept_faulty", [], "env", types=(list,), description="Vorlagen, die nicht gesetzt werden")


def load_settings(build: Build, app: Sphinx, config: Config) -> None:
    """Read the town file and settle the Stichtag before anything else happens."""
    folder = Path(app.srcdir)
    try:
        build.town = town.load(folder)
    except town.TownError as error:
        report([error.finding], folder)
        build.town = town.Town(name="Kommune", title="Konzept")
    named = config.konzept_as_of
    build.today = date.fromisoformat(named) if named else as_of.default(folder)
    try:
        build.chronicle = chronicle.load(folder)
    except chronicle.ChronicleError as error:
        report([fault(chronicle.FILE, 1, str(error))], folder)
    build.edition = os.environ.get("KONZEPT_AUSGABE", "")
    if build.edition:
        build.edition_name = os.environ.get("KONZEPT_AUSGABE_NAME", "")
        day = os.environ.get("KONZEPT_AUSGABE_TAG", "")
        build.edition_day = german_day(date.fromisoformat(day) if day else build.today)
    if build.edition and build.town.base_address:  # search engines and feeds shall know the newest, not an old one
        build.town = replace(build.town, base_address=f"{build.town.base}/aktuell")
    config.needs_types = need_types()  # labels are in the town's words
    config.project = config.html_title = build.town.title
    config.html_short_title = build.town.title
    config.author = build.town.operator


def refuse_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Stop at texts that Sphinx could not read either: it would say so in English and without their names.

    :raises KonzeptError: with a finding for each.
    """
    paths = (env.doc2path(name) for name in docnames)
    found = [fault for path in paths for fault in unreadable(path, path.relative_to(app.srcdir).as_posix())]
    if found:
        raise KonzeptError("\n".join(f"{app.srcdir}/{finding}" for finding in in_order(found)))


def read_document(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read a document before MyST does; MyST never sees one that shows a fault by itself.

    So nothing that is not permitted runs, and no English message repeats the fault. The page
    shows the findings instead, for whoever works with the preview.
    """
    name = PurePosixPath(app.env.doc2path(docname, base=False)).as_posix()
    reading = one_text.read_document(content[0], name, Path(app.srcdir))
    readings(app.env)[docname] = reading
    content[0] = normalised(content[0])
    app.env.temp_data[_WORDS], reading.words = reading.words, Counter()
    findings = one_text.local_findings(reading)
    if findings or name in app.config.konzept_faulty:
        content[0] = _page_of_findings(findings)
        withhold(app.env)
        del app.env.temp_data[_WORDS]


def withhold(env: BuildEnvironment) -> None:
    """Note that the document that is being read is not shown as it is, because of a fault that is told."""
    _withheld(env).add(env.docname)


def take_words(env: BuildEnvironment) -> Counter[str] | None:
    """The words that the examination read in the document that is being read; nothing if it is withheld."""
    words: Counter[str] | None = env.temp_data.pop(_WORDS, None)
    return words


def own_items(env: BuildEnvironment) -> dict[str, Item]:
    """The items of the document that is being read, by their IDs."""
    return {item.id: item for item in shape([readings(env)[env.docname]], alone=True).items}


def _page_of_findings(findings: Iterable[Finding]) -> str:
    listed = "\n".join(f"    {finding}" for finding in in_order(findings))
    return f"# Diese Seite wird nicht gezeigt\n\nDie Prüfung hat Fehler gefunden:\n\n{listed}\n"


def purge_document(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a document gave."""
    readings(env).pop(docname, None)
    _withheld(env).discard(docname)


def merge_documents(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:
    """Take over what a parallel process read."""
    readings(env).update({name: readings(other)[name] for name in docnames if name in readings(other)})
    _withheld(env).update(_withheld(other) & set(docnames))


def examine_concept(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Examine the whole concept: every build does, also one in which nothing changed."""
    texts = [reading for _, reading in sorted(readings(env).items())]
    for name in contents.circles(texts):
        env.toctree_includes.pop(name, None)
    folder = Path(app.srcdir)
    beside = examine.settings_beside(folder)
    examination = examine.examine(texts, build.town, build.today, remembered.read(folder), beside)
    build.concept, build.ids = examination.concept, examination.ids
    build.foreign = {file.removesuffix(".md"): page for file, page in examination.foreign.items()}
    build.asked, faults = bodies.read(folder, examination)
    build.looked_up = {file.removesuffix(".md"): day for file, day in examination.looked_up.items()}
    papers = (name for name in sorted(env.found_docs) if is_paper(f"{name}.md"))
    build.papers = {PurePosixPath(name).name: title_of(env, name) for name in papers}
    found = (finding for finding in examination.findings if finding.place.file not in app.config.konzept_faulty)
    report([*found, *faults], folder)
    if _withheld(env):
        app.config.suppress_warnings = [*app.config.suppress_warnings, *_FOLLOWING]
    return []


def compare_needs(build: Build, app: Sphinx, needs: Any) -> None:
    """Compare what was read with what sphinx-needs made of it, and give it the origins."""
    set_origins(build.concept, needs)
    shown = (item for item in build.concept.items.values() if build.docname(item) not in _withheld(app.env))
    for item in missing_needs(shown, needs):
        message = (
            f"{item.id}: Der Eintrag steht im Text, wurde aber nicht so übernommen, wie er dasteht. "
            "Prüfen Sie, ob ein Block davor nicht geschlossen ist."
        )
        report([Finding(place=item.place, rule="uebernahme", found=message)], Path(app.srcdir))


def refuse(env: BuildEnvironment, line: int, message: str, docname: str = "") -> None:
    """Report what the parser met although the examination had let it through."""
    name = env.doc2path(docname or env.docname, base=False).as_posix()
    report([fault(name, line, message)], Path(env.srcdir))


def report(findings: Iterable[Finding], folder: Path) -> None:
    """Log findings: errors as warnings, which stop a strict build, hints as information."""
    for finding in findings:
        place: Place = finding.place
        location = f"{folder / place.file}:{place.line}"
        if finding.is_error:
            LOGGER.warning(finding.text, location=location, type="konzept", subtype=finding.rule)
        else:
            LOGGER.info("%s: %s", location, finding.text)


def named_files(env: BuildEnvironment) -> frozenset[str]:
    """The files that the texts name as a link or a picture, from the folder of the texts."""
    mentions = (mention for reading in readings(env).values() for mention in reading.mentions)
    found = (permitted.resolve(m.target, m.place.file) for m in mentions if m.kind in ("file", "picture"))
    return frozenset(path.as_posix() for path in found if path)


def _withheld(env: BuildEnvironment) -> set[str]:
    """The documents that MyST did not see because of a fault."""
    return stored(env, _WITHHELD, set)
