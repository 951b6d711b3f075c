"""A window that could not save: what is typed into it, and what it says of that."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from bvreview.review.cells import parse_address
from ui.frame import Banner
from ui.pages.review import ReviewPage
from ui.saving import SaveState
from ui.widgets.text_boxes import GrowingText
from ui.window import Window

SCOPE = parse_address("about.scope")
SAID_WITHIN = 2  # seconds


def field_of(page: ReviewPage) -> GrowingText:
    page.go_to(SCOPE)
    view = page.stage.current()
    assert view
    row = next(r for r in view.views[0].rows if r.address == SCOPE)  # type: ignore[union-attr]
    text = row.editor.inputs()[0]
    assert isinstance(text, GrowingText)
    return text


def put(text: GrowingText, words: str) -> None:
    """Paste words in place of what stands there."""
    text.selectAll()
    text.insertPlainText(words)


def is_failed(window: Window) -> bool:
    return window.desk.saver.last.state is SaveState.FAILED


def banner_of(window: Window) -> Banner:
    (banner,) = window.findChildren(Banner)
    return banner


def banner_words(window: Window) -> str:
    return " ".join(label.text() for label in banner_of(window).findChildren(QLabel))


def message_boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


def said_by_boxes() -> list[str]:
    return [box.text() for box in message_boxes()]


def try_again_soon(window: Window) -> None:
    window.desk.saver._retry.setInterval(150)
