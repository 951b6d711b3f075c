"""The pages of a document as a list of small pictures, each with the chapters that begin on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from bvreview.i18n import _
from ui.look.text import tip
from ui.look.theme import Look
from ui.preview.document import WHITE, chapters_by_page, on_white

WIDTH: Final = 84  # of a small picture, at 100 %


class PageList(QListWidget):
    """The current entry is the page that is looked at; the pictures come when they are ready."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._take)
        self.setAccessibleName(_("Pages"))
        self.setObjectName("pages")
        self.setProperty("ringed", True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        look.changed.connect(self._fit)

    def show_document(self, document: QPdfDocument) -> None:
        """List the pages of another document."""
        self.clear()
        self._renderer.setDocument(document)
        chapters = chapters_by_page(document)
        for page in range(document.pageCount()):
            words = [_("Page {n}").format(n=page + 1), *chapters.get(page, ())]
            item = QListWidgetItem("\n".join(words))
            item.setToolTip(tip(", ".join(words)))
            self.addItem(item)
        self._fit()

    def show_page(self, page: int) -> None:
        """Mark a page as the one that is looked at; nothing is told."""
        self.blockSignals(True)
        self.setCurrentRow(page)
        self.blockSignals(False)
        self.viewport().update()

    def _fit(self) -> None:
        document = self._renderer.document()
        if not document or not self.count():
            return
        points = document.pagePointSize(0)
        width = self._look.px(WIDTH)
        size = QSize(width, round(width * points.height() / points.width()))
        self.setIconSize(size)
        blank = QPixmap(size)
        blank.fill(WHITE)
        for page in range(self.count()):
            self.item(page).setIcon(_same_when_chosen(blank))
            self._renderer.requestPage(page, size * self.devicePixelRatioF())

    def _take(self, page: int, _size: QSize, drawn: QImage) -> None:
        if page < self.count():
            self.item(page).setIcon(_same_when_chosen(QPixmap.fromImage(on_white(drawn))))


def _same_when_chosen(picture: QPixmap) -> QIcon:
    """An icon that is not tinted where its entry is the current one."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made
