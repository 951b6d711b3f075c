"""Print preview and printing: what is previewed is printed, and every refusal is a sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from small_disk import small_disk
from window_kit import begin_review, dialog, open_window, stopped_at, wait_for

from bvreview.files import disk_sentence
from bvreview.framework.loader import default_framework
from ui.dialogs.written import WrittenDialog
from ui.exchange.papers import Paper
from ui.jobs import Job
from ui.preview import printing, ways
from ui.preview.dialog import PreviewDialog
from ui.preview.document import chapters_by_page, draw_page, open_document
from ui.preview.errors import BrokenPaperError, PrinterStoppedError
from ui.window import Window

DOTS = QSize(2480, 3508)  # A4 at 300 dots an inch
SAME = 1.5  # what half a dot of paper size makes; another page of the same plan differs by more than 5


@pytest.fixture(scope="module")
def plan() -> bytes:
    """The plan of an invented review, some pages long."""
    from datetime import date

    from factories.plan_review import plan_review

    from bvreview.report.plan import set_pages
    from bvreview.report.story import PlanInput, tell_plan

    framework = default_framework()
    return set_pages(tell_plan(PlanInput(framework, plan_review(framework), date(2010, 5, 12))))


@pytest.fixture(scope="module")
def short(plan: bytes) -> bytes:
    """Its first two pages, where it is not the pages that count."""
    pages, written = PdfReader(BytesIO(plan)).pages, PdfWriter()
    for page in pages[:2]:
        written.add_page(page)
    kept = BytesIO()
    written.write(kept)
    return kept.getvalue()


def file_printer(path: Path, document: QPdfDocument) -> QPrinter:
    printer = printing.make_printer(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def pages_from(first: int, last: int, printer: QPrinter) -> None:
    ranges = QPageRanges()
    ranges.addRange(first, last)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(ranges)


def outcome(job: Job) -> object:
    """What a job gives, done here and now; raises what it failed with."""
    ended: list[object] = []
    for signal in (job.finished, job.failed):
        signal.connect(ended.append)
    job.cancelled.connect(lambda: ended.append(None))
    job.errand.work()
    QApplication.processEvents()
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return ended[0]


def seen(document: QPdfDocument, page: int) -> Image.Image:
    """A page as the eye sees it: 300 dots an inch, eight by eight of them as one grey."""
    picture = draw_page(document, page, DOTS).convertToFormat(QImage.Format.Format_Grayscale8)
    size = picture.width(), picture.height()
    flat = Image.frombytes("L", size, bytes(picture.constBits()), "raw", "L", picture.bytesPerLine())
    return flat.reduce(8)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures of one size, 0 to 255."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


def compared(printed: QPdfDocument, page: int, shown: QPdfDocument, as_page: int) -> float:
    return difference(seen(printed, page), seen(shown, as_page))


# what is printed


def test_what_is_previewed_is_printed_page_by_page(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    shown = open_document("Plan", plan)
    job = printing.print_papers(file_printer(tmp_path / "out.pdf", shown), [("Plan", plan)])
    assert outcome(job) == shown.pageCount() > 5
    printed = open_document("Printed", (tmp_path / "out.pdf").read_bytes())
    assert printed.pageCount() == shown.pageCount()
    assert printed.pagePointSize(0).toSize() == shown.pagePointSize(0).toSize()
    there, wanted = ([seen(pdf, page) for page in range(shown.pageCount())] for pdf in (printed, shown))
    same = [difference(one, other) for one, other in zip(there, wanted, strict=True)]
    other = [difference(one, before) for one, before in zip(there[1:], wanted, strict=False)]
    assert max(same) < SAME < 5 < min(other)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.pdf"]


def test_a_page_goes_out_whole_at_300_dots_an_inch(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    shown = open_document("Plan", plan)
    printer = file_printer(tmp_path / "out.pdf", shown)
    pages_from(2, 2, printer)
    outcome(printing.print_papers(printer, [("Plan", plan)]))
    (page,) = PdfReader(tmp_path / "out.pdf").pages
    bands = [image.image for image in page.images]
    assert all(band and band.width == DOTS.width() for band in bands)
    rows = sum(band.height for band in bands if band) - (len(bands) - 1)  # two share each seam
    assert rows == DOTS.height()


def test_pages_and_copies_are_those_that_were_asked_for(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    shown = open_document("Plan", plan)
    printer = file_printer(tmp_path / "out.pdf", shown)
    pages_from(2, 3, printer)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert outcome(printing.print_papers(printer, [("Plan", plan)])) == 4
    printed = open_document("Printed", (tmp_path / "out.pdf").read_bytes())
    assert max(compared(printed, n, shown, (1, 2, 1, 2)[n]) for n in range(4)) < SAME


def test_paper_that_lies_takes_the_whole_page_in_its_middle(
    qtbot: QtBot, tmp_path: Path, plan: bytes
) -> None:
    shown = open_document("Plan", plan)
    printer = file_printer(tmp_path / "out.pdf", shown)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    pages_from(1, 1, printer)
    outcome(printing.print_papers(printer, [("Plan", plan)]))
    printed = open_document("Printed", (tmp_path / "out.pdf").read_bytes())
    assert printed.pagePointSize(0).width() > printed.pagePointSize(0).height()
    picture = draw_page(printed, 0, QSize(3508, 2480))
    width = round(2480 * 2480 / 3508)
    sides = (picture.copy(0, 0, 800, 2480), picture.copy(3508 - 800, 0, 800, 2480))
    assert all(grey_range(side) == (255, 255) for side in sides)
    assert grey_range(picture.copy((3508 - width) // 2, 0, width, 2480))[0] < 50


def grey_range(picture: QImage) -> tuple[int, int]:
    """The darkest and the lightest grey."""
    small = picture.scaled(200, 200).convertToFormat(QImage.Format.Format_Grayscale8)
    greys = {small.pixelColor(x, y).lightness() for x in range(200) for y in range(200)}
    return min(greys), max(greys)


def test_several_papers_go_out_as_one_print(qtbot: QtBot, tmp_path: Path, short: bytes) -> None:
    shown = open_document("Plan", short)
    job = printing.print_papers(file_printer(tmp_path / "out.pdf", shown), [("One", short), ("Two", short)])
    assert outcome(job) == 2 * shown.pageCount()


def test_smaller_paper_takes_the_whole_page_and_larger_is_filled() -> None:
    a4 = QSizeF(595.28, 841.89)
    small = printing.fitted(a4, QRectF(0, 0, 1748, 2480))
    assert (round(small.width()), round(small.height())) == (1748, 2472)
    assert printing.fitted(a4, QRectF(0, 0, 2479, 3508)).size().toSize() == QSize(2480, 3508)
    assert QPageSize(QPageSize.PageSizeId.A4).size(QPageSize.Unit.Point) == QSizeF(595, 842)


# what goes wrong


def test_a_stopped_print_leaves_no_file(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    shown = open_document("Plan", plan)
    job = printing.print_papers(file_printer(tmp_path / "out.pdf", shown), [("Plan", plan)])
    assert stopped_at(job, 2) == ("cancelled",)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_said(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    shown = open_document("Plan", plan)
    printer = file_printer(tmp_path / "no folder" / "out.pdf", shown)
    with pytest.raises(PrinterStoppedError, match=r"took no more after 0 pages.*switched on"):
        outcome(printing.print_papers(printer, [("Plan", plan)]))


def test_a_disk_that_fills_up_leaves_no_half_print(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    with small_disk(tmp_path / "disk", 100 * 4096) as disk:
        printer = file_printer(disk / "out.pdf", open_document("Plan", plan))
        with pytest.raises(PrinterStoppedError, match="whether the disk is full"):
            outcome(printing.print_papers(printer, [("Plan", plan)]))
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.4\n%%EOF\n"])
def test_a_broken_pdf_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BrokenPaperError, match="Improvement plan cannot be shown"):
        open_document("Improvement plan", content)


def test_a_full_disk_keeps_what_stood_there(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    with small_disk(tmp_path / "disk", 16 * 4096) as disk:
        (disk / "plan.pdf").write_bytes(b"before")
        with pytest.raises(OSError, match="No space left") as refused:
            outcome(ways.save_pdf(plan * 4, disk / "plan.pdf"))
        assert disk_sentence(refused.value).startswith("The disk is full. Make space")
        assert {p.name: p.read_bytes() for p in disk.iterdir()} == {"plan.pdf": b"before"}


def test_chapters_are_listed_beside_the_page_they_begin_on(plan: bytes) -> None:
    chapters = chapters_by_page(open_document("Plan", plan))
    assert all(titles for titles in chapters.values())
    assert "Actions" in [title for titles in chapters.values() for title in titles]


# the preview


@contextmanager
def preview(qtbot: QtBot, window: Window, *papers: Paper) -> Iterator[PreviewDialog]:
    shown = PreviewDialog(window, window.desk, papers, together=True)
    shown.open()
    try:
        yield shown
    finally:
        shown.close()


def paper(content: bytes, title: str = "Improvement plan") -> Paper:
    return Paper(title, f"{title}.pdf", lambda _job: content)


def test_the_preview_leads_through_the_pages(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(plan)) as shown:
        wait_for(qtbot, lambda: shown.document)
        count = shown.count()
        assert shown.pages.count() == count > 5
        QTest.keyClick(shown, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        wait_for(qtbot, lambda: shown.current_page() == count - 1)
        assert shown.bar.page.text() == str(count)
        assert shown.view.accessibleName() == f"Improvement plan, page {count} of {count}"
        shown.bar.page.setFocus()
        shown.bar.page.setText("2")
        QTest.keyClick(shown.bar.page, Qt.Key.Key_Return)
        wait_for(qtbot, lambda: shown.current_page() == 1)
        assert shown.pages.currentRow() == 1
        shown.pages.setFocus()
        QTest.keyClick(shown.pages, Qt.Key.Key_Down)
        wait_for(qtbot, lambda: shown.current_page() == 2)


def test_another_paper_begins_on_its_first_page(
    qtbot: QtBot, tmp_path: Path, plan: bytes, short: bytes
) -> None:
    papers = (paper(short, "Comparison"), paper(plan))
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, *papers) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.go_to(1)
        wait_for(qtbot, lambda: shown.bar.page.text() == "2")
        shown.choice.setCurrentIndex(1)
        shown.choice.activated.emit(1)
        wait_for(qtbot, lambda: shown.count() > 5)
        assert (shown.current_page(), shown.bar.page.text(), shown.pages.currentRow()) == (0, "1", 0)
        second = shown.pages.visualItemRect(shown.pages.item(1)).center()
        QTest.mouseClick(shown.pages.viewport(), Qt.MouseButton.LeftButton, pos=second)
        wait_for(qtbot, lambda: shown.bar.page.text() == "2")


def test_the_text_is_searched(qtbot: QtBot, tmp_path: Path, plan: bytes) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(plan)) as shown:
        wait_for(qtbot, lambda: shown.document)
        QTest.keyClick(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(shown.bar.search, "sign-off")
        wait_for(qtbot, lambda: shown.bar.said().startswith("1 of"))
        wait_for(qtbot, lambda: shown.current_page() > 0)
        shown.bar.search.setText("zzzz")
        wait_for(qtbot, lambda: shown.bar.said() == "not found")


def test_a_paper_that_cannot_be_made_is_said_in_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(b"junk")) as shown:
        wait_for(qtbot, lambda: "cannot be shown" in shown.message.text())
        assert not shown.print.isEnabled()
        assert not shown.save.isEnabled()


def test_without_a_printer_saving_is_offered(
    qtbot: QtBot, tmp_path: Path, plan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "has_printer", lambda: False)
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(plan)) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.print.click()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert box.text().startswith("No printer is set up on this computer.")
        assert "Save PDF\u2026" in [button.text() for button in box.buttons()]


def test_a_cancelled_print_dialog_prints_nothing(
    qtbot: QtBot, tmp_path: Path, plan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "has_printer", lambda: True)
    monkeypatch.setattr("ui.preview.ways.QPrintDialog.exec", lambda _self: QDialog.DialogCode.Rejected)
    ran: list[object] = []
    monkeypatch.setattr(ways, "print_papers", lambda *words: ran.append(words))
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(plan)) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.print.click()
        assert ran == []
        assert shown.isVisible()


@pytest.fixture
def to_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person accepts the print dialog, and the printer writes a file."""
    target = tmp_path / "printed.pdf"

    def accept(_parent: object, printer: QPrinter, _pages: int, _current: int) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return True

    monkeypatch.setattr(ways, "has_printer", lambda: True)
    monkeypatch.setattr(ways, "ask_printer", accept)
    return target


def test_print_all_makes_what_was_not_looked_at(
    qtbot: QtBot, tmp_path: Path, short: bytes, to_file: Path
) -> None:
    papers = (paper(short, "One"), paper(short, "Two"))
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, *papers) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.print_all.click()
        wait_for(qtbot, lambda: shown.said.whole_text(), seconds=60)
        assert shown.said.whole_text().startswith(f"{2 * shown.count()} pages were sent to")
        assert open_document("Printed", to_file.read_bytes()).pageCount() == 2 * shown.count()


def test_pages_are_drawn_in_a_thread_of_their_own(
    qtbot: QtBot, tmp_path: Path, short: bytes, to_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def drawing(document: QPdfDocument, page: int, size: QSize) -> QImage:
        threads.append(threading.get_ident())
        return draw_page(document, page, size)

    monkeypatch.setattr("ui.preview.printing.draw_page", drawing)
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(short)) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.print.click()
        wait_for(qtbot, lambda: shown.said.whole_text(), seconds=60)
        assert len(threads) == shown.count()
        assert threading.get_ident() not in threads


def test_the_current_page_is_the_one_that_is_looked_at(
    qtbot: QtBot, plan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = printing.make_printer(open_document("Plan", plan))
    asked: list[QPrintDialog] = []

    def accept(dialog: QPrintDialog) -> QDialog.DialogCode:
        asked.append(dialog)
        printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr("ui.preview.ways.QPrintDialog.exec", accept)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ways.ask_printer(parent, printer, 7, 3)
    assert printing.chosen_pages(printer, 7) == [3]
    assert not asked[0].testOption(ways.Option.PrintToFile)
    assert (asked[0].minPage(), asked[0].maxPage()) == (1, 7)


def test_what_is_saved_is_what_is_shown(
    qtbot: QtBot, tmp_path: Path, plan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kept.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    with open_window(qtbot, tmp_path / "a.bvr") as window, preview(qtbot, window, paper(plan)) as shown:
        wait_for(qtbot, lambda: shown.document)
        shown.save.click()
        wait_for(qtbot, target.exists)
        dialog(qtbot, WrittenDialog)
        assert target.read_bytes() == plan


# from the window


def test_ctrl_p_shows_what_the_place_offers(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window)
        window.actions_by_id["print"].trigger()
        shown = dialog(qtbot, PreviewDialog)
        assert isinstance(shown, PreviewDialog)
        wait_for(qtbot, lambda: shown.document, seconds=60)
        assert [p.title for p in shown.papers] == [
            "Improvement plan",
            "How it compares",
            "What is still to put right",
        ]
        assert shown.document
        shown.choice.setCurrentIndex(2)
        shown.choice.activated.emit(2)
        wait_for(qtbot, lambda: shown.papers[2] in shown.made, seconds=60)
        assert "what is still to put right" in shown.document.getAllText(0).text()


def test_where_there_is_nothing_to_print_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.show_page("settings")
        window.actions_by_id["print"].trigger()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert "nothing on this page to print" in box.text()


def test_a_start_loads_nothing_of_printing() -> None:
    code = (
        "import sys, ui.application, ui.window, ui.pages.review, ui.pages.region;"
        "print([m for m in sys.modules if m.startswith(('PySide6.QtPdf', 'PySide6.QtPrint', 'ui.preview'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
