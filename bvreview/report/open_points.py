"""What is still to put right in a review, on paper: a list to work through or to hand to a colleague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Section
from bvreview.i18n import _
from bvreview.report.document import (
    Block,
    Chapter,
    Column,
    Figure,
    Figures,
    PlanDocument,
    Row,
    Table,
    plain,
    strong,
)
from bvreview.report.framed import framed
from bvreview.report.remarks import stale_words
from bvreview.report.story import PlanInput
from bvreview.review.findings import Finding, level_word


def tell_open_points(given: PlanInput) -> PlanDocument:
    """The document of what is open in one review: a chapter for each section that has something."""
    found = [f for f in given.findings if f.is_open]
    title = _("{service}: what is still to put right")
    return framed(given, title, _front(found), _chapters(given.framework, found))


def _front(found: Sequence[Finding]) -> Iterator[Block]:
    if not found:
        yield plain(_("Nothing is open: no check asks for anything more."))
        return
    faults = [f for f in found if not f.is_unanswered]
    counts = (
        (sum(f.level is Level.STOP for f in faults), _("to put right")),
        (sum(f.level is Level.EXPLAIN for f in faults), _("to explain")),
        (len(found) - len(faults), _("not answered yet")),
    )
    yield Figures(tuple(Figure(str(count), words) for count, words in counts))
    yield plain(
        _(
            "The review can be sent when nothing is left to put right, nothing is left unanswered and each "
            "figure that was asked about is explained. Work through one section at a time."
        )
    )


def _chapters(framework: Framework, found: Sequence[Finding]) -> Iterator[Chapter]:
    for section in framework.sections:
        if here := [f for f in found if f.address.section == section.id]:
            yield Chapter(section.id, section.title, tuple(_blocks(section, here)))


def _blocks(section: Section, found: Sequence[Finding]) -> Iterator[Block]:
    faults = sorted((f for f in found if not f.is_unanswered), key=lambda f: f.level is not Level.STOP)
    missing = [f for f in found if f.is_unanswered]
    if faults:
        yield Table(
            (
                Column(_("Level")),
                Column(_("Where")),
                Column(_("What was found")),
                Column(_("How to put it right")),
            ),
            tuple(_row(f) for f in faults),
        )
    if missing:
        columns = (Column(_("Not answered yet")), Column(_("What is asked")))
        yield Table(columns, tuple(_missing_rows(section, missing)))


def _missing_rows(section: Section, missing: Sequence[Finding]) -> Iterator[Row]:
    """What is missing: the questions of a form together, and lines that lack the same together."""
    lacks: dict[tuple[str, str], dict[str, None]] = {}
    for finding in missing:
        part, line, asked = _place_of(section, finding)
        lacks.setdefault((part, line), {})[asked] = None
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (part, line), fields in lacks.items():
        alike.setdefault((part, tuple(fields)), []).append(line)
    for (part, names), lines in alike.items():
        where = f"{part}: {'; '.join(lines)}" if any(lines) else part
        yield Row((strong(where), plain("; ".join(names))))


def _place_of(section: Section, finding: Finding) -> tuple[str, str, str]:
    """The part, the line in it and the question, by name; a finding of a whole part has no line."""
    address, label = finding.address, finding.label or section.title
    parts = (p for p in section.parts if address.part in (p.id, "") and p.field(address.field))
    part = next(parts, None)
    field = part.field(address.field) if part else None
    if not part or not field:
        return section.title, "", label
    if not address.key or label == field.label:
        return part.title, "", label if address.row else field.label
    return part.title, label.removesuffix(f": {field.label}"), field.label


def _row(finding: Finding) -> Row:
    what = finding.message + stale_words(finding)
    return Row(
        (strong(level_word(finding.level)), plain(finding.label), plain(what), plain(finding.put_right))
    )
