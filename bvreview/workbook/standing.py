"""What is asked and said of a file once all of it was read: totals, blanks, signature, what is new."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import State
from bvreview.review.exchange.questions import Choice
from bvreview.review.exchange.submission import FileKind
from bvreview.review.findings import REQUIRED
from bvreview.review.model import ReviewHead
from bvreview.review.rules import find_in
from bvreview.workbook.desk import CHANGED, Desk, Words
from bvreview.workbook.gate.raw import Format

NEW_QUESTIONS: Final = "new_questions"
_NEW = frozenset({"file.section_new", "file.part_new", "file.field_missing"})


def ask_about_totals(desk: Desk) -> None:
    """Ask which figures are right where stored totals are not what readable, unchanged answers give."""
    stale = any(f.rule == "file.result_differs" and f.level is Level.NOTE for f in desk.findings)
    is_sound = all(f.level is not Level.STOP for f in desk.findings)
    if stale and is_sound and all(cell.answer.state is not State.PENDING for cell in desk.cells.values()):
        text = _("Totals stored in the file are not what its answers give. Which are right?")
        desk.ask("stale_totals", text, Choice("answers", _("The answers: the totals follow from them")))


def ask_about_blanks(desk: Desk, answers: Answers) -> None:
    """Ask whether required answers of an old Excel file are blank, or cells with errors that it hides."""
    if desk.raw.format is Format.XLS:
        count = sum(f.rule == REQUIRED and desk.asks(f.address.section) for f in find_in(answers))
        text = _("An old Excel file hides cells with errors; {n} required answers look blank. Are they?")
        if count:
            desk.ask("blanks", text.format(n=count), Choice("blank", _("Yes, they are blank")))


def provisional_head(desk: Desk) -> ReviewHead:
    """The head of the review: provisional without a signature, and with answers changed after it."""
    head = desk.identity.head
    if desk.identity.kind is not FileKind.SUBMISSION or head.provisional:
        return head
    is_signed = bool(head.signed_by and head.signed_on)
    is_changed = any(f.rule == f"file.{CHANGED}" for f in desk.findings)
    return head if is_signed and not is_changed else replace(head, provisional=True)


def remark_on_signature(desk: Desk) -> None:
    """Say of a submission that claims to be final that nobody has signed it."""
    head = desk.identity.head
    is_final = desk.identity.kind is FileKind.SUBMISSION and not head.provisional
    if is_final and not (head.signed_by and head.signed_on):
        message = _("Nobody has signed it. It is provisional, and stays out of final figures.")
        desk.remark("unsigned", Level.NOTE, Words("", message, _("Sign it off and submit it again.")))


def list_what_is_new(desk: Desk) -> None:
    """All that this version asks and an older file could not answer, in one list; asked about once."""
    new = [f for f in desk.findings if f.rule in _NEW]
    if desk.is_older and new:
        titles = dict.fromkeys(f.label or f.found for f in new)
        message = _("New since this file was made, and blank in it: {titles}.")
        listed = message.format(titles="; ".join(t for t in titles if t))
        desk.remark("new", Level.NOTE, Words(str(len(new)), listed))
        text = _("The file was made with an older form. {new} Take it in without them?")
        blank = Choice("blank", _("Take it in: the new questions stay blank and are to be answered"))
        desk.ask(NEW_QUESTIONS, text.format(new=listed), blank)
