"""Switching the person at the screen: what was typed before is committed under the old name first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.i18n import _
from bvreview.settings import Person
from ui.bus import Changed
from ui.widgets.messages import inform

if TYPE_CHECKING:
    from ui.window import Window


def ask_who(window: Window) -> None:
    """Ask who is at the screen, then go on under that name."""
    from ui.dialogs.person import PersonDialog

    preferences = window.desk.preferences
    dialog = PersonDialog(window, window.desk.look, preferences.now)
    dialog.chosen.connect(lambda person: become(window, person))
    dialog.forgotten.connect(lambda name: preferences.replace(preferences.now.without_person(name)))
    dialog.open()


def become(window: Window, person: Person) -> bool:
    """Go on under another name; False, and said why, where what was typed before cannot be committed."""
    desk = window.desk
    if not commit_as_now(window):
        words = _(
            "What was changed last is not saved yet: {reason}\n\nIt carries the name of {name}, so the "
            "name stays until it is saved."
        )
        name = desk.workspace.person.name
        inform(window, _("Not switched"), words.format(reason=desk.saver.last.sentence, name=name))
        return False
    desk.preferences.replace(desk.preferences.now.with_person(person))
    desk.bus.tell(Changed())
    return True


def commit_as_now(window: Window) -> bool:
    """Commit what is being typed under the name that is at the screen; False where it cannot be."""
    if window.review:
        window.review.stage.commit()
    return window.desk.saver.flush()
