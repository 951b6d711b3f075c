"""Sections that go out to a colleague as a workbook, and such that were handed here and go back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvreview import work
from bvreview.i18n import _
from bvreview.review.exchange.difference import Difference
from bvreview.review.exchange.outgoing import hand_out, handed_here
from bvreview.review.exchange.submission import ImportOutcome
from bvreview.review.local import with_local
from bvreview.review.model import file_stem
from bvreview.store.engine import utc_now
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.coming_back import ComingBackDialog
from ui.dialogs.hand_out import Handing
from ui.editing.session import Session
from ui.exchange.files import ask_where
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job


def write_hand_out(parent: QWidget, desk: Desk, session: Session, wanted: Handing) -> None:
    """Ask where, then write the workbook and keep who has it."""
    desk.saver.flush()
    head = session.review.head
    name = f"{file_stem(desk.framework, head)}-{slug(wanted.who)}.xlsx"
    pattern = _("Excel workbook (*.xlsx)")
    path = ask_where(
        parent, _("Save the workbook for {who}").format(who=wanted.who), name, pattern, desk.preferences
    )
    if not path:
        return
    workspace, review = desk.workspace, head.id

    def run(_errand: Errand) -> object:
        by = (str(workspace.person), utc_now())
        now = workspace.review(review)
        sections = with_local(workspace.framework, now, wanted.sections)
        outgoing = hand_out(sections, wanted.who, wanted.due, by)
        sent = work.write_hand_out(workspace.framework, now, outgoing, path)
        workspace.hand_out(review, outgoing, sent)
        return [path]

    run_and_show(parent, desk, session, Job(_("Writing the workbook"), run))


def send_back(parent: QWidget, desk: Desk, session: Session) -> None:
    """Ask where, then write the workbook that goes back to who handed it out."""
    desk.saver.flush()
    outgoing = handed_here(session.review.outgoing.values())
    if outgoing is None:
        return
    head = session.review.head
    name = f"{file_stem(desk.framework, head)}-{slug(outgoing.who)}-{_('back')}.xlsx"
    pattern = _("Excel workbook (*.xlsx)")
    path = ask_where(parent, _("Save the workbook to send back"), name, pattern, desk.preferences)
    if not path:
        return
    workspace, review = desk.workspace, head.id

    def run(_errand: Errand) -> object:
        sent, copies = workspace.sent_in(outgoing), workspace.copies_of(review)
        now = workspace.review(review)
        work.write_hand_out(workspace.framework, now, outgoing, path, sent, copies=copies)
        workspace.send_back(review, outgoing.id)
        return [path]

    run_and_show(parent, desk, session, Job(_("Writing the workbook"), run))


def run_and_show(parent: QWidget, desk: Desk, session: Session, job: Job) -> None:
    """Run what writes files and keeps that they went out; show the review as it is then, and the files."""
    review = session.id

    def done(paths: list[Path]) -> None:
        session.reread()
        desk.bus.tell(Changed(review))
        say_written(parent, desk.look, paths)

    run_in_sight(parent, desk, job, done)


def look_through(
    parent: QWidget, desk: Desk, came: Sequence[ImportOutcome], then: Callable[[ImportOutcome], object]
) -> None:
    """Show what workbooks that came back would change, one after the other; ``then`` follows each taken."""
    if not came or not parent.isVisible():
        return
    desk.saver.flush()  # it is compared with what is typed, not with what was
    first, rest, workspace = came[0], came[1:], desk.workspace
    coming = first.coming
    assert coming, "only what came back is looked through"

    def read(_errand: Errand) -> object:
        return workspace.look_through(coming), workspace.came_before(coming)

    def show(read: tuple[Sequence[Difference], str]) -> None:
        dialog = ComingBackDialog(parent, desk, coming, *read)
        dialog.taken.connect(take)
        dialog.rejected.connect(lambda: look_through(parent, desk, rest, then))
        dialog.open()

    def take(chosen: Sequence[Difference]) -> None:
        job = Job(_("Taking it over"), lambda _errand: workspace.take_back(coming, chosen))
        run_in_sight(parent, desk, job, done)

    def done(_committed: object) -> None:
        then(first)
        look_through(parent, desk, rest, then)

    run_in_sight(parent, desk, Job(_("Reading what came back"), read), show)


def slug(name: str) -> str:
    """A name as it may stand in the name of a file."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "colleague"
