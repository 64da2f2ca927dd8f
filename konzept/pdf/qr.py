"""QR codes as SVG."""

from __future__ import annotations

import io

import segno


def code(address: str) -> bytes:
    """The QR code of an address: black on nothing, with the quiet zone of four modules that readers need."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        out, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue()
