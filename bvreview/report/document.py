"""A document before it is set: chapters of blocks, plain text only; layout and markup come later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bvreview.charts.spec import ChartSpec

Align = Literal["left", "right"]
RowKind = Literal["plain", "total"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight."""

    text: str
    strong: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or several where a text has line breaks."""

    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """Its words without weights."""
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True, slots=True)
class Note:
    """Small print under a table or chart."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number worth a box: the value, what it is, and the short code that leads to its history."""

    value: str
    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Up to four figures side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the reader is asked to decide, and what happens otherwise."""

    title: str
    asked: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand right and never break."""

    title: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, one text a column."""

    cells: tuple[Text, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a repeated head, by hairlines."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its own title, sentence, notes and source."""

    spec: ChartSpec


@dataclass(frozen=True, slots=True)
class SignOff:
    """Lines to sign on, or who signed and when."""

    lines: tuple[tuple[str, str], ...]


Block = Text | Note | Heading | Figures | Ask | Table | Chart | SignOff


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its bookmark; never empty."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything that is said on paper.

    ``front``: the blocks of the first page, under the title. ``status``: "Draft", "Candidate of revision 3,
    not signed off" ...; ``mark``: "Illustrative figures", or "".
    """

    title: str
    subtitle: str
    owner: str
    status: str
    as_at: date
    digest: str
    mark: str
    front: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    language: str = "en-GB"


def plain(text: str) -> Text:
    """A paragraph in the ordinary weight."""
    return Text((Run(text),))


def strong(text: str) -> Text:
    """A paragraph in the heavier weight."""
    return Text((Run(text, strong=True),))


def texts_of(document: PlanDocument) -> Iterator[str]:
    """Every piece of text in the document, in reading order; what a chart says is left out."""
    yield from (document.title, document.subtitle)
    for block in document.front:
        yield from block_texts(block)
    for chapter in document.chapters:
        yield chapter.title
        for block in chapter.blocks:
            yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    """Every piece of text in a block."""
    match block:
        case Text():
            yield block.plain
        case Note() | Heading():
            yield block.text
        case Ask():
            yield from (block.title, block.asked, block.otherwise)
        case Figures():
            yield from (text for f in block.figures for text in (f.value, f.label, f.code))
        case Table():
            yield from (column.title for column in block.columns)
            yield from (text.plain for row in block.rows for text in row.cells)
        case SignOff():
            yield from (text for line in block.lines for text in line)
