"""The evidence of a workbook that comes back to a review written here: what of it was changed, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bvreview.framework.descriptors import Framework
from bvreview.review.cells import Address
from bvreview.review.changes import Change, evidence_change, link_change, subject_of
from bvreview.review.evidence import Evidence, evidence_mark, sent_place
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review


class MergingEvidence:
    """What is listed in a file beside what is listed here; a line that was emptied takes nothing away."""

    def __init__(self, framework: Framework, held: Review, reading: FileReading) -> None:
        """Compare by the marks that the file was written with; without them all of it is new."""
        self._framework, self._held, self._read = framework, held, reading.review
        self._marks = reading.evidence_marks if reading.marks is not None else {}
        self._differing = {n: e for n, e in self._read.evidence.items() if self._differs(e)}

    @property
    def clashes(self) -> list[str]:
        """The titles of what was changed both in the file and here."""
        both = (self._held.evidence.get(n) for n in self._differing if self._is_changed_here(n))
        return [evidence.title for evidence in both if evidence]

    def changes(self) -> Iterator[Change]:
        """What is taken over, with the answers that new evidence supports."""
        for number, there in self._differing.items():
            here = self._held.evidence.get(number)
            at = [a for a, numbers in self._read.links.items() if number in numbers]
            shared = here.shared if here else any(self._subject(a) != self._held.head.id for a in at)
            subject = self._held.head.organisation_year if shared else self._held.head.id
            after = _merged(here, there) if here else replace(there, shared=shared)
            yield evidence_change(subject, number, here, after)
            known = self._held.links
            for address in at if not here else ():
                if number not in known.get(address, ()):
                    yield link_change(self._subject(address), address, number, on=True)

    def _subject(self, address: Address) -> str:
        return subject_of(self._framework, self._held.head, address.section)

    def _differs(self, there: Evidence) -> bool:
        """Whether a line was changed in the file, to something else than what is here."""
        here = self._held.evidence.get(there.id)
        if here is None:
            return True
        return evidence_mark(there) != self._marks.get(there.id) and _merged(here, there) != here

    def _is_changed_here(self, number: str) -> bool:
        here = self._held.evidence.get(number)
        return here is not None and evidence_mark(here) != self._marks.get(number, "")


def _merged(here: Evidence, there: Evidence) -> Evidence:
    """What is here with what the file says instead; a copy that is kept here stays."""
    return replace(
        here,
        title=there.title or here.title,
        reference=there.reference or here.reference,
        date=there.date or here.date,
        reliability=there.reliability or here.reliability,
        note=there.note or here.note,
        place=here.place if there.place in ("", sent_place(here)) else there.place,
    )
