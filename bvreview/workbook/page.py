"""What every sheet of ours has in common: protection without a password, and how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.i18n import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in; columns and rows may be sized, rows put in and text formatted."""
    guard = sheet.protection
    guard.sheet = True
    # in the file these say "is forbidden"
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.insertRows = False


def set_up_page(sheet: Worksheet, *, header: str, footer: str, repeat: str = "1:2") -> None:
    """A4 landscape, as wide as one page, titles repeated, who and what in the header, page numbers."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", 9
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.7, 0.6
    if repeat:
        sheet.print_title_rows = repeat
    sheet.oddHeader.left.text = _code(header)
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.left.text = _code(footer)
    sheet.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.sheet_view.showGridLines = False


def _code(text: str) -> str:
    """Text for a header, where an ampersand begins a code; Excel takes at most 255 characters in all."""
    return text.replace("&", "&&")[:200]
