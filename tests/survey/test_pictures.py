"""The pictures on the page for the Redaktion show the questionnaire that goes out."""

from __future__ import annotations

import hashlib
import json

from PIL import Image

from tools.pictures import FOLDER, RECORD, questionnaire, shown


def test_the_pictures_show_what_goes_out() -> None:
    """Else: ``make bilder``."""
    record = json.loads(RECORD.read_text("utf-8"))
    pictures = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("abfrage-*.webp")}
    assert record == {"zeigt": shown(questionnaire()), "bilder": pictures}


def test_they_are_small_enough_for_a_phone() -> None:
    for path in FOLDER.iterdir():
        with Image.open(path) as picture:
            assert picture.format == "WEBP"
        assert path.stat().st_size < 20_000
