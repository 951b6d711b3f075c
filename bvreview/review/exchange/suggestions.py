"""How a finding can be put right at one press: only where what was typed, or the rule, says the value.

A suggestion is never taken by itself; each is read as if a person had typed it, and must be readable.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from typing import Final

from bvreview.framework.rules import Rule
from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell, State, Value, encode_decimal, encode_value
from bvreview.review.evaluation import evaluator
from bvreview.review.exchange.personal import without_personal
from bvreview.review.findings import Finding
from bvreview.review.rules import PERSONAL, UNREADABLE, check_rule
from bvreview.review.values import parse_number, read_entry
from bvreview.review.wording import show_value

MOST: Final = 3
_COMMA: Final = re.compile(r"(-?\d+),(\d{1,2})")
_NUMBER: Final = re.compile(r"[-\u2212]?\d[\d,]*(?:\.\d+)?")
_THOUSANDS: Final = re.compile(r"\u00a3?\s?(\d+(?:\.\d+)?)\s?(k|m)", re.IGNORECASE)
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -])(\d{2})")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value to use in place of what stands there: as it would be typed, and as it is shown."""

    typed: str
    shown: str

    @property
    def words(self) -> str:
        """What the way is called."""
        return _("Use {value}").format(value=self.shown)


def suggestions(answers: Answers, finding: Finding) -> tuple[Suggestion, ...]:
    """The values that would put a finding right, the likeliest first; none where nothing says them."""
    place = answers.locate(finding.address)
    if not place or place[2].formula or finding.explanation:
        return ()
    field = place[2]
    items = answers.framework.lists.get(field.list, ())
    if finding.rule == PERSONAL:
        value = answers.figure(finding.address)
        typed: Iterator[str] = iter([without_personal(value)] if isinstance(value, str) else [])
    elif finding.rule == UNREADABLE:
        typed = _readings(field, finding.found.strip(), items)
    else:
        typed = iter(_expected(answers, finding))
    found = (_suggest(field, text, items) for text in typed)
    return tuple({s.shown: s for s in found if s}.values())[:MOST]


def _suggest(field: Field, text: str, items: Sequence[Item]) -> Suggestion | None:
    answer = read_entry(field, text, items).answer
    if not answer or answer.state is not State.GIVEN:
        return None
    return Suggestion(text, show_value(field, answer.value, items))


def _readings(field: Field, raw: str, items: Sequence[Item]) -> Iterator[str]:
    """What may have been meant by a text that could not be read."""
    match field.kind:
        case Kind.CHOICE:
            labels = {item.label.casefold(): item.label for item in items}
            yield from (labels[near] for near in get_close_matches(raw.casefold(), labels, MOST - 1))
        case Kind.YES_NO:
            word = raw.casefold()
            yield from (whole for whole in ("yes", "no") if re.match(rf"{whole}\b", word))
        case Kind.DATE:
            if short := _SHORT_YEAR.fullmatch(raw):
                yield f"{short[1]}20{short[2]}"
        case kind if kind.is_numeric:
            yield from _numbers(field, raw)


def _numbers(field: Field, raw: str) -> Iterator[str]:
    if comma := _COMMA.fullmatch(raw):
        yield f"{comma[1]}.{comma[2]}"
        yield comma[1] + comma[2]
        return
    if short := _THOUSANDS.fullmatch(raw):
        yield encode_decimal(Decimal(short[1]) * (1000 if short[2].casefold() == "k" else 1_000_000))
        return
    found = _NUMBER.findall(raw)
    number = parse_number(found[0]) if len(found) == 1 else None
    if number is not None:
        yield f"{number.quantize(Decimal(1), ROUND_HALF_UP) if field.kind is Kind.INTEGER else number:f}"


def _expected(answers: Answers, finding: Finding) -> tuple[str, ...]:
    """What a rule that asks for one value asks for, where that value really puts the finding right."""
    rule = next((r for r in answers.framework.rules if r.id == finding.rule), None)
    if not rule or not rule.expected or not _asks_for_one_value(rule):
        return ()
    value = _value_of(answers, rule, finding.address)
    text = encode_value(value)
    if text is None or not _keeps(answers, rule, finding.address, value):
        return ()
    return (text,)


def _asks_for_one_value(rule: Rule) -> bool:
    tree = rule.check.tree
    return isinstance(tree, ast.Compare) and [type(op) for op in tree.ops] == [ast.Eq]


def _value_of(answers: Answers, rule: Rule, address: Address) -> Value:
    place = answers.locate(address)
    section, part = (place[0], place[1]) if place and rule.each else (None, None)
    here = answers.context(section, part, address.key if rule.each else "")
    value = evaluator(rule.expected)(here) if rule.expected else None
    return value if isinstance(value, Decimal) else None


def _keeps(answers: Answers, rule: Rule, address: Address, value: Value) -> bool:
    """Whether the rule has nothing to say any more once the value stands there."""
    cells = {**answers.review.cells, address: Cell(address, Answer(value))}
    after = Answers(answers.framework, replace(answers.review, cells=cells))
    return all(found.address != address for found in check_rule(rule, after))
