"""The look of paper: sizes in points, colours and paragraph styles of every kind of text."""

from __future__ import annotations

from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from bvreview.report.fonts import BOLD, REGULAR, SEMIBOLD

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN: Final = 45.0
HEAD: Final = 62.0  # from the top edge to the hairline under the running head
FOOT: Final = 46.0  # from the bottom edge to the lowest line of text
WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
TEXT_HEIGHT: Final = PAGE_HEIGHT - HEAD - FOOT - 14
GAP: Final = 18.0  # between two columns of text

INK: Final = HexColor("#17202b")
MUTED: Final = HexColor("#566270")
HEADING: Final = HexColor("#12436D")
LINE: Final = HexColor("#d8dde4")
RULE: Final = HexColor("#b8c0cb")
TINT: Final = HexColor("#eef3f8")
CAUTION: Final = HexColor("#9a4a00")


def _style(
    name: str, size: float, leading: float, font: str = REGULAR, colour: Color = INK, **more: object
) -> ParagraphStyle:
    settings: dict[str, Any] = {"splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0, **more}
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=colour, bulletFontName=font, **settings
    )


TITLE: Final = _style("title", 20, 25, BOLD, spaceAfter=2)
SUBTITLE: Final = _style("subtitle", 9.5, 14, colour=MUTED, spaceAfter=6)
CHAPTER: Final = _style("chapter", 13, 17, SEMIBOLD, HEADING, spaceBefore=14, spaceAfter=5)
SUBHEADING: Final = _style("subheading", 10, 14, SEMIBOLD, spaceBefore=6, spaceAfter=2)
BODY: Final = _style("body", 9.3, 13.2, spaceAfter=4)
NOTE: Final = _style("note", 8, 11, colour=MUTED, spaceBefore=2, spaceAfter=4)
CELL: Final = _style("cell", 8.4, 11.4)
CELL_RIGHT: Final = _style("cell right", 8.4, 11.4, alignment=TA_RIGHT)
TOTAL: Final = _style("total", 8.4, 11.4, SEMIBOLD)
TOTAL_RIGHT: Final = _style("total right", 8.4, 11.4, SEMIBOLD, alignment=TA_RIGHT)
COLUMN_HEAD: Final = _style("column head", 8.2, 11, SEMIBOLD, MUTED)
COLUMN_HEAD_RIGHT: Final = _style("column head right", 8.2, 11, SEMIBOLD, MUTED, alignment=TA_RIGHT)
MARK: Final = _style("mark", 8.5, 12, SEMIBOLD, CAUTION, spaceAfter=6)
ASK_TITLE: Final = _style("ask title", 11.5, 15, SEMIBOLD, spaceAfter=2)
ASK_OTHERWISE: Final = _style("ask otherwise", 9.3, 13.2, colour=MUTED)
FIGURE: Final = _style("figure", 14.5, 18, BOLD)
FIGURE_LABEL: Final = _style("figure label", 8, 10.6, colour=MUTED)
