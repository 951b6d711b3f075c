"""An earlier value in place of what stands there now, as a step of its own that can be undone."""

from __future__ import annotations

import json

from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.changes import Change, ChangeKind, decode_answer, encode_answer
from bvreview.review.model import ExplanationKey
from bvreview.review.retelling import place_words
from ui.editing.session import Session


def can_bring_back(session: Session, change: Change) -> bool:
    """Whether what stood there before a change can stand there again, and does not yet."""
    if session.is_read_only or change.kind not in (ChangeKind.CELL, ChangeKind.EXPLANATION):
        return False
    if not _is_there(session, change):
        return False
    if change.kind is ChangeKind.EXPLANATION:
        now = session.review.explanations.get(_key(change))
        return (now.text if now else None) != (_explained(change) or (None, None))[1]
    cell = session.cell(change.address)
    return encode_answer(cell.answer if cell else None) != change.old


def way_back(change: Change, old: str) -> str:
    """What the way back is called; ``old`` is what stood there in words."""
    if change.old is None:
        is_answer = change.kind is ChangeKind.CELL
        return _("Leave it blank again") if is_answer else _("Take the explanation back")
    return _("Bring back: {value}").format(value=old)


def bring_back(session: Session, change: Change) -> None:
    """Put there again what stood there before a change."""
    label = _("Brought back: {place}").format(place=place_words(session.answers, change.address))
    if change.kind is ChangeKind.EXPLANATION:
        session.set_explanation(_key(change), _explained(change), label)
    elif place := locate(session.framework, change.address):
        session.set_answers({change.address: decode_answer(place[2], change.old)}, label)


def _is_there(session: Session, change: Change) -> bool:
    """Whether the field is asked, and its line is still there."""
    place = session.answers.locate(change.address)
    return place is not None and change.address.key in session.answers.row_keys(place[0], place[1])


def _key(change: Change) -> ExplanationKey:
    return ExplanationKey(change.rule, *change.address)


def _explained(change: Change) -> tuple[str, str] | None:
    if change.old is None:
        return None
    found, text = json.loads(change.old)
    return found, text
