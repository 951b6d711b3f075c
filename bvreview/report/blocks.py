"""From the blocks of a document to what Platypus sets: boxes, figures, tables, charts, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer, TableStyle
from reportlab.platypus import Table as PlatypusTable

from bvreview.charts.layout import natural_height
from bvreview.charts.spec import Frame, FunnelSpec
from bvreview.i18n import _
from bvreview.report import styles
from bvreview.report.document import Ask, Block, Chart, Figures, Heading, Note, SignOff, Table, Text
from bvreview.report.drawing import PRINT_SIZE, ChartFlowable
from bvreview.report.facts import is_fact, set_facts
from bvreview.report.fonts import REGULAR, text_width
from bvreview.report.markup import set_text, set_words
from bvreview.report.tables import Command, FlowingTable, set_table

FIGURES_A_ROW: Final = 4
FLATTER: Final = 70.0  # points by which a funnel is lower than where it reads best


class HeadedBreak(CondPageBreak):
    """A new page where a heading and the first piece of what it heads do not fit on this one."""

    def __init__(self) -> None:
        """Need nothing until ``give_room`` has seen what follows."""
        super().__init__(0)


def give_room(flow: Sequence[Flowable]) -> None:
    """Tell each break before a heading how high the heading and its first piece are."""
    for number, flowable in enumerate(flow):
        if isinstance(flowable, HeadedBreak):
            flowable.height = _headed_height(flow[number + 1 :])


def _headed_height(following: Sequence[Flowable]) -> float:
    height = 0.0
    for flowable in following:
        if isinstance(flowable, HeadedBreak):
            continue
        piece = _first_piece(flowable)
        height += piece
        is_heading = getattr(flowable, "style", None) in (styles.CHAPTER, styles.SUBHEADING)
        if piece and not is_heading and not isinstance(flowable, Spacer):
            break
    return min(height, styles.TEXT_HEIGHT - 1)


def _first_piece(flowable: Flowable) -> float:
    """The height of what must stand under a heading: a row, two lines, or a whole box or chart."""
    height = float(flowable.wrap(styles.WIDTH, styles.TEXT_HEIGHT)[1])
    if isinstance(flowable, FlowingTable):
        return flowable.first_height()
    if getattr(flowable, "style", None) is styles.BODY:
        return min(height, 2 * float(styles.BODY.leading))
    return height + float(flowable.getSpaceBefore() + flowable.getSpaceAfter())


def set_blocks(blocks: Sequence[Block]) -> Iterator[Flowable]:
    """What stands on the page for blocks that follow each other."""
    for short, group in groupby(blocks, is_fact):
        if short:
            yield set_facts([block for block in group if isinstance(block, Text)])
        else:
            for block in group:
                yield from _set_block(block)


def _set_block(block: Block) -> Iterator[Flowable]:
    match block:
        case Text():
            yield set_text(block, styles.BODY)
        case Note():
            yield set_words(block.text, styles.NOTE)
        case Heading():
            yield HeadedBreak()
            yield set_words(block.text, styles.SUBHEADING)
        case Table():
            yield set_table(block, styles.WIDTH)
        case Figures():
            yield from _figures(block)
        case Ask():
            yield from _ask(block)
        case Chart():
            yield from _chart(block)
        case SignOff():
            yield _sign_off(block)


def _ask(block: Ask) -> Iterator[Flowable]:
    words = [set_words(block.title, styles.ASK_TITLE), set_words(block.asked, styles.BODY)]
    if block.otherwise:
        otherwise = _("If nothing is done: {what}").format(what=block.otherwise)
        words.append(set_words(otherwise, styles.ASK_OTHERWISE))
    box = PlatypusTable([[w] for w in words], colWidths=[styles.WIDTH], splitInRow=1)
    box.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), styles.TINT),
                ("LINEBEFORE", (0, 0), (0, -1), 4, styles.HEADING),
                ("LEFTPADDING", (0, 0), (-1, -1), 16),
                ("RIGHTPADDING", (0, 0), (-1, -1), 14),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, 0), 8),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 9),
            ]
        )
    )
    yield box
    yield Spacer(1, 10)


def _figures(block: Figures) -> Iterator[Flowable]:
    for start in range(0, len(block.figures), FIGURES_A_ROW):
        group = block.figures[start : start + FIGURES_A_ROW]
        gap = 9.0
        width = (styles.WIDTH - gap * (FIGURES_A_ROW - 1)) / FIGURES_A_ROW
        cells: list[list[Flowable] | str] = []
        for figure in group:
            words: list[Flowable] = [
                set_words(figure.value, styles.FIGURE),
                set_words(figure.label, styles.FIGURE_LABEL),
            ]
            if figure.code:
                words.append(set_words(figure.code, styles.FIGURE_LABEL))
            cells += [words, ""]
        row = PlatypusTable([cells[:-1]], colWidths=([width, gap] * len(group))[:-1], hAlign="LEFT")
        row.setStyle(TableStyle([*_BOXED, *(_frame(2 * n) for n in range(len(group)))]))
        yield row
        yield Spacer(1, 8)


_BOXED: Final = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 9),
    ("RIGHTPADDING", (0, 0), (-1, -1), 7),
    ("TOPPADDING", (0, 0), (-1, -1), 5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
)


def _frame(column: int) -> Command:
    return ("BOX", (column, 0), (column, 0), 0.7, styles.LINE)


def _chart(block: Chart) -> Iterator[Flowable]:
    """The chart a little flatter than on screen, and never higher than a page."""
    page = Frame(styles.WIDTH, styles.TEXT_HEIGHT, PRINT_SIZE)
    height = natural_height(block.spec, page, text_width)
    if isinstance(block.spec, FunnelSpec):
        height -= FLATTER
    yield Spacer(1, 8)
    yield ChartFlowable(block.spec, height=min(height, styles.TEXT_HEIGHT - 1))
    yield Spacer(1, 10)


def _sign_off(block: SignOff) -> Flowable:
    rows = [[set_words(label, styles.CELL), set_words(value, styles.TOTAL)] for label, value in block.lines]
    table = FlowingTable(rows, colWidths=[150.0, styles.WIDTH - 150.0])
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("NOSPLIT", (0, 0), (-1, -1)),
                ("LINEBELOW", (1, 0), (1, -1), 0.6, styles.RULE),
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 11),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table
