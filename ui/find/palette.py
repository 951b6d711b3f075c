"""Search everything: one box, what fits below it, Enter goes there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from bvreview.i18n import _, plural
from ui.dialogs.head import name_dialog
from ui.find.results import ResultList, read_out
from ui.find.search import AROUND, Entry, Group, Index, Kind
from ui.find.search_box import SearchBox
from ui.look.text import label
from ui.look.theme import Look

PAUSE = 120  # milliseconds between the last letter and the question to the workspace
_Key = Qt.Key
STEPS = {_Key.Key_Down: (1, 1), _Key.Key_Up: (-1, 1), _Key.Key_PageDown: (1, 6), _Key.Key_PageUp: (-1, 6)}


class PaletteDialog(QDialog):
    """``wants_answers`` asks for the answers that hold some words; ``chosen`` tells the target to go to."""

    wants_answers = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget, look: Look, remembered: Sequence[str]) -> None:
        super().__init__(parent)
        name_dialog(self, _("Search everything"))
        self.setObjectName("palette")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._remembered = tuple(remembered)
        self._index = Index()
        self._answers: tuple[str, tuple[Group, ...]] = ("", ())
        self._way_back = [*_up_from(QApplication.focusWidget()), parent]
        self._had_keys = self._is_leaving = False
        self._has_gone = False
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Search reviews, questions, answers, help and commands"))
        self.box.setAccessibleName(self.windowTitle())
        self.box.setAccessibleDescription(_("Type, choose with the arrow keys, go there with Enter"))
        self.box.installEventFilter(self)
        self.results = ResultList(look)
        self.said = label("", "small")
        self.said.setIndent(look.px(4))
        self._lay_out(look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(3 * PAUSE)
        self._telling.timeout.connect(self._announce)
        self.box.textChanged.connect(self._typed)
        self.results.chosen.connect(self._choose)
        self.results.moved.connect(lambda _entry: self._telling.start())

    def _lay_out(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.said)
        column.addWidget(self.results, 1)
        self.resize(look.room_for(640, 460))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if over := self.parentWidget():
            corner = self._corner(over)
            screen = self.screen().availableGeometry()
            self.move(
                max(screen.left(), min(corner.x(), screen.right() - self.width())),
                max(screen.top(), min(corner.y(), screen.bottom() - self.height())),
            )
        self.box.setFocus()

    def _corner(self, over: QWidget) -> QPoint:
        """Where the search box of the window is, so that it seems to open; else in the middle."""
        box = over.findChild(SearchBox)
        if box and box.isVisible():
            return box.mapToGlobal(QPoint(0, 0)) - self.box.pos()
        return over.mapToGlobal(QPoint((over.width() - self.width()) // 2, over.height() // 12))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self._is_leaving:
            if self.isActiveWindow():
                self._had_keys = True
            elif self._had_keys:  # somebody clicked elsewhere, and stays there
                self._way_back = []
                self.reject()

    def done(self, how: int) -> None:
        self._is_leaving = True
        super().done(how)
        if self._way_back:
            self._way_back[-1].window().activateWindow()
            if how == QDialog.DialogCode.Rejected:
                _go_back(self._way_back)

    # what can be found

    def add(self, entries: Iterable[Entry]) -> None:
        """Let more be found, also while somebody types."""
        self._index.add(entries)
        self._show()

    def show_answers(self, query: str, groups: Sequence[Group]) -> None:
        """Show the answers that the workspace found for ``query``, if it is still what stands in the box."""
        if query == self.box.text():
            self._answers = (query, tuple(groups))
            self._show()

    def _typed(self) -> None:
        self._pause.start()
        self._has_gone = False
        self._show()

    def _ask(self) -> None:
        if self.box.text().strip():
            self.wants_answers.emit(self.box.text())

    def _show(self) -> None:
        """Show what fits now; what came later moves only a hand that has not gone to an entry yet."""
        query = self.box.text()
        groups = self._groups(query)
        if not query.strip():
            rows, said = self._before_typing()
        elif groups:
            rows = _rows(groups)
            said = plural("{n} result", "{n} results", sum(group.total for group in groups))
        elif self._answers[0] != query:
            rows, said = [], _("Looking through the answers\u2026")
        else:
            words = _("Nothing is found for \u201c{words}\u201d. Try fewer or other words.")
            rows, said = [], words.format(words=query)
        if rows != list(self.results.rows):
            self.results.show_rows(rows, keep=self._has_gone)
        self.said.setText(said)
        self._telling.start()

    def _groups(self, query: str) -> tuple[Group, ...]:
        found = self._index.find(query)
        answers = self._answers[1] if self._answers[0] == query else ()
        by_name = [group for group in found if group.rank < AROUND]
        return (*by_name, *answers, *(group for group in found if group.rank >= AROUND))

    def _before_typing(self) -> tuple[list[str | Entry], str]:
        recent = self._index.recall(self._remembered)
        rows: list[str | Entry] = [_("Chosen lately"), *recent] if recent else []
        places = self._index.of_kind(Kind.PLACE)
        rows += [_("Go to"), *(entry for entry in places if entry not in recent)]
        return rows, _("Type part of a name, a question, an answer or a command. Esc closes.")

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(_Key(event.key()))
        return False

    def _take_key(self, key: Qt.Key) -> bool:
        if key in STEPS:
            self._has_gone = True
            self.results.step(*STEPS[key])
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            if entry := self.results.current():
                self._choose(entry)
        else:
            return False
        return True

    def _choose(self, entry: object) -> None:
        if not isinstance(entry, Entry):
            return
        if entry.why_not:
            self.said.setText(entry.why_not)
            self._say(entry.why_not)
            return
        self.accept()
        self.chosen.emit(entry.target)

    def _announce(self) -> None:
        entry = self.results.current()
        self._say(". ".join(part for part in (self.said.text(), read_out(entry) if entry else "") if part))

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.box, words))


def _rows(groups: Iterable[Group]) -> list[str | Entry]:
    rows: list[str | Entry] = []
    for group in groups:
        rows += [caption(group), *group.entries]
    return rows


def caption(group: Group) -> str:
    """What stands over a group: its kind, and how many there are where not all are shown."""
    words = _captions()[group.kind]
    shown = len(group.entries)
    if shown == group.total:
        return words
    return _("{words}: {shown} of {total}").format(words=words, shown=shown, total=group.total)


def _captions() -> dict[Kind, str]:
    return {
        Kind.COMMAND: _("Commands"),
        Kind.PLACE: _("Go to"),
        Kind.REVIEW: _("Reviews"),
        Kind.SECTION: _("Sections"),
        Kind.QUESTION: _("Questions of this review"),
        Kind.ACTION: _("Actions of the plan"),
        Kind.ANSWER: _("Answers"),
        Kind.LIBRARY: _("Library"),
        Kind.GUIDE: _("Guide"),
        Kind.MEANING: _("What is asked, and what it means"),
    }


def _go_back(chain: Sequence[QWidget]) -> None:
    """Give the keyboard to the first of the widgets that still takes it."""
    for widget in chain:
        if isValid(widget) and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            widget.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
            return


def _up_from(widget: QWidget | None) -> list[QWidget]:
    """A widget and what it stands in: an editor in a table may be gone when the keyboard comes back."""
    chain: list[QWidget] = []
    while widget and not widget.isWindow():
        chain.append(widget)
        widget = widget.parentWidget()
    return chain
