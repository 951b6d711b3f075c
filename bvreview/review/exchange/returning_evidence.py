"""The evidence of a workbook that comes back: what was added, changed or taken out in it, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import subject_of
from bvreview.review.evidence import Evidence, as_sent, evidence_mark, in_order, reliability_words, uses
from bvreview.review.evidence_draft import EvidenceDraft
from bvreview.review.exchange.difference import Difference, Names, Why
from bvreview.review.exchange.sent import Sent, evidence_marks_of
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.wording import show_date

_SAID: Final = ("title", "reference", "date", "reliability", "note", "place")


class ComparingEvidence:
    """What is listed in a file beside what is listed here; what was blanked in a line takes nothing away."""

    def __init__(
        self, names: Names, here: tuple[Framework, Review], reading: FileReading, sent: Sent | None
    ) -> None:
        """``sent``: what is known to have stood in the file before; else its marks tell what was changed.

        A file without marks is new from end to end.
        """
        self._names, (self._framework, self._held), self._read = names, here, reading.review
        self._sent = sent
        self._has_sheet = bool(reading.evidence_marks)
        self._marks = reading.evidence_marks if reading.marks is not None else {}
        if sent and sent.evidence:
            self._marks = evidence_marks_of(sent.evidence)

    def differences(self) -> Iterator[Difference]:
        """Everything that would change, by title."""
        for there in in_order(self._read.evidence.values()):
            if found := self._changed(there):
                yield found
            if found := self._unlinked(there.id):
                yield found
        yield from self._gone()

    # added and changed

    def _changed(self, there: Evidence) -> Difference | None:
        number, here = there.id, self._held.evidence.get(there.id)
        before = self._before(number)
        after = _merged(here, there, before) if here else there
        is_changed = evidence_mark(there) != self._marks.get(number) and after != here
        added = self._links_added(number)
        if here is None and self._sent and not is_changed:
            return None  # it was only taken off the list here since
        if here and not is_changed and not added:
            return None
        draft = EvidenceDraft(self._framework, self._held)
        draft.put(replace(after, shared=after.shared or any(map(self._is_shared, added))))
        for address in added:
            draft.link(number, address)
        why = Why.BOTH if is_changed and self._clashes(here, there, before) else Why.NEW
        names = _changed_in(as_sent(after), as_sent(here)) if here else _SAID
        sent = self._words(before, names) if before or self._sent or here is None else None
        words = (sent, self._words(here, names), self._words(after, names, added))
        return self._difference(why, here or there, words, draft)

    def _before(self, number: str) -> Evidence | None:
        """What is known to have stood in the file; what stands here, where that was not changed since."""
        if self._sent and number in self._sent.evidence:
            return self._sent.evidence[number]
        here = self._held.evidence.get(number)
        return as_sent(here) if here and evidence_mark(here) == self._marks.get(number) else None

    def _clashes(self, here: Evidence | None, there: Evidence, before: Evidence | None) -> bool:
        """Whether the same was changed in the file and here, or all of it was, where that is not known."""
        if here is None:
            return bool(self._sent and self._marks.get(there.id))
        ours, theirs = as_sent(here), as_sent(there)
        return any(
            before is None or (getattr(ours, name) != getattr(before, name) != getattr(theirs, name))
            for name in _changed_in(theirs, ours)
            if getattr(theirs, name)
        )

    def _links_added(self, number: str) -> list[Address]:
        """The answers that it supports in the file and not here, as far as that was said in the file."""
        known = set(uses(self._held.links, number))
        if number in self._held.evidence:
            if not self._sent or not self._sent.evidence:
                return []
            known.update(uses(self._sent.links, number))
        return [address for address in uses(self._read.links, number) if address not in known]

    def _is_shared(self, address: Address) -> bool:
        head = self._held.head
        return subject_of(self._framework, head, address.section) != head.id

    # taken out

    def _unlinked(self, number: str) -> Difference | None:
        """The answers that it was sent with, supports here, and does not in the file any more."""
        here = self._held.evidence.get(number)
        if not self._sent or not self._has_sheet or here is None:
            return None
        there, still = uses(self._read.links, number), uses(self._held.links, number)
        gone = [a for a in uses(self._sent.links, number) if a in still and a not in there]
        gone = [address for address in gone if not self._is_line_gone(address)]
        if not gone:
            return None
        draft = EvidenceDraft(self._framework, self._held)
        for address in gone:
            draft.unlink(number, address)
        words = self._words(here, (), gone)
        return self._difference(Why.EMPTIED, here, (words, words, ""), draft)

    def _is_line_gone(self, address: Address) -> bool:
        """Whether the whole line is not in the file any more, which is asked about by itself."""
        table = f"{address.section}.{address.part}"
        return table in self._held.rows and address.key not in self._read.rows.get(table, ())

    def _gone(self) -> Iterator[Difference]:
        """What was sent, is still here, and is not listed in the file any more."""
        known = self._sent.evidence if self._sent and self._has_sheet else {}
        for number in known:
            here = self._held.evidence.get(number)
            if here and number not in self._read.evidence:
                draft = EvidenceDraft(self._framework, self._held)
                draft.remove(number)
                words = self._words(known[number]), self._words(here), ""
                yield self._difference(Why.EMPTIED, here, words, draft)

    # words

    def _difference(
        self, why: Why, about: Evidence, words: tuple[str | None, str, str], draft: EvidenceDraft
    ) -> Difference:
        where, title = Address("", "", about.id), _("Evidence")
        return Difference(why, where, title, about.title, *words, tuple(draft.changes), evidence=about.id)

    def _words(
        self, evidence: Evidence | None, names: Sequence[str] = _SAID, added: Sequence[Address] = ()
    ) -> str:
        """All that is said of evidence, or what is called by these names; and what it supports from now."""
        if evidence is None:
            return ""
        said = {name: self._shown(evidence, name) for name in names}
        if names is _SAID:
            parts = [", ".join(filter(None, said.values()))]
        else:
            parts = [f"{label}: {said[n] or _('blank')}" for n, label in _labels().items() if n in said]
        if added:
            parts.append(_("supports {places}").format(places=", ".join(map(self._place, added))))
        return "; ".join(parts)

    def _shown(self, evidence: Evidence, name: str) -> str:
        value = getattr(evidence, name)
        if name == "reliability":
            return reliability_words(self._framework, value)
        if name == "place" and evidence.file and not value:
            return _("{name}, with a copy").format(name=evidence.file.name)
        return show_date(value) if isinstance(value, date) else value or ""

    def _place(self, address: Address) -> str:
        return f"{self._names.title(address.section)}: {self._names.label(address)}"


def _merged(here: Evidence, there: Evidence, before: Evidence | None) -> Evidence:
    """What is here with what was changed in the file; a copy that is kept here stays, unless one came."""
    theirs = as_sent(there)
    said = ((name, getattr(theirs, name)) for name in _changed_in(theirs, as_sent(here)))
    changed = {n: value for n, value in said if value and not (before and value == getattr(before, n))}
    if "place" in changed and there.file:
        changed |= {"place": there.place, "file": there.file}
    return replace(here, **changed)


def _changed_in(after: Evidence, here: Evidence) -> list[str]:
    return [name for name in _SAID if getattr(after, name) != getattr(here, name)]


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "reference": _("Reference"),
        "date": _("Date"),
        "reliability": _("Reliability"),
        "note": _("Note"),
        "place": _("Place or file"),
    }
