"""The product's typeface for paper: registered once, embedded and subset by reportlab."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from bvreview.resources import resource_path

REGULAR: Final = "SourceSans3-Regular"
SEMIBOLD: Final = "SourceSans3-Semibold"
BOLD: Final = "SourceSans3-Bold"


@cache
def register_fonts() -> None:
    """Make the typeface known to reportlab; a second call does nothing."""
    from reportlab import rl_config
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, SEMIBOLD, BOLD):
        registerFont(TTFont(name, str(resource_path("fonts", f"{name}.ttf"))))
    rl_config.canvas_basefontname = REGULAR  # else every page declares Helvetica, which is not embedded


def has_shape(sign: str) -> bool:
    """Whether the typeface has a shape for a sign."""
    from reportlab.pdfbase.pdfmetrics import getFont

    register_fonts()
    font: Any = getFont(REGULAR)  # the library's types do not tell a TrueType font
    return ord(sign) in font.face.charToGlyph


def text_width(text: str, size: float, bold: bool) -> float:
    """The width of a text in points: what ``layout`` measures with."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register_fonts()
    return float(stringWidth(text, SEMIBOLD if bold else REGULAR, size))
