"""Every command of the window as data: menus, shortcuts and the list of shortcuts are derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from bvreview.i18n import _
from ui.text import plain


@dataclass(frozen=True, slots=True)
class Action:
    """A command: its words, its keys ("" for none), and the group that it stands in."""

    id: str
    text: str
    keys: str = ""
    group: str = "file"


ACTIONS: Final = (
    Action("new_review", "New review\u2026", "Ctrl+N"),
    Action("import_files", "Import files\u2026", "Ctrl+O"),
    Action("explore_sample", "Explore the sample region"),
    Action("undo", "Undo", "Ctrl+Z", "edit"),
    Action("redo", "Redo", "Ctrl+Y", "edit"),
    Action("about_answer", "State, source and note of this answer\u2026", "Alt+Return", "edit"),
    Action("next_finding", "Next to put right", "F8", "edit"),
    Action("show_reviews", "Reviews", "Ctrl+1", "view"),
    Action("show_region", "Region", "Ctrl+2", "view"),
    Action("show_settings", "Settings", "Ctrl+,", "view"),
    Action("larger", "Larger text", "Ctrl++", "view"),
    Action("smaller", "Smaller text", "Ctrl+-", "view"),
    Action("usual_size", "Usual text size", "Ctrl+0", "view"),
    Action("shortcuts", "Keyboard shortcuts", "Ctrl+/", "help"),
    Action("help", "Help on this field", "F1", "help"),
    Action("about", "About bvreview", "", "help"),
    Action("quit", "Quit", "Ctrl+Q", "end"),
)
TABLE_KEYS: Final = (
    ("Enter, Tab, arrow keys", "Move in a table"),
    ("F2", "Change what stands in the cell"),
    ("Escape", "Leave the cell as it was"),
    ("Delete", "Clear the chosen cells"),
    ("Ctrl+C, Ctrl+X, Ctrl+V", "Copy, cut, paste a block, also from Excel"),
    ("Ctrl+D", "Fill down"),
    ("Ctrl+Insert, Ctrl+Delete", "Add a line, remove the line"),
    ("Ctrl+Tab, F6", "Leave the table forwards"),
    ("Ctrl+Shift+Tab, Shift+F6", "Leave the table backwards"),
)


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The Qt actions of a window, by id, for those that have a handler."""
    made = {}
    for action in ACTIONS:
        if handler := handlers.get(action.id):
            made[action.id] = _make(window, action, handler)
    return made


def _make(window: QWidget, action: Action, handler: Callable[[], object]) -> QAction:
    made = QAction(plain(_(action.text)), window)
    if action.keys:
        made.setShortcut(QKeySequence(action.keys))
    made.triggered.connect(lambda _checked: handler())
    window.addAction(made)
    return made


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put the actions into a menu, group by group."""
    group = ACTIONS[0].group
    for action in ACTIONS:
        if action.id in actions:
            if action.group != group:
                menu.addSeparator()
                group = action.group
            menu.addAction(actions[action.id])


def shortcuts() -> tuple[tuple[str, str], ...]:
    """Keys and what they do, for the sheet of shortcuts."""
    own = tuple((a.keys, _(a.text).rstrip("\u2026")) for a in ACTIONS if a.keys)
    return (*own, *((_(keys), _(text)) for keys, text in TABLE_KEYS))
