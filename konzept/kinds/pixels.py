"""Pictures made of pixels: decoded to the last row, bounded in pixels, frames and passes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from PIL import ExifTags, Image, ImageSequence

from konzept.kinds import MOST_PIXELS

# A progressive JPEG is drawn in about ten passes; each more costs time, and a file can hold a million of them.
_MOST_PASSES: Final = 100
_PASS: Final = b"\xff\xda"

# What a camera writes beside the picture begins so, in JPEG, PNG, WebP and JPEG 2000.
_EXIF: Final = re.compile(rb"(?:Exif\0\0|eXIf|EXIF.{4}|JpgTiffExif->JP2)(?=II\*\0|MM\0\*)", re.DOTALL)
_MOST_EXIF: Final = 100
_LARGEST_EXIF: Final = 2**16
_XMP: Final = b"GPSLatitude"
_PLACE: Final = "In dem Foto steht, wo es gemacht wurde (GPS). Speichern Sie es ohne diese Angabe."
PLACES: Final = "Fotos, in denen steht, wo sie gemacht wurden (GPS)"

FORMATS: Final = {
    "png": ("PNG", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("JPEG", b"\xff\xd8\xff"),
    "gif": ("GIF", b"GIF8"),
    "webp": ("WEBP", b"RIFF"),
}


def begins(name: str, content: bytes) -> bool:
    """Whether a content begins as pictures of this format do."""
    _, mark = FORMATS[name]
    return content.startswith(mark) and (name != "webp" or content[8:12] == b"WEBP")


def refused(name: str, content: bytes) -> Iterator[str]:
    """Why a content is no picture of this format that a page may show."""
    passes = content.count(_PASS) if name == "jpg" else 1
    if passes > _MOST_PASSES:
        yield f"Das Bild wird in {passes} Durchgängen gezeichnet. Speichern Sie es neu, ohne „progressiv“."
        return
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=[FORMATS[name][0]]) as image,
        ):
            reason = _out_of_bounds(image, name)
            if not reason:
                image.load()
                packed = [image.getexif(), *(value for value in image.info.values() if isinstance(value, str | bytes))]
                reason = _PLACE if any(map(_names_place, packed)) or tells_place(content) else ""
    except Exception:  # what decoders raise for broken content has no common base
        reason = "Das Bild ist beschädigt. Speichern Sie es neu."
    if reason:
        yield reason


def _out_of_bounds(image: Image.Image, name: str) -> str:
    """What is wrong with a picture that can be told before it is decoded."""
    if image.width * image.height > MOST_PIXELS:
        return (
            f"Das Bild hat {image.width} × {image.height} Bildpunkte, erlaubt sind zusammen höchstens "
            f"{MOST_PIXELS // 1_000_000} Millionen. Verkleinern Sie es."
        )
    # of a JPEG every program shows the first picture only; cameras put a second one behind it
    if name != "jpg" and getattr(image, "is_animated", False):
        return "Das Bild bewegt sich, und niemand kann es anhalten. Nehmen Sie ein einzelnes Bild daraus."
    if image.mode == "CMYK":
        return "Das Bild hat Druckfarben (CMYK). Speichern Sie es in RGB."
    return ""


def tells_place(content: bytes) -> bool:
    """Whether a picture, or what holds one as it is, says where it was taken."""
    places = (content[match.end() :][:_LARGEST_EXIF] for match in islice(_EXIF.finditer(content), _MOST_EXIF))
    return _XMP in content or any(map(_names_place, map(_exif, places))) or _pages_tell_place(content)


def _exif(content: bytes) -> Image.Exif:
    found = Image.Exif()
    with suppress(Exception):  # what the library raises for broken content has no common base
        found.load(content)
    return found


def _pages_tell_place(content: bytes) -> bool:
    """A TIFF has what a camera wrote where it likes, and for each of its pages."""
    with (
        suppress(Exception),
        warnings.catch_warnings(action="ignore"),
        Image.open(io.BytesIO(content), formats=["TIFF"]) as image,
    ):
        return any(_names_place(page.getexif()) for page in islice(ImageSequence.Iterator(image), _MOST_EXIF))
    return False


def _names_place(words: Image.Exif | str | bytes) -> bool:
    if isinstance(words, Image.Exif):
        with suppress(Exception):
            return bool(
                words.get_ifd(ExifTags.IFD.GPSInfo).keys() & {ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude}
            )
        return False
    return _XMP in (words.encode("utf-8", "replace") if isinstance(words, str) else words)


def as_png(content: bytes) -> bytes:
    """The same pixels of a picture that is not refused, for programs that take fewer variants of it than browsers."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
        image.convert("RGBA").save(out, "PNG")
    return out.getvalue()
