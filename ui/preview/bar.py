"""Above the pages of a preview: which page, how large, and a search in the text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from bvreview.i18n import _
from ui.look.text import Ground, button, label
from ui.look.theme import Look
from ui.widgets.combo import CalmCombo

STEPS: Final = (50, 75, 100, 125, 150, 200, 300)
"""Sizes in per cent of paper."""
SEARCH: Final = 140
"""The width of the search field in pixels at 100 %."""


class ViewBar(Ground):
    """``went``: to a page (from 0); ``sized``: 0 the width, -1 the whole page, else per cent; ``sought``."""

    went = Signal(int)
    sized = Signal(int)
    found = Signal(int)

    def __init__(self, look: Look, model: QPdfSearchModel) -> None:
        super().__init__("bar")
        self._look, self._model = look, model
        self._at = -1
        self._page = self._pages = 0
        self.page = QLineEdit()
        self.page.setAccessibleName(_("Page"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._of = label("", "muted", wrap=False)
        self.size_box = CalmCombo()
        self.size_box.setAccessibleName(_("Size on the screen"))
        self.size_box.addItem(_("Fit width"), 0)
        self.size_box.addItem(_("Whole page"), -1)
        for step in STEPS:
            self.size_box.addItem(f"{step}%", step)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find in the text"))
        self.search.setAccessibleName(_("Find in the text"))
        self.search.setClearButtonEnabled(False)
        self._count = label("", "muted", wrap=False)
        self._before, self._next = button(_("Previous")), button(_("Next"))
        self._lay_out()
        self.page.editingFinished.connect(self._go)
        self.size_box.activated.connect(lambda _n: self.sized.emit(self.size_box.currentData()))
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(lambda: self.step(1))
        self._before.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        model.countChanged.connect(self._counted)
        look.changed.connect(self._fit)
        self._fit()
        self._counted()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 10)
        row.setSpacing(8)
        row.addWidget(label(_("Page"), "muted", wrap=False))
        for shown in (self.page, self._of, self.size_box):
            row.addWidget(shown)
        row.addStretch(1)
        for sought in (self.search, self._count, self._before, self._next):
            row.addWidget(sought)

    def _fit(self) -> None:
        self.search.setFixedWidth(self._look.px(SEARCH))
        self.page.setFixedWidth(self._look.px(48))

    def show_document(self, document: QPdfDocument) -> None:
        """Count the pages of another document."""
        self._pages = document.pageCount()
        self._of.setText(_("of {n}").format(n=document.pageCount()))
        self.show_page(0)

    def show_page(self, page: int) -> None:
        """Say which page (from 0) is looked at."""
        self._page = page
        self.page.setText(str(page + 1))

    def _go(self) -> None:
        """Go to the page that was typed; what is no page becomes the one that is looked at again."""
        text = self.page.text().strip()
        wanted = int(text) - 1 if text.isascii() and text.isdigit() else self._page
        if 0 <= wanted < self._pages and wanted != self._page:
            self.went.emit(wanted)
        else:
            self.show_page(self._page)

    def show_size(self, size: int) -> None:
        """Say how large the pages are shown."""
        self.size_box.setCurrentIndex(self.size_box.findData(size))

    # the search

    def _seek(self, text: str) -> None:
        self._at = -1
        self._model.setSearchString(text)
        self._counted()

    def _counted(self) -> None:
        count = self._model.count()
        if self._at < 0 and count:
            self.step(1)
        words = _("{n} of {all}").format(n=self._at + 1, all=count) if count else _("not found")
        self._count.setText(words if self.search.text() else "")
        for made in (self._before, self._next):
            made.setEnabled(bool(count))

    def step(self, by: int) -> None:
        """Go to the next or the one before of what was found."""
        if count := self._model.count():
            self._at = (self._at + by) % count if self._at >= 0 else 0
            self.found.emit(self._at)
            self._count.setText(_("{n} of {all}").format(n=self._at + 1, all=count))

    def said(self) -> str:
        """What is said of the search."""
        return self._count.text()

    def begin_search(self) -> None:
        """Put the hand on the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def view_mode(size: int) -> QPdfView.ZoomMode:
    """How the view is told a size."""
    modes = {0: QPdfView.ZoomMode.FitToWidth, -1: QPdfView.ZoomMode.FitInView}
    return modes.get(size, QPdfView.ZoomMode.Custom)
