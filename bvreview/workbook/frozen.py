"""Whether a submission is what was frozen: fingerprints and marks that were written into it, made again."""

from __future__ import annotations

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import Address
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.review.wording import show_answer
from bvreview.workbook import keys, seal
from bvreview.workbook.desk import CHANGED, Desk, Words, short
from bvreview.workbook.identity import WAYS, WHOSE
from bvreview.workbook.layout import side_titles


def remark_on_digests(desk: Desk, now: dict[str, str], content: str) -> None:
    """Sections of a submission whose fingerprint is another than the one that was written into it."""
    if desk.identity.kind is not FileKind.SUBMISSION:
        return
    then = desk.identity.section_digests
    named = {f.address.section for f in desk.findings if f.rule == f"file.{CHANGED}"}
    put_right = _("Submit it again as a new revision.")
    for section in sorted({*now, *then} - named - desk.stopped):
        if now.get(section) != then.get(section):
            descriptor = desk.framework.section(section)
            title = descriptor.title if descriptor else section
            message = _('"{section}" is not what was submitted: its fingerprint differs.')
            words = Words("", message.format(section=title), put_right)
            desk.remark(CHANGED, Level.STOP, words, title, Address(section, "", ""))
    is_other = any(desk.given.get(f"identity.{name}") == WAYS[1] for name in WHOSE)
    is_whole = not named and not desk.stopped and now == then and not is_other
    if is_whole and content != desk.identity.content_digest:
        message = _("The explanations are not what was submitted: the fingerprint of the file differs.")
        desk.remark(CHANGED, Level.STOP, Words("", message, put_right), side_titles()[keys.PUT_RIGHT_SHEET])


def remark_on_evidence(desk: Desk, now: str) -> None:
    """Evidence of a submission whose fingerprint is another than the one that was written into it."""
    then = desk.identity.evidence_digest
    if desk.identity.kind is FileKind.SUBMISSION and then and then != now:
        message = _("The evidence is not what was submitted: its fingerprint differs.")
        words = Words("", message, _("Submit it again as a new revision."))
        desk.remark(CHANGED, Level.STOP, words, side_titles()[keys.EVIDENCE_SHEET])


def remark_on_changes(desk: Desk, review: Review, marks: seal.Marks, now: seal.Marks) -> None:
    """Answers of a submission that are not what they were when it was frozen, one by one."""
    if desk.identity.kind is not FileKind.SUBMISSION:
        return
    if not marks or marks == now:
        return
    for of in sorted(of for of in {**marks, **now} if marks.get(of) != now.get(of)):
        if of.section not in desk.stopped:
            _changed(desk, of, review, was_there=of in marks)


def _changed(desk: Desk, of: Address, review: Review, *, was_there: bool) -> None:
    cell, found = review.cells.get(of), locate(desk.framework, of)
    message = _("The answer was changed after the file was frozen.")
    if cell is None:
        message = _("The answer was taken out after the file was frozen.")
    elif not was_there:
        message = _("The answer was put in after the file was frozen.")
    shown = show_answer(found[2], cell.answer, desk.framework.lists) if cell and found else ""
    put_right = _("Submit it again as a new revision, or put the answer back.")
    place = desk.places.get(of) or (found[0].title if found else "")
    desk.remark(CHANGED, Level.STOP, Words(short(shown), message, put_right), place, of)
