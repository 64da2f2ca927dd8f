"""Draws what builds cost by the number of recommendations, as a picture for the architecture pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import chain
from math import log10
from typing import Final

Points = Sequence[tuple[int, float]]
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 430, 70, 190, 50, 55
_COLOURS: Final = ("#5a6570", "#0f4c5c", "#9a3b00", "#0a7d4f", "#9a3b00", "#7a3e9d")
_DASHES: Final = ("", "", "8 4", "", "8 4", "1 3")
_STYLE: Final = 'font-family="sans-serif" font-size="14" fill="#1b1b1b"'
_STEPS: Final = (0.1, 1, 10, 100, 1000)
_ROOM: Final = 17  # between two names of lines


def picture(title: str, lines: Mapping[str, Points]) -> str:
    """An SVG with a line for each name: numbers to the right, seconds upwards, both in powers of ten."""
    points = list(chain.from_iterable(lines.values()))
    numbers = sorted({number for number, _ in points})
    steps = [step for step in _STEPS if step <= max(seconds for _, seconds in points) * 1.5]
    right, top = log10(numbers[-1] / numbers[0]), log10(max(seconds for _, seconds in points) / steps[0])

    def x(number: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * log10(number / numbers[0]) / right

    def y(seconds: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * log10(seconds / steps[0]) / top

    drawn = [f'<text x="{_LEFT}" y="24" font-weight="bold">{escape(title)}</text>']
    drawn.append(f'<text x="{_LEFT}" y="{_HEIGHT - 10}">recommendations</text>')
    for step in steps:
        drawn.append(f'<path d="M{_LEFT} {y(step):.1f}H{_WIDTH - _RIGHT}" stroke="#d5d9dd"/>')
        drawn.append(f'<text x="{_LEFT - 8}" y="{y(step) + 5:.1f}" text-anchor="end">{step:,g} s</text>')
    middle = f'y="{_HEIGHT - 32}" text-anchor="middle"'
    drawn += [f'<text x="{x(number):.1f}" {middle}>{number:,}</text>' for number in numbers]
    below = 0.0
    looks = zip(_COLOURS, _DASHES, strict=True)
    for (name, found), (colour, dash) in zip(
        sorted(lines.items(), key=lambda line: -line[1][-1][1]), looks, strict=False
    ):
        path = " ".join(f"{x(number):.1f},{y(seconds):.1f}" for number, seconds in found)
        at = below = max(y(found[-1][1]) + 5, below + _ROOM)
        drawn.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>'
        )
        drawn.append(f'<text x="{x(found[-1][0]) + 8:.1f}" y="{at:.1f}" fill="{colour}">{escape(name)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" {_STYLE}>'
    return "\n".join(
        [head, f"<title>{escape(title)}</title>", '<path fill="#fff" d="M0 0h760v430H0z"/>', *drawn, "</svg>\n"]
    )
