"""Questionnaires at the screen: write one, save its workbook, see the answers, put them into the register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvreview import work
from bvreview.framework.questionnaire_map import QuestionnaireMap
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.questionnaire import Questionnaire, count, group_label, in_place_of, summary
from bvreview.review.exchange.sent import Sent
from bvreview.store.engine import utc_now
from ui.desk import Desk
from ui.dialogs.questionnaire import QuestionnaireDialog
from ui.dialogs.questionnaires import QuestionnairesDialog
from ui.dialogs.replies import RepliesDialog
from ui.editing.session import Session
from ui.exchange.files import ask_where
from ui.exchange.hand_outs import run_and_show, slug
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job
from ui.widgets.messages import inform


def open_questionnaires(parent: QWidget, desk: Desk, session: Session) -> QuestionnairesDialog | None:
    """List the questionnaires of a review, with the ways to begin one and to see the answers."""
    asked = desk.framework.questionnaire
    if asked is None:
        inform(parent, _("Questionnaires"), _("This framework pack has no questionnaire."))
        return None
    dialog = QuestionnairesDialog(parent, desk.look, session)
    dialog.begins.connect(lambda: _begin(dialog, desk, session, asked))
    dialog.saves.connect(lambda out: _save_again(dialog, desk, session, out))
    dialog.counts.connect(lambda out: _show_answers(dialog, desk, session, out))
    dialog.open()
    return dialog


def _begin(parent: QWidget, desk: Desk, session: Session, asked: QuestionnaireMap) -> None:
    section_id, __, part_id = asked.part.partition(".")
    section = desk.framework.section(section_id)
    part = section.part(part_id) if section else None
    groups = session.answers.grid_rows(part).values() if part else ()
    dialog = QuestionnaireDialog(parent, desk.look, asked, [g for g in groups if isinstance(g, Item)])
    dialog.made.connect(lambda made: _send(parent, desk, session, made))
    dialog.open()


def _send(parent: QWidget, desk: Desk, session: Session, made: Questionnaire) -> None:
    desk.saver.flush()
    workspace, review, asked = desk.workspace, session.id, desk.framework.questionnaire
    assert asked, "it was asked for"
    group = group_label(desk.framework, asked, made.group)
    who = f"{group}: {made.title}"
    row = f"{asked.part.partition('.')[2]}:{made.group}"
    path = _where(parent, desk, who)
    if not path:
        return

    def run(_errand: Errand) -> object:
        about = (made.id, Way.QUESTIONS, who, (), None, utc_now(), str(workspace.person))
        outgoing = Outgoing(*about, form=made.id, row=row)
        work.write_questionnaire(workspace.framework, workspace.review(review), made, outgoing, path)
        workspace.send_questionnaire(review, outgoing, made)
        return [path]

    run_and_show(parent, desk, session, Job(_("Writing the workbook"), run))


def _where(parent: QWidget, desk: Desk, who: str) -> Path | None:
    title, pattern = _("Save the questionnaire"), _("Excel workbook (*.xlsx)")
    return ask_where(parent, title, f"{slug(_('questionnaire'))}-{slug(who)}.xlsx", pattern, desk.preferences)


def _save_again(parent: QWidget, desk: Desk, session: Session, out: Outgoing | None) -> None:
    path = _where(parent, desk, out.who) if out else None
    if not out or not path:
        return
    workspace, review = desk.workspace, session.id

    def run(_errand: Errand) -> object:
        if asked := workspace.questionnaire(out):
            work.write_questionnaire(workspace.framework, workspace.review(review), asked, out, path)
        return [path] if asked else []

    job = Job(_("Writing the workbook"), run)
    run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))


def _show_answers(parent: QWidget, desk: Desk, session: Session, out: Outgoing | None) -> None:
    if out is None or not out.replies:
        return
    workspace = desk.workspace

    def read(_errand: Errand) -> object:
        return workspace.questionnaire(out), workspace.replies(out)

    def show(found: tuple[Questionnaire | None, tuple[Sent, ...]]) -> None:
        asked, replies = found
        if asked is None:
            inform(parent, _("Answers"), _("What was asked is lost, so the answers cannot be told."))
            return
        counted, number = count(asked, replies), len(replies)
        may = not session.is_read_only
        dialog = RepliesDialog(parent, desk.look, out, counted, may_register=may)
        said = summary(asked, counted, number, out.sent)
        dialog.registers.connect(lambda: register(session, asked, (number, said), out.came))
        dialog.open()

    run_in_sight(parent, desk, Job(_("Counting the answers"), read), show)


def register(session: Session, asked: Questionnaire, counted: tuple[int, str], came: str) -> None:
    """Put count and summary into the line of the group, as one step; what was said before stays."""
    where = session.framework.questionnaire
    if where is None:
        return
    section, __, part = where.part.partition(".")
    row, (number, said) = f"{part}:{asked.group}", counted
    old = session.cell(Address(section, row, where.said))
    before = old.answer.value if old and isinstance(old.answer.value, str) else ""
    answers: dict[Address, Answer | None] = {
        Address(section, row, where.people): Answer(Decimal(number)),
        Address(section, row, where.said): Answer(in_place_of(before, said, asked.title)),
    }
    blank = {where.asked_on: Answer(date.fromisoformat(came[:10])), where.method: Answer(where.by)}
    for field, answer in blank.items():
        address = Address(section, row, field)
        if field and session.cell(address) is None:
            answers[address] = answer
    session.set_answers(answers, _("Answers to {title}").format(title=asked.title))
