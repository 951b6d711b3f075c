"""The one place that opens message boxes: plain text, and the default button never destroys."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

import bvreview
from bvreview.errors import BvReviewError
from bvreview.i18n import _

_OPEN: set[QMessageBox] = set()  # a box without a parent lives as long as somebody holds it
_Icon, _Role = QMessageBox.Icon, QMessageBox.ButtonRole


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setAccessibleName(title)
    _OPEN.add(box)
    box.finished.connect(lambda _result: _OPEN.discard(box))
    return box


def inform(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    """Say something; one button."""
    box = _box(parent, title, text)
    close = box.addButton(_("Close"), _Role.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.open()
    return box


def offer(
    parent: QWidget | None, title: str, text: str, ways: Sequence[tuple[str, Callable[[], object]]]
) -> QMessageBox:
    """Say what stands in the way and offer ways on; Esc and Enter take none of them."""
    box = inform(parent, title, text)
    buttons = {box.addButton(words, _Role.ActionRole): way for words, way in ways}
    box.buttonClicked.connect(lambda clicked: buttons[clicked]() if clicked in buttons else None)
    return box


def ask(parent: QWidget, question: str, action: str, then: Callable[[], object]) -> QMessageBox:
    """Ask before something is taken away; ``then`` is called for ``action`` only. Esc and Enter keep."""
    box = _box(parent, action, question)
    go = box.addButton(action, _Role.AcceptRole)
    keep = box.addButton(_("Keep as it is"), _Role.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.buttonClicked.connect(lambda clicked: then() if clicked is go else None)
    box.open()
    return box


def refuse(parent: QWidget | None, error: BvReviewError | OSError) -> QMessageBox:
    """Say why something was not done."""
    sentence = str(error) if isinstance(error, BvReviewError) else error.strerror or str(error)
    return inform(parent, _("This was not done"), sentence)


def show_error(parent: QWidget | None, error: Exception) -> QMessageBox:
    """A refusal as its sentence; anything else as the unexpected error that it is."""
    if isinstance(error, BvReviewError | OSError):
        return refuse(parent, error)
    return show_unexpected(parent, error)


def show_unexpected(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """One plain box for a mistake of ours: the work is safe, the details can be copied."""
    box = _box(
        parent,
        _("Something went wrong"),
        _(
            "Something went wrong in the application. What is shown as saved is safe.\n\n"
            "Go on working; if it happens again, start the application anew. "
            "Copy the details for whoever looks after it."
        ),
    )
    box.setIcon(_Icon.Warning)
    details = details_of(error)
    box.setDetailedText(details)
    copy = box.addButton(_("Copy the details"), _Role.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    close = box.addButton(_("Close"), _Role.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.open()
    return box


def details_of(error: BaseException) -> str:
    """Versions and where it happened; no values, so no personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in frames)
    return (
        f"bvreview {bvreview.__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"{type(error).__name__}\n{places}"
    )
