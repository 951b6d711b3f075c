"""Evidence and links as they are about to be changed, and the changes that lead there."""

from __future__ import annotations

from dataclasses import replace

from bvreview.framework.descriptors import Framework
from bvreview.review.cells import Address
from bvreview.review.changes import Change, evidence_change, link_change, subject_of
from bvreview.review.evidence import Evidence, encode_evidence, linked, unlinked, uses
from bvreview.review.model import Review


class EvidenceDraft:
    """A review as it will be, and the changes that lead there.

    What supports an answer that the reviews of an organisation year share belongs to that year, so that
    all of them have it.
    """

    def __init__(self, framework: Framework, review: Review) -> None:
        """Begin with ``review`` as it stands."""
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
