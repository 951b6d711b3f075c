"""Where Ctrl and an arrow key lead in a table: the end of what is filled, as in a spreadsheet."""

from __future__ import annotations

from ui.forms.block import At
from ui.forms.model import AnswersModel


def edge_of(model: AnswersModel, at: At, way: At) -> At:
    """The last filled cell of the run that ``at`` is in; from its end the next filled cell, else the last."""
    before, place = at, _next(model, at, way)
    if place is None:
        return at
    in_run = _is_filled(model, at) and _is_filled(model, place)
    while place is not None and _is_filled(model, place) is in_run:
        before, place = place, _next(model, place, way)
    return before if in_run or place is None else place


def _next(model: AnswersModel, at: At, way: At) -> At | None:
    row, column = at[0] + way[0], at[1] + way[1]
    is_here = 0 <= row < max(1, len(model.keys)) and 0 <= column < len(model.fields)
    return (row, column) if is_here else None


def _is_filled(model: AnswersModel, at: At) -> bool:
    return bool(model.shown(*at).text)
