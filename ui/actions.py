"""Every command of the window as data: menus, shortcuts and the list of shortcuts are derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from bvreview.i18n import _
from ui.look.text import plain


class Action(Struct, frozen=True):
    """A command: its words, its keys ("" for none), the group that it stands in, and why it may be off."""

    id: str
    text: str
    keys: str = ""
    group: str = "file"
    why_not: str = ""

    @property
    def words(self) -> str:
        """What it is called where it is spoken of: without the dots of a menu."""
        return _(self.text).rstrip("\u2026")

    @property
    def held(self) -> str:
        """Its keys as they are written on them."""
        return self.keys.replace("Return", "Enter")


NO_REVIEW: Final = "Open a review first"
NO_DRAFT: Final = "Open a review first that is not signed"
ACTIONS: Final = (
    Action("new_review", "New review\u2026", "Ctrl+N"),
    Action("import_files", "Import files\u2026", "Ctrl+O"),
    Action("add_table", "Add a published table\u2026"),
    Action("area_pay", "Area pay factors\u2026", why_not=NO_REVIEW),
    Action("explore_sample", "Explore the sample region"),
    Action("print", "Print preview\u2026", "Ctrl+P"),
    Action("export_workbook", "Export the workbook\u2026", "Ctrl+E", why_not=NO_REVIEW),
    Action("export_plan", "Export the plan as a PDF\u2026", "Ctrl+Shift+E", why_not=NO_REVIEW),
    Action("submit", "Check and submit\u2026", "F9", why_not=NO_DRAFT),
    Action("undo", "Undo", "Ctrl+Z", "edit", "There is nothing to undo"),
    Action("redo", "Redo", "Ctrl+Y", "edit", "There is nothing to do again"),
    Action("about_answer", "State, source and note of this answer\u2026", "Alt+Return", "edit", NO_DRAFT),
    Action("next_finding", "Next to put right", "F8", "edit", NO_REVIEW),
    Action("previous_finding", "Previous to put right", "Shift+F8", "edit", NO_REVIEW),
    Action("all_findings", "Everything to put right", "Ctrl+F8", "edit", NO_REVIEW),
    Action("whole_history", "History of the review", "Ctrl+H", "edit", NO_REVIEW),
    Action("evidence", "Evidence for this answer", "Ctrl+L", "edit", NO_REVIEW),
    Action("all_evidence", "All evidence of the review", "Ctrl+Shift+L", "edit", NO_REVIEW),
    Action("choose_path", "Light or full review\u2026", "", "edit", NO_DRAFT),
    Action("assign", "Owner and due date\u2026", "F7", "edit", NO_DRAFT),
    Action("paste_ledger", "Paste a ledger extract\u2026", "", "edit", NO_DRAFT),
    Action("take_last_year", "Take last year's figures\u2026", "", "edit", NO_DRAFT),
    Action("take_local", "Take local lines over\u2026", "", "edit", NO_DRAFT),
    Action("hand_out", "Hand out sections\u2026", "Shift+F7", "edit", NO_DRAFT),
    Action("returns", "Returns from providers\u2026", "", "edit", NO_REVIEW),
    Action("questionnaires", "Questionnaires\u2026", "", "edit", NO_REVIEW),
    Action("search", "Search everything\u2026", "Ctrl+K", "view"),
    Action("show_reviews", "Reviews", "Ctrl+1", "view"),
    Action("show_region", "Region", "Ctrl+2", "view"),
    Action("show_owing", "Who owes what", "Ctrl+3", "view"),
    Action("show_library", "Library", "Ctrl+4", "view"),
    Action("show_settings", "Settings", "Ctrl+,", "view"),
    Action("show_backups", "Backups", "", "view"),
    Action("switch_person", "Switch person\u2026", "Ctrl+Shift+P", "view"),
    Action("fold_sidebar", "Show or hide the sidebar", "Alt+0", "view"),
    Action("fold_left", "Show or hide the list on the left", "Alt+1", "view", NO_REVIEW),
    Action("fold_right", "Show or hide the panel on the right", "Alt+2", "view", NO_REVIEW),
    Action("larger", "Larger text", "Ctrl++", "view"),
    Action("smaller", "Smaller text", "Ctrl+-", "view"),
    Action("usual_size", "Usual text size", "Ctrl+0", "view"),
    Action("next_part", "Next part of the window", "F6", "move"),
    Action("previous_part", "Previous part of the window", "Shift+F6", "move"),
    Action("menu", "Menu of all commands", "F10", "move"),
    Action("help", "Help on what you are doing", "F1", "help"),
    Action("guide", "Guide", "Ctrl+F1", "help"),
    Action("shortcuts", "Keyboard shortcuts", "Ctrl+/", "help"),
    Action("about", "About Best Value Review", "", "help"),
    Action("quit", "Quit", "Ctrl+Q", "end"),
)
GROUPS: Final = {
    "file": "Reviews and files",
    "edit": "Answers",
    "view": "Pages and view",
    "move": "Around the window",
    "help": "Help",
    "end": "Leaving",
}
BESIDE: Final = ("edit", "view")
KEYS_ONLY: Final = ("move",)
"""What nobody would look for in a menu."""
TABLE_ACTIONS: Final = (
    Action("cut", "Cut", "Ctrl+X", "clipboard"),
    Action("copy", "Copy", "Ctrl+C", "clipboard"),
    Action("paste", "Paste", "Ctrl+V", "clipboard"),
    Action("clear", "Clear", "Delete", "cells"),
    Action("open_list", "Open the list or the calendar of the cell", "F4", "cells"),
    Action("fill_down", "Fill down", "Ctrl+D", "cells"),
    Action("fill_right", "Fill to the right", "Ctrl+R", "cells"),
    Action("not_collected", "Mark as not collected", "", "states"),
    Action("not_applicable", "Mark as not applicable", "", "states"),
    Action("to_follow", "Mark as to follow", "", "states"),
    Action("about_cell", "State, source and note\u2026", "Alt+Return", "states"),
    Action("insert_above", "Insert a line above", "Ctrl+Insert", "lines"),
    Action("insert_below", "Insert a line below", "Ctrl+Shift+Insert", "lines"),
    Action("move_up", "Move the line up", "Alt+Up", "lines"),
    Action("move_down", "Move the line down", "Alt+Down", "lines"),
    Action("remove_lines", "Remove the line", "Ctrl+Delete", "lines"),
    Action("choose_line", "Choose the whole line", "Shift+Space", "choosing"),
    Action("choose_column", "Choose the whole column", "Ctrl+Space", "choosing"),
    Action("usual_widths", "Usual column widths", "", "columns"),
)
TABLE_KEYS: Final = (
    ("Enter, Tab, arrow keys", "Move in a table"),
    ("Ctrl+Arrow keys", "Go to the end of what is filled"),
    ("Ctrl+Home, Ctrl+End", "Go to the first, to the last cell"),
    ("F2", "Change what stands in the cell"),
    ("Escape", "Leave the cell as it was"),
    ("Ctrl+Enter", "Put what is typed into all chosen cells"),
    *((a.held, a.text) for a in TABLE_ACTIONS if a.keys),
    ("Ctrl+Tab", "Leave the table forwards"),
    ("Ctrl+Shift+Tab", "Leave the table backwards"),
)
CHART_KEYS: Final = (
    ("Arrow keys", "Go from one organisation to the next and hear its figures"),
    ("Home, End", "The first, the last organisation"),
    ("Escape", "Leave the organisations"),
)
IN_THE_MENU: Final = "In the menu"


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
    """Put the actions into a menu, group by group; the long groups open beside it."""
    for group, title in GROUPS.items():
        if group in KEYS_ONLY:
            continue
        there = [actions[a.id] for a in ACTIONS if a.group == group and a.id in actions]
        if group in BESIDE and there:
            menu.addMenu(_(title)).addActions(there)
        else:
            menu.addActions(there)
        if group != "edit":
            menu.addSeparator()


def shortcuts() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Every command and every key by group: its title, then keys and what they do."""
    commands = [
        (_(title), tuple((a.held or _(IN_THE_MENU), a.words) for a in ACTIONS if a.group == group))
        for group, title in GROUPS.items()
    ]
    in_places = ((_("In a table"), TABLE_KEYS), (_("In a chart"), CHART_KEYS))
    keys = [(title, tuple((_(k), _(text)) for k, text in group)) for title, group in in_places]
    return (*commands, *keys)
