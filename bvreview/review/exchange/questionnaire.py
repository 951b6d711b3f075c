"""A questionnaire: questions that staff write, a workbook for each who answers, and the answers counted.

Nobody's name is asked; the workbooks that come back are counted and not kept.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.json import Decoder

from bvreview.framework.descriptors import Framework
from bvreview.framework.questionnaire_map import QuestionKind, QuestionnaireMap
from bvreview.framework.return_map import Return, Sheet
from bvreview.framework.sections import Field, Kind, Part
from bvreview.framework.terms import Help, Item
from bvreview.i18n import _, plural
from bvreview.review.cells import Address, State
from bvreview.review.changes import canonical_json, decode_answer
from bvreview.review.exchange.outgoing import day_words
from bvreview.review.exchange.sent import Sent
from bvreview.review.wording import show_percent

SHEET: Final = "questions"
FEWEST: Final = 10
"""Answers below which no percentages are given."""


class Question(Struct, frozen=True):
    """A question, how it is answered, and the choices of one that has them."""

    text: str
    kind: QuestionKind
    choices: tuple[str, ...] = ()


class Questionnaire(Struct, frozen=True):
    """What is asked of a group (the line of the register); ``scale``: the steps of the scale."""

    id: str
    title: str
    group: str
    questions: tuple[Question, ...]
    scale: tuple[str, ...] = ()


class Counted(Struct, frozen=True):
    """A question with how many answered it: by choice, or in words."""

    question: Question
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()


_decode: Final = Decoder(Questionnaire).decode


def new_questionnaire(
    asked: QuestionnaireMap, group: str, title: str, questions: Iterable[Question]
) -> Questionnaire:
    """A questionnaire with an id of its own; blank questions, and choices of others, are left out."""
    kept = tuple(_tidy(question) for question in questions if question.text.strip())
    return Questionnaire(f"q{secrets.token_hex(4)}", " ".join(title.split()), group, kept, asked.scale)


def _tidy(question: Question) -> Question:
    choices = tuple(dict.fromkeys(c.strip() for c in question.choices if c.strip()))
    is_choice = question.kind is QuestionKind.CHOICE
    return Question(" ".join(question.text.split()), question.kind, choices if is_choice else ())


def why_incomplete(questionnaire: Questionnaire) -> str:
    """What is missing before it can go out; "" where nothing is."""
    if not questionnaire.title:
        return _("Give the questionnaire a title.")
    if not questionnaire.questions:
        return _("Write at least one question.")
    for question in questionnaire.questions:
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            return _('Give at least two choices to "{question}".').format(question=question.text)
    return ""


def starters(asked: QuestionnaireMap, group: str) -> tuple[Question, ...]:
    """The questions of the pack for a group."""
    mine = (q for q in asked.questions if not q.groups or group in q.groups)
    return tuple(Question(q.text, q.kind, q.choices) for q in mine)


def encode_questionnaire(questionnaire: Questionnaire) -> bytes:
    """As canonical JSON."""
    return canonical_json(questionnaire).encode()


def decode_questionnaire(data: bytes) -> Questionnaire:
    """The value in its canonical JSON."""
    return _decode(data)


def as_return(questionnaire: Questionnaire) -> Return:
    """The questionnaire as what a workbook asks."""
    asked = list(enumerate(questionnaire.questions, 1))
    fields = tuple(_field(questionnaire.id, n, question) for n, question in asked)
    lists = {
        _list(questionnaire.id, n): _items(_choices(questionnaire, question))
        for n, question in asked
        if question.kind is not QuestionKind.TEXT
    }
    part = Part(id="answers", title=questionnaire.title, fields=fields)
    sheet = Sheet(id=SHEET, title=_("Questions"), parts=(part,))
    purpose = (
        _("Answer what you like, and leave out the rest."),
        _("Give no names, neither yours nor others'. The answers are counted together with those of others."),
    )
    return Return(
        id=questionnaire.id,
        title=questionnaire.title,
        table="",
        name="",
        sheets=(sheet,),
        purpose=purpose,
        lists=lists,
    )


def _choices(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    return questionnaire.scale if question.kind is QuestionKind.SCALE else question.choices


def _items(choices: Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item(id=f"c{n}", label=choice) for n, choice in enumerate(choices, 1))


def _list(number: str, n: int) -> str:
    return f"{number}_{n}"


def _field(number: str, n: int, question: Question) -> Field:
    if question.kind is QuestionKind.TEXT:
        words = Help(counts=_("In your own words, as short or long as you like."), excludes=_("Names."))
        return Field(id=f"a{n}", label=question.text, kind=Kind.LONG_TEXT, help=words)
    one = Help(counts=_("Choose one from the list."))
    return Field(id=f"a{n}", label=question.text, kind=Kind.CHOICE, list=_list(number, n), help=one)


# counting


def count(questionnaire: Questionnaire, replies: Sequence[Sent]) -> tuple[Counted, ...]:
    """Every question with its answers counted, in the order of the questionnaire."""
    form = as_return(questionnaire)
    fields = form.sheets[0].parts[0].fields
    return tuple(
        _count(questionnaire, question, field, replies)
        for question, field in zip(questionnaire.questions, fields, strict=True)
    )


def _count(
    questionnaire: Questionnaire, question: Question, field: Field, replies: Sequence[Sent]
) -> Counted:
    address = Address(SHEET, "", field.id)
    answers = (decode_answer(field, reply.answers.get(address)) for reply in replies)
    given = [str(a.value) for a in answers if a and a.state is State.GIVEN and a.value is not None]
    if question.kind is QuestionKind.TEXT:
        return Counted(question, len(given), words=tuple(given))
    counted = Counter(given)
    labels = ((item.id, item.label) for item in _items(_choices(questionnaire, question)))
    return Counted(question, len(given), tuple((label, counted[number]) for number, label in labels))


def share_words(number: int, of: int) -> str:
    """A share in per cent; "" where too few answered for one."""
    return show_percent(Decimal(100 * number) / of) if of >= FEWEST else ""


def summary(questionnaire: Questionnaire, counted: Sequence[Counted], replies: int, day: str) -> str:
    """What the register says of it: a line a question, with counts and, from ten answers on, shares."""
    came = plural("{n} answer", "{n} answers", replies)
    head = _("{title}, questionnaire of {day}: {came}.")
    lines = [head.format(title=questionnaire.title, day=day_words(day), came=came)]
    for n, one in enumerate(counted, 1):
        lines.append(f"{n}. {one.question.text} {_said(one)}")
    return "\n".join(lines)


def _said(counted: Counted) -> str:
    if counted.question.kind is QuestionKind.TEXT:
        return plural("{n} answered in words.", "{n} answered in words.", counted.answered)
    parts = []
    for label, number in counted.counts:
        share = share_words(number, counted.answered)
        parts.append(f"{label} {number} ({share})" if share else f"{label} {number}")
    return f"{'; '.join(parts)}."


def in_place_of(text: str, new: str, title: str) -> str:
    """A text of the register with this summary: in place of an earlier one of that title, else after it."""
    lines = text.split("\n") if text.strip() else []
    start = next((n for n, line in enumerate(lines) if line.startswith(f"{title}, ")), None)
    if start is None:
        return "\n\n".join(part for part in (text.strip(), new) if part)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    return "\n".join([*lines[:start], *new.split("\n"), *lines[end:]])


def group_label(framework: Framework, questionnaire: QuestionnaireMap, group: str) -> str:
    """What the group is called in the register."""
    section_id, __, part_id = questionnaire.part.partition(".")
    section = framework.section(section_id)
    part = section.part(part_id) if section else None
    items = framework.lists.get(part.rows, ()) if part else ()
    return next((item.label for item in items if item.id == group), group)
