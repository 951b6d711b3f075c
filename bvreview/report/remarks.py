"""What must be said beside the plan: findings, explanations, approvals, data quality, methods, sign-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bvreview import __version__
from bvreview.analysis.predicted import predicted_ratios
from bvreview.charts.covered import coverage_spec
from bvreview.framework.report_map import ReportBlock
from bvreview.framework.rules import Level
from bvreview.framework.services import Service
from bvreview.framework.terms import Item, Path
from bvreview.i18n import _, plural
from bvreview.report.document import Block, Chart, Column, Heading, Note, Row, SignOff, Table, plain, strong
from bvreview.report.said import labelled, say
from bvreview.report.withheld import ShownAnswers
from bvreview.review.answers import Answers, locate, row_address
from bvreview.review.cells import Address, State, parse_address
from bvreview.review.compared.standing import Comparison
from bvreview.review.coverage import coverage_of
from bvreview.review.dates import read_date
from bvreview.review.findings import Finding, level_word
from bvreview.review.local import is_local
from bvreview.review.wording import show_date, state_words

MOST_APART: Final = 3  # more findings of one rule in one section than this share a line


def predicted_blocks(answers: ShownAnswers) -> Iterator[Block]:
    """What was observed against what was predicted, with the interval; not of a count that is withheld."""
    for ratio in predicted_ratios(answers):
        if parse_address(ratio.predicted.observed) in answers.withheld:
            continue
        yield labelled(ratio.predicted.label, ratio.words)


def open_finding_blocks(answers: Answers, findings: Sequence[Finding]) -> Iterator[Block]:
    """Every finding that is still open; many of one rule in one section stand together in a line."""
    groups: dict[tuple[bool, str, str], list[Finding]] = {}
    for finding in sorted((f for f in findings if f.is_open), key=lambda f: f.level is not Level.STOP):
        groups.setdefault(_group(finding), []).append(finding)
    if not groups:
        return
    columns = (
        Column(_("Level")),
        Column(_("Where")),
        Column(_("What was found")),
        Column(_("How to put it right")),
    )
    rows = [row for found in groups.values() for row in _finding_rows(answers, found)]
    yield Table(columns, tuple(rows))


def _group(finding: Finding) -> tuple[bool, str, str]:
    return finding.level is not Level.STOP, finding.address.section, finding.rule


def _finding_rows(answers: Answers, found: Sequence[Finding]) -> Iterator[Row]:
    first, section = found[0], _section_title(answers, found[0].address)
    if len(found) > MOST_APART:
        labels = "; ".join(dict.fromkeys(f.label or f.message for f in found))
        what = plural("{n} place: ", "{n} places: ", len(found)) + labels
        yield _finding_row(first, section, what)
        return
    for finding in found:
        yield _finding_row(finding, section, finding.message + stale_words(finding))


def _finding_row(finding: Finding, section: str, what: str) -> Row:
    return Row((strong(level_word(finding.level)), plain(section), plain(what), plain(finding.put_right)))


def stale_words(finding: Finding) -> str:
    """What was explained of an earlier value, as a sentence to add; "" where nothing was."""
    if not finding.stale:
        return ""
    return " " + _("Explained earlier, when it was {found}: {text}").format(
        found=finding.stale.found, text=finding.stale.text
    )


def coverage_blocks(answers: Answers) -> Iterator[Block]:
    """Who does what, and who is missing, as a picture; nothing where nobody is named."""
    if coverage := coverage_of(answers):
        yield Chart(coverage_spec(coverage, illustrative=answers.head.illustrative))


def explanation_blocks(answers: Answers, findings: Sequence[Finding]) -> Iterator[Block]:
    """What was found and what the organisation says to it."""
    explained = [f for f in findings if f.explanation]
    if not explained:
        return
    columns = (Column(_("Where")), Column(_("What was found")), Column(_("Explanation")))
    rows = (
        Row(
            (
                strong(_section_title(answers, f.address)),
                plain(f.message),
                plain(f.explanation.text if f.explanation else ""),
            )
        )
        for f in explained
    )
    yield Table(columns, tuple(rows))


def _section_title(answers: Answers, address: Address) -> str:
    section = answers.framework.section(address.section)
    return section.title if section else address.section


def needed_blocks(answers: Answers, block: ReportBlock) -> Iterator[Block]:
    """Every approval that a row asks for, and what needs it."""
    wanted: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for section, part, key, field in answers.places():
        if f"{section.id}.{part.id}.{field.id}" in block.fields:
            value = answers.figure(row_address(section, part, key, field))
            labels |= {item.id: item.label for item in answers.framework.lists.get(field.list, ())}
            for chosen in value if isinstance(value, tuple) else ():
                wanted.setdefault(chosen, []).append(answers.row_label(section, part, key))
    if wanted:
        rows = [
            Row((strong(labels.get(i, i)), plain("; ".join(dict.fromkeys(wanted[i])))))
            for i in sorted(wanted)
        ]
        yield Table((Column(_("What is asked for")), Column(_("For"))), tuple(rows))
        if block.note:
            yield Note(block.note)


def quality_blocks(answers: Answers, block: ReportBlock) -> Iterator[Block]:
    """How many figures of each kind are how sure, and what could not be given."""
    rows = [row for address in block.fields if (row := _quality_row(answers, address))]
    gaps = Counter(cell.answer.state for cell in answers.review.cells.values())
    del gaps[State.GIVEN]
    if not rows and not gaps:
        return
    if block.title:
        yield Heading(block.title)
    if rows:
        yield Table((Column(_("Figures")), Column(_("How sure"))), tuple(rows))
    if gaps:
        counted = ", ".join(f"{state_words(state)} {gaps[state]}" for state in State if gaps[state])
        yield plain(
            _("Answers without a figure: {counted}. None of them counts as zero.").format(counted=counted)
        )


def _quality_row(answers: Answers, address: str) -> Row | None:
    counted: Counter[str] = Counter()
    title, items = "", tuple[Item, ...]()
    for section, part, key, field in answers.places():
        if f"{section.id}.{part.id}.{field.id}" == address:
            title = part.title
            items = answers.framework.lists.get(field.list, ())
            value = answers.figure(row_address(section, part, key, field))
            if isinstance(value, str):
                counted[value] += 1
    if not counted:
        return None
    words = "; ".join(f"{item.label}: {counted[item.id]}" for item in items if counted[item.id])
    return Row((strong(title), plain(words)))


def method_blocks(answers: Answers, comparisons: Sequence[Comparison]) -> Iterator[Block]:
    """How figures were worked out and where definitions come from; ``comparisons``: those without a chart."""
    service, framework = answers.service, answers.framework
    yield Heading(_("Methods and sources"))
    if service:
        yield labelled(_("Specification"), _join(service.specification, service.specification_source))
        yield labelled(_("Unit"), _("Unit costs are for each {unit}.").format(unit=service.unit_name))
        yield from (Note(text) for text in _local_lines(service))
    yield labelled(_("Depth"), _depth(answers))
    yield labelled(_("Sums"), _sums())
    yield from _how_compared(comparisons)
    yield labelled(_("Codes"), _codes())
    made = _("Pack {pack}, version {version}; Best Value Review {app}. {note}")
    words = {"pack": framework.id, "version": framework.version, "app": __version__, "note": framework.note}
    yield labelled(_("Questions and definitions"), made.format(**words).strip())


def _how_compared(comparisons: Sequence[Comparison]) -> Iterator[Block]:
    """The way of each kind once, what must be said of all once, then what is said of each."""
    kinds = {"proportion": _("Shares"), "money": _("Costs")}
    for kind, method in dict.fromkeys((c.kind, c.method) for c in comparisons if c.basis):
        yield Note(f"{kinds[kind]}: {method}")
    shared = _shared(comparisons)
    if shared:
        yield Note(_("All that is compared: {said}").format(said=_join(*shared)))
    for comparison in comparisons:
        caveats = (caveat for caveat in comparison.caveats if caveat not in shared)
        with_what = comparison.basis or comparison.method
        yield Note(f"{comparison.topic.title}: {_join(with_what, *caveats, comparison.topic.source)}")


def _shared(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """What must be said of every one of several comparisons, so that it is said once."""
    if len(comparisons) < 2:
        return ()
    return tuple(
        said for said in comparisons[0].caveats if all(said in other.caveats for other in comparisons[1:])
    )


def _local_lines(service: Service) -> Iterator[str]:
    """What the organisation counts beyond the pack, and how."""
    for measure in (m for m in service.measures if is_local(m.id)):
        yield f"{measure.label}: {measure.words}. {measure.definition}".strip()
    for volume in (v for v in service.volumes if is_local(v.id) and v.help.counts):
        yield f"{volume.label}: {volume.help.counts}"


def _depth(answers: Answers) -> str:
    """The path, and why it was taken."""
    is_full, report = answers.head.path is Path.FULL, answers.framework.report
    path = _("Full review.") if is_full else _("Light review: it asks for less than the full one.")
    reason = answers.figure(parse_address(report.path_reason)) if report and report.path_reason else None
    return _join(path, reason if isinstance(reason, str) else "")


def _sums() -> str:
    return _(
        "Plan total is actions less overlap. Direct and full cost are kept apart. A blank is never zero: "
        "what is not given is left out and said."
    )


def _codes() -> str:
    return _(
        "The code beside a figure names its question: the letters the section, the numbers the question "
        "and, in a table, the line."
    )


def _join(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def _day(written: str) -> str:
    day, __ = read_date(written)
    return show_date(day) if day else written


def sign_off_blocks(answers: Answers, addresses: Sequence[str]) -> Iterator[Block]:
    """Who signed, or the lines to sign on."""
    lines: list[tuple[str, str]] = []
    for address in addresses:
        place = locate(answers.framework, parse_address(address))
        if place and (words := say(answers, parse_address(address))):
            lines.append((place[2].label, words))
    head = answers.head
    lines.append((_("Signed off by"), head.signed_by))
    lines.append((_("Date"), _day(head.signed_on)))
    if not head.signed_by:
        lines.append((_("Signature"), ""))
    yield SignOff(tuple(lines))
