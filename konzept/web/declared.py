"""What a build publishes is what it declared: pages, their files, ours beside them; anything else stops it.

Two walls behind the examination of the texts: what Sphinx is about to copy must have been named by a text that was
read and must be of a known kind, and in the output folder nothing may lie that nobody declared.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept import catalogue
from konzept.examine.targets import unfit
from konzept.exports import metadata
from konzept.findings import fault
from konzept.pages.build import Build
from konzept.pages.examination import named_files, report
from konzept.web import beside, search, tabledata

_THEME: Final = Path(__file__).parent.parent / "theme" / "static"
# What Sphinx and its extensions lay into _static, whatever the texts say.
_STATIC: Final = (
    *("basic.css", "doctools.js", "documentation_options.js", "file.png", "language_data.js", "minus.png", "plus.png"),
    *("pygments.css", "searchtools.js", "sphinx_highlight.js", "translations.js", "base-stemmer.js"),
    *("german-stemmer.js", "graphviz.css", "sphinx-design.min.css", "design-tabs.js"),
)
_BESIDE: Final = (
    *(".buildinfo", ".buildinfo.bak", "needs.json", "objects.inv", "search.html", "sitemap.xml"),
    *(metadata.PREVIEW, metadata.SECURITY, metadata.AS_IT_IS, catalogue.WHOLE.file),
)


def note_present(build: Build, app: Sphinx) -> None:
    """Remember what an earlier build left in the output folder."""
    build.present = frozenset(_present(app))


def examine_files(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Examine every file that is about to be copied, as it is now; one that no text is known to name is not touched."""
    folder = Path(app.srcdir)
    named = named_files(env)
    copies: tuple[dict[Any, Any], ...] = (env.images, env.dlfiles)
    found = ((str(path), path, files) for files in copies for path in files)
    for path, key, files in sorted(found, key=itemgetter(0)):
        docnames, _ = files[key]
        name = env.doc2path(min(docnames), base=False).as_posix()
        if path not in named:
            del files[key]
            reasons = iter([f"Die Datei {path!r} würde veröffentlicht, aber kein gelesener Text nennt sie."])
        else:
            reasons = unfit(folder / path, path, as_picture=files is env.images)
        report((fault(name, 1, reason) for reason in reasons), folder)
    return []


def compare_output(build: Build, app: Sphinx, exception: Exception | None) -> None:
    """Compare the output folder with what was declared.

    What an earlier build left there is removed; what this build wrote undeclared is an error.
    """
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    folder = Path(app.outdir)
    for name in sorted(frozenset(_present(app)) - frozenset(_declared(build, app.builder))):
        if name in build.present:
            _remove(folder, name)
        else:
            message = (
                f"Die Datei {name!r} ist im Bau entstanden, gehört aber zu nichts, was veröffentlicht werden soll."
            )
            report([fault(name, 1, message, "ausgabe")], folder)


def _present(app: Sphinx) -> Iterator[str]:
    """The files in the output folder, without Sphinx' own memory if that lies there too."""
    return _files(str(app.outdir), "", str(app.doctreedir))


def _files(folder: str, above: str, left_out: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if not entry.is_dir(follow_symlinks=False):
                yield f"{above}{entry.name}"
            elif entry.path != left_out:
                yield from _files(entry.path, f"{above}{entry.name}/", left_out)


def _remove(folder: Path, name: str) -> None:
    """Remove a file, and the folders below ``folder`` that are empty without it."""
    (folder / name).unlink()
    for parent in (folder / name).relative_to(folder).parents[:-1]:
        if not any((folder / parent).iterdir()):
            (folder / parent).rmdir()


def _declared(build: Build, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    env = builder.env
    yield from (*_BESIDE, *beside.written(build), *search.files(Path(builder.outdir)))
    yield from (f"{docname}{builder.out_suffix}" for docname in env.found_docs)
    yield from tabledata.kept(build, env.found_docs)
    yield from (f"{item.id}/index.html" for item in build.concept.recommendations())
    yield from (f"_static/{name}" for name in _STATIC)
    yield from (f"_static/{path.name.removesuffix('_t')}" for path in _THEME.iterdir())
    yield from (f"{builder.imagedir}/{name}" for _, name in env.images.values())
    yield from (f"_downloads/{name}" for _, name in env.dlfiles.values())
