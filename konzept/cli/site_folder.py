"""The command build. If nothing is new it answers before most of this program is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept.cli.shared_options import AS_OF, day_of, named
from konzept.cli.text_folder import say_missing, say_uncommitted, sound
from konzept.errors import KonzeptError
from konzept.files import unchanged
from konzept.model.dates import german_day


@click.command()
@named("docs", "build/html")
@AS_OF
def build(texts: Path, target: Path, as_of_day: date | None) -> None:
    """Baut die Website aus TEXTE streng nach ZIEL. Misslingt es, bleibt ZIEL, wie es war."""
    today = day_of(as_of_day, texts)
    hints = unchanged.said(texts, target, today)
    if hints is None:
        _build(texts, target, today)
    else:
        click.echo(hints, nl=False)
    say_missing(texts)
    say_uncommitted(texts)
    click.echo(f"Stichtag {german_day(today)}. Die Startseite: {(target / 'index.html').resolve()}")


def _build(texts: Path, target: Path, today: date) -> None:
    from konzept import website
    from konzept.examine import reading_cache
    from konzept.listing import as_text

    with reading_cache.kept(reading_cache.file_of(target)):
        hints = as_text(sound(texts, today, target), texts.as_posix())
        click.echo(hints, nl=False)
        with unchanged.noted(texts, target, today, hints):
            if not website.build(texts, target, today):
                raise KonzeptError(f"Der Bau ist gescheitert. {target} ist unverändert.")


COMMANDS: Final = (build,)
