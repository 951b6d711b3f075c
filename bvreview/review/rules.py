"""What the rules say of a review: the general ones that follow from each field, then the pack's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Level, Rule
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.i18n import _, plural
from bvreview.review.answers import Answers, row_id
from bvreview.review.cells import Address, Cell, State, Value, address_of
from bvreview.review.context import Context, Result
from bvreview.review.evaluation import evaluator
from bvreview.review.exchange.personal import personal_words, without_personal
from bvreview.review.findings import AT_LEAST, REQUIRED, Finding
from bvreview.review.local import damaged_lines
from bvreview.review.model import Review
from bvreview.review.values import read_entry
from bvreview.review.wording import show_date, show_number, show_value, show_with_unit, straight

UNREADABLE, RANGE, PERSONAL = "unreadable", "range", "personal"
DAMAGED: Final = "damaged"


def find_all(framework: Framework, review: Review) -> tuple[Finding, ...]:
    """Every finding of a review in screen order, with its living or stale explanation."""
    return find_in(Answers(framework, review))


def find_in(answers: Answers) -> tuple[Finding, ...]:
    """Every finding of the review that is looked at, where its answers are at hand."""
    found = [*_general(answers), *_of_rules(answers)]
    order = _ScreenOrder(answers)
    found.sort(key=lambda f: order.place_of(f.address))
    return tuple(with_explanation(finding, answers.review) for finding in found)


def _of_rules(answers: Answers) -> Iterator[Finding]:
    """What the rules of the pack find; the places of those that look at the same rows are made once."""
    places: dict[str, list[_Place]] = {}
    for rule in answers.framework.rules:
        if rule.each not in places:
            places[rule.each] = _places(rule.each, answers)
        yield from _checked(rule, answers, places[rule.each])


def check_rule(rule: Rule, answers: Answers) -> Iterator[Finding]:
    """What one rule of the pack finds; nothing where it does not apply or is not defined."""
    return _checked(rule, answers, _places(rule.each, answers))


_Place = tuple[Section | None, Part | None, Context]


def _places(each: str, answers: Answers) -> list[_Place]:
    """Where a rule looks: at every row of a part, or once at the whole review."""
    section_id, __, part_id = each.partition(".")
    section = answers.framework.section(section_id) if each else None
    part = section.part(part_id) if section else None
    rows = answers.row_keys(section, part) if section and part else ("",)
    return [(section, part, answers.context(section, part, key)) for key in rows]


def _checked(rule: Rule, answers: Answers, places: list[_Place]) -> Iterator[Finding]:
    head = answers.head
    if not rule.asked.on(head.path) or (rule.services and head.service not in rule.services):
        return
    applies, holds = evaluator(rule.when) if rule.when else None, evaluator(rule.check)
    for place in places:
        here = place[2]
        if (applies is None or applies(here) is True) and holds(here) is False:
            yield _found(rule, answers, place)


def _found(rule: Rule, answers: Answers, place: _Place) -> Finding:
    section, part, here = place
    key = here.key
    address = _address_of(rule, answers.framework, part, key)
    located = answers.locate(address)
    field = located[2] if located else None
    value = evaluator(rule.value)(here) if rule.value else answers.figure(address)
    expected = evaluator(rule.expected)(here) if rule.expected else None
    words = {
        "found": _show(field, value),
        "expected": _show(field, expected),
        "label": field.label if field else "",
        "row": answers.line_label(section, part, key) if section and part else "",
    }
    message, put_right = rule.message.format(**words), rule.put_right.format(**words)
    return Finding(rule.id, rule.level, address, words["found"], message, put_right, _label(answers, address))


def _address_of(rule: Rule, framework: Framework, part: Part | None, key: str) -> Address:
    """Where the finding stands: a field of the row, a field of a form, or the head of a part."""
    names = rule.at.split(".")
    if part and len(names) == 1:
        section_id = rule.each.partition(".")[0]
        in_row = part.kind is not PartKind.FORM and part.field(names[0])
        return Address(section_id, f"{part.id}:{key}" if in_row else "", names[0])
    section = framework.section(names[0])
    whole = section.part(names[1]) if section and not section.form_field(names[1]) else None
    if whole:
        return Address(names[0], f"{whole.id}:", whole.fields[0].id)
    return Address(names[0], "", names[1])


def _show(field: Field | None, value: Result) -> str:
    """A figure as a sentence shows it, in the manner of the field that the rule stands beside."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Decimal):
        return show_with_unit(field, value) if field and field.kind.is_numeric else show_number(value)
    if isinstance(value, date):
        return show_date(value)
    return show_value(field, value) if field and isinstance(value, str | tuple) else ""


def _general(answers: Answers) -> Iterator[Finding]:
    """Required, unreadable, out of range: what follows from each field without a rule in the pack."""
    for section in answers.sections():
        for part in answers.parts(section):
            entered = [f for f in answers.fields(part) if not f.formula]
            for key in answers.row_keys(section, part):
                yield from _of_row(answers, (section, part, key), entered)
    yield from _too_few_rows(answers)
    for address in damaged_lines(answers.framework, answers.review):
        yield _damaged(answers, address)


def _damaged(answers: Answers, address: Address) -> Finding:
    label = _label(answers, address)
    message = _("{label}: the key of the line is damaged, so its figures cannot be asked for.")
    put_right = _("Take the line out and add it again.")
    return Finding(DAMAGED, Level.STOP, address, address.key, message.format(label=label), put_right, label)


def _of_row(answers: Answers, place: tuple[Section, Part, str], fields: list[Field]) -> Iterator[Finding]:
    section, part, key = place
    row, cells = row_id(part, key), answers.review.cells
    for field in fields:
        address = address_of((section.id, row, field.id))
        cell = cells.get(address)
        is_blank = cell is None or (cell.answer.value is None and cell.answer.state is State.GIVEN)
        if is_blank and answers.is_required(part, key, field) and answers.answer(address) is None:
            yield _missing(address, _label(answers, address))
        elif cell and (found := _of_cell(answers, field, cell)):
            yield found


def _of_cell(answers: Answers, field: Field, cell: Cell) -> Finding | None:
    """What is wrong with an answer, be it only a source or a note beside evidence that is linked."""
    if cell.answer.state is State.PENDING:
        return _unreadable(answers, field, cell)
    if _limit(field, cell.answer.value) is not None:
        return _out_of_range(field, cell, _label(answers, cell.address))
    if words := personal_words(cell.answer):
        return _personal(words, cell.address, _label(answers, cell.address))
    return None


def _missing(address: Address, label: str) -> Finding:
    message = _("{label} is not answered.").format(label=label)
    put_right = _("Give an answer, or say that it was not collected or does not apply.")
    return Finding(REQUIRED, Level.STOP, address, "", message, put_right, label)


def _unreadable(answers: Answers, field: Field, cell: Cell) -> Finding:
    raw, label = cell.answer.raw, _label(answers, cell.address)
    why = read_entry(field, raw, answers.framework.lists.get(field.list, ())).remark
    why = straight(why or _('"{found}" could not be read.').format(found=raw))
    put_right = _("Put the answer right.")
    if straight(raw) != raw:
        put_right = _("Type the answer anew: marks that turn the direction of writing stand in it, unseen.")
    return Finding(UNREADABLE, Level.STOP, cell.address, raw, why, put_right, label)


def _limit(field: Field, value: Value) -> Decimal | None:
    """The limit that a number breaks, or None."""
    if not isinstance(value, Decimal):
        return None
    if field.minimum is not None and value < field.minimum:
        return field.minimum
    return field.maximum if field.maximum is not None and value > field.maximum else None


def _out_of_range(field: Field, cell: Cell, label: str) -> Finding:
    limit = _limit(field, cell.answer.value)
    if limit == field.minimum:
        message = _("{label} is {found}; it cannot be less than {limit}.")
    else:
        message = _("{label} is {found}; it cannot be more than {limit}.")
    found = show_with_unit(field, cell.answer.value)
    message = message.format(label=label, found=found, limit=show_with_unit(field, limit))
    return Finding(
        RANGE, Level.STOP, cell.address, found, message, _("Check the figure and its unit."), label
    )


def _personal(words: str, address: Address, label: str) -> Finding:
    message = _("{label} seems to hold a number or birth date that identifies a person.").format(label=label)
    put_right = _("Take it out, or say why it must stay.")
    return Finding(PERSONAL, Level.EXPLAIN, address, without_personal(words), message, put_right, label)


def _too_few_rows(answers: Answers) -> Iterator[Finding]:
    for section in answers.sections():
        for part in answers.parts(section):
            count = len(answers.row_keys(section, part))
            if part.kind is PartKind.TABLE and count < part.at_least:
                address = Address(section.id, f"{part.id}:", part.fields[0].id)
                asked = plural("{n} line", "{n} lines", part.at_least)
                has = plural("{n} line", "{n} lines", count) if count else _("no line yet")
                message = _("{part} has {has}; at least {asked} must be there.")
                message = message.format(part=part.title, has=has, asked=asked)
                yield Finding(
                    AT_LEAST,
                    Level.STOP,
                    address,
                    str(count),
                    message,
                    _("Add the missing lines."),
                    part.title,
                )


def _label(answers: Answers, address: Address) -> str:
    """What a cell is called in a sentence: its row, then its field."""
    place = answers.locate(address)
    if not place:
        return ""
    section, part, field = place
    row = answers.line_label(section, part, address.key) if address.key else ""
    return f"{row}: {field.label}" if row else field.label


class _ScreenOrder:
    """Where cells stand on the screen: part by part, the head of a part first, then row by row."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        places = ((s.id, p.id) for s in answers.sections() for p in answers.parts(s))
        self._parts = {place: n for n, place in enumerate(places)}
        self._rows: dict[int, dict[str, int]] = {}

    def place_of(self, address: Address) -> tuple[int, int, int]:
        """Part, row and field by number; what is not on the screen comes last."""
        found = self._answers.locate(address)
        number = self._parts.get((found[0].id, found[1].id)) if found else None
        if found is None or number is None:
            return len(self._parts), 0, 0
        section, part, field = found
        if number not in self._rows:
            self._rows[number] = {key: n for n, key in enumerate(self._answers.row_keys(section, part))}
        row = -1 if address.row.endswith(":") else self._rows[number].get(address.key, -1)
        return number, row, part.fields.index(field)


def with_explanation(finding: Finding, review: Review) -> Finding:
    """The finding with the explanation that answers it, or the stale one that did."""
    explanation = review.explanations.get(finding.key) if finding.level is Level.EXPLAIN else None
    if explanation is None or not explanation.text.strip():
        return finding
    if explanation.found == finding.found:
        return replace(finding, explanation=explanation)
    return replace(finding, stale=explanation)
