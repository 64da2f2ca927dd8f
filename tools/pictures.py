"""Makes the pictures of a questionnaire on the page for the Redaktion: ``make bilder``.

A real LibreOffice with a window opens a questionnaire of the invented Musterau; keys are pressed, and the screen is
kept. On Debian it needs ``libreoffice-calc libreoffice-gtk3 libreoffice-l10n-de xvfb xdotool``; ``SOFFICE`` names
another LibreOffice. With ``libreoffice-calc-nogui`` in its place, which the tests use, Calc ends with signal 6 when a
window opens. ``tests/survey/test_pictures.py`` says when the pictures no longer show what goes out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

from konzept import examine, town
from konzept.model import Party
from konzept.survey.bodies import Asked, Body
from konzept.survey.outgoing import questions
from konzept.survey.sheet_columns import COLUMNS, SHEET
from konzept.survey.workbook import workbook
from konzept.tables.cells import address
from konzept.tables.table_files import sheets
from tests.project import ROOT, write

FOLDER: Final = next((ROOT / "docs").rglob("abfrage.md")).parent / "bilder"
NAMES: Final = "abfrage-*.webp"
RECORD: Final = ROOT / "tools" / "pictures.json"
ROUND: Final = date(2026, 12, 1)
UNTIL: Final = date(2027, 1, 15)
_DISPLAY: Final = ":87"
_WIDE, _HIGH = 1180, 620
_COLOURS: Final = 64
_FEWEST: Final = 16  # colours of a window with a table in it; an empty screen has one or two
_TITLES: Final = (
    "Kinderbetreuung neben jedem Sprachkurs",
    "Lernpatenschaften für Schülerinnen und Schüler",
    "Eine Übersicht aller Sprachkurse, zweimal im Jahr",
)
_SHOWN: Final = ("status", "publish")  # at these cells their help is seen
_ANSWER: Final = {
    "status": "in Umsetzung",
    "since": "März 2026",
    "what": "Zwölf Plätze sind besetzt.",
    "publish": "ja",
    "released": "Leitung der Stelle",
    "on": "12.1.2027",
}
_SETTINGS: Final = {
    ("Office.Linguistic/General", "UILocale"): "de",
    ("Setup/L10N", "ooSetupSystemLocale"): "de-DE",
    ("Office.Common/Misc", "ShowTipOfTheDay"): "false",
    ("Office.Common/Misc", "FirstRun"): "false",
    ("Setup/Product", "ooSetupLastVersion"): "99.9",
}


def questionnaire() -> bytes:
    """What the pictures show: a questionnaire about three invented recommendations."""
    items = "\n".join(
        f":::{{empfehlung}} {title}\n:id: SPR-{number:02}\n:status: unbekannt\n:priority: weitere\n"
        ":handlungsfeld: HF-SPR\n:zuordnung: quelle\n:genannt_in: Q-ZB\n\n## Laut Quelle\n\n"
        f"Der Runde Tisch empfiehlt: {title}.\n\n## Zur Umsetzung – Vorschlag der Redaktion\n\nWer entscheidet?\n:::\n"
        for number, title in enumerate(_TITLES, 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        texts = write(Path(folder), {"empfehlungen.md": f"# Empfehlungen\n\n{items}"})
        concept, settings = examine.examine_folder(texts, ROUND).concept, town.load(texts)
    body = Body(code="AMT-1", name="Amt für Zusammenleben", party=Party.ADMINISTRATION, fields=("HF-SPR",))
    asked = Asked(bodies=(body,), releasing=("Leitung der Stelle",))
    return workbook(next(questions(asked, concept, (), ROUND, UNTIL)), asked, concept, settings)


def shown(content: bytes) -> str:
    """A fingerprint of what a questionnaire shows, whatever wrote its file."""
    cells = [(sheet.name, sheet.rows) for sheet in sheets(content)]
    seen = [cells, [(c.heading, c.width, c.help if c.key in _SHOWN else "") for c in COLUMNS]]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def main() -> None:
    """Make the pictures and record what they show."""
    office = os.environ.get("SOFFICE") or shutil.which("soffice")
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if office is None or missing:
        sys.exit(
            f"Es fehlt: {', '.join(missing) or 'LibreOffice'}. Was zu installieren ist, steht in tools/pictures.py."
        )
    content = questionnaire()
    with tempfile.TemporaryDirectory() as folder, _screen():
        path = Path(folder, f"abfrage-{ROUND}-amt-1-bis-{UNTIL}.xlsx")
        path.write_bytes(content)
        with _open(office, path, Path(folder, "profil")) as press:
            _fill_in(press)
    record("abfrage", FOLDER, NAMES, shown(content))


def recorded(folder: Path, names: str, fingerprint: str) -> dict[str, object]:
    """What stands in the record of the pictures of these names, if they show this."""
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob(names))}
    return {"zeigt": fingerprint, "bilder": sums}


def record(part: str, folder: Path, names: str, fingerprint: str) -> None:
    """Write down what the pictures of one part show."""
    known = json.loads(RECORD.read_text("utf-8")) | {part: recorded(folder, names, fingerprint)}
    RECORD.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def _fill_in(press: Callable[..., None]) -> None:
    """Answer for the second recommendation as an office would, and keep the screen twice."""

    def go(column: str) -> None:
        press("ctrl+shift+t", text=f"{SHEET}.{address(3, [c.key for c in COLUMNS].index(column))}")
        press("Return")

    go("status")
    press("alt+Down")
    _keep("abfrage-auswaehlen.webp")
    press("Escape")
    for column, said in _ANSWER.items():
        go(column)
        press(text=said)
        press("Return")
    go("publish")
    _keep("abfrage-freigeben.webp")


def _keep(name: str) -> None:
    picture = _grabbed().convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS)
    FOLDER.mkdir(exist_ok=True)
    # Without loss, and a third smaller than PNG: two of them and the page stay below 60 kB.
    picture.convert("RGB").save(FOLDER / name, lossless=True, quality=100, method=6)


def _grabbed() -> Image.Image:
    """The screen when something is drawn on it; a window comes before what is in it."""
    for _ in range(30):
        time.sleep(2)
        picture = ImageGrab.grab(xdisplay=_DISPLAY)
        if is_drawn(picture):
            return picture
    sys.exit("Der Bildschirm zeigt nichts. Es braucht libreoffice-calc, nicht -nogui; siehe tools/pictures.py.")


def is_drawn(picture: Image.Image) -> bool:
    """Whether a picture of the screen shows more than an empty window."""
    return picture.convert("RGB").getcolors(_FEWEST) is None


@contextmanager
def _screen() -> Iterator[None]:
    with subprocess.Popen(["Xvfb", _DISPLAY, "-screen", "0", f"{_WIDE}x{_HIGH}x24"], stderr=subprocess.DEVNULL) as x:
        time.sleep(2)
        try:
            yield
        finally:
            x.terminate()


@contextmanager
def _open(office: str, path: Path, profile: Path) -> Iterator[Callable[..., None]]:
    """LibreOffice with the file; what is given presses keys and types."""
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_settings(), "utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--calc", str(path)]
    env = {**os.environ, "DISPLAY": _DISPLAY, "SAL_USE_VCLPLUGIN": "gtk3"}
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as running:
        try:
            window = _window(path.name)
            time.sleep(3)
            for action in (("windowmove", window, "0", "0"), ("windowsize", window, str(_WIDE), str(_HIGH))):
                _xdotool(*action)
            _xdotool("windowfocus", window)
            _xdotool("mousemove", str(_WIDE), str(_HIGH))

            def press(*keys: str, text: str = "") -> None:
                for key in keys:
                    _xdotool("key", key)
                if text:
                    _xdotool("type", "--delay", "60", text)
                time.sleep(1)

            yield press
        finally:
            running.terminate()


def _window(name: str) -> str:
    for _ in range(60):
        time.sleep(1)
        if found := _xdotool("search", "--onlyvisible", "--name", name).split():
            return found[-1]
    sys.exit("LibreOffice zeigt kein Fenster. Es braucht die Fassung mit Oberfläche (libreoffice-calc, nicht -nogui).")


def _xdotool(*action: str) -> str:
    env = {**os.environ, "DISPLAY": _DISPLAY}
    return subprocess.run(["xdotool", *action], env=env, capture_output=True, text=True, check=False).stdout


def _settings() -> str:
    """A new profile in German, without greetings."""
    names = 'xmlns:oor="http://openoffice.org/2001/registry"'
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for (path, name), value in _SETTINGS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {names}>{items}</oor:items>\n'


if __name__ == "__main__":
    main()
