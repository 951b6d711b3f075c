"""How cells look: each look is made once for a workbook, and cells take a finished copy of it.

Colours are the light palette of the application; fonts are those every office has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bvreview.framework.sections import Field, Kind

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FONT: Final = "Calibri"
SMALL: Final = 10
INK, MUTED, ACCENT = "FF17202B", "FF566270", "FF1D5F9E"
INPUT, WORKED_OUT, RAISED, SOFT = "FFFFFDF4", "FFF3F5F7", "FFF8F9FB", "FFE6EFF8"
LINE, STRONG_LINE = "FFD8DDE4", "FFB8C0CB"
STOP, STOP_FILL = "FFB3261E", "FFFDECEA"
EXPLAIN, EXPLAIN_FILL = "FF9A4A00", "FFFFF4E5"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of cell looks. ``line``: colour of the border, "" for none; ``open``: may be filled in."""

    size: float = 11
    bold: bool = False
    colour: str = INK
    fill: str = ""
    line: str = ""
    under: str = ""
    wrap: bool = True
    across: str = ""
    down: str = "top"
    open: bool = False
    link: bool = False


LOOKS: Final[dict[str, Look]] = {
    "plain": Look(),
    "title": Look(size=16, bold=True, wrap=False, down="center"),
    "context": Look(colour=MUTED, wrap=False),
    "charts": Look(size=9, colour=MUTED, wrap=False),
    "place": Look(size=9, colour=MUTED, wrap=False),
    "banner": Look(bold=True, colour=EXPLAIN, fill=EXPLAIN_FILL, wrap=False),
    "intro": Look(colour=MUTED),
    "part": Look(size=13, bold=True, colour=ACCENT, wrap=False, under=ACCENT, down="bottom"),
    "heading": Look(bold=True, fill=SOFT, line=STRONG_LINE, down="center"),
    "heading number": Look(bold=True, fill=SOFT, line=STRONG_LINE, down="center", across="right"),
    "label": Look(fill=RAISED, line=LINE),
    "guide": Look(size=SMALL, colour=MUTED),
    "guide label": Look(size=SMALL, bold=True, colour=MUTED),
    "input": Look(fill=INPUT, line=STRONG_LINE, open=True),
    "worked out": Look(fill=WORKED_OUT, line=LINE),
    "total": Look(bold=True, fill=WORKED_OUT, line=STRONG_LINE),
    "total label": Look(bold=True, fill=WORKED_OUT, line=STRONG_LINE),
    "data": Look(line=LINE),
    "key": Look(size=9, colour=MUTED, wrap=False),
    "link": Look(colour=ACCENT, line=LINE, link=True),
    "stop": Look(bold=True, colour=STOP, fill=STOP_FILL, line=LINE),
    "explain": Look(bold=True, colour=EXPLAIN, fill=EXPLAIN_FILL, line=LINE),
    "note": Look(colour=MUTED, line=LINE),
}

TEXT_FORMAT: Final = "@"
GENERAL: Final = "General"
DATE_FORMAT: Final = "d mmm yyyy"


def number_format(field: Field) -> str:
    """Excel's number format for a field's answers."""
    decimals = "." + "0" * field.places if field.places else ""
    match field.kind:
        case Kind.MONEY:
            return f"£#,##0{decimals};[Red]-£#,##0{decimals}"
        case Kind.INTEGER:
            return "#,##0"
        case Kind.NUMBER:
            return f"#,##0{decimals}"
        case Kind.PERCENT:
            return f"0{decimals}%"
        case Kind.DATE:
            return DATE_FORMAT
        case Kind.TEXT | Kind.PERSON:
            return TEXT_FORMAT
        case _:
            return GENERAL


class StyleBook:
    """The looks of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        """Looks belong to ``workbook``: they are indexes into its tables."""
        from openpyxl.cell.cell import Cell

        self._scratch = workbook.worksheets[0]
        self._cell = Cell
        self._made: dict[tuple[str, str, bool, bool], Any] = {}

    def style(
        self, look: str, number_format: str = GENERAL, *, figure: bool = False, quoted: bool = False
    ) -> Any:
        """The finished style; never to be changed, many cells share it. ``figure``: aligned right."""
        key = (look, number_format, figure, quoted)
        if key not in self._made:
            self._made[key] = self._make(LOOKS[look], number_format, figure=figure, quoted=quoted)
        return self._made[key]

    def _make(self, look: Look, number_format: str, *, figure: bool, quoted: bool) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell: Any = self._cell(self._scratch, row=1, column=1)
        cell.font = Font(
            name=FONT,
            size=look.size,
            bold=look.bold,
            color=look.colour,
            underline="single" if look.link else None,
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.line:
            side = Side("thin", color=look.line)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        elif look.under:
            cell.border = Border(bottom=Side("medium", color=look.under))
        across = "right" if figure else look.across or "left"
        room = 1 if look.line or look.size == SMALL else 0
        cell.alignment = Alignment(across, look.down, wrap_text=look.wrap, indent=room)
        cell.protection = Protection(locked=not look.open)
        cell.number_format = number_format
        if quoted:
            cell.quotePrefix = True
        return cell._style
