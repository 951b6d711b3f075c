"""From plain text to reportlab: the one place where a ``Paragraph`` is made, and it makes no markup of data.

reportlab reads the text of a paragraph as XML: a typed "<" would stop the document and an ``<img>`` would
open a file. Here every character of a text is escaped before it gets there.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from bvreview.report.document import Run, Text
from bvreview.report.fonts import REGULAR, SEMIBOLD
from bvreview.report.styles import MUTED

rl_config.trustedSchemes = []
rl_config.trustedHosts = []

_LEFT_OUT = frozenset({"Cc", "Cf", "Cs"})
_SPACES = {"\t": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}


def set_text(text: Text, style: ParagraphStyle) -> Paragraph:
    """A paragraph of exactly the words in ``text``; line breaks stay, signs without a shape go."""
    return Paragraph("".join(_markup(run) for run in text.runs), style)


def set_words(words: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of one weight."""
    return set_text(Text((Run(words),)), style)


@lru_cache(maxsize=4096)
def printable(words: str) -> str:
    """The words without controls, bidirectional marks and other signs that print nothing."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(_printable(sign) for sign in words.replace("\r\n", "\n"))


def _printable(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign in _SPACES:
        return _SPACES[sign]
    return "" if unicodedata.category(sign) in _LEFT_OUT else sign


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
