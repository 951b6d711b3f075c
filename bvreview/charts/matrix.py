"""A matrix laid out: rows and columns of names, and at the end of a row what is missing in it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from bvreview.charts.captions import elided, wrapped
from bvreview.charts.framed import Chart, Drawn
from bvreview.charts.shapes import ASCENT, LEADING, Line, Mark, Measure, Poly, Role, Shape, Text
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bvreview.charts.spec import Frame, MatrixRow, MatrixSpec

LEAST, MOST = 0.2, 0.34
"""The shares of the width that the names of the rows, and what is said of them, take."""
PAD = 0.45
"""The space around the words of a cell, in font sizes."""

_Look = tuple["tuple[str, ...]", Role, bool]
"""The words of a cell, their colour, and whether they are bold."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words at a place in the grid: the lines that they take, and how they look."""

    lines: tuple[str, ...]
    role: Role = "ink"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of every row, the edges between the columns and around them, and the heights."""

    head: tuple[_Cell, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    edges: tuple[float, ...]
    heights: tuple[float, ...]


def matrix_chart(spec: MatrixSpec, frame: Frame, measure: Measure) -> Chart:
    """A matrix, every name in full; in a frame too low for that each cell shows the lines that fit."""
    grid = _grid(spec, frame, measure) if spec.rows else None
    draw = partial(_draw, spec, grid, (frame, measure)) if grid else None
    height = sum(grid.heights) if grid else 3 * frame.text_size
    return Chart(spec.words, (), above=0.0, below=0.0, plot=height, draw=draw)


def _draw(spec: MatrixSpec, grid: _Grid, setting: tuple[Frame, Measure], top: float, bottom: float) -> Drawn:
    frame, measure = setting
    scale = min(1.0, (bottom - top) / sum(grid.heights))
    shapes: list[Shape] = []
    marks: list[Mark] = []
    for n, (cells, height) in enumerate(zip((grid.head, *grid.rows), grid.heights, strict=True)):
        room = height * scale
        if n:
            shapes.append(Line(grid.edges[0], top, grid.edges[-1], top, "line"))
            shapes += _boxes(spec.rows[n - 1], grid, (top, room), frame)
            marks += _marks(spec, n - 1, grid, (top, room))
        shapes += _words(cells, grid, (top, room), frame, measure)
        top += room
    return shapes, marks


def _grid(spec: MatrixSpec, frame: Frame, measure: Measure) -> _Grid:
    edges = _edges(spec, frame, measure)
    rooms = [right - left - 2 * PAD * frame.text_size for left, right in pairwise(edges)]
    titles = ((spec.row_label,), *((c,) for c in spec.columns), ())
    head = _row([(words, "ink", True) for words in titles], rooms, frame, measure)
    rows = tuple(_row(_looks(row), rooms, frame, measure) for row in spec.rows)
    heights = tuple(_height(cells, frame) for cells in (head, *rows))
    return _Grid(head, rows, edges, heights)


def _edges(spec: MatrixSpec, frame: Frame, measure: Measure) -> tuple[float, ...]:
    """Left edges, and the right one: the names of rows, the columns, what is said."""
    pad = frame.text_size * 0.25
    width = frame.width - 2 * pad
    names = _share((spec.row_label, *(row.label for row in spec.rows)), width, frame, measure)
    said = [row.said for row in spec.rows if row.said]
    says = _share(said, width, frame, measure) if said else LEAST / 10
    inner, columns, left = width * (1 - names - says), max(1, len(spec.columns)), pad + width * names
    return (pad, *(left + inner * n / columns for n in range(columns + 1)), pad + width)


def _share(texts: Sequence[str], width: float, frame: Frame, measure: Measure) -> float:
    """The share of the width in which the longest word of some texts is whole, within reason."""
    words = (word for text in texts for word in text.split())
    longest = max((measure(word, frame.text_size, True) for word in words), default=0.0)
    return min(max(LEAST, (longest + 2.2 * PAD * frame.text_size) / width), MOST)


def _looks(row: MatrixRow) -> list[_Look]:
    names: list[_Look] = [(names, "ink", False) for names in row.cells]
    return [((row.label,), "ink", False), *names, ((row.said,), "caution" if row.gap else "muted", row.gap)]


def _row(looks: Sequence[_Look], rooms: Sequence[float], frame: Frame, measure: Measure) -> tuple[_Cell, ...]:
    """The words of a row in lines as wide as the columns; each name begins a line."""
    cells = []
    for (words, role, bold), room in zip(looks, rooms, strict=True):
        lines = (line for text in words for line in wrapped(text, room, frame.text_size, measure, bold=bold))
        cells.append(_Cell(tuple(lines), role, bold))
    return tuple(cells)


def _height(cells: Sequence[_Cell], frame: Frame) -> float:
    lines = max(1, *(len(cell.lines) for cell in cells))
    return (lines * LEADING + 2 * PAD) * frame.text_size


def _boxes(row: MatrixRow, grid: _Grid, band: tuple[float, float], frame: Frame) -> Iterator[Shape]:
    """A box behind the names of a cell; across a row without any, a dashed line where somebody is missing."""
    gap = frame.text_size * 0.15
    top, bottom = band[0] + gap, band[0] + band[1] - gap
    for n, names in enumerate(row.cells):
        left, right = grid.edges[n + 1] + gap, grid.edges[n + 2] - gap
        if names:
            yield Poly(((left, top), (right, top), (right, bottom), (left, bottom)), "soft")
    if row.gap:
        y, left, right = (top + bottom) / 2, grid.edges[1] + 4 * gap, grid.edges[-2] - 4 * gap
        yield Line(left, y, right, y, "caution", 1.0, (3.0, 3.0))


def _words(
    cells: Sequence[_Cell], grid: _Grid, band: tuple[float, float], frame: Frame, measure: Measure
) -> Iterator[Shape]:
    size, (top, height) = frame.text_size, band
    fits = int((height - 0.2 * size) / (LEADING * size))
    for n, cell in enumerate(cells):
        lines, left = cell.lines[:fits], grid.edges[n] + PAD * size
        start = top + (height - len(lines) * LEADING * size) / 2
        room = grid.edges[n + 1] - left - PAD * size
        for number, line in enumerate(lines):
            is_cut = number == fits - 1 and len(cell.lines) > fits
            words = elided(f"{line}\u2026", room, size, measure, bold=cell.bold) if is_cut else line
            baseline = start + (number * LEADING + (LEADING - 1) / 2 + ASCENT) * size
            yield Text(left, baseline, words, size, cell.role, bold=cell.bold)


def _marks(spec: MatrixSpec, n: int, grid: _Grid, band: tuple[float, float]) -> Iterator[Mark]:
    row, y, radius = spec.rows[n], band[0] + band[1] / 2, band[1] * 0.3
    for column, names in enumerate(row.cells):
        if names:
            x = (grid.edges[column + 1] + grid.edges[column + 2]) / 2
            words = _("{row}, {column}: {names}")
            said = words.format(row=row.label, column=spec.columns[column], names="; ".join(names))
            yield Mark(f"{row.label}/{spec.columns[column]}", x, y, radius, said)
    if row.said:
        x = (grid.edges[-2] + grid.edges[-1]) / 2
        yield Mark(row.label, x, y, radius, f"{row.label}: {row.said}")
