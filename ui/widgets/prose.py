"""A page of text to read: our own Markdown in the product's type, and nothing that a page could load."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ui.look.theme import Look

SIZES: Final = {1: 1.43, 2: 1.15, 3: 1.0, 4: 1.0}
"""The size of a heading by its level, as a multiple of the body text."""
_ONE_BLOCK: Final = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class Prose(QTextBrowser):
    """``followed`` tells the address of a link; the page itself opens and loads nothing."""

    followed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown = ("", "")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ringed", True)
        self.setObjectName("reading")
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        look.changed.connect(self._again)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: no picture, no style, no page from anywhere."""
        return None

    def show_markdown(self, title: str, text: str) -> None:
        """Show a page from its top; ``title`` is what a screen reader calls it."""
        self._shown = title, text
        self.setAccessibleName(title)
        self._palette()
        features = QTextDocument.MarkdownFeature
        self.document().setDefaultFont(self._look.font())
        self.document().setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def go_to_heading(self, number: int) -> None:
        """Bring a heading, counted from 0, to the top."""
        headings = [block for block in self._blocks() if block.blockFormat().headingLevel()]
        if number < len(headings):
            cursor = QTextCursor(headings[number])
            self.setTextCursor(cursor)
            top = self.document().documentLayout().blockBoundingRect(headings[number]).top()
            self.verticalScrollBar().setValue(round(top) - self._look.px(8))

    def event(self, event: QEvent) -> bool:
        was_taken = super().event(event)
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._mark_link()
        return was_taken

    def _mark_link(self) -> None:
        """Show on which link the keyboard is: Qt's own dotted line is hard to see."""
        cursor, marked = self.textCursor(), QTextEdit.ExtraSelection()
        is_on_link = self.hasFocus() and cursor.hasSelection() and cursor.charFormat().isAnchor()
        if is_on_link:
            marked.cursor = cursor
            marked.format.setBackground(QColor(self._look.tokens.focus))
            marked.format.setForeground(QColor(self._look.tokens.focus_ink))
        self.setExtraSelections([marked] if is_on_link else [])

    def _again(self) -> None:
        height = self.verticalScrollBar().value()
        self.show_markdown(*self._shown)
        self.verticalScrollBar().setValue(height)

    def _palette(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Link, QColor(self._look.tokens.accent))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._look.tokens.ink))
        self.setPalette(palette)

    # how it looks

    def _blocks(self) -> list[QTextBlock]:
        found, block = [], self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def _dress(self) -> None:
        self.document().setDocumentMargin(self._look.px(20))
        self.document().setIndentWidth(self._look.px(18))
        for block in self._blocks():
            self._dress_block(block)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)

    def _dress_block(self, block: QTextBlock) -> None:
        px, level = self._look.px, block.blockFormat().headingLevel()
        in_table = QTextCursor(block).currentTable() is not None
        shape = QTextBlockFormat()
        shape.setLineHeight(112, _ONE_BLOCK)
        if level:
            shape.setTopMargin(px(0 if block.blockNumber() == 0 else 20 if level < 3 else 14))
            shape.setBottomMargin(px(4))
        else:
            shape.setTopMargin(0)
            in_list = block.textList() is not None and block.next().textList() is not None
            shape.setBottomMargin(0 if in_table else px(3 if in_list else 9))
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(shape)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.setCharFormat(self._heading_letters(level))  # a merge keeps Markdown's own size

    def _heading_letters(self, level: int) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFont(self._look.font(SIZES.get(level, 1.0), bold=True))
        return letters

    def _dress_table(self, table: QTextTable) -> None:
        tokens, px = self._look.tokens, self._look.px
        shape = table.format()
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        shape.setBorder(0)
        shape.setCellPadding(px(5))
        shape.setCellSpacing(0)
        shape.setTopMargin(px(4))
        shape.setBottomMargin(px(12))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            letters = cell.format()
            letters.setBackground(QColor(tokens.raised))
            cell.setFormat(letters)
