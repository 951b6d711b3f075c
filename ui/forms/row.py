"""One question of a form: its words, its editor, and under it what was read, found or left open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer, State
from bvreview.review.evidence import Evidence
from bvreview.review.findings import Finding
from bvreview.review.wording import state_words
from ui.editing.pause import Pause
from ui.editing.session import Session
from ui.finding_words import in_one_line, role_of
from ui.forms.calendar import DayButton
from ui.forms.cells import evidence_words
from ui.forms.editor import Editor
from ui.forms.editors import LineEditor, make_editor
from ui.forms.evidence_links import EvidenceEditor
from ui.forms.finding_ways import Ways
from ui.look.icons import icon
from ui.look.text import label, set_property, tip
from ui.look.theme import Look

LONG: Final = 26
"""Letters: labels that are longer may break."""
BEFORE: Final = 1000
"""The stretch of what takes all the room that it can use before anything else does."""
WIDE: Final = frozenset({Kind.LONG_TEXT, Kind.CHOICES, Kind.TEXT, Kind.EVIDENCE})


class FieldRow(QWidget):
    """A field at an address. ``about`` asks for its state, source and note."""

    about = Signal(object)

    def __init__(self, session: Session, field: Field, address: Address, look: Look) -> None:
        super().__init__()
        self.session, self.field, self.address = session, field, address
        self._look = look
        self.editor: Editor = make_editor(field, session.framework.lists.get(field.list, ()))
        if isinstance(self.editor, EvidenceEditor):
            self.editor.follow(session, address)
        self._remark, self._remark_is_new = "", False
        self._seen: Answer | None = None
        self._typed = self._committing = False
        self._title = label(field.label, "strong", wrap=len(field.label) > LONG)
        self._needed = label(_("needed"), "small", wrap=False)
        self._under = label("", "small")
        self.ways = Ways(session, beside=True)
        self.ways.explains.connect(session.explains)
        self.ways.used.connect(lambda _address: self.go())
        self._more = _more_button(field.label)
        self._more.clicked.connect(lambda: self.about.emit(self.address))
        self._sign = _sign_button()
        self._supported: list[Evidence] = []
        self._sign.clicked.connect(lambda: session.shows_evidence.emit(self.address))
        self._pause = Pause(self)
        self._pause.due.connect(self.commit)
        self.editor.edited.connect(self._type)
        self.editor.left.connect(self._leave)
        self.editor.entered.connect(lambda: session.focused.emit(self.address))
        self._lay_out()
        self._title.setBuddy(self.editor.inputs()[0])
        self._draw_icon()
        look.changed.connect(self._draw_icon)
        self.refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        if self.field.unit in ("\u00a3",):
            line.addWidget(label(self.field.unit, "muted", wrap=False))
        line.addWidget(self.editor, 1 if self.field.kind in WIDE else 0)
        if isinstance(self.editor, LineEditor) and self.field.kind is Kind.DATE:
            line.addWidget(self._day_button(self.editor))
        if self.field.unit and self.field.unit != "\u00a3":
            line.addWidget(label(self.field.unit, "muted", wrap=False))
        is_high = self.field.kind in (Kind.LONG_TEXT, Kind.EVIDENCE)
        top = Qt.AlignmentFlag.AlignTop if is_high else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self._more, 0, top)
        line.addWidget(self._sign, 0, top)
        if self.field.kind not in WIDE:
            line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addLayout(line)
        column.addWidget(self._under)
        column.addWidget(self.ways)
        column.addStretch(1)  # beside a neighbour with more to say, label and box stay together

    def _day_button(self, editor: LineEditor) -> DayButton:
        """A calendar beside a day."""
        made = DayButton(editor.line, self._look, self.session.review.head.period.first_day)
        made.chosen.connect(editor.choose)
        if self.session.is_read_only:
            made.hide()
        return made

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._look.px(8))
        head.addWidget(self._title, BEFORE if self._title.wordWrap() else 0)
        head.addWidget(self._needed, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        return head

    def _fit_title(self) -> None:
        """A long label is as wide as its words, so that what is said beside it stands there."""
        if self._title.wordWrap():
            self._title.ensurePolished()
            self._title.setMaximumWidth(self._title.fontMetrics().horizontalAdvance(self.field.label) + 4)

    def _draw_icon(self) -> None:
        side = self._look.px(16)
        self._more.setIcon(icon("pencil", self._look.tokens.muted, side))
        self._more.setIconSize(QSize(side, side))
        self._sign.setIcon(icon("paperclip", self._look.tokens.accent, side))
        self._sign.setIconSize(QSize(side, side))

    # what is shown

    def refresh(self) -> None:
        """Show what stands in the review, unless something else is just being typed."""
        answer = self.session.answers.answer(self.address)
        if answer != self._seen:
            self._seen = answer
            self._remark = self._remark if self._remark_is_new else ""
            self._remark_is_new = False
        if not (self._typed or self._committing):
            self.editor.show_answer(answer)
        self.editor.set_read_only(self.session.is_read_only)
        self._more.setVisible(not self.session.is_read_only)
        self._needed.setVisible(answer is None and self._is_required())
        self._show_sign()
        self.judge()

    def _show_sign(self) -> None:
        """A clip where evidence supports the answer; how much and what, it says."""
        found = self.session.evidence_at(self.address)
        if found == self._supported:
            return
        self._supported = found
        words = evidence_words(found)
        self._sign.setVisible(bool(found) and self.field.kind is not Kind.EVIDENCE)
        self._sign.setToolTip(tip(_("{words} (Ctrl+L)").format(words=words)))
        self._sign.setAccessibleName(f"{words}. {self.field.label}")

    def _is_required(self) -> bool:
        place = self.session.answers.locate(self.address)
        return (
            place is not None
            and not self.session.is_read_only
            and self.session.answers.is_required(place[1], self.address.key, self.field)
        )

    def judge(self) -> None:
        """Show what the rules say here."""
        finding = self.session.finding_at(self.address)
        words, role = self._words(finding)
        self._under.setText(words)
        set_property(self._under, "role", role)
        self._under.setVisible(bool(words))
        self.ways.show_finding(finding)
        fault = finding.level.value if finding and finding.is_open and finding.level is not Level.NOTE else ""
        for widget in self.editor.inputs():
            set_property(widget, "fault", fault)
        help_text = self.field.help.counts
        needed = "" if self._needed.isHidden() else self._needed.text()
        self.editor.set_name(
            self.field.label, ". ".join(filter(None, (needed, words, self._sign_words(), help_text)))
        )

    def _sign_words(self) -> str:
        return evidence_words(self._supported) if self._supported else ""

    def under_words(self) -> str:
        """What is said under the box."""
        return self._under.text()

    def _words(self, finding: Finding | None) -> tuple[str, str]:
        if finding and (finding.is_open or finding.level is Level.NOTE):
            return in_one_line(finding), role_of(finding)
        cell = self.session.cell(self.address)
        answer = self.session.answers.answer(self.address) or (cell.answer if cell else None)
        parts = [in_one_line(finding)] if finding else []
        parts += [self._remark] if self._remark else []
        if answer and answer.state not in (State.GIVEN, State.PENDING):
            parts.append(state_words(answer.state).capitalize())
        if answer:
            parts += [p for p in (answer.source, answer.note) if p]
        return ". ".join(parts), "small"

    # what is typed

    def _type(self) -> None:
        self._typed = True
        self.session.begin_typing(self.address)
        self._pause.key()

    def _leave(self) -> None:
        self.commit()
        self.session.end_run()
        self.editor.show_answer(self.session.answers.answer(self.address))

    def remark(self, text: str) -> None:
        """Show how a typed text was read."""
        self._remark, self._remark_is_new = text, True

    def commit(self) -> None:
        """Set the answer to what was typed since the last time."""
        self._pause.stop()
        if not self._typed or self.session.is_read_only:
            return
        self._typed, self._remark, self._committing = False, "", True
        self.session.type_answer(self.address, self.editor.raw())
        self._committing = self._remark_is_new = False

    def go(self) -> None:
        """Put the hand on it."""
        widget = self.editor.inputs()[-1 if self.field.kind is Kind.CHOICE else 0]
        widget.setFocus()
        if isinstance(widget, QPlainTextEdit):
            widget.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._draw_icon()
            self._fit_title()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_title()


def _sign_button() -> QToolButton:
    made = QToolButton()
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+L leads there
    made.hide()
    return made


def _more_button(title: str) -> QToolButton:
    made = QToolButton()
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Enter leads there
    made.setToolTip(tip(_("State, source and note: {what} (Alt+Enter)").format(what=title)))
    made.setAccessibleName(_("State, source and note: {what}").format(what=title))
    return made
