"""The editor of an answer that is evidence: what is linked, and the ways to choose, add, open and unlink."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bvreview.framework.sections import Field
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer
from bvreview.review.evidence import Evidence, about_words
from ui.announcing import announce
from ui.editing.evidence import EvidenceEdits
from ui.editing.session import Session
from ui.editing.shown import EvidenceWay
from ui.forms.editor import Editor
from ui.look.text import button, label


class EvidenceEditor(Editor):
    """A line for each piece that is linked. Nothing is typed: the answer is its links."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.choose, self.add = button(_("Choose from the evidence\u2026")), button(_("Add new\u2026"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._shown: list[Evidence] | None = None
        self._edits: EvidenceEdits | None = None
        self._at = Address("", "", "")
        ways = QHBoxLayout()
        ways.setSpacing(14)
        ways.addWidget(self.choose)
        ways.addWidget(self.add)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._lines)
        column.addLayout(ways)
        self.watch()

    def follow(self, session: Session, address: Address) -> None:
        """Show and change what is linked to an answer of a review."""
        self._edits, self._at = EvidenceEdits(session), address
        self.choose.clicked.connect(lambda _on: self._want(EvidenceWay.CHOOSE))
        self.add.clicked.connect(lambda _on: self._want(EvidenceWay.ADD))

    def _want(self, way: EvidenceWay, number: str = "") -> None:
        if self._edits:
            self._edits.session.wants_evidence.emit(self._at, way, number)

    def show_answer(self, answer: Answer | None) -> None:
        if not self._edits:
            return
        there, session = self._edits.at(self._at), self._edits.session
        self.choose.setVisible(not session.is_read_only and len(there) < len(session.review.evidence))
        self.add.setVisible(not session.is_read_only)
        if there != self._shown:
            had_hand = any(way.hasFocus() for way in self.findChildren(QPushButton))
            self._shown = there
            self._clear()
            for evidence in there:
                self._lines.addWidget(self._line(evidence))
            if had_hand:
                self.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _line(self, evidence: Evidence) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(evidence.title, "strong"))
        assert self._edits
        if about := about_words(self._edits.session.framework, evidence):
            words.addWidget(label(about, "small"))
        row.addLayout(words, 1)
        for way in self._ways(evidence):
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _ways(self, evidence: Evidence) -> list[QPushButton]:
        assert self._edits
        ways: list[tuple[str, Callable[[], None]]] = []
        if evidence.file or evidence.place:
            ways.append((_("Open"), lambda: self._want(EvidenceWay.OPEN, evidence.id)))
        if not self._edits.session.is_read_only:
            ways.append((_("Unlink"), lambda: self._unlink(evidence)))
        return [self._way(words, evidence, do) for words, do in ways]

    def _way(self, words: str, evidence: Evidence, do: Callable[[], None]) -> QPushButton:
        made = button(words, link=True, name=f"{words}: {evidence.title}")
        made.clicked.connect(lambda _on: do())
        made.installEventFilter(self)
        return made

    def _unlink(self, evidence: Evidence) -> None:
        if self._edits:
            self._edits.unlink(evidence.id, self._at)
            announce(self, _("{title} is not linked here any more.").format(title=evidence.title))

    def raw(self) -> str:
        return ""

    def inputs(self) -> tuple[QWidget, ...]:
        """The one that is there first: nothing is left to choose where all that is listed is linked."""
        return (self.add, self.choose) if self.choose.isHidden() else (self.choose, self.add)

    def set_name(self, name: str, description: str) -> None:
        for way in (self.choose, self.add):
            way.setAccessibleName(f"{name}: {way.text()}")
            way.setAccessibleDescription(description)
