"""The Redaktion in the browser beside the current Ausgabe, if the town wants it, and in no Ausgabe: those never change.

It works on the texts of that Ausgabe: whoever reports sees the very state that is written on, and what is published
depends on nothing but what was published before.
"""

from __future__ import annotations

from konzept.desk import bundle
from konzept.editions import PublishError
from konzept.files import Made
from konzept.publish.site_plan import SitePlan


def made(planned: SitePlan) -> tuple[Made, str]:
    """Its files by their addresses below that of the current Ausgabe; if there can be none, the reason in German.

    :raises PublishError: if the Ausgabe has files in their place.
    :raises konzept.errors.RefusedError: if Pyodide is not installed.
    """
    project, newest = planned.project, planned.editions[-1]
    if not planned.town.browser_desk:
        return {}, ""
    try:
        made = bundle.of_commit(project.root, newest.commit, project.docs_name, planned.town)
    except bundle.UnfitError as error:
        return {}, str(error)
    entry = planned.lock.entries.get(newest.edition.name)
    if taken := sorted(made.keys() & (entry.files.keys() if entry else set())):
        raise PublishError(
            f"{newest.edition.name}: In der Ausgabe liegt schon {taken[0]}, wo die Redaktion im Browser liegen soll. "
            "Setzen Sie 'redaktion_im_browser' in kommune.toml auf false, oder benennen Sie die Seite um."
        )
    return made, ""
