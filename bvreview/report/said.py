"""What the answers say, in words for paper: one answer, a paragraph of answers, a table of a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bvreview.framework.report_checks import find_part
from bvreview.framework.report_map import ReportBlock, ReportColumn
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.report.document import Block, Column, Heading, Note, Row, Run, Table, Text, plain, strong
from bvreview.report.grounds import has_grounds
from bvreview.report.withheld import ShownAnswers
from bvreview.review.answers import Answers, locate, row_address
from bvreview.review.cells import Address, Answer, State, parse_address
from bvreview.review.wording import show_answer, show_number, show_short_date, show_with_unit

NOTHING = "\u2013"


def say(answers: Answers, address: Address) -> str:
    """An answer with its unit, or the words for its state; "" for a blank or a place that is not asked."""
    if isinstance(answers, ShownAnswers) and address in answers.withheld:
        return _("withheld")
    place = locate(answers.framework, address)
    return _say(answers, place[2], answers.answer(address)) if place else ""


def _say(answers: Answers, field: Field, answer: Answer | None) -> str:
    if answer is None or answer.state is not State.GIVEN:
        return show_answer(field, answer, answers.framework.lists)
    value = answer.value
    if field.formula and isinstance(value, Decimal):
        value = value.quantize(Decimal(1).scaleb(-field.places), ROUND_HALF_UP)
    return show_with_unit(field, value, answers.framework.lists.get(field.list, ()))


def text_blocks(answers: Answers, block: ReportBlock) -> Iterator[Block]:
    """One paragraph an answer, each after its label; nothing when none is answered."""
    said = [(address, words) for address in block.fields if (words := _grounded(answers, address))]
    if said and block.title:
        yield Heading(block.title)
    for address, words in said:
        place = locate(answers.framework, parse_address(address))
        yield labelled(place[2].label, words) if block.labels and place else plain(words)
    if said and block.note:
        yield Note(block.note)


def _grounded(answers: Answers, address: str) -> str:
    """The words of an answer, or of a figure that rests on one; nothing for what does not apply."""
    place = parse_address(address)
    answer = answers.answer(place)
    if not answer or answer.state is State.NOT_APPLICABLE:
        return ""
    return say(answers, place) if place in answers.review.cells or has_grounds(answers, place) else ""


def labelled(label: str, words: str) -> Text:
    """A paragraph that begins with its label."""
    return Text((Run(f"{label}: ", strong=True), Run(words)))


def table_blocks(answers: Answers, block: ReportBlock) -> Iterator[Block]:
    """The rows of a part that have content, under the block's columns that have content."""
    section = answers.framework.section(block.part.partition(".")[0])
    part = find_part(answers.framework, block.part)
    if not section or not part or section not in answers.sections():
        return
    keys = [
        key for key in answers.row_keys(section, part) if _has_content(answers, section, part, key, block)
    ]
    columns = [c for c in block.columns if any(_cell(answers, section, part, k, c).plain for k in keys)]
    if not keys or not columns:
        return
    if block.title:
        yield Heading(block.title)
    yield _table(answers, section, part, keys, columns)
    if isinstance(answers, ShownAnswers):
        yield from answers.notes(section, part)
    if block.note:
        yield Note(block.note)


def listing_blocks(answers: Answers, block: ReportBlock) -> Iterator[Block]:
    """The rows with a figure or text of their own in one sentence: "Sentencers (41), victims (12)."."""
    section = answers.framework.section(block.part.partition(".")[0])
    part = find_part(answers.framework, block.part)
    if not section or not part or section not in answers.sections():
        return
    columns = [f for name in block.needs if (f := part.field(name))]
    keys = [
        key
        for key in answers.row_keys(section, part)
        if any(answers.figure(row_address(section, part, key, f)) is not None for f in columns)
    ]
    if keys:
        yield plain(", ".join(_listed(answers, section, part, key, block) for key in keys) + ".")


def _listed(answers: Answers, section: Section, part: Part, key: str, block: ReportBlock) -> str:
    label = answers.row_label(section, part, key)
    said = _cell(answers, section, part, key, block.columns[0]).plain if block.columns else ""
    return f"{label} ({said})" if said else label


def _has_content(answers: Answers, section: Section, part: Part, key: str, block: ReportBlock) -> bool:
    names = block.needs or [name for column in block.columns for name in column.fields]
    return any(_said(answers, section, part, key, name) for name in names)


def _table(
    answers: Answers, section: Section, part: Part, keys: Sequence[str], columns: Sequence[ReportColumn]
) -> Table:
    heads = [_head(part, column) for column in columns]
    rows = [[_cell(answers, section, part, key, column) for column in columns] for key in keys]
    if part.kind is PartKind.GRID:
        heads.insert(0, Column(part.row_label or part.title))
        for key, row in zip(keys, rows, strict=True):
            row.insert(0, strong(answers.row_label(section, part, key)))
    return Table(tuple(heads), tuple(Row(tuple(cells)) for cells in rows))


def _head(part: Part, column: ReportColumn) -> Column:
    field = part.field(column.fields[0])
    assert field, "the pack was checked"
    numeric = len(column.fields) == 1 and field.kind.is_numeric
    return Column(column.title or field.label, "right" if numeric else "left")


def _cell(answers: Answers, section: Section, part: Part, key: str, column: ReportColumn) -> Text:
    said = {name: _said(answers, section, part, key, name) for name in column.fields}
    given = [words for words in said.values() if words]
    if column.pattern and len(given) == len(said):
        is_withheld = set(given) == {_("withheld")}
        return plain(given[0] if is_withheld else column.pattern.format(**said))
    first, *others = given or [""]
    if not others:
        return strong(first) if column.strong else plain(first)
    lead = first if first.endswith((".", "?", "!")) else f"{first}."
    return Text((Run(f"{lead} ", strong=column.strong), Run(" ".join(others))))


def _said(answers: Answers, section: Section, part: Part, key: str, name: str) -> str:
    field = part.field(name)
    if not field:
        return ""
    address = row_address(section, part, key, field)
    value = answers.figure(address)
    return show_short_date(value) if isinstance(value, date) else say(answers, address)


def pounds(amount: Decimal | None, places: int) -> str:
    """Money for a column of sums: all of a table with the same places; a dash for nothing given."""
    if amount is None:
        return NOTHING
    text = f"\u00a3{show_number(abs(amount), places)}"
    return f"\u2212{text}" if amount < 0 else text
