"""The text of a reminder, to be read, changed, copied, or handed to the mail program."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from bvreview.i18n import _
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.messages import offer

LONGEST: Final = 1800
"""Characters of a mailto address that every mail program takes; Windows cuts at about 2,000."""


class ReminderDialog(QDialog):
    """A subject and a text; nothing leaves the computer from here."""

    def __init__(self, parent: QWidget, look: Look, name: str, message: tuple[str, str]) -> None:
        super().__init__(parent)
        name_dialog(self, _("Reminder for {name}").format(name=name))
        self.subject, self.text = QLineEdit(message[0]), QPlainTextEdit(message[1])
        self.subject.setAccessibleName(_("Subject"))
        self.text.setAccessibleName(_("Text"))
        self.text.setTabChangesFocus(True)
        self._said = label("", "ok")
        column = column_of(self, self.windowTitle())
        hint = _("Change what you like. Nothing is sent from here: copy the text, or open your mail program.")
        column.addWidget(label(hint, "muted"))
        column.addWidget(label(_("Subject"), "strong"))
        column.addWidget(self.subject)
        column.addWidget(label(_("Text"), "strong"))
        column.addWidget(self.text, 1)
        column.addWidget(self._said)
        column.addLayout(self._foot())
        self.resize(look.room_for(640, 620))
        self.copy.setFocus()

    def _foot(self) -> QHBoxLayout:
        self.copy = button(_("Copy the text"), primary=True)
        self.mail = button(_("Open the mail program\u2026"))
        close = button(_("Close"))
        self.copy.clicked.connect(self.copy_text)
        self.mail.clicked.connect(self._ask_for_mail)
        close.clicked.connect(self.reject)
        return foot_of(close, self.copy, left=(self.mail,))

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText(_("\u2713 The text is on the clipboard."))

    def _ask_for_mail(self) -> None:
        words = _(
            "Your mail program opens with this subject and text. You choose there to whom it goes, and "
            "nothing is sent before you send it."
        )
        if self._is_long():
            words += "\n\n" + _("The text is too long to hand over. It is copied, to be pasted there.")
        way = (_("Open the mail program"), self._open_mail)
        self._box = offer(self, _("Open the mail program"), words, [way])

    def _is_long(self) -> bool:
        return len(mail_address(self.subject.text(), self.text.toPlainText())) > LONGEST

    def _open_mail(self) -> None:
        text = self.text.toPlainText()
        if self._is_long():
            self.copy_text()
            text = ""
        if not QDesktopServices.openUrl(QUrl(mail_address(self.subject.text(), text))):
            self.copy_text()
            self._said.setText(_("No mail program opened. The text is on the clipboard instead."))


def mail_address(subject: str, text: str) -> str:
    """A "mailto:" address without a receiver (RFC 6068: lines end in CR LF, everything else escaped)."""
    lines = text.replace("\n", "\r\n")
    body = f"&body={quote(lines, safe='')}" if text else ""
    return f"mailto:?subject={quote(subject, safe='')}{body}"
