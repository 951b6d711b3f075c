"""The one place that opens message boxes: plain text, and the default button never destroys."""

from __future__ import annotations

import math
import time
import weakref
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid

from bvreview.diary import details_of, note, place_of
from bvreview.errors import BvReviewError
from bvreview.files import disk_sentence
from bvreview.i18n import _, plural

_OPEN: set[QMessageBox] = set()  # a box without a parent lives as long as somebody holds it
_Icon, _Role = QMessageBox.Icon, QMessageBox.ButtonRole
QUIET: Final = 60.0
"""Seconds after which the same mistake is said again."""
MOST_DETAILS: Final = 20


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
    """Say why something was not done; what is being said already is not said twice."""
    sentence = str(error) if isinstance(error, BvReviewError) else disk_sentence(error)
    title = _("This was not done")
    shown = (box for box in _OPEN if isValid(box) and box.isVisible())  # a parent takes its boxes with it
    said = (box for box in shown if (box.windowTitle(), box.text()) == (title, sentence))
    return next(said, None) or inform(parent, title, sentence)


def show_error(parent: QWidget | None, error: Exception) -> QMessageBox | None:
    """A refusal as its sentence; anything else as the unexpected error that it is."""
    if isinstance(error, BvReviewError | OSError):
        return refuse(parent, error)
    return show_unexpected(parent, error)


def shower(parent: QWidget) -> Callable[[Exception], object]:
    """What shows errors over ``parent`` and does not keep it alive, as a lambda of its own would."""
    over = weakref.ref(parent)
    return lambda error: show_error(over(), error)


class Mishaps:
    """Mistakes of ours: one box at a time, and the same mistake again only after a quiet while."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._box: QMessageBox | None = None
        self._details: list[str] = []
        self._more = 0

    def show(self, parent: QWidget | None, error: BaseException) -> QMessageBox | None:
        """Note it, and say it if nothing of the kind is said already; gives the box that says it."""
        now, place = time.monotonic(), place_of(error)
        is_known = now - self._seen.get(place, -math.inf) < QUIET
        self._seen[place] = now
        if not is_known:
            note(error)
        if self._box:
            self._add(self._box, "" if is_known else details_of(error))
        elif not is_known:
            self._box = self._make(parent, details_of(error))
        return self._box

    def _add(self, box: QMessageBox, details: str) -> None:
        self._more += 1
        if details and len(self._details) < MOST_DETAILS:
            self._details.append(details)
            box.setDetailedText(self._text())
        box.setInformativeText(
            plural("It happened {n} more time.", "It happened {n} more times.", self._more)
        )

    def _text(self) -> str:
        return "\n\n".join(self._details)

    def _make(self, parent: QWidget | None, details: str) -> QMessageBox:
        self._details, self._more = [details], 0
        words = _(
            "Something went wrong in the application. What is shown as saved is safe.\n\n"
            "Go on working; if it happens again, start the application anew. "
            "Copy the details for whoever looks after it."
        )
        box = _box(parent, _("Something went wrong"), words)
        box.setIcon(_Icon.Warning)
        box.setDetailedText(details)
        copy = box.addButton(_("Copy the details"), _Role.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text()))
        close = box.addButton(_("Close"), _Role.RejectRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.finished.connect(self._close)
        box.destroyed.connect(self._close)  # with the window that it stood over
        box.open()
        return box

    def _close(self) -> None:
        for place in self._seen:
            self._seen[place] = time.monotonic()
        self._box = None


_MISHAPS: Final = Mishaps()


def show_unexpected(parent: QWidget | None, error: BaseException) -> QMessageBox | None:
    """A mistake of ours: the work is safe, the details can be copied; None where it was said just now."""
    return _MISHAPS.show(parent, error)
