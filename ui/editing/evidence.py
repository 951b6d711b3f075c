"""The evidence of an open review as it is edited: one step each, shown at once, undone like an answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.evidence import Evidence, in_order, uses
from bvreview.review.evidence_draft import EvidenceDraft
from ui.editing.session import Session

LONGEST: Final = 60
"""Letters of a title in the name of a step."""


class EvidenceEdits:
    """What stands, and what is changed; a review that is only read takes no changes."""

    def __init__(self, session: Session) -> None:
        """Edit the evidence of ``session``."""
        self.session = session

    def all(self) -> list[Evidence]:
        """Every piece of evidence, by title."""
        return in_order(self.session.review.evidence.values())

    def at(self, address: Address) -> list[Evidence]:
        """What an answer is linked to, in the order in which it was."""
        return self.session.evidence_at(address)

    def uses(self, number: str) -> list[Address]:
        """The answers that are linked to it, in screen order; none whose line is gone."""
        found = {a for a in uses(self.session.review.links, number) if self._is_there(a)}
        return [a for a in self.session.answers.addresses() if a in found] if found else []

    def count_uses(self, number: str) -> int:
        """How many answers are linked to it; this is quick."""
        return sum(self._is_there(a) for a in uses(self.session.review.links, number))

    def _is_there(self, address: Address) -> bool:
        place = self.session.answers.locate(address)
        return place is not None and address.key in self.session.answers.row_keys(place[0], place[1])

    def save(self, evidence: Evidence, at: Address | None = None, files: Sequence[bytes] = ()) -> None:
        """Keep evidence as it is now, linked to an answer where one is named, with the bytes of its file."""
        draft = self._draft()
        is_new = evidence.id not in draft.review.evidence
        draft.put(evidence)
        if at is not None:
            draft.link(evidence.id, at)
        label = _("Evidence added: {title}") if is_new else _("Evidence changed: {title}")
        self._commit(draft, label, evidence, files)

    def link(self, number: str, at: Address) -> None:
        """Let evidence that is listed support an answer too."""
        draft = self._draft()
        draft.link(number, at)
        self._commit(draft, _("Evidence linked: {title}"), draft.review.evidence[number])

    def unlink(self, number: str, at: Address) -> None:
        """Let it support an answer no more; it stays listed."""
        draft = self._draft()
        draft.unlink(number, at)
        self._commit(draft, _("Evidence unlinked: {title}"), draft.review.evidence[number])

    def remove(self, number: str) -> None:
        """Take it off the list and away from every answer; undo brings all of it back."""
        draft = self._draft()
        gone = draft.review.evidence[number]
        draft.remove(number)
        self._commit(draft, _("Evidence removed: {title}"), gone)

    def _draft(self) -> EvidenceDraft:
        return EvidenceDraft(self.session.framework, self.session.review)

    def _commit(self, draft: EvidenceDraft, label: str, about: Evidence, files: Sequence[bytes] = ()) -> None:
        words = label.format(title=_short(about.title))
        self.session.change(draft.review, tuple(draft.changes), words, files)


def new_evidence(title: str = "") -> Evidence:
    """Evidence that nothing more is said of yet."""
    return Evidence(uuid.uuid4().hex[:12], title)


def _short(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}\u2026"
