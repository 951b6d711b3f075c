"""Setting a document on A4: running heads, page numbers, bookmarks, metadata, embedded fonts only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from bvreview.i18n import _
from bvreview.report import styles
from bvreview.report.blocks import HeadedBreak, give_room, set_blocks
from bvreview.report.document import Chapter, PlanDocument, texts_of
from bvreview.report.fonts import REGULAR, SEMIBOLD, register_fonts
from bvreview.report.markup import NO_SHAPE, fitting, printable, set_words, shapeless
from bvreview.review.wording import show_date

SMALL: Final = 8.0


def set_document(document: PlanDocument, target: Path | BinaryIO) -> int:
    """Write ``document`` as a PDF to ``target``; the same document gives the same bytes. How many pages.

    Raises:
        OSError: the file cannot be written.
    """
    register_fonts()
    template = _Template(document, target)
    flow = list(_flow(document))
    give_room(flow)
    template.build(flow, canvasmaker=template.canvas_for)
    return template.page


def _flow(document: PlanDocument) -> Iterator[Flowable]:
    yield Bookmark("front", printable(document.title))
    yield set_words(document.title, styles.TITLE)
    yield set_words(document.subtitle, styles.SUBTITLE)
    if document.mark:
        yield set_words(document.mark, styles.MARK)
    yield from set_blocks(document.front)
    for chapter in document.chapters:
        yield from _chapter(chapter)
    if missing := shapeless(texts_of(document)):
        names = ", ".join(unicodedata.name(sign, f"U+{ord(sign):04X}").lower() for sign in missing)
        words = _("{sign} stands for signs that the typeface of this document does not have: {names}.")
        yield set_words(words.format(sign=NO_SHAPE, names=names), styles.NOTE)


def _chapter(chapter: Chapter) -> Iterator[Flowable]:
    yield HeadedBreak()
    yield Bookmark(chapter.id, printable(chapter.title))
    yield set_words(chapter.title, styles.CHAPTER)
    yield from set_blocks(chapter.blocks)


class Bookmark(Flowable):
    """A line in the outline that leads to this height of this page."""

    def __init__(self, key: str, title: str) -> None:
        """Remember where it leads."""
        super().__init__()
        self._key, self._title = key, title
        self.width = self.height = 0.0

    def draw(self) -> None:
        """Mark the place (fit XYZ: viewers complain of a place without numbers)."""
        __, y = self.canv.absolutePosition(0, 0)
        top = min(y + 24, styles.PAGE_HEIGHT)
        self.canv.bookmarkPage(self._key, fit="XYZ", left=0, top=top, zoom=0)
        self.canv.addOutlineEntry(self._title, self._key, level=0)


class _CountingCanvas(Canvas):
    """A canvas whose pages say of how many they are: the words are a form that is drawn at the end."""

    def save(self) -> None:
        """Draw the number of each page, now that the last is known."""
        pages = self.getPageNumber() - 1
        for number in range(1, pages + 1):
            self.beginForm(f"foot{number}")
            self.setFont(REGULAR, SMALL)
            self.setFillColor(styles.MUTED)
            words = _("Page {n} of {all}").format(n=number, all=pages)
            self.drawRightString(styles.PAGE_WIDTH - styles.MARGIN, 28, words)
            self.endForm()
        super().save()


class _Template(BaseDocTemplate):
    """A4 with one frame; the first page has no title above its title."""

    def __init__(self, document: PlanDocument, target: Path | BinaryIO) -> None:
        super().__init__(
            str(target) if isinstance(target, Path) else target,
            pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
            title=printable(document.title),
            subject=printable(document.subtitle),
            author="",
            creator="Best Value Review",
        )
        self._document = document
        room = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        frame = Frame(styles.MARGIN, styles.FOOT, styles.WIDTH, styles.TEXT_HEIGHT, id="text", **room)
        self.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=self._furnish)])

    def canvas_for(self, filename: Any, **settings: Any) -> Canvas:
        """A canvas that says its language, is the same each time and declares embedded fonts only."""
        settings |= {"invariant": 1, "lang": self._document.language, "initialFontName": REGULAR}
        canvas = _CountingCanvas(filename, **settings)
        canvas.setDateFormatter(lambda *__: f"D:{self._document.as_at:%Y%m%d}000000Z")
        canvas.showOutline()
        return canvas

    def _furnish(self, canvas: Canvas, _template: BaseDocTemplate) -> None:
        """The running head and foot of a page."""
        document, right = self._document, styles.PAGE_WIDTH - styles.MARGIN
        top = styles.PAGE_HEIGHT - styles.HEAD
        canvas.saveState()
        canvas.setFont(REGULAR, SMALL)
        canvas.setFillColor(styles.MUTED)
        half = styles.WIDTH / 2 - styles.GAP / 2
        left_words = document.owner if canvas.getPageNumber() == 1 else document.title
        canvas.drawString(styles.MARGIN, top + 9, fitting(left_words, SMALL, half))
        canvas.drawRightString(right, top + 9, fitting(document.status, SMALL, half))
        canvas.setStrokeColor(styles.RULE)
        canvas.setLineWidth(0.7)
        canvas.line(styles.MARGIN, top, right, top)
        canvas.drawString(styles.MARGIN, 28, self._foot())
        if document.mark:
            canvas.setFont(SEMIBOLD, SMALL)
            canvas.setFillColor(styles.CAUTION)
            canvas.drawRightString(right - 60, 28, document.mark)
        canvas.doForm(f"foot{canvas.getPageNumber()}")
        canvas.restoreState()

    def _foot(self) -> str:
        words = _("Figures as at {day}, digest {digest}")
        return words.format(day=show_date(self._document.as_at), digest=self._document.digest)
