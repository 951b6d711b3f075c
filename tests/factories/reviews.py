"""Whole reviews of a chosen size, made fast from a seed: for round trips in numbers and for the bench.

Every answer is one that its field takes: in range, in its list, at its precision. Nothing need add up.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Kind, PartKind
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Answer, Cell, State, Value
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.review.wording import state_words

_TEXT: Final = (
    "work hours county bench order supervisor group van offer session court review cost share placement "
    "workshop partner council quarter figure target answer Tŷ Cŵn £12 a<b&c 7.5% (draft) “so” it – and"
)
_STATES: Final = (State.NOT_COLLECTED, State.NOT_APPLICABLE, State.SUPPRESSED)
_WORDS: Final = _TEXT.split()
_FIRST: Final = date(2009, 4, 1)


def random_review(
    framework: Framework,
    seed: int,
    *,
    answers: int = 2000,
    service: str = "",
    organisation: str = "",
    path: Path = Path.FULL,
) -> Review:
    """A submitted review of about ``answers`` answers, the same for the same arguments.

    A pack that asks less fills its tables with more lines; without tables there are fewer answers. The
    first service and a random organisation of the pack unless they are given.
    """
    dice = random.Random(seed)
    head = ReviewHead(
        f"random-{seed}",
        organisation or dice.choice(framework.organisations).id,
        service or framework.services[0].id,
        FinancialYear(2009),
        path,
        framework.id,
        framework.version,
        revision=1,
        status=Status.SUBMITTED,
        provisional=False,
        illustrative=True,
        signed_by="A lead (illustrative)",
        signed_on="2010-09-24",
    )
    review = _with_rows(framework, Review(head), answers)
    cells: dict[Address, Cell] = {}
    for section, part, key, field in Answers(framework, review).places():
        is_typed = not field.formula and field.kind is not Kind.EVIDENCE
        if is_typed and len(cells) < answers:
            address = row_address(section, part, key, field)
            cells[address] = Cell(address, _answer(framework, field, dice), revision=1)
    filled = {f"{a.section}.{a.part}:{a.key}" for a in cells if a.key}
    rows = {name: tuple(k for k in keys if f"{name}:{k}" in filled) for name, keys in review.rows.items()}
    return replace(review, cells=cells, rows={name: keys for name, keys in rows.items() if keys})


def _with_rows(framework: Framework, review: Review, wanted: int) -> Review:
    """Lines for every table, so many that the whole review asks for ``wanted`` answers."""
    seen = Answers(framework, review)
    fixed = sum(not field.formula for *__, field in seen.places())
    widths = {
        f"{section.id}.{part.id}": sum(not field.formula for field in seen.fields(part))
        for section in seen.sections()
        for part in seen.parts(section)
        if part.kind is PartKind.TABLE
    }
    lines = -(-max(wanted - fixed, 0) // max(sum(widths.values()), 1))
    rows = {name: tuple(f"r{n}" for n in range(1, lines + 1)) for name in widths}
    return replace(review, rows=rows)


def _answer(framework: Framework, field: Field, dice: random.Random) -> Answer:
    chance = dice.random()
    if chance < 0.03:
        return Answer(state=dice.choice(_STATES))
    answer = Answer(_value(framework, field, dice))
    return structs.replace(answer, note=_text(dice, 6)) if chance > 0.98 else answer


def _value(framework: Framework, field: Field, dice: random.Random) -> Value:
    items = framework.lists.get(field.list, ())
    match field.kind:
        case Kind.CHOICE:
            return dice.choice(items).id
        case Kind.CHOICES:
            chosen = set(dice.sample(range(len(items)), min(2, len(items))))
            return tuple(item.id for n, item in enumerate(items) if n in chosen)
        case Kind.YES_NO:
            return dice.choice(("yes", "no"))
        case Kind.DATE:
            return _FIRST + timedelta(days=dice.randrange(1000))
        case Kind.LONG_TEXT:
            return _text(dice, dice.randrange(8, 40))
        case kind if kind.is_numeric:
            return _number(field, dice)
    return _text(dice, dice.randrange(1, 6))


def _number(field: Field, dice: random.Random) -> Decimal:
    least = int(field.minimum) if field.minimum is not None else -1000
    most = int(field.maximum) if field.maximum is not None else 1_000_000
    whole = Decimal(dice.randrange(least, max(most, least + 1)))
    if field.kind is Kind.INTEGER or not field.places or whole == least:
        return whole
    return whole + Decimal(dice.randrange(1, 10**field.places)).scaleb(-field.places).normalize()


def _text(dice: random.Random, words: int) -> str:
    text = " ".join(dice.choices(_WORDS, k=words))
    return f"{text}." if text in {state_words(state) for state in State} else text
