"""The pictures on the page "Für andere Kommunen" show the Redaktion in the browser as it is."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from tools.pictures import RECORD, recorded
from tools.pictures_desk import FOLDER, NAMES, shown


@pytest.mark.usefixtures("words_of_the_town")
def test_the_pictures_show_what_people_see() -> None:
    """Else: ``make bilder``."""
    assert json.loads(RECORD.read_text("utf-8"))["melden"] == recorded(FOLDER, NAMES, shown())


def test_they_are_small_enough_for_a_phone() -> None:
    for path in FOLDER.glob(NAMES):
        with Image.open(path) as picture:
            assert picture.format == "WEBP"
        assert path.stat().st_size < 20_000
