"""Where Tab goes: the first widget of a page, and one part after the other however late it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QWidget


def come_back(root: QWidget) -> bool:
    """Give the keyboard to what had it last in ``root``, else to the first; whether anything takes it."""
    return _give_keys(root, root.focusWidget())


def come_to_front(stack: QStackedWidget, page: QWidget) -> bool:
    """Show a page, the keyboard on what had it last there; the stack itself gives it to any child."""
    last = page.focusWidget()
    stack.setCurrentWidget(page)
    return _give_keys(page, last)


def _give_keys(root: QWidget, last: QWidget | None) -> bool:
    hand = last if last and last.isVisible() and last.isEnabled() else first_of(root)
    if hand:
        hand.setFocus(Qt.FocusReason.OtherFocusReason)
    return hand is not None


def first_of(root: QWidget) -> QWidget | None:
    """What takes the keyboard first in ``root``; None where nothing does."""
    first = getattr(root, "first", None)
    if isinstance(first, QWidget):
        return first
    return next((w for w in _focus_chain(root) if _takes_keys(w, root)), None)


def has_keys(root: QWidget) -> bool:
    """Whether the keyboard is on ``root`` or in it."""
    now = QApplication.focusWidget()
    return now is not None and (now is root or root.isAncestorOf(now))


def come_after(before: QWidget, part: QWidget) -> None:
    """Let Tab come to what is in ``part``, wherever it was made, right after what is in ``before``."""
    itself = [part] if part.focusProxy() else []  # Tab goes through it to its tabs
    _put_in_order([*_focus_chain(before)[-1:], *itself, *_focus_chain(part)])


def stand_in_place(part: QWidget) -> None:
    """Let Tab come to what was just made in ``part`` where it stands; it would come there last of all."""
    if before := next(_before(part), None):
        _put_in_order([before, *_focus_chain(part)])


def _before(part: QWidget) -> Iterator[QWidget]:
    """What stands before ``part``, the nearest first: its elder siblings, then those of what it stands in."""
    child = part
    while (parent := child.parentWidget()) and not child.isWindow():
        among = parent.children()
        for elder in reversed(among[: among.index(child)]):
            if isinstance(elder, QWidget) and not elder.isWindow():
                yield from reversed(_focus_chain(elder, itself=True))
        child = parent


def _put_in_order(widgets: list[QWidget]) -> None:
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def _focus_chain(root: QWidget, *, itself: bool = False) -> list[QWidget]:
    """What can have the keyboard in ``root``, as it was put together.

    Not by ``nextInFocusChain``: PySide takes each widget for the child of the one before it, so that whole
    pages are never given free.
    """
    within = (*((root,) if itself else ()), *_inside(root))
    return [w for w in within if w.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _inside(root: QWidget) -> Iterator[QWidget]:
    """The widgets in ``root``: tabs before what they show, and no windows over it, as menus are."""
    for child in sorted(root.children(), key=lambda made: not isinstance(made, QTabBar)):
        if isinstance(child, QWidget) and not child.isWindow():
            yield child
            yield from _inside(child)


def _takes_keys(widget: QWidget, root: QWidget) -> bool:
    is_met = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_met and widget.isEnabled() and widget.isVisibleTo(root) and not widget.focusProxy()
