"""Lines of text around a plot: wrapped to the width, never cut without a sign, never over the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.shapes import ASCENT, LEADING, Measure, Role, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.spec import Frame


def elided(text: str, room: float, size: float, measure: Measure, *, bold: bool = False) -> str:
    """The text, or as much of it as fits the room with an ellipsis; empty where not even that fits."""
    if measure(text, size, bold) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = text[:length].rstrip() + "…"
        if measure(cut, size, bold) <= room:
            return cut
    return ""


def wrapped(text: str, room: float, size: float, measure: Measure, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than the room; a single longer word is elided."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(elided(word, room, size, measure, bold=bold))
    return [line for line in lines if line]


def centred_lines(
    text: str, between: tuple[float, float], baseline: float, frame: Frame, measure: Measure
) -> list[Text]:
    """A text wrapped to the frame, its lines centred ``between`` two edges where they fit."""
    size, middle = frame.text_size, sum(between) / 2
    lines = []
    for number, line in enumerate(wrapped(text, frame.width, size, measure)):
        half = measure(line, size, False) / 2
        x = min(max(middle, half), frame.width - half)
        lines.append(Text(x, baseline + number * LEADING * size, line, size, "muted", "middle"))
    return lines


class Column:
    """Paragraphs set one under the other from a left edge, as wide as ``room``."""

    def __init__(self, left: float, room: float, measure: Measure) -> None:
        """Start empty; ``height`` grows with each paragraph."""
        self.left, self.room, self.measure = left, room, measure
        self.height = 0.0
        self._lines: list[Text] = []

    def add(self, text: str, size: float, role: Role, *, bold: bool = False, space: float = 0.0) -> None:
        """Add a paragraph with ``space`` under it; nothing for an empty text."""
        for line in wrapped(text, self.room, size, self.measure, bold=bold):
            baseline = self.height + (LEADING - 1) / 2 * size + ASCENT * size
            self._lines.append(Text(self.left, baseline, line, size, role, bold=bold))
            self.height += LEADING * size
        if text:
            self.height += space

    def placed(self, top: float) -> Sequence[Text]:
        """The lines with the column's top at ``top``."""
        return [Text(t.x, t.y + top, t.text, t.size, t.role, t.anchor, t.bold) for t in self._lines]
