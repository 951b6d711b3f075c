"""Keys and the menu of a table, both from the actions as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from bvreview.i18n import _
from bvreview.review.cells import State
from ui.actions import TABLE_ACTIONS
from ui.look.text import plain

if TYPE_CHECKING:
    from ui.forms.table import AnswerTable

Handlers = dict[str, Callable[[], object]]
_LINES = frozenset({"insert_above", "insert_below", "move_up", "move_down", "remove_lines"})
_CHANGES = frozenset(
    {"cut", "paste", "clear", "open_list", "fill_down", "fill_right"}
    | {"not_collected", "not_applicable", "to_follow"}
)


def handlers(table: AnswerTable) -> Handlers:
    """What each action of a table does."""
    return {
        "cut": table.cut,
        "copy": table.copy,
        "paste": table.paste,
        "clear": table.clear_chosen,
        "open_list": table.open_list,
        "fill_down": table.fill_down,
        "fill_right": table.fill_right,
        "not_collected": lambda: table.mark_chosen(State.NOT_COLLECTED),
        "not_applicable": lambda: table.mark_chosen(State.NOT_APPLICABLE),
        "to_follow": lambda: table.mark_chosen(State.PENDING),
        "about_cell": table.ask_about,
        "insert_above": table.insert_above,
        "insert_below": table.insert_below,
        "move_up": table.move_up,
        "move_down": table.move_down,
        "remove_lines": table.remove_lines,
        "choose_line": table.choose_lines,
        "choose_column": table.choose_columns,
        "usual_widths": table.forget_widths,
    }


def by_keys(do: Handlers) -> Handlers:
    """The handlers by their keys as Qt writes them; what the window has a key for is left to it."""
    found = {QKeySequence(a.keys).toString(): do[a.id] for a in TABLE_ACTIONS if a.keys and a.id in do}
    return {keys: handler for keys, handler in found.items() if keys != "Alt+Return"}


def keys_of(event: QKeyEvent) -> str:
    """The keys of an event as Qt writes them, from the number pad too."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()


def make_menu(table: AnswerTable, do: Handlers) -> QMenu:
    """The actions that this table has, group by group; what cannot be done now is off."""
    menu, group = QMenu(table), TABLE_ACTIONS[0].group
    for action in TABLE_ACTIONS:
        if not _has(table, action.id):
            continue
        if action.group != group:
            menu.addSeparator()
            group = action.group
        entry = menu.addAction(plain(_(action.text)))
        if action.keys:
            entry.setShortcut(QKeySequence(action.keys))
        entry.setEnabled(_can(table, action.id))
        entry.triggered.connect(lambda _checked, handler=do[action.id]: handler())
    return menu


def _has(table: AnswerTable, action: str) -> bool:
    if action in _LINES:
        return table.answers.can_add
    return not (table.is_read_only and action in {*_CHANGES, "about_cell"})


def _can(table: AnswerTable, action: str) -> bool:
    match action:
        case "paste":
            return bool(QGuiApplication.clipboard().text())
        case "open_list":
            return table.has_list()
        case "remove_lines" | "move_up" | "move_down":
            return bool(table.chosen_lines())
        case "about_cell":
            return table.current_place() is not None
        case "usual_widths":
            return bool(table.own_widths)
    return table.currentIndex().isValid()
