"""The gaps of a review, how each is answered, and what a flag of the comparison asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bvreview.framework.gap_map import GapMap
from bvreview.framework.services import Direction
from bvreview.i18n import _, plural
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer
from bvreview.review.compared.naming import begins_alone, find_by_name, fold
from bvreview.review.compared.standing import Reading

Answered = Mapping[Address, Answer]
Rows = Mapping[str, tuple[str, ...]]
BETTER = (Reading.CLEARLY_BETTER, Reading.WORTH_A_LOOK_BETTER)
"""Readings that want no answer: they invite to share."""


class GapState(StrEnum):
    """How far a gap is answered."""

    OPEN = "open"
    EXPLAINED = "explained"
    ACTED = "acted"
    ACCEPTED = "accepted"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action of the plan: its row, its number as printed, and its words."""

    key: str
    number: int
    what: str

    @property
    def words(self) -> str:
        """As in "action 3: Text reminder the day before"."""
        text = _("action {n}: {what}") if self.what else _("action {n}")
        return text.format(n=self.number, what=self.what)


@dataclass(frozen=True, slots=True)
class Gap:
    """A row of the table of gaps. ``actions``: those that name it."""

    key: str
    name: str
    size: str
    state: GapState
    explanation: str = ""
    actions: tuple[PlannedAction, ...] = ()

    @property
    def words(self) -> str:
        """How it is answered, in words."""
        if self.actions:
            text = _("Answered by {actions}")
            return text.format(actions="; ".join(a.words for a in self.actions))
        return {
            GapState.OPEN: _("Not answered"),
            GapState.EXPLAINED: _("Explained: {why}").format(why=self.explanation),
            GapState.ACCEPTED: _("Accepted: {why}").format(why=self.explanation),
            GapState.ACTED: _("Answered by an action"),
            GapState.UNFINISHED: _("Begun, but not answered yet"),
        }[self.state]

    @property
    def is_answered(self) -> bool:
        """Whether it has an explanation or an action."""
        return self.state not in (GapState.OPEN, GapState.UNFINISHED)


def read_gaps(answers: Answers) -> tuple[Gap, ...]:
    """The gaps in the order in which they were entered; none where the pack has no such table."""
    places = gap_map(answers)
    if not places:
        return ()
    actions = _actions(answers, places)
    found = (_gap(answers, places, key, actions) for key in _keys(answers, places.part))
    return tuple(gap for gap in found if gap.name)


def gap_map(answers: Answers) -> GapMap | None:
    """Where gaps are answered in this review's pack."""
    compare = answers.framework.compare
    return compare.gaps if compare else None


def _gap(answers: Answers, places: GapMap, key: str, actions: Sequence[tuple[str, PlannedAction]]) -> Gap:
    name, size, choice, words = (
        _text(answers, places.part, key, field)
        for field in (places.name, places.size, places.answer, places.explanation)
    )
    linked = tuple(action for link, action in actions if link == fold(name) and name)
    return Gap(key, name, size, _state(places, choice, words, linked), words, linked)


def _state(places: GapMap, choice: str, words: str, linked: Sequence[PlannedAction]) -> GapState:
    if linked:
        return GapState.ACTED
    states = {places.explained: GapState.EXPLAINED, places.accepted: GapState.ACCEPTED}
    if choice in states:
        return states[choice] if words else GapState.UNFINISHED
    return GapState.UNFINISHED


def _actions(answers: Answers, places: GapMap) -> list[tuple[str, PlannedAction]]:
    """Each action with the folded name of the gap that it answers."""
    found = []
    for number, key in enumerate(_keys(answers, places.actions), 1):
        action = PlannedAction(key, number, _text(answers, places.actions, key, places.what))
        found.append((fold(_text(answers, places.actions, key, places.link)), action))
    return found


def _keys(answers: Answers, part: str) -> tuple[str, ...]:
    section, __, part_id = part.partition(".")
    found = answers.framework.section(section)
    table = found.part(part_id) if found else None
    return answers.row_keys(found, table) if found and table else ()


def _text(answers: Answers, part: str, key: str, field: str) -> str:
    answer = answers.answer(_address(part, key, field))
    return str(answer.value).strip() if answer and answer.is_figure else ""


def _address(part: str, key: str, field: str) -> Address:
    section, __, part_id = part.partition(".")
    return Address(section, f"{part_id}:{key}", field)


def match_gaps(gaps: Sequence[Gap], titles: Mapping[str, str]) -> dict[str, Gap]:
    """The gap of each topic (id -> title): by its row, by its name, or by a beginning that fits no other."""
    found: dict[str, Gap] = {}
    for topic, title in titles.items():
        gap = next((g for g in gaps if g.key == topic or fold(g.name) == fold(title)), None)
        if gap := gap or next((g for g in gaps if begins_alone(g.name, title, titles.values())), None):
            found[topic] = gap
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gap is begun with: the topic, how large it is in words, and the figure in the measure's unit."""

    topic: str
    title: str
    size: str
    direction: Direction
    figure: Decimal | None = None


def explain_gap(answers: Answers, asked: Asked) -> tuple[Answered, Rows, Address] | None:
    """The answers and rows that begin an explanation, and where it is to be written."""
    places = gap_map(answers)
    if not places:
        return None
    gap = _known(answers, asked)
    texts, rows, key = _gap_row(answers, places, asked, gap, places.explained)
    return texts, rows, _address(places.part, key, places.explanation)


def plan_action(answers: Answers, asked: Asked, new_key: str) -> tuple[Answered, Rows, Address] | None:
    """The answers and rows that begin an action that names the gap, and where it is to be written."""
    places = gap_map(answers)
    if not places:
        return None
    gap = _known(answers, asked)
    if gap and gap.actions:
        return {}, {}, _address(places.actions, gap.actions[0].key, places.what)
    texts, rows, __ = _gap_row(answers, places, asked, gap, places.acted)
    wanted = {
        places.link: gap.name if gap else asked.title,
        places.why: asked.size,
        places.measure: asked.title,
        places.baseline: asked.figure,
        places.better: {Direction.UP: places.up, Direction.DOWN: places.down}.get(asked.direction),
    }
    filled = {
        _address(places.actions, new_key, field): Answer(value)
        for field, value in wanted.items()
        if value is not None
    }
    keys = (*_keys(answers, places.actions), new_key)
    return {**texts, **filled}, {**rows, places.actions: keys}, _address(places.actions, new_key, places.what)


def share_how(answers: Answers, asked: Asked, new_key: str) -> tuple[Answered, Rows, Address] | None:
    """The answers and rows that begin a practice note on the topic, and where it is to be written.

    One that names the topic already is gone to.
    """
    compare = answers.framework.compare
    places = compare.practice if compare else None
    if not places:
        return None
    keys = _keys(answers, places.part)
    about = {key: _text(answers, places.part, key, places.about) for key in keys}
    known = next((key for key in keys if find_by_name(about[key], {asked.topic: asked.title})), "")
    if known:
        return {}, {}, _address(places.part, known, places.what)
    named = {_address(places.part, new_key, places.about): Answer(asked.title)}
    return named, {places.part: (*keys, new_key)}, _address(places.part, new_key, places.what)


def _known(answers: Answers, asked: Asked) -> Gap | None:
    return match_gaps(read_gaps(answers), {asked.topic: asked.title}).get(asked.topic)


def _gap_row(
    answers: Answers, places: GapMap, asked: Asked, gap: Gap | None, choice: str
) -> tuple[dict[Address, Answer], dict[str, tuple[str, ...]], str]:
    """A row for the gap where there is none; its key is the topic, so that the link stays."""
    key = gap.key if gap else asked.topic
    texts = {_address(places.part, key, places.answer): Answer(choice)}
    if gap:
        return texts, {}, key
    texts |= {
        _address(places.part, key, places.name): Answer(asked.title),
        _address(places.part, key, places.size): Answer(asked.size),
    }
    return texts, {places.part: (*(k for k in _keys(answers, places.part) if k != key), key)}, key


def say_open(count: int) -> str:
    """How many flags wait for an answer."""
    if not count:
        return _("No flag wants an explanation or an action.")
    one = "{n} flag wants an explanation or an action."
    return plural(one, "{n} flags want an explanation or an action.", count)
