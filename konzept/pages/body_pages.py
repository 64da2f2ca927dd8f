"""Pages that no text is written for: one for each who decides or leads, made of the concept when all is read.

They are documents like any other from then on: Sphinx writes them, and search, sitemap and menu know them. Only print
has none, since they order anew what stands in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept.pages.build import Build, Slot
from konzept.pages.freshness import forget, places, slots, used
from konzept.views.responsible import WAITING, everyone, title

_MADE: Final = "konzept_body_pages"
ANCHOR: Final = "stelle"
Made = dict[str, tuple[str, str]]  # by document the name, and the IDs of its recommendations


def leave_out(app: Sphinx) -> None:
    """Let Sphinx not look for texts of the pages of an earlier build, nor write them again for want of one."""
    app.env.found_docs.difference_update(made(app.env))


def make(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the pages below the one that lists them; gives those that are not written yet.

    What was made before and is as it was stays.
    """
    above, _ = places(env).get(WAITING, ("", ""))
    before: Made = made(env)
    found: Made = {
        place: (name, " ".join(item.id for item in items))
        for place, (name, items) in (everyone(build.concept) if above else {}).items()
        if place not in env.all_docs  # what somebody wrote there comes first
    }
    for place in before.keys() - found.keys():
        forget(env, place)
    setattr(env, _MADE, found)
    for parent, below in env.toctree_includes.items():
        env.toctree_includes[parent] = [name for name in below if name not in before]
    if found:
        env.toctree_includes.setdefault(above, []).extend(found)
    env.found_docs.update(found)
    for place, told in found.items():
        if before.get(place) != told:
            _make(app, env, place, *told)
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    return [place for place in found if not Path(builder.get_outfilename(place)).is_file()]


def made(env: BuildEnvironment) -> Made:
    """The pages of this kind that there are."""
    found: Made = getattr(env, _MADE, {})
    return found


def _make(app: Sphinx, env: BuildEnvironment, place: str, name: str, idents: str) -> None:
    forget(env, place)
    settings: Any = env.get_doctree(env.config.root_doc).settings
    document = new_document(f"{place}.md", settings)
    slot = Slot(kind="body", name=name, item=idents)
    document += nodes.section("", nodes.title("", title(name)), slot, ids=[ANCHOR], classes=["stelle"])
    slots(env)[place] = used(document)
    env.titles[place] = env.longtitles[place] = nodes.title("", title(name))
    link = nodes.reference("", title(name), internal=True, refuri=place, anchorname="")
    env.tocs[place] = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", link)))
    env.metadata[place] = {}
    app.builder.write_doctree(place, document)
