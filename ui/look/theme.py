"""The look in use: tokens and text size, turned into palette, font and style sheet, live."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from bvreview.resources import resource_path
from ui.look.sheet import style_sheet
from ui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Tokens

FAMILY: Final = "Source Sans 3"
BODY: Final = 14.0
"""The body text at 100 %, in device-independent pixels; all other sizes are multiples of it."""
OF_THE_SCREEN: Final = 0.92
"""The part of its width and height that a dialog may take."""


class Look(QObject):
    """Colours and text size in use; ``changed`` says when painters must paint anew."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._theme = ""
        self.factor = 1.0
        self.tokens = LIGHT
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def use(self, theme: str, text_size: int) -> None:
        """Show a theme ("" follows the system) with text at ``text_size`` per cent."""
        self._theme = theme
        self.factor = text_size / 100
        self.tokens = THEMES.get(theme) or self._system_tokens()
        self._app.setPalette(palette_of(self.tokens))
        self._app.setFont(self.font(1.0))
        self._app.setStyleSheet(style_sheet(self.tokens, self.factor))
        self.changed.emit()

    @property
    def in_use(self) -> tuple[str, int]:
        """Theme and text size as they were asked for."""
        return self._theme, round(self.factor * 100)

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The typeface at ``size`` times the body text."""
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(BODY * self.factor * size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def px(self, length: float) -> int:
        """A length that grows with the text: ``length`` pixels at 100 %."""
        return round(length * self.factor)

    def room_for(self, width: float, height: float) -> QSize:
        """A size for a dialog that grows with the text and stays on the screen."""
        screen = self._app.primaryScreen().availableSize()
        return QSize(self.px(width), self.px(height)).boundedTo(screen * OF_THE_SCREEN)

    def _system_tokens(self) -> Tokens:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _follow_system(self) -> None:
        if not self._theme:
            self.use("", round(self.factor * 100))


def load_fonts() -> None:
    """Make the product's typeface known to Qt."""
    for cut in ("Regular", "Semibold", "Bold"):
        QFontDatabase.addApplicationFont(str(resource_path("fonts", f"SourceSans3-{cut}.ttf")))


def palette_of(tokens: Tokens) -> QPalette:
    """The Qt palette of a theme, the disabled group and placeholders included."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.canvas,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.stop,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_ink,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.strong,
        role.Shadow: tokens.edge,
        role.Accent: tokens.accent,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette
