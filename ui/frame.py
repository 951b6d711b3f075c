"""The frame around every page: the sidebar and the header with the saved state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bvreview.i18n import _
from ui.actions import fill_menu
from ui.find.search_box import SearchBox
from ui.left.parts import make_part
from ui.look.icons import icon
from ui.look.text import STOP_SHAPE, Elided, Ground, PushButton, button, label, plain, set_property
from ui.look.theme import Look
from ui.people.present import PersonButton
from ui.places import Place
from ui.saving import Saved, SaveState


class PlaceButton(PushButton):
    """A place of the sidebar: its icon, its words, and how many there are."""

    def __init__(self, look: Look, place: Place) -> None:
        super().__init__(plain(place.words))
        self._look, self._place = look, place
        self._count = label("", "small", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self._count)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(place.words)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = self._look.px(16)
        self.setIcon(icon(self._place.icon, self._look.tokens.sidebar_ink, side))
        self.setIconSize(QSize(side, side))

    def show_count(self, count: int) -> None:
        """Put a number at the right; none for nothing."""
        self._count.setText(str(count) if count else "")
        self.setAccessibleName(f"{self._place.words}, {count}" if count else self._place.words)


class FoldButton(PushButton):
    """A quiet button that folds the sidebar away or brings it back."""

    def __init__(self, look: Look, words: str, ink: str) -> None:
        super().__init__(words)
        self._look, self._ink = look, ink
        self.setProperty("fold", "true")
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = self._look.px(16)
        self.setIcon(icon("panel-left", getattr(self._look.tokens, self._ink), side))
        self.setIconSize(QSize(side, side))


class Sidebar(Ground):
    """The places of the application."""

    went = Signal(str)

    def __init__(self, look: Look, places: Sequence[Place]) -> None:
        super().__init__("places")
        make_part(self)
        self._look = look
        self._places = [place for place in places if not place.under]
        self._under = {place.key: place.under for place in places if place.under}
        self._buttons: dict[str, PlaceButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 14)
        column.setSpacing(4)
        name = label(_("Best Value Review"), "strong")
        name.setContentsMargins(8, 2, 0, 8)
        column.addWidget(name)
        for place in self._places:
            made = PlaceButton(look, place)
            made.clicked.connect(lambda _checked, k=place.key: self.went.emit(k))
            group.addButton(made)
            self._buttons[place.key] = made
            column.addWidget(made)
        column.addStretch(1)
        self.person = PersonButton(look)
        column.addWidget(self.person)
        self.hiding = FoldButton(look, _("Hide the sidebar"), "sidebar_ink")
        column.addWidget(self.hiding)
        self._foot = label("", "small")
        self._foot.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Take the width for the text size in use, and for longer words of another language."""
        widest = max(made.sizeHint().width() for made in (*self._buttons.values(), self.hiding))
        width = max(self._look.px(172), widest + self._look.px(26))
        self.setFixedWidth(min(width, self._look.px(230)))

    def show_place(self, key: str) -> None:
        """Mark a place as the one that is shown."""
        self._buttons[self._under.get(key, key)].setChecked(True)

    def show_count(self, key: str, count: int) -> None:
        """Put a number beside a place."""
        self._buttons[key].show_count(count)

    def set_foot(self, text: str) -> None:
        """Say which workspace is open."""
        self._foot.setText(text)


class Header(Ground):
    """The search, saved or not, undo, redo, and the menu of everything."""

    def __init__(self, look: Look, actions: Mapping[str, QAction]) -> None:
        super().__init__("bar")
        make_part(self)
        self._look = look
        self._dot = Dot(look)
        self._saved = Elided("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(10)
        self.showing = FoldButton(look, _("Show the sidebar"), "muted")
        self.showing.hide()
        row.addWidget(self.showing)
        self._search = SearchBox(look, actions["search"])
        row.addWidget(self._search, 3)
        row.addStretch(1)
        row.addWidget(self._dot)
        row.addWidget(self._saved)
        for key in ("undo", "redo", "help"):
            if key in actions:
                row.addWidget(_button_of(actions[key], _("Help") if key == "help" else ""))
        self.menu = _menu_button(actions)
        row.addWidget(self.menu)
        self.show_saved(Saved(SaveState.SAVED, _("All changes saved"), (_("Saved"),)))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width() - self._search.spare(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._search.give_way(self.width() - self.minimumSizeHint().width())

    def open_menu(self) -> None:
        """Open the menu of everything; what has the keyboard keeps it, as a command may be about that."""
        self.menu.showMenu()

    def show_saved(self, saved: Saved) -> None:
        """Say whether everything is on the disk."""
        failed = saved.state is SaveState.FAILED
        words = _("Not saved") if failed else saved.sentence
        self._saved.set_text(words, *(saved.shorter or (words,)))
        set_property(self._saved, "role", "stop" if failed else "muted")
        self._dot.show_state(saved.state)
        self._dot.setVisible(bool(saved.sentence))

    def saved_words(self) -> str:
        """What is said of the saved state."""
        return self._saved.whole_text()


class Banner(Ground):
    """What could not be saved and why, over the whole width, until it is saved."""

    def __init__(self, try_again: Callable[[], object], save_elsewhere: Callable[[], object]) -> None:
        super().__init__("bar")
        self._sentence = label("", "stop")
        again, elsewhere = button(_("Try again now")), button(_("Save elsewhere\u2026"))
        again.clicked.connect(lambda _checked: try_again())
        elsewhere.clicked.connect(lambda _checked: save_elsewhere())
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 10)
        row.addWidget(self._sentence, 1)
        row.addWidget(again)
        row.addWidget(elsewhere)
        self.hide()

    def show_saved(self, saved: Saved) -> None:
        """Show a failure, hide anything else."""
        self._sentence.setText(f"{STOP_SHAPE} {saved.sentence}")
        self.setVisible(saved.state is SaveState.FAILED)


def _menu_button(actions: Mapping[str, QAction]) -> QPushButton:
    made = button(_("Menu"), name=_("Menu: all commands"))
    made.setProperty("menu", "true")
    opened = QMenu(made)
    fill_menu(opened, actions)
    _follow(made, actions["menu"])
    made.setMenu(opened)
    # what a command puts under the pointer takes the button's word that it was left
    opened.aboutToHide.connect(lambda: made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False))
    return made


def _button_of(action: QAction, words: str = "") -> QPushButton:
    made = button(words or action.text())
    made.clicked.connect(action.trigger)
    _follow(made, action)
    return made


def _follow(made: QPushButton, action: QAction) -> None:
    """Let a button say what an action does, and by which keys, and be off with it."""
    action.setToolTip(f"{action.text()} ({action.shortcut().toString()})")

    def follow() -> None:
        made.setEnabled(action.isEnabled())
        made.setToolTip(action.toolTip())
        made.setAccessibleDescription(action.toolTip())

    action.changed.connect(follow)
    follow()


class Dot(QWidget):
    """A disc when saved, a ring while saving, a triangle when not."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state = SaveState.SAVED
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(self._look.px(12), self._look.px(12))

    def show_state(self, state: SaveState) -> None:
        """Show a state."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        colour = QColor(tokens.stop if self._state is SaveState.FAILED else tokens.ok)
        painter.setPen(colour)
        if self._state is not SaveState.SAVING:
            painter.setBrush(colour)
        box = self.rect().adjusted(2, 2, -2, -2)
        if self._state is SaveState.FAILED:
            painter.drawPolygon([box.bottomLeft(), box.bottomRight(), (box.topLeft() + box.topRight()) / 2])
        else:
            painter.drawEllipse(box)
