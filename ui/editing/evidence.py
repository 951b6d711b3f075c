"""The evidence of an open review as it is edited: one step each, shown at once, undone like an answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import Change, evidence_change, link_change, subject_of
from bvreview.review.evidence import Evidence, encode_evidence, in_order, linked, unlinked, uses
from bvreview.review.model import Review
from ui.editing.session import Session

LONGEST: Final = 60
"""Letters of a title in the name of a step."""


class EvidenceEdits:
    """What stands, and what is changed; a review that is only read takes no changes.

    What supports an answer that the reviews of an organisation year share belongs to that year, so that
    all of them have it.
    """

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

    def _draft(self) -> _Draft:
        return _Draft(self.session.framework, self.session.review)

    def _commit(self, draft: _Draft, label: str, about: Evidence, files: Sequence[bytes] = ()) -> None:
        words = label.format(title=_short(about.title))
        self.session.change(draft.review, tuple(draft.changes), words, files)


class _Draft:
    """A review as it will be, and the changes that lead there."""

    def __init__(self, framework: Framework, review: Review) -> None:
        self._framework, self.review = framework, review
        self.changes: list[Change] = []

    def _subject(self, *, shared: bool) -> str:
        return self.review.head.organisation_year if shared else self.review.head.id

    def put(self, evidence: Evidence) -> None:
        """Put evidence in place of what stands under its id; where it is shared from now on, it moves."""
        number, old = evidence.id, self.review.evidence.get(evidence.id)
        here = self._subject(shared=evidence.shared)
        if old and old.shared != evidence.shared:
            self.changes.append(evidence_change(self._subject(shared=old.shared), number, old, None))
            self.changes.append(evidence_change(here, number, None, evidence))
        elif encode_evidence(old) != encode_evidence(evidence):
            self.changes.append(evidence_change(here, number, old, evidence))
        self.review = replace(self.review, evidence={**self.review.evidence, number: evidence})

    def link(self, number: str, at: Address) -> None:
        """Link an answer; evidence of one that is shared is shared."""
        if number in self.review.links.get(at, ()):
            return
        subject = subject_of(self._framework, self.review.head, at.section)
        if subject != self.review.head.id:
            self.put(replace(self.review.evidence[number], shared=True))
        self.changes.append(link_change(subject, at, number, on=True))
        self.review = replace(self.review, links=linked(self.review.links, at, number))

    def unlink(self, number: str, at: Address) -> None:
        """Take a link away."""
        subject = subject_of(self._framework, self.review.head, at.section)
        self.changes.append(link_change(subject, at, number, on=False))
        self.review = replace(self.review, links=unlinked(self.review.links, at, number))

    def remove(self, number: str) -> None:
        """Take it away with its links."""
        for address in uses(self.review.links, number):
            self.unlink(number, address)
        gone = self.review.evidence[number]
        self.changes.append(evidence_change(self._subject(shared=gone.shared), number, gone, None))
        left = {n: e for n, e in self.review.evidence.items() if n != number}
        self.review = replace(self.review, evidence=left)


def new_evidence(title: str = "") -> Evidence:
    """Evidence that nothing more is said of yet."""
    return Evidence(uuid.uuid4().hex[:12], title)


def _short(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}\u2026"
