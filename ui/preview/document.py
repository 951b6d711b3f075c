"""A PDF in memory as Qt draws it; no file is made for it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, QObject, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument

from ui.preview.errors import BrokenPaperError

WHITE = 0xFFFFFFFF


def open_document(title: str, content: bytes, parent: QObject | None = None) -> QPdfDocument:
    """The document in some bytes; whoever asks holds it, in the thread that it was opened in.

    Raises:
        BrokenPaperError: they are no PDF, or one without pages.
    """
    document = QPdfDocument(parent) if parent else QPdfDocument()
    held = QBuffer(document)
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(held)
    if document.error() is not QPdfDocument.Error.None_ or not document.pageCount():
        raise BrokenPaperError(title)
    return document


def draw_page(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """A page (from 0) on white, in ``size`` pixels."""
    return on_white(document.render(page, size))


def on_white(drawn: QImage) -> QImage:
    """A picture of a page, which comes without a ground, on white."""
    made = QImage(drawn.size(), QImage.Format.Format_RGB32)
    made.fill(WHITE)
    painter = QPainter(made)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return made


def chapters_by_page(document: QPdfDocument) -> dict[int, list[str]]:
    """The chapters that begin on each page (from 0), without the title that leads the outline."""
    model = QPdfBookmarkModel()
    model.setDocument(document)
    found: dict[int, list[str]] = {}
    role = QPdfBookmarkModel.Role
    for row in range(1, model.rowCount(QModelIndex())):
        index = model.index(row, 0, QModelIndex())
        page = index.data(role.Page.value)
        found.setdefault(int(page), []).append(str(index.data(role.Title.value)))
    return found
