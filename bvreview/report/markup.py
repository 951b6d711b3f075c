"""From plain text to reportlab: the one place where a ``Paragraph`` is made, and it makes no markup of data.

reportlab reads the text of a paragraph as XML: a typed "<" would stop the document and an ``<img>`` would
open a file. Here every character of a text is escaped before it gets there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscent, stringWidth
from reportlab.platypus import Flowable, Paragraph

from bvreview.report.document import Run, Text
from bvreview.report.fonts import REGULAR, SEMIBOLD, has_shape
from bvreview.report.styles import MUTED
from bvreview.review.exchange.personal import without_personal

rl_config.trustedSchemes = []
rl_config.trustedHosts = []

_LEFT_OUT = frozenset({"Cc", "Cf", "Cs"})
_SPACES = {"\n": "\n", "\t": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}
NO_SHAPE: Final = "\u25a1"
"""What is printed for a sign that the typeface does not have."""


class _Paragraph(Paragraph):
    """A paragraph that breaks its lines once for a width; tables ask three times."""

    _broken_at: float | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size at this width, remembered."""
        if available_width == self._broken_at and hasattr(self, "blPara"):  # a split takes the lines away
            return self.width, self.height
        size: tuple[float, float] = super().wrap(available_width, available_height)
        self._broken_at = available_width
        return size


class Line(Flowable):
    """Words in one weight that fit on one line: drawn as they are, with no markup and nothing to break."""

    def __init__(self, words: str, style: ParagraphStyle) -> None:
        """Take printable words without line breaks."""
        super().__init__()
        self._words, self._style = words, style
        self.height = style.leading

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As wide as there is room, one line high."""
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        """Draw at the height at which a paragraph has its first line."""
        style = self._style
        y = self.height - getAscent(style.fontName, style.fontSize)
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(style.textColor)
        if style.alignment == TA_RIGHT:
            self.canv.drawRightString(self.width, y, self._words)
        else:
            self.canv.drawString(0, y, self._words)


def set_text(text: Text, style: ParagraphStyle) -> Paragraph:
    """A paragraph of exactly the words in ``text``; line breaks stay, signs without a shape go."""
    return _Paragraph("".join(_markup(run) for run in text.runs), style)


def set_cell(text: Text, styles: tuple[ParagraphStyle, ParagraphStyle], width: float) -> Flowable:
    """A text in the room of a table's cell; ``styles``: the ordinary and the heavier one."""
    if len(text.runs) == 1 and not text.runs[0].muted:
        words, style = printable(text.runs[0].text).strip(), styles[text.runs[0].strong]
        if "\n" not in words and text_width(words, style) <= width:
            return Line(words, style)
    return set_text(text, styles[0])


def text_width(words: str, style: ParagraphStyle) -> float:
    """How wide the words are on one line."""
    return float(stringWidth(words, style.fontName, style.fontSize))


def set_words(words: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of one weight."""
    return set_text(Text((Run(words),)), style)


@lru_cache(maxsize=4096)
def printable(words: str) -> str:
    """The words without signs that print nothing, and without numbers that identify a person."""
    words = without_personal(words)
    if words.isascii() and words.isprintable():
        return words
    return "".join(_printable(sign) for sign in words.replace("\r\n", "\n"))


def _printable(sign: str) -> str:
    if sign in _SPACES:
        return _SPACES[sign]
    if unicodedata.category(sign) in _LEFT_OUT:
        return ""
    return sign if has_shape(sign) else NO_SHAPE


def shapeless(texts: Iterable[str]) -> list[str]:
    """The visible signs in the texts for which the typeface has no shape, in order, each once."""
    signs = dict.fromkeys(sign for text in texts if not text.isascii() for sign in text)
    return [s for s in signs if _printable(s) == NO_SHAPE and s != NO_SHAPE]


def _markup(run: Run) -> str:
    words = escape(printable(run.text)).replace("\n", "<br/>")
    if run.strong:
        words = f'<font name="{SEMIBOLD}">{words}</font>'
    return f'<font color="{MUTED.hexval().replace("0x", "#")}">{words}</font>' if run.muted else words


def fitting(words: str, size: float, width: float) -> str:
    """One line of at most ``width`` points, for running heads that repeat what stands in full elsewhere."""
    line = " ".join(printable(words).split())
    if stringWidth(line, REGULAR, size) <= width:
        return line
    while line and stringWidth(f"{line}\u2026", REGULAR, size) > width:
        line = line[: -max(1, len(line) // 20)]
    return f"{line.rstrip()}\u2026"
