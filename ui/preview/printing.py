"""Printing: each page of the very bytes that were previewed is drawn at 300 dots an inch and sent on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from bvreview.i18n import _, plural
from ui.jobs import Cancelled, Errand, Job
from ui.preview.document import draw_page, open_document
from ui.preview.errors import BrokenPaperError, PrinterStoppedError

DOTS: Final = 300
POINTS: Final = 72
BAND: Final = (
    480  # rows of dots that are handed to the printer at once, so that the window is never kept waiting
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print: the document it is of, and which of its pages (from 0)."""

    document: QPdfDocument
    page: int


def make_printer(document: QPdfDocument) -> QPrinter:
    """A printer set to the paper of a document; the person may choose another."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    size = document.pagePointSize(0)
    lies = size.width() > size.height()
    upright = size.transposed() if lies else size
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", match))
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if lies else way.Portrait)
    printer.setCreator("Best Value Review")
    return printer


def print_papers(printer: QPrinter, papers: Sequence[tuple[str, bytes]]) -> Job:
    """Print papers (title, PDF) as the printer was set. Gives how many sheets went to it.

    Stopped, the printer gets nothing more, and a file that it was to write is not left behind.
    """

    def run(job: Errand) -> int:
        documents = [open_document(title, content) for title, content in papers]
        sheets = list(_sheets(printer, documents))
        try:
            _print(printer, sheets, job)
        except (Cancelled, PrinterStoppedError):
            printer.abort()
            if printer.outputFileName():
                Path(printer.outputFileName()).unlink(missing_ok=True)
            raise
        return len(sheets)

    return Job(_("Printing"), run)


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) of ``count`` that were asked for in the print dialog."""
    ranges = printer.pageRanges()
    if printer.printRange() is not QPrinter.PrintRange.PageRange or ranges.isEmpty():
        return list(range(count))
    return [page for page in range(count) if ranges.contains(page + 1)]


def _sheets(printer: QPrinter, documents: Sequence[QPdfDocument]) -> list[Sheet]:
    """Every page in the order in which it is printed, once a copy unless the printer makes the copies."""
    once = [Sheet(d, page) for d in documents for page in chosen_pages(printer, d.pageCount())]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    whole = once * copies if printer.collateCopies() else [s for s in once for __ in range(copies)]
    return whole[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else whole


def _print(printer: QPrinter, sheets: Sequence[Sheet], job: Errand) -> None:
    name = printer.printerName() or Path(printer.outputFileName()).name
    painter = QPainter()
    try:
        for done, sheet in enumerate(sheets):
            job.tick(done, len(sheets), plural("{n} page", "{n} pages", len(sheets)))
            is_ready = printer.newPage() if done else painter.begin(printer)
            if not is_ready or printer.printerState() is QPrinter.PrinterState.Error:
                raise PrinterStoppedError(name, done)
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            _print_sheet(printer, painter, sheet)
        job.say(len(sheets), len(sheets), _("Handing over to the printer"))
    finally:
        has_ended = painter.end() if painter.isActive() else True
    is_stopped = not has_ended or printer.printerState() is QPrinter.PrinterState.Error
    if is_stopped or not _is_whole(printer.outputFileName(), len(sheets)):
        raise PrinterStoppedError(name, len(sheets))


def _is_whole(file: str, pages: int) -> bool:
    """Whether a file that stood in for the printer has all pages: Qt says nothing of a full disk."""
    if not file:
        return True
    try:
        return open_document(file, Path(file).read_bytes()).pageCount() == pages
    except (BrokenPaperError, OSError):
        return False


def _print_sheet(printer: QPrinter, painter: QPainter, sheet: Sheet) -> None:
    """Draw a page whole, then hand it over in bands that share a row, so that no seam can show."""
    room = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    points = sheet.document.pagePointSize(sheet.page)
    target = fitted(points, room)
    drawn = draw_page(sheet.document, sheet.page, pixels_of(points))
    scale = target.height() / drawn.height()
    for top in range(0, drawn.height(), BAND):
        band = drawn.copy(0, top, drawn.width(), min(BAND + 1, drawn.height() - top))
        where = QRectF(target.left(), target.top() + top * scale, target.width(), band.height() * scale)
        painter.drawImage(where, band, QRectF(band.rect()))


def pixels_of(points: QSizeF) -> QSize:
    """The size of a page in dots."""
    return QSizeF(points * (DOTS / POINTS)).toSize()


def fitted(points: QSizeF, room: QRectF) -> QRectF:
    """Where a page goes on the paper, in dots: unscaled where it fits to two dots, else as large as fits."""
    natural, wide = QSizeF(pixels_of(points)), room.size()
    same = abs(natural.width() - wide.width()) <= 2 and abs(natural.height() - wide.height()) <= 2
    size = natural if same else points.scaled(wide, Qt.AspectRatioMode.KeepAspectRatio)
    where = QRectF(0, 0, size.width(), size.height())
    if not same:
        where.moveCenter(room.center())
    return where
