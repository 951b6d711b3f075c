"""From the preview to a printer or a file; every refusal is a sentence with a way on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from bvreview.files import write_atomically
from bvreview.i18n import _, plural
from ui.exchange.files import ask_where
from ui.exchange.papers import Paper
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job
from ui.preview.errors import NoPrinterError
from ui.preview.printing import make_printer, print_papers
from ui.widgets.messages import offer

if TYPE_CHECKING:
    from ui.preview.dialog import PreviewDialog

Option = QAbstractPrintDialog.PrintDialogOption


def has_printer() -> bool:
    """Whether the system knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, printer: QPrinter, pages: int, current: int) -> bool:
    """The system's print dialog; whether it was accepted. ``pages`` 0: they cannot be chosen."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(Option.PrintToFile, False)  # that is what saving the PDF is for: it keeps its text
    dialog.setOption(Option.PrintSelection, False)
    dialog.setOption(Option.PrintPageRange, bool(pages))
    dialog.setOption(Option.PrintCurrentPage, bool(pages))
    if pages:
        dialog.setMinMax(1, pages)
    if not dialog.exec():
        return False
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        ranges = QPageRanges()
        ranges.addPage(current + 1)
        printer.setPageRanges(ranges)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
    return True


def print_shown(preview: PreviewDialog) -> None:
    """Print what is shown, as the person sets it in the print dialog."""
    if not (document := preview.document):
        return
    paper = preview.paper
    printer = _printer(preview, paper.name)
    if printer and ask_printer(preview, printer, document.pageCount(), preview.current_page()):
        _run(preview, printer, print_papers(printer, [(paper.title, preview.made[paper])]))


def print_all(preview: PreviewDialog) -> None:
    """Print every paper, one after the other; those that were not looked at are made first."""
    printer = _printer(preview, preview.papers[0].name)
    if not printer or not ask_printer(preview, printer, 0, 0):
        return

    def then(made: dict[Paper, bytes]) -> None:
        preview.made.update(made)
        contents = [(paper.title, made[paper]) for paper in preview.papers]
        _run(preview, printer, print_papers(printer, contents))

    run_in_sight(preview, preview.desk, _make_all(preview.papers, dict(preview.made)), then)


def _make_all(papers: tuple[Paper, ...], made: dict[Paper, bytes]) -> Job:
    def run(job: Errand) -> dict[Paper, bytes]:
        for done, paper in enumerate(papers):
            job.tick(done, len(papers), paper.title)
            made[paper] = made[paper] if paper in made else paper.make(job)
        return made

    return Job(_("Writing the pages"), run)


def _printer(preview: PreviewDialog, name: str) -> QPrinter | None:
    """A printer set to the paper that is shown; None when there is none, which is said."""
    if not preview.document:
        return None
    if not has_printer():
        ways = [(_("Save PDF\u2026"), lambda: save_shown(preview))]
        offer(preview, _("No printer"), str(NoPrinterError()), ways)
        return None
    printer = make_printer(preview.document)
    printer.setDocName(name)
    return printer


def _run(preview: PreviewDialog, printer: QPrinter, job: Job) -> None:
    def then(sheets: int) -> None:
        sent = plural("{n} page was sent to", "{n} pages were sent to", sheets)
        preview.said.set_text(f"{sent} {printer.printerName()}")

    run_in_sight(preview, preview.desk, job, then)


def save_shown(preview: PreviewDialog) -> None:
    """Save the very bytes that are shown."""
    paper = preview.paper
    if paper not in preview.made:
        return
    desk = preview.desk
    path = ask_where(preview, _("Save the PDF"), paper.name, _("PDF (*.pdf)"), desk.preferences)
    if path:
        job = save_pdf(preview.made[paper], path)
        run_in_sight(preview, desk, job, lambda paths: say_written(preview, desk.look, paths))


def save_pdf(content: bytes, path: Path) -> Job:
    """Write a PDF that is made. Gives the path; what stood there still stands where that fails."""

    def run(_job: Errand) -> list[Path]:
        write_atomically(path, content)
        return [path]

    return Job(_("Saving the PDF"), run)
