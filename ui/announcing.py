"""What changed, said to those who do not see it: once the hand rests, in one sentence, never in a flood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _, plural
from ui.saving import Saved, SaveState

if TYPE_CHECKING:
    from ui.editing.session import Session

REST: Final = 2000
"""Milliseconds without a change before it is said how things stand."""


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Say a sentence through the screen reader; ``at_once`` interrupts what it is saying."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # nothing is said at a start

    event = QAccessibleAnnouncementEvent(widget, text)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Announcer(QObject):
    """Says that something could not be saved at once; that all is saved, and what is open, at rest.

    ``say`` is how it is said: ``announce`` but for tests.
    """

    def __init__(self, widget: QWidget, say: Callable[..., None] = announce, rest: int = REST) -> None:
        super().__init__(widget)
        self._widget, self._say = widget, say
        self._timer = QTimer(self, singleShot=True, interval=rest)
        self._timer.timeout.connect(self._tell)
        self._is_saved_new = self._was_failed = False
        self._session: Session | None = None
        self._is_shared = False
        self._open: int | None = None
        self._told_open: int | None = None

    def show_saved(self, saved: Saved) -> None:
        """Follow the saved state."""
        match saved.state:
            case SaveState.FAILED:
                if not self._was_failed:
                    self._say(self._widget, saved.sentence, at_once=True)
                self._was_failed = True
            case SaveState.SAVED:
                self._is_saved_new = True
                self._timer.start()
            case SaveState.SAVING:
                self._timer.start()

    def follow(self, session: Session | None) -> None:
        """Follow the findings of another review, or of none."""
        if self._session:
            self._session.judged.disconnect(self._count)
            self._session.touched.disconnect(self._touch)
        self._session, self._is_shared = session, False
        self.count(None)
        if session:
            session.judged.connect(self._count)
            session.touched.connect(self._touch)
            self._count()

    def _touch(self, _sections: object) -> None:
        self._is_shared = True

    def _count(self) -> None:
        if self._session:
            self.count(sum(f.is_open for f in self._session.findings))

    def count(self, is_open: int | None) -> None:
        """Follow how many findings are open in the review on the screen; None where there is none."""
        if is_open is None or self._told_open is None:
            self._told_open = self._open = is_open  # another review: nothing has changed in it
        elif is_open != self._open:
            self._open = is_open
            self._timer.start()

    def _tell(self) -> None:
        words = []
        if self._is_saved_new:
            words.append(_("Saved again.") if self._was_failed else _("Saved."))
            words += self._shared_words()
            self._is_saved_new = self._was_failed = False
        if self._open is not None and self._open != self._told_open:
            words.append(_open_words(self._open))
            self._told_open = self._open
        if words:
            self._say(self._widget, " ".join(words))

    def _shared_words(self) -> list[str]:
        """In which other reviews counts what was saved."""
        is_shared, self._is_shared = self._is_shared, False
        others = self._session.others if self._session and is_shared else ()
        return [_("It counts in {names} too.").format(names=", ".join(others))] if others else []


def _open_words(is_open: int) -> str:
    if not is_open:
        return _("Nothing is open any more.")
    return plural("{n} thing is still open.", "{n} things are still open.", is_open)
