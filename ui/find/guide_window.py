"""The guide in a window of its own, so that the form stays usable beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDesktopServices,
    QHideEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from ui.desk import Desk
from ui.find.catalogue import guide_entries
from ui.find.guide import CONTENTS, Guide, as_it_is
from ui.find.search import Entry, Index, Kind
from ui.left.placing import describe_place, put_back
from ui.left.remembered import Key
from ui.look.icons import icon
from ui.look.text import Ground, button
from ui.widgets.messages import ask
from ui.widgets.prose import Prose

PAUSE = 200  # milliseconds after the last letter
FOUND = 12
_RESULTS = "?"


class HelpWindow(Ground):
    """One page at a time, with a way back, the contents, and a box that searches the guide only."""

    def __init__(self, parent: QWidget, desk: Desk, guide: Guide) -> None:
        super().__init__("surface")
        self.setParent(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Guide"))
        self.setAccessibleName(self.windowTitle())
        self._look, self._guide = desk.look, guide
        self._shelf = desk.remembered.window
        self._index = Index(guide_entries(guide))
        self._been: list[tuple[str, int]] = []
        self._place = ""
        self.page = Prose(desk.look)
        self.back, self.contents = button(_("Back")), button(_("Contents"))
        self.box = QLineEdit()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.box.textChanged.connect(lambda _text: self._pause.start())
        self.box.returnPressed.connect(self._go_to_first)
        self.back.clicked.connect(self.go_back)
        self.contents.clicked.connect(lambda _checked: self.show_place(CONTENTS))
        self.page.followed.connect(self._follow)
        desk.look.changed.connect(self._draw)
        for keys, do in (
            (QKeySequence.StandardKey.Back, self.go_back),
            (QKeySequence.StandardKey.Find, self.box.setFocus),
            (QKeySequence("Ctrl+K"), self.box.setFocus),
            (QKeySequence("Escape"), self._leave),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _lay_out(self) -> None:
        self.box.setPlaceholderText(_("Search the guide"))
        self.box.setAccessibleName(_("Search the guide"))
        bar = Ground("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.contents)
        row.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        inner = QVBoxLayout()
        inner.setContentsMargins(4, 4, 4, 4)  # room for the ring around what has the keyboard
        inner.addWidget(self.page)
        column.addLayout(inner, 1)
        self._draw()

    def _draw(self) -> None:
        side = self._look.px(16)
        for made, name in ((self.back, "chevron-left"), (self.contents, "list-checks")):
            made.setIcon(icon(name, self._look.tokens.ink, side))
            made.setIconSize(QSize(side, side))

    def hideEvent(self, event: QHideEvent) -> None:
        self._shelf.keep(Key.GUIDE, describe_place(self))
        super().hideEvent(event)

    # going about

    def open_at(self, place: str = "") -> None:
        """Show the window with a page ("page" or "page#heading"); without, where it was last."""
        if not self.isVisible():
            self._put_beside()
        self.show()
        self.raise_()
        self.activateWindow()
        if place or not self._place:
            self.show_place(place or CONTENTS)
        self.page.setFocus()

    def _put_beside(self) -> None:
        """Where it was left; the first time at the right edge of the window that it belongs to."""
        over = self.parentWidget()
        if described := self._shelf.get(Key.GUIDE, ""):
            put_back(self, described, self._look.room_for(480, 680))
            return
        screen = self.screen().availableGeometry()
        size = self._look.room_for(480, 680)
        self.resize(size)
        if over:
            corner = over.mapToGlobal(QPoint(over.width() - size.width() - 16, 48))
            left = max(screen.left(), min(corner.x(), screen.right() - size.width()))
            top = max(screen.top(), min(corner.y(), screen.bottom() - size.height()))
            self.move(left, top)

    def show_place(self, place: str) -> None:
        """Go to a page or a heading of it; the way back is kept."""
        if place == self._place:
            return
        if self._place and not self._place.startswith(_RESULTS):
            self._been.append((self._place, self.page.verticalScrollBar().value()))
        self._show(place)

    def go_back(self) -> None:
        """Show the page before, where it was left."""
        if self._been:
            place, height = self._been.pop()
            self._show(place)
            self.page.verticalScrollBar().setValue(height)

    def _show(self, place: str) -> None:
        self._place = place
        name, __, anchor = place.partition("#")
        page = self._guide.pages.get(name)
        text = self._guide.markdown(page) if page else self._guide.contents()
        title = page.title if page else _("Contents")
        self.page.show_markdown(title, text)
        anchors = [heading.anchor for heading in page.headings] if page else []
        if anchor in anchors:
            self.page.go_to_heading(anchors.index(anchor))
        self.back.setEnabled(bool(self._been))
        self._tell(title)

    def _follow(self, address: str) -> None:
        if address.startswith(("http://", "https://")):
            question = _("{address} is on the web. Open it in your browser?").format(address=address)
            ask(self, question, _("Open in the browser"), lambda: QDesktopServices.openUrl(QUrl(address)))
        elif address.startswith("#"):
            self.show_place(self._place.partition("#")[0] + address)
        else:
            self.show_place(address)

    # searching

    def _found(self) -> tuple[list[Entry], int]:
        """The best places, those of the guide before what is asked, and how many there are."""
        groups = sorted(self._index.find(self.box.text(), FOUND), key=lambda g: g.kind is Kind.MEANING)
        return [entry for group in groups for entry in group.entries], sum(g.total for g in groups)

    def _search(self) -> None:
        query = self.box.text().strip()
        if not query:
            return
        if not self._place.startswith(_RESULTS):
            self._been.append((self._place, self.page.verticalScrollBar().value()))
        self._place = _RESULTS + query
        found, total = self._found()
        said = plural("{n} place in the guide", "{n} places in the guide", total)
        if not found:
            said = _("Nothing in the guide holds these words. Try fewer or other words.")
        lines = [f"- [{as_it_is(e.title)}]({e.target.place}) \u00b7 {as_it_is(e.detail)}" for e in found]
        text = "\n".join((f"# {as_it_is(query)}", "", said, "", *lines))
        self.page.show_markdown(said, text)
        self.back.setEnabled(bool(self._been))
        self._tell(said)

    def _go_to_first(self) -> None:
        found, __ = self._found()
        if found:
            self._pause.stop()
            self.show_place(found[0].target.place)
            self.page.setFocus()

    def _leave(self) -> None:
        self.close()
        if over := self.parentWidget():
            over.activateWindow()

    def _tell(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.page, words))
