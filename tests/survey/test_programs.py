"""The same answers in the structures in which other programs save them: each says the same.

Google, Excel and others can't run here. How their files differ was read from real ones that are public.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.survey.filling import GOOD, Place, filled

Parts = dict[str, str]
_SHEET: Final = "xl/worksheets/sheet2.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_BOOK: Final = "xl/workbook.xml"
_RELS: Final = "xl/_rels/workbook.xml.rels"
_SAID: Final = "Zwölf Plätze sind besetzt."
_CELL: Final = re.compile(r'<c ([^>]*?)t="inlineStr"([^>]*)><is>(.*?)</is></c>', re.S)


def shared(parts: Parts) -> Parts:
    """Texts in a list of their own, as most programs save them; cells name them by number."""
    known: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f'<c {match[1]}t="s"{match[2]}><v>{known.setdefault(match[3], len(known))}</v></c>'

    sheet = _CELL.sub(number, parts[_SHEET])
    listed = "".join(f"<si>{text}</si>" for text in known)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    parts = swap("[Content_Types].xml", "</Types>", f'<Override PartName="/{_STRINGS}" ContentType="{kind}"/></Types>')(
        parts
    )
    parts = swap(_RELS, "</Rel", f'<Relationship Type="{relation}" Target="sharedStrings.xml" Id="rId99"/></Rel')(parts)
    norm = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return parts | {_SHEET: sheet, _STRINGS: f'<sst xmlns="{norm}">{listed}</sst>'}


def swap(name: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """Other words in a part; they must be there."""

    def change(parts: Parts) -> Parts:
        assert old in parts[name], old
        return parts | {name: parts[name].replace(old, new)}

    return change


def google(parts: Parts) -> Parts:
    """No properties of the document, its own names in the book, a drawing for each sheet."""
    parts = shared(parts)
    for name in [name for name in parts if name.startswith("docProps/")]:
        del parts[name]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(r"<(?:Override|Relationship)\b[^>]*docProps[^>]*/>", "", parts[name])
    names = 'xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" xmlns:mv="urn:x"'
    parts[_BOOK] = parts[_BOOK].replace("<workbook ", f"<workbook {names} ", 1)
    parts["xl/drawings/drawing2.xml"] = "<xdr:wsDr xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/x'/>"
    return swap(_STRINGS, "<t>", '<t xml:space="preserve">')(parts)


def rich(parts: Parts) -> Parts:
    """A word in bold, and how the rest is spoken: only what is written counts."""
    runs = (
        '<r><rPr><b/></rPr><t>Zwölf</t></r><r><t xml:space="preserve"> Plätze sind besetzt.</t></r><rPh sb="0" eb="2">'
        '<t>zwoelf</t></rPh><phoneticPr fontId="1"/>'
    )
    parts = shared(parts)
    return parts | {_STRINGS: re.sub(r"<t>Zw[^<]* besetzt\.</t>", runs, parts[_STRINGS])}


def spoken(parts: Parts) -> Parts:
    """Texts as results, without what they are results of."""

    def result(match: re.Match[str]) -> str:
        return f'<c {match[1]}t="str"{match[2]}><v>{re.sub("<[^>]*>", "", match[3])}</v></c>'

    return parts | {_SHEET: _CELL.sub(result, parts[_SHEET])}


def prefixed(parts: Parts) -> Parts:
    """Each element with a prefix, as the tools of .NET write it."""
    parts = shared(parts)
    for name in (_SHEET, _STRINGS, _BOOK, "xl/styles.xml"):
        text = re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", parts[name])
        parts[name] = text.replace(
            'xmlns="http://schemas.openxmlformats.org/s', 'xmlns:x="http://schemas.openxmlformats.org/s'
        )
    return parts


def strict(parts: Parts) -> Parts:
    """The strict form of the norm has other names."""
    main, rel = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "schemas.openxmlformats.org/officeDocument/2006",
    )
    return {
        name: text.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            rel, "purl.oclc.org/ooxml/officeDocument"
        )
        for name, text in parts.items()
    }


def unplaced(parts: Parts) -> Parts:
    """Cells without an address: every one there is, one after the other; and no word on how far they reach."""
    sheet = re.sub(r"<dimension[^>]*/>", "", parts[_SHEET])
    rows = [re.sub(r'(<(?:row|c)\b[^>]*?) r="[A-Z]*[0-9]+"', r"\1", row) for row in re.split("(?=<row )", sheet)]
    return parts | {_SHEET: "".join(rows)}


def extended(parts: Parts) -> Parts:
    """Lists of another sheet, which Excel keeps at the end, and parts of Office in the net."""
    more = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'>Listen!$A$2</xm:f>"
        "</x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    parts |= {
        "docMetadata/LabelInfo.xml": "<clbl/>",
        "xl/persons/person.xml": "<personList/>",
        "customXml/item1.xml": "<a/>",
    }
    return swap(_SHEET, "</worksheet>", more)(parts)


def renamed(pairs: dict[str, str]) -> Callable[[Parts], Parts]:
    """Other names of parts."""
    return lambda parts: {pairs.get(name, name): text for name, text in parts.items()}


def at_the_root(parts: Parts) -> Parts:
    """The book beside everything else; only the file of relations says where."""
    moved = {name.removeprefix("xl/"): text for name, text in parts.items()}
    moved = swap("_rels/.rels", "xl/workbook.xml", "workbook.xml")(moved)
    moved = swap("[Content_Types].xml", "/xl/", "/")(moved)
    return swap("_rels/workbook.xml.rels", "/xl/", "/")(moved)


def backslashes(parts: Parts) -> Parts:
    """Names as some programs on Windows write them."""
    return {name.replace("/", "\\"): text for name, text in parts.items()}


def linked(parts: Parts) -> Parts:
    """What was copied out of another book: Excel keeps where it came from."""
    return parts | {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}


def same(parts: Parts) -> Parts:
    return parts


def relative(parts: Parts) -> Parts:
    """Targets from the book's own folder."""
    return swap(_RELS, '"/xl/', '"')(parts)


def unstyled(parts: Parts) -> Parts:
    """Cells whose format is empty."""
    return parts | {_SHEET: re.sub(r'(<c [^>]*?)s="[0-9]*"', r'\1s=""', parts[_SHEET])}


def signed(parts: Parts) -> Parts:
    """A mark at the beginning of each part, and another word in its first line."""
    return {name: "\ufeff" + text.replace("encoding='UTF-8'", 'encoding="utf-8"') for name, text in parts.items()}


PROGRAMS: Final[dict[str, Callable[[Parts], Parts]]] = {
    "texts in cells": same,
    "texts in a list": shared,
    "Google": google,
    "rich text and phonetics": rich,
    "texts as results": spoken,
    "prefixes": prefixed,
    "the strict form": strict,
    "cells without address": unplaced,
    "extensions": extended,
    "relative targets": relative,
    "a book at the root": at_the_root,
    "backslashes": backslashes,
    "capitals": renamed({_SHEET: "xl/worksheets/Sheet2.xml"}),
    "links to other books": linked,
    "empty formats": unstyled,
    "byte order marks": signed,
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def rewritten(content: bytes, change: Callable[[Parts], Parts]) -> bytes:
    """The file with its parts as another program writes them."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in change(parts).items():
            new.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_structure_says_the_same(name: str, place: Place) -> None:
    table = filled(place.out(), {"SPR-02": GOOD})
    wanted = place.take({"a.xlsx": table})
    found = place.take({"a.xlsx": rewritten(table, PROGRAMS[name])})
    assert (found.findings, found.changes, found.rounds) == (wanted.findings, wanted.changes, wanted.rounds)
    assert [entry.answer.what for entry in found.taken] == [_SAID]


@pytest.mark.parametrize("form", ['s="{style}"><v>{number}</v>', 't="d" s="{style}"><v>2026-03-01T00:00:00</v>'])
@pytest.mark.parametrize("begins", [1900, 1904])
def test_a_day_that_a_program_counts_is_that_day(begins: int, form: str, place: Place) -> None:
    """Since 1900, or since 1904 as Excel on a Mac did; or in words of the norm."""
    table = filled(place.out(), {"SPR-02": GOOD | {"since": "1.3.2026"}})
    wanted = place.take({"a.xlsx": table})

    def counted(parts: Parts) -> Parts:
        number = {1900: 46082, 1904: 46082 - 1462}[begins]
        styles = parts["xl/styles.xml"].replace("</cellXfs>", '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>')
        style = len(re.findall(r"<xf ", styles[styles.index("<cellXfs") : styles.index("</cellXfs>")])) - 1
        cell = form.format(style=style, number=number)
        typed = r'<c (r="[A-Z]+[0-9]+") s="[0-9]+" t="inlineStr"><is><t>1\.3\.2026</t></is>'
        sheet = re.sub(typed, rf"<c \1 {cell}", parts[_SHEET])
        assert sheet != parts[_SHEET]
        book = parts[_BOOK]
        if begins == 1904:
            assert "<workbookPr" in book
            book = book.replace("<workbookPr", '<workbookPr date1904="1"')
        return parts | {_SHEET: sheet, "xl/styles.xml": styles, _BOOK: book}

    found = place.take({"a.xlsx": rewritten(table, counted)})
    assert (found.findings, found.changes) == (wanted.findings, wanted.changes)
