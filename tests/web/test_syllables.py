"""Words are parted as German and English are, also those that pyphen parts wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pyphen
import pytest

from konzept.web import syllables
from tests.project import TOWNS

GERMAN = """
An-lauf-stel-len An-trag-stel-lung Be-schluss-kon-trol-le Bun-des-stadt Co-me-ni-us-stra-ße Deutsch-land
Fort-schritt Her-zo-gen-rather Quar-tiers-ent-wick-lung Quar-tiers-pro-jekts Rats-in-for-ma-tions-sys-tem
Sprach-erwerb Ver-ste-ti-gung Ver-tei-lungs-schlüs-sel Zu-sam-men-ar-beit Zwi-schen-bericht
"""
VOWEL = re.compile("[aeiouyäöüáàâéèêëíìîïóòôúùûœæøåı]")


def parted(word: str, language: str) -> str:
    edges = [0, *syllables.places(word, language), len(word)]
    return "-".join(word[start:end] for start, end in pairwise(edges))


def long_words() -> Iterator[str]:
    """All long words of the texts that there are."""
    for town in TOWNS:
        for path in town.rglob("*.md"):
            yield from re.findall(r"[^\W\d_]{10,}", path.read_text("utf-8"))


def test_words_are_parted_as_they_are_spoken() -> None:
    words = GERMAN.split()
    assert [parted(word.replace("-", ""), "de") for word in words] == words
    assert parted("recommendations", "en") == "re-com-mendations"


def test_no_part_of_any_word_is_without_a_vowel_and_no_consonant_is_parted() -> None:
    words = [parted(word.lower(), "de") for word in set(long_words())]
    assert len(words) > 100
    assert [word for word in words if re.search("s-ch|c-h|c-k", word)] == []
    assert [word for word in words if not all(VOWEL.search(part) and len(part) > 1 for part in word.split("-"))] == []


@pytest.mark.parametrize(("word", "wrong"), [("Deutschland", "Deut-sch-land"), ("Spracherwerb", "Spra-ch-er-werb")])
def test_pyphen_still_joins_what_the_german_file_keeps_apart(word: str, wrong: str) -> None:
    assert pyphen.Pyphen(lang="de_DE").inserted(word) == wrong
