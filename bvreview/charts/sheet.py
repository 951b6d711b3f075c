"""How a chart's room is shared: title and sentence above, plot, key and notes below, as far as they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview.charts.captions import Column
from bvreview.charts.markers import Key, KeyItem, laid_key
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.shapes import Measure, Shape
    from bvreview.charts.spec import Frame, Words

LEAST_PLOT = 9.0
"""A plot lower than this many font sizes gives way last: notes, sentence, key and title go before."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a plot, and the room from ``top`` to ``bottom`` left for plot and axes."""

    shapes: tuple[Shape, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Parts:
    """Which parts are drawn."""

    title: bool
    sentence: bool
    notes: bool
    key: bool


_DRESSED = (
    _Parts(title=True, sentence=True, notes=True, key=True),
    _Parts(title=True, sentence=True, notes=False, key=True),
    _Parts(title=True, sentence=False, notes=False, key=True),
    _Parts(title=True, sentence=False, notes=False, key=False),
)
_BARE = (
    _Parts(title=False, sentence=False, notes=False, key=True),
    _Parts(title=False, sentence=False, notes=False, key=False),
)


def arrange(words: Words, items: Sequence[KeyItem], frame: Frame, measure: Measure, axes: float) -> Sheet:
    """The parts that leave the plot its least height beside ``axes``; only "illustrative" always stays."""
    sheet = Sheet((), 0.0, frame.height)
    for parts in (*(_DRESSED if frame.dressed else ()), *_BARE):
        sheet = _sheet(words, items if parts.key else (), frame, measure, parts)
        if sheet.bottom - sheet.top - axes >= LEAST_PLOT * frame.text_size:
            break
    return sheet


def surrounding_height(words: Words, items: Sequence[KeyItem], frame: Frame, measure: Measure) -> float:
    """How high everything but the plot and its axes is with nothing dropped."""
    sheet = _sheet(words, items, frame, measure, (_DRESSED if frame.dressed else _BARE)[0])
    return frame.height - (sheet.bottom - sheet.top)


def _sheet(words: Words, items: Sequence[KeyItem], frame: Frame, measure: Measure, parts: _Parts) -> Sheet:
    head, key, foot = (
        _head(words, frame, measure, parts),
        _key(items, frame, measure),
        Column(*_edges(frame, measure)),
    )
    if parts.notes:
        for told in (" ".join(words.notes), words.source):
            foot.add(told, frame.text_size * 0.86, "muted")
    foot_top = frame.height - foot.height
    key_top = foot_top - (frame.text_size * 0.4 if foot.height else 0.0) - key.height
    shapes = (*head.placed(0.0), *moved(key.shapes, key_top), *foot.placed(foot_top))
    return Sheet(shapes, head.height, key_top)


def _head(words: Words, frame: Frame, measure: Measure, parts: _Parts) -> Column:
    size, head = frame.text_size, Column(*_edges(frame, measure))
    head.add(words.title if parts.title else "", size * 1.25, "ink", bold=True, space=size * 0.1)
    head.add(words.sentence if parts.sentence else "", size, "muted", space=size * 0.2)
    if words.illustrative:
        head.add(_("Illustrative figures"), size, "caution", bold=True)
    return head


def _key(items: Sequence[KeyItem], frame: Frame, measure: Measure) -> Key:
    left, room, _same = _edges(frame, measure)
    return laid_key(items, left, room, frame.text_size * 0.92, measure)


def _edges(frame: Frame, measure: Measure) -> tuple[float, float, Measure]:
    pad = frame.text_size * 0.25
    return pad, frame.width - 2 * pad, measure


def moved(shapes: Sequence[Shape], down: float) -> list[Shape]:
    """The shapes, lower by ``down``."""
    return [_moved(shape, down) for shape in shapes]


def _moved(shape: Shape, down: float) -> Shape:
    from dataclasses import replace

    from bvreview.charts.shapes import Line, Poly

    if isinstance(shape, Line):
        return replace(shape, y1=shape.y1 + down, y2=shape.y2 + down)
    if isinstance(shape, Poly):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    return replace(shape, y=shape.y + down)
