"""Words for a screen are found in whatever text; the quick look beforehand leaves none out."""

import re

import pytest

from konzept.markdown import screen

WORDS = (
    *("klicken", "anklickt", "draufklicke", "Weiterklick", "doppelklickt", "Mausklicks", "Doppelklick", "Klicks"),
    *("scrollen", "SCROLLT", "antippen", "Tippen Sie auf", "filtern", "filtert", "aufklappen", "ausklappen"),
    *("einklappen", "im Browser", "Suchfeld", "Schaltfläche", "SCHALTFLÄCHEN", "im Menü", "Mauszeiger"),
    *("am Fuß jeder Seite", "am Fuß der Seite", "am Fuß dieser Seite", "oben auf jeder Seite"),
    *("unten rechts auf der Seite", "oben links auf dieser Seite", "zurück zum Anfang", "zurück nach oben"),
    *("click", "clicks", "scroll", "back to top", "at the foot of every page", "at the top of each page"),
    *("at the bottom of this page", "tel:+49", "tel:02407", "mailto:"),
)


@pytest.mark.parametrize("words", WORDS)
def test_each_is_found_alone_in_a_text(words: str) -> None:
    shown = re.sub(r"(?<=tel:).*", "", words)
    assert list(screen.found(f"Ein Satz.\n\nUnd {words} hier.")) == [(3, shown)]
    assert list(screen.found(f"„Und {words} hier“")) == []
