"""What the figures of a file were to be: those of the same organisation before, else of its peers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Kind
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.exchange.questions import Question
from bvreview.review.exchange.scale import Pair, figures_of, questions_of_scale
from bvreview.review.model import Review
from bvreview.store.cells import read_answer
from bvreview.store.library import Database

_PEERS: Final = 5
_FIGURES: Final = 24
_FEWEST: Final = 3


def ask_about_scale(db: Database, framework: Framework, review: Review) -> tuple[Question, ...]:
    """Whether the amounts of a file seem to be thousands, and its percentages shares of one."""
    others = _others(db, review)
    if not others:
        return ()
    answers = Answers(framework, review)
    amounts, shares = figures_of(answers, Kind.MONEY, Kind.PERCENT)
    largest = sorted(amounts, key=lambda address: -abs(amounts[address]))[:_FIGURES]
    money = list(_pairs(db, {address: amounts[address] for address in largest}, others))
    small = {address: share for address, share in shares.items() if abs(share) <= 1}
    percentages = _pairs(db, small, others)
    return tuple(questions_of_scale(money if len(money) >= _FEWEST else (), percentages))


def _others(db: Database, review: Review) -> list[str]:
    """Reviews of the same service: the organisation's own other years first."""
    head = review.head
    rows = db.conn.execute(
        """select id, organisation from reviews where service = ? and id != ?
        and (organisation != ? or period != ?)
        order by organisation = ? desc, period = ? desc, id limit ?""",
        (head.service, head.id, head.organisation, head.period.id, head.organisation, head.period.id, _PEERS),
    ).fetchall()
    own = [name for name, organisation in rows if organisation == head.organisation]
    return own[:1] or [name for name, __ in rows]


def _pairs(db: Database, figures: dict[Address, Decimal], others: list[str]) -> Iterator[Pair]:
    from statistics import median

    for address, figure in figures.items():
        known = [value for other in others if (value := _figure(db, other, address))]
        if known:
            yield figure, median(known)


def _figure(db: Database, subject: str, address: Address) -> Decimal | None:
    text = read_answer(db, subject, address)
    value = json.loads(text).get("value") if text else None
    return Decimal(value) if value else None
