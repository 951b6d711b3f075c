"""Everything that is held about somebody who is named in a line of a table, to be shown to them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.framework.sections import Field, Part, PartKind
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.changes import decode_answer
from bvreview.review.exchange.outgoing import Outgoing, day_words
from bvreview.review.exchange.sent import Sent
from bvreview.review.model import Review, ReviewHead
from bvreview.review.wording import show_answer, show_with_unit


class HeldLine(Struct, frozen=True):
    """A question with its answer; source, note and evidence in ``beside``."""

    label: str
    value: str
    beside: str = ""


class HeldGroup(Struct, frozen=True):
    """Lines under one heading."""

    title: str
    lines: tuple[HeldLine, ...]


class Held(Struct, frozen=True):
    """What is held about ``who`` in a review, as at a day (ISO, UTC): groups, and when the return came."""

    who: str
    about: str
    as_at: str
    standing: str
    groups: tuple[HeldGroup, ...]


def name_in(review: Review, asked: Return, key: str) -> str:
    """Whom a line of the table names; "" where it names nobody."""
    section, __, part = asked.table.partition(".")
    cell = review.cells.get(Address(section, f"{part}:{key}", asked.name))
    value = cell.answer.value if cell else None
    return value if isinstance(value, str) else ""


def review_of_return(head: ReviewHead, form: Framework, sent: Sent) -> Review:
    """The answers of a return that came, as a review of the pack that asks them (see ``asking``)."""
    answers = Answers(form, Review(head))
    cells: dict[Address, Cell] = {}
    for address, text in sent.answers.items():
        place = answers.locate(address)
        answer = decode_answer(place[2], text) if place else None
        if answer:
            cells[address] = Cell(address, answer)
    return Review(head, cells, sent.rows)


def tell_held(  # noqa: PLR0913 - whose, where it stands, and what came
    framework: Framework,
    review: Review,
    asked: Return,
    key: str,
    came: tuple[Outgoing | None, Sent | None],
    *,
    about: str,
    as_at: str,
) -> Held:
    """What is held: the line of the table, and the return that came last (None where none did)."""
    groups = [_line_group(Answers(framework, review), asked, key)]
    outgoing, sent = came
    if sent is not None:
        form = asking(framework, asked)
        groups += _return_groups(Answers(form, review_of_return(review.head, form, sent)))
    standing = _("No return has come.")
    if outgoing and outgoing.came:
        standing = _("{return_} of {day}.").format(return_=asked.title, day=day_words(outgoing.came))
    groups = [group for group in groups if group.lines]
    return Held(name_in(review, asked, key), about, as_at, standing, tuple(groups))


def _line_group(answers: Answers, asked: Return, key: str) -> HeldGroup:
    section_id, __, part_id = asked.table.partition(".")
    section = answers.framework.section(section_id)
    part = section.part(part_id) if section else None
    if not section or not part:
        return HeldGroup("", ())
    cells = ((f, row_address(section, part, key, f)) for f in part.fields)
    found = (_line(answers, field, address) for field, address in cells)
    return HeldGroup(f"{section.title}: {part.title}", tuple(line for line in found if line))


def _return_groups(answers: Answers) -> Iterator[HeldGroup]:
    for section in answers.sections():
        for part in answers.parts(section):
            for number, key in enumerate(answers.row_keys(section, part), 1):
                cells = ((f, row_address(section, part, key, f)) for f in answers.fields(part))
                found = (_line(answers, field, address) for field, address in cells)
                title = _group_title(part, number)
                yield HeldGroup(f"{section.title}: {title}", tuple(line for line in found if line))


def _group_title(part: Part, number: int) -> str:
    return part.title if part.kind is PartKind.FORM else f"{part.title} {number}"


def _line(answers: Answers, field: Field, address: Address) -> HeldLine | None:
    answer = answers.answer(address)
    if answer is None:
        return None
    evidence = answers.review.evidence
    linked = (evidence[n].title for n in answers.review.links.get(address, ()) if n in evidence)
    beside = "; ".join(text for text in (answer.source, answer.note, *linked) if text)
    return HeldLine(field.label, _shown(answers, field, answer), beside)


def _shown(answers: Answers, field: Field, answer: Answer) -> str:
    items = answers.framework.lists.get(field.list, ())
    if answer.state is State.GIVEN:
        return show_with_unit(field, answer.value, items)
    return show_answer(field, answer, answers.framework.lists)


def held_text(held: Held) -> str:
    """All of it as plain text, for a letter or an e-mail."""
    as_at = _("As at {day}. {standing}").format(day=day_words(held.as_at), standing=held.standing)
    blocks = [_("What is held about {who}").format(who=held.who), f"{held.about}\n{as_at}"]
    for group in held.groups:
        lines = (f"{x.label}: {x.value}" + (f" ({x.beside})" if x.beside else "") for x in group.lines)
        blocks.append("\n".join((group.title, *(f"- {line}" for line in lines))))
    return "\n\n".join(blocks) + "\n"
