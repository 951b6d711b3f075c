"""The preview: pages as they will be printed, with a list of them, a search, and the way to paper or file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bvreview.errors import BvReviewError
from bvreview.i18n import _
from ui.desk import Desk
from ui.dialogs.head import name_dialog
from ui.exchange.papers import Paper
from ui.jobs import Job
from ui.look.text import Elided, Ground, button, label, rule
from ui.preview.bar import STEPS, ViewBar, view_mode
from ui.preview.document import open_document
from ui.preview.pages import PageList
from ui.preview.ways import print_all, print_shown, save_shown
from ui.widgets.combo import CalmCombo

ABOVE: Final = 60.0  # points of the page that are shown above what was found
LIST_FROM: Final = 760  # pixels at 100 %; a narrower preview shows the pages only
POINTS: Final = 72


class PreviewDialog(QDialog):
    """``papers``: what can be shown here, the first at once; each is made when it is first asked for.

    ``together``: they are of one kind and can be printed in one go.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, papers: Sequence[Paper], *, together: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.desk, self.papers = desk, tuple(papers)
        self.made: dict[Paper, bytes] = {}
        self.document: QPdfDocument | None = None
        self._size = 0
        self._search = QPdfSearchModel(self)
        self.choice = CalmCombo()
        self.choice.setAccessibleName(_("Show"))
        self.choice.addItems([paper.title for paper in self.papers])
        self.choice.setMinimumWidth(1)  # it gives way where text is large
        self.bar = ViewBar(desk.look, self._search)
        self.pages = PageList(desk.look)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setSearchModel(self._search)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setProperty("ringed", True)
        self.said = Elided("", "muted")
        self.save = button(_("Save PDF\u2026"))
        self.print = button(_("Print\u2026"), primary=True)
        self.print_all = button(_("Print all {n}\u2026").format(n=len(self.papers)))
        self.print_all.setVisible(together and len(self.papers) > 1)
        self.message = label(_("Writing the pages"), "muted")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._draw()
        self.resize(desk.look.room_for(1180, 720))
        self._choose(0)
        self.view.setFocus()

    def _lay_out(self) -> None:
        head = Ground("bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 20, 4)
        row.setSpacing(10)
        row.addWidget(self.choice)
        row.addWidget(self.said, 1)
        for made in (self.print_all, self.save, self.print):
            row.addWidget(made)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._panes = Ground("side")
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(4, 4, 4, 4)  # room for the ring around what has the keyboard
        panes.setSpacing(8)
        panes.addWidget(self.pages)
        panes.addWidget(self.view, 1)
        self._stack.addWidget(self.message)
        self._stack.addWidget(self._panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, self.bar, rule()):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.choice.activated.connect(self._choose)
        self.save.clicked.connect(lambda: save_shown(self))
        self.print.clicked.connect(lambda: print_shown(self))
        self.print_all.clicked.connect(lambda: print_all(self))
        self.bar.went.connect(self.go_to)
        self.bar.sized.connect(self.show_size)
        self.bar.found.connect(self._go_to_found)
        self.pages.currentRowChanged.connect(self.go_to)
        self.view.pageNavigator().currentPageChanged.connect(self._at_page)
        self.desk.look.changed.connect(self._draw)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+P", self.print.click),
            ("Ctrl+S", self.save.click),
            ("Ctrl+F", self.bar.begin_search),
            ("F3", lambda: self.bar.step(1)),
            ("Shift+F3", lambda: self.bar.step(-1)),
            ("Ctrl++", lambda: self._zoom(1)),
            ("Ctrl+-", lambda: self._zoom(-1)),
            ("Ctrl+0", lambda: self.show_size(0)),
            ("Ctrl+Home", lambda: self.go_to(0)),
            ("Ctrl+End", lambda: self.go_to(self.count() - 1)),
        )
        for key, do in keys:
            QShortcut(QKeySequence(key), self).activated.connect(do)
        for made, key in ((self.print, "Ctrl+P"), (self.save, "Ctrl+S"), (self.bar.search, "Ctrl+F")):
            made.setToolTip(key)

    def _draw(self) -> None:
        """The ground around the pages and the width of their list follow theme and text size."""
        tokens, px = self.desk.look.tokens, self.desk.look.px
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(tokens.canvas))
        self.view.setPalette(palette)
        self.pages.setFixedWidth(px(240))
        self.pages.setVisible(self.width() >= px(LIST_FROM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    # what is shown

    @property
    def paper(self) -> Paper:
        """What is chosen."""
        return self.papers[self.choice.currentIndex()]

    def count(self) -> int:
        """How many pages there are."""
        return self.document.pageCount() if self.document else 0

    def current_page(self) -> int:
        """The page that is looked at, from 0."""
        return self.view.pageNavigator().currentPage()

    def _choose(self, index: int) -> None:
        paper = self.papers[index]
        name_dialog(self, _("Print preview: {title}").format(title=paper.title))
        self.said.set_text("")
        if paper in self.made:
            self._show(paper, self.made[paper])
            return
        self._wait(_("Writing the pages"))
        job = Job(paper.title, lambda job: (paper, paper.make(job)))
        job.finished.connect(self._take)
        job.failed.connect(self._refuse)
        self.desk.jobs.start(job)

    def _take(self, made: tuple[Paper, bytes]) -> None:
        paper, content = made
        self.made[paper] = content
        if paper is self.paper:
            self._show(paper, content)

    def _wait(self, words: str) -> None:
        self.message.setText(words)
        self._stack.setCurrentWidget(self.message)
        for widget in (self.save, self.print, self.print_all, self.bar):
            widget.setEnabled(False)

    def _refuse(self, error: Exception) -> None:
        from ui.widgets.messages import show_error

        is_sentence = isinstance(error, BvReviewError)
        self._wait(str(error) if is_sentence else _("Nothing can be shown."))
        if not is_sentence:
            show_error(self, error)

    def _show(self, paper: Paper, content: bytes) -> None:
        try:
            document = open_document(paper.title, content, self)
        except BvReviewError as error:
            self._refuse(error)
            return
        before, self.document = self.document, document
        self._search.setDocument(document)
        self.view.setDocument(document)
        self.bar.show_document(document)
        self.pages.show_document(document)
        self.view.pageNavigator().jump(0, QPointF())  # the view itself stays at the page it had
        self.show_size(self._size)
        if before:
            before.deleteLater()
        for widget in (self.save, self.print, self.print_all, self.bar):
            widget.setEnabled(True)
        self._stack.setCurrentWidget(self._panes)
        self._at_page(self.current_page())
        self.view.setFocus()

    # where and how large

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) into sight."""
        if 0 <= page < self.count() and page != self.current_page():
            self.view.pageNavigator().jump(page, QPointF())

    def _at_page(self, page: int) -> None:
        self.bar.show_page(page)
        if not self.pages.hasFocus():
            self.pages.show_page(page)
        words = _("{title}, page {n} of {all}")
        self.view.setAccessibleName(words.format(title=self.paper.title, n=page + 1, all=self.count()))
        if self.document:
            self.view.setAccessibleDescription(self.document.getAllText(page).text())

    def _go_to_found(self, index: int) -> None:
        link = self._search.resultAtIndex(index)
        self.view.setCurrentSearchResultIndex(index)
        top = max(0.0, link.location().y() - ABOVE)
        self.view.pageNavigator().jump(link.page(), QPointF(0, top))

    def show_size(self, size: int) -> None:
        """Show the pages as wide as there is room (0), whole (-1), or at a size in per cent of paper."""
        page, self._size = self.current_page(), size
        self.view.setZoomMode(view_mode(size))
        if size > 0:
            self.view.setZoomFactor(size / 100)
        self.bar.show_size(size)
        self.view.pageNavigator().jump(page, QPointF())

    def _zoom(self, by: int) -> None:
        now = self._size if self._size > 0 else self._fitted_size()
        larger, smaller = [s for s in STEPS if s > now], [s for s in STEPS if s < now]
        if steps := larger[:1] if by > 0 else smaller[-1:]:
            self.show_size(steps[0])

    def _fitted_size(self) -> float:
        """The size in per cent at which the width fits."""
        points = self.document.pagePointSize(0).width() if self.document else 1.0
        dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / POINTS
        return 100 * self.view.viewport().width() / (points * dots)
