"""The pictures on the page for the Redaktion show the questionnaire that goes out."""

from __future__ import annotations

import json

from PIL import Image

from tools.pictures import FOLDER, NAMES, RECORD, is_drawn, questionnaire, recorded, shown


def test_the_pictures_show_what_goes_out() -> None:
    """Else: ``make bilder``."""
    assert json.loads(RECORD.read_text("utf-8"))["abfrage"] == recorded(FOLDER, NAMES, shown(questionnaire()))


def test_they_show_a_window_and_not_an_empty_screen() -> None:
    assert not is_drawn(Image.new("RGB", (1180, 620)))
    for path in FOLDER.glob(NAMES):
        with Image.open(path) as picture:
            assert is_drawn(picture), path.name


def test_they_are_small_enough_for_a_phone() -> None:
    for path in FOLDER.iterdir():
        with Image.open(path) as picture:
            assert picture.format == "WEBP"
        assert path.stat().st_size < 20_000
