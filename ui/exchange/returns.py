"""Returns at the screen: send one out, remind, show what is held about whom it went to."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from bvreview import work
from bvreview.framework.return_map import Return
from bvreview.i18n import _
from bvreview.review.exchange.held import Held, name_in
from bvreview.review.exchange.outgoing import Outgoing, return_out
from bvreview.review.model import file_stem
from bvreview.store.engine import utc_now
from ui.desk import Desk
from ui.dialogs.held import HeldDialog
from ui.dialogs.returns import ReturnsDialog
from ui.editing.session import Session
from ui.exchange.files import ask_where
from ui.exchange.hand_outs import run_and_show, slug
from ui.exchange.out_list import show_reminder
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job
from ui.widgets.messages import inform


def open_returns(parent: QWidget, desk: Desk, session: Session) -> ReturnsDialog | None:
    """List whom the pack's return goes to, with the ways to send, remind and show."""
    if not desk.framework.returns:
        inform(parent, _("Returns"), _("This framework pack has no returns."))
        return None
    asked = desk.framework.returns[0]
    dialog = ReturnsDialog(parent, desk.look, session, asked)
    dialog.sends.connect(lambda key, due: _send(dialog, desk, session, (asked, key, due)))
    dialog.shows.connect(lambda key: _show_held(dialog, desk, session, (asked, key)))
    dialog.reminds.connect(lambda out: _remind(dialog, desk, session, out))
    dialog.open()
    return dialog


def _send(parent: QWidget, desk: Desk, session: Session, to: tuple[Return, str, date | None]) -> None:
    desk.saver.flush()
    asked, key, due = to
    head, who = session.review.head, name_in(session.review, asked, key)
    title, pattern = _("Save the workbook for {who}").format(who=who), _("Excel workbook (*.xlsx)")
    name = f"{slug(asked.title)}-{slug(who)}-{head.period.id}.xlsx"
    path = ask_where(parent, title, name, pattern, desk.preferences)
    if not path:
        return
    workspace, review = desk.workspace, head.id

    def run(_errand: Errand) -> object:
        by = (str(workspace.person), utc_now())
        outgoing = return_out(asked.id, f"{asked.table.partition('.')[2]}:{key}", who, due, by)
        work.write_return_form(workspace.framework, workspace.review(review), asked, outgoing, path)
        workspace.send_return(review, outgoing)
        return [path]

    run_and_show(parent, desk, session, Job(_("Writing the workbook"), run))


def _show_held(parent: QWidget, desk: Desk, session: Session, about: tuple[Return, str]) -> None:
    desk.saver.flush()
    workspace, review = desk.workspace, session.id
    job = Job(_("Reading what is held"), lambda _errand: workspace.held_about(review, *about))

    def show(held: Held) -> None:
        dialog = HeldDialog(parent, desk.look, held)
        stem = f"{file_stem(desk.framework, session.review.head)}-{slug(held.who)}"
        dialog.saves.connect(lambda ending: _save(dialog, desk, held, f"{stem}.{ending}"))
        dialog.open()

    run_in_sight(parent, desk, job, show)


def _save(parent: QWidget, desk: Desk, held: Held, name: str) -> None:
    pattern = _("Excel workbook (*.xlsx)") if name.endswith("xlsx") else _("Text (*.txt)")
    title = _("Save what is held about {who}").format(who=held.who)
    if path := ask_where(parent, title, name, pattern, desk.preferences):

        def run(_errand: Errand) -> object:
            work.write_held(held, path)
            return [path]

        job = Job(_("Writing what is held"), run)
        run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))


def _remind(parent: QWidget, desk: Desk, session: Session, out: Outgoing | None) -> None:
    if out:
        show_reminder(parent, desk, session.review.head, out)
