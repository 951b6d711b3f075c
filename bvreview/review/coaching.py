"""Coaching of an explanation: does it name a cause, an amount, most of the difference, and is it its own?

A hint is advice and never a lock. The words that name a cause are the pack's (``[coaching]``); in a pack
that lists none, a cause is what takes at least five words to say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from msgspec import Struct

from bvreview.framework.expressions import Expression
from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.evaluation import evaluator
from bvreview.review.findings import Finding
from bvreview.review.retelling import place_words
from bvreview.review.wording import show_number, show_with_unit

RULE: Final = "explanation"
FEW_WORDS: Final = 5
MOST: Final = Decimal("0.5")
_AMOUNT: Final = re.compile(
    r"(?P<pounds>\u00a3\s?)?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>%|per cent|k\b|m\b|thousand|million)?",
    re.IGNORECASE,
)
_DATES: Final = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:19|20)\d\d(?:\s?(?:[-/\u2013]|to)\s?(?:19|20)?\d\d)?\b(?![,.]?\d)"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
_SCALE: Final = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_PERCENT: Final = frozenset({"%", "per cent"})


class Lack(StrEnum):
    """What an explanation may lack."""

    CAUSE = "cause"
    AMOUNT = "amount"
    MOST = "most"
    OWN_WORDS = "own words"


class Hint(Struct, frozen=True):
    """What would make an explanation stronger, in a sentence."""

    lack: Lack
    words: str


class Amount(Struct, frozen=True):
    """A number named in a text; ``is_share``: in per cent."""

    value: Decimal
    is_share: bool = False


class Difference(Struct, frozen=True):
    """How much is to be explained, and as it is shown; ``is_share``: it is told in percentage points."""

    value: Decimal
    shown: str
    is_share: bool = False


def hints(answers: Answers, finding: Finding, text: str) -> tuple[Hint, ...]:
    """What an explanation of a finding lacks; nothing where none is written yet."""
    coaching = answers.framework.coaching
    causes = coaching.causes if coaching else ()
    return coach(text, difference_of(answers, finding), causes, _same_text(answers, finding, text))


def coach(
    text: str,
    difference: Difference | None,
    causes: Sequence[str] = (),
    same_as: str = "",
) -> tuple[Hint, ...]:
    """What a text lacks. ``causes``: words of which one names a cause; ``same_as``: where it stands too."""
    if not text.strip():
        return ()
    own = _('The same text explains "{place}". Say what is different here.')
    found = (
        Hint(Lack.OWN_WORDS, own.format(place=same_as)) if same_as else None,
        _about_cause(text, causes),
        _about_amount(text, difference),
    )
    return tuple(hint for hint in found if hint)


def weak_explanations(answers: Answers, findings: Iterable[Finding]) -> Iterator[Finding]:
    """A note for each explanation that lacks something: what the sender of a file is told."""
    for finding in findings:
        if finding.explanation and (found := hints(answers, finding, finding.explanation.text)):
            message = _('The explanation of "{what}" could be stronger.').format(what=finding.label)
            advice = " ".join(hint.words for hint in found)
            place = (finding.label, finding.sheet, finding.cell)
            yield Finding(RULE, Level.NOTE, finding.address, finding.found, message, advice, *place)


def _about_cause(text: str, causes: Sequence[str]) -> Hint | None:
    if causes:
        words = f" {' '.join(_words(text))} "
        is_there = any(f" {cause.casefold()}" in words for cause in causes)
    else:
        is_there = sum(not word.isnumeric() for word in _words(text)) >= FEW_WORDS
    return None if is_there else Hint(Lack.CAUSE, _("Say what caused it."))


def _about_amount(text: str, difference: Difference | None) -> Hint | None:
    if difference is None:
        return None
    named = amounts(text)
    if not named:
        words = _("Name an amount: {difference} is to be explained.")
        return Hint(Lack.AMOUNT, words.format(difference=difference.shown))
    told = [a.value for a in named if a.is_share == difference.is_share]
    if difference.is_share and not told:  # "10 points" is said as often as "10%"
        told = [a.value for a in named]
    if not told or sum(told) >= MOST * difference.value:
        return None
    words = _("The amounts named come to {told}, less than half of the {difference} to be explained.")
    return Hint(Lack.MOST, words.format(told=show_number(sum(told, Decimal(0))), difference=difference.shown))


def _same_text(answers: Answers, finding: Finding, text: str) -> str:
    """Where else the same words stand as an explanation; "" where they are this one's own."""
    own = _words(text)
    for key, explanation in answers.review.explanations.items():
        if key != finding.key and _words(explanation.text) == own:
            return place_words(answers, Address(key.section, key.row, key.field))
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def amounts(text: str) -> list[Amount]:
    """The numbers that a text names, years and dates left out."""
    found = _AMOUNT.finditer(_DATES.sub(" ", text))
    return [_amount(match) for match in found]


def _amount(match: re.Match[str]) -> Amount:
    unit = (match["unit"] or "").casefold()
    return Amount(Decimal(match["digits"].replace(",", "")) * _SCALE.get(unit, 1), unit in _PERCENT)


# how much is to be explained


def difference_of(answers: Answers, finding: Finding) -> Difference | None:
    """How far apart the figures are that a rule compares, where it compares two: |a - b|, or a == b."""
    rule = next((r for r in answers.framework.rules if r.id == finding.rule), None)
    apart = _apart(rule.check.tree) if rule else None
    place = answers.locate(finding.address)
    if not rule or not apart or not place:
        return None
    section, part, field = place
    here = answers.context(section, part, finding.address.key) if rule.each else answers.context(None, None)
    value = evaluator(Expression(apart))(here)
    return _shown(field, abs(value)) if isinstance(value, Decimal) and value else None


def _apart(check: ast.expr) -> str:
    """The difference that a check looks at, as an expression; "" where it looks at none."""
    for node in ast.walk(check):
        match node:
            case ast.Call(func=ast.Name(id="abs"), args=[inside]):
                return ast.unparse(inside)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if not _is_text(right):
                return f"({ast.unparse(left)}) - ({ast.unparse(right)})"
    return ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _shown(field: Field, value: Decimal) -> Difference:
    is_share = field.kind is Kind.PERCENT
    shown = _("{n} points").format(n=show_number(value, 1)) if is_share else show_with_unit(field, value)
    return Difference(value, shown if field.kind.is_numeric else show_number(value), is_share)
