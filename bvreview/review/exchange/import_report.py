"""What is told of a file that came in: verdict, counts, what was asked, every finding; also as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name, service_name
from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.digests import short_digest
from bvreview.review.exchange.personal import without_personal
from bvreview.review.findings import Finding, Verdict, counts_by_level, level_word
from bvreview.review.model import ReviewHead
from bvreview.review.wording import show_date

_ORDER: Final = {Level.STOP: 0, Level.EXPLAIN: 1, Level.NOTE: 2}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report of the file that last came for a review.

    ``digest``: SHA-256 of its bytes; ``received``: ISO, UTC; ``asked``: by question, its text and the id of
    the answer; ``attached``: the text of sheets that are not part of the form.
    """

    head: ReviewHead
    file: str
    digest: str
    received: str
    received_by: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    asked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    attached: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_order(self) -> tuple[Finding, ...]:
        """The findings, those that must be put right first."""
        return tuple(sorted(self.findings, key=lambda f: _ORDER[f.level]))

    @property
    def by_level(self) -> dict[str, int]:
        """How many findings are open at each level, and all notes."""
        return counts_by_level(self.findings)

    @property
    def by_rule(self) -> tuple[tuple[str, int], ...]:
        """How many findings each rule has, the most first."""
        return tuple(Counter(f.rule for f in self.findings).most_common())

    def sheets(self) -> tuple[str, ...]:
        """The sheets that findings stand on, in their order."""
        return tuple(dict.fromkeys(f.sheet for f in self.findings if f.sheet))


def facts_of(framework: Framework, report: ImportReport) -> tuple[tuple[str, str], ...]:
    """What a person asks first, as pairs of words."""
    head = report.head
    counts, day = report.by_level, date.fromisoformat(report.received[:10])
    words = (f"{counts[level.value]} \u00d7 {level_word(level)}" for level in Level)
    return (
        (_("Organisation"), organisation_name(framework, head.organisation)),
        (_("Review"), f"{service_name(framework, head.service)}, {head.period.label}"),
        (_("Revision"), str(head.revision)),
        (_("Verdict"), verdict_words(report.verdict)),
        (_("Findings"), ", ".join(words)),
        (_("File"), report.file),
        (_("Fingerprint of the file"), short_digest(report.digest)),
        (_("Received"), f"{show_date(day)}, {report.received[11:16]} UTC"),
        (_("Taken in by"), report.received_by),
        (_("Version of the pack"), f"{head.framework} {head.framework_version}"),
    )


def level_said(finding: Finding) -> str:
    """The word for the level of a finding; what was explained is open no longer."""
    is_explained = finding.level is Level.EXPLAIN and finding.explanation is not None
    return _("Explained") if is_explained else level_word(finding.level)


def verdict_words(verdict: Verdict) -> str:
    """The word shown for a verdict."""
    return {
        Verdict.READY: _("Ready"),
        Verdict.PUT_RIGHT: _("Put right"),
        Verdict.REFUSED: _("Refused"),
    }[verdict]


def report_text(framework: Framework, report: ImportReport) -> str:
    """The whole report as plain text, for an e-mail."""
    return without_personal("\n".join(_lines(framework, report))) + "\n"


def _lines(framework: Framework, report: ImportReport) -> Iterator[str]:
    yield from (f"{name}: {words}" for name, words in facts_of(framework, report))
    for entry in report.asked.values():
        yield _("Asked: {question} Answer: {answer}.").format(**entry)
    for words in dict.fromkeys(level_said(finding) for finding in report.in_order):
        here = [f for f in report.in_order if level_said(f) == words]
        yield ""
        yield f"{words} ({len(here)})"
        yield from (f"- {_line(finding)}" for finding in here)
    if report.by_rule:
        yield ""
        yield _("By rule: {rules}").format(rules=", ".join(f"{rule} {n}" for rule, n in report.by_rule))


def _line(finding: Finding) -> str:
    place = " ".join(filter(None, (finding.sheet, finding.cell)))
    then = finding.explanation.text if finding.explanation else finding.put_right
    words = (f"{place}:" if place else "", finding.message, then)
    return " ".join(" ".join(w for w in words if w).split())
