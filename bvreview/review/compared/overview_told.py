"""The overview as a table of words: which rows, in which order, and what stands above and below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bvreview.i18n import _, plural
from bvreview.review.compared.overview import Overview, OverviewCell, OverviewRow
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.standing import Reading, Shape, say_percent, say_pounds
from bvreview.review.compared.told import (
    Cell,
    ToldColumn,
    ToldFigures,
    ToldRow,
    ToldTable,
    common_marks,
    say_common,
    titled,
    unbroken,
)

AS_ASKED: Final = ""
BY_NAME: Final = "name"
_GRAVEST: Final = (
    *("clearly_worse", "worth_a_look_worse", "clearly_better", "worth_a_look_better"),
    *("clearly_higher", "clearly_lower", "worth_a_look_higher", "worth_a_look_lower"),
    *("within", "too_small"),
)


def chosen_rows(table: Overview, flags: str | None, order: str) -> tuple[OverviewRow, ...]:
    """The rows to show. ``flags``: None for all, a group's key or "" (any) for those it flags.

    ``order``: as asked, by name, or a group's key: gravest first, costs by their distance from the median.
    """
    rows = [r for r in table.rows if flags is None or _is_flagged(r, flags)]
    keys: dict[str, Callable[[OverviewRow], tuple[object, ...]]] = {
        BY_NAME: lambda r: (r.topic.title.casefold(),)
    }
    if order != AS_ASKED:
        rows.sort(key=keys.get(order, lambda r: gravity(r.cell(order))))
    return tuple(rows)


def _is_flagged(row: OverviewRow, flags: str) -> bool:
    if not flags:
        return row.flagged
    cell = row.cell(flags)
    return cell is not None and cell.flagged


def gravity(cell: OverviewCell | None) -> tuple[int, float]:
    """By which cells are put in order, the gravest first; costs by their distance from the median."""
    if cell is None or cell.reading is Reading.NO_DATA:
        return len(_GRAVEST) + 2, 0.0
    if cell.reading.value in _GRAVEST:
        return _GRAVEST.index(cell.reading.value), 0.0
    return len(_GRAVEST) + 1, -float(cell.distance_percent or 0)


def tell_overview(table: Overview, rows: Sequence[OverviewRow], about: str) -> ToldTable:
    """The table in words. ``about``: service and year, as the title says them."""
    columns = (
        ToldColumn(_("Measure or cost"), 18),
        ToldColumn(_("Value"), 10, right=True),
        *_group_columns(table.columns),
    )
    common = common_marks([row.marks for row in rows if row.standing])
    return ToldTable(
        title=_("Where {organisation} stands").format(organisation=table.organisation),
        intro=tuple(_intro(table, common)),
        columns=columns,
        rows=tuple(_row(row, common) for row in rows),
        notes=tuple(_notes(table, rows)),
        sheet=_("Overview"),
        owner=table.organisation,
        about=about,
        illustrative=any(row.illustrative for row in rows),
        figures=_figures(table, rows),
    )


def _group_columns(groups: Sequence[Peers]) -> Iterator[ToldColumn]:
    """A column a group; the first says in full what those after it often only repeat."""
    for n, peers in enumerate(groups):
        yield ToldColumn(peers.short, 12 if n else 16, spare=0 < n < len(groups) - 1)


def _figures(table: Overview, rows: Sequence[OverviewRow]) -> ToldFigures:
    """One line a cell."""
    columns = (
        *(_("Measure or cost"), _("Group"), _("Reads as"), _("Value"), _("95% lower"), _("95% upper")),
        *(_("Centre"), _("With figures"), _("Centre from"), _("Quarter"), _("From the median, \u00a3")),
        *(_("From the median, %"), _("Marks")),
    )
    pairs = [(row, p, c) for row in rows for p, c in zip(table.columns, row.cells, strict=True)]
    return ToldFigures(columns, tuple(_line(row, peers, cell) for row, peers, cell in pairs))


def _line(row: OverviewRow, peers: Peers, cell: OverviewCell) -> tuple[Cell, ...]:
    own = row.standing
    figure = (own.value, own.interval_lower, own.interval_upper) if own else (None, None, None)
    return (
        *(row.topic.title, peers.label, cell.why or cell.reading.word, *figure),
        *(cell.centre, cell.size, cell.basis, cell.quarter, cell.distance, cell.distance_percent),
        ", ".join(row.marks),
    )


def _intro(table: Overview, common: Sequence[str]) -> Iterator[str]:
    if common:
        yield say_common(table.organisation, common)
    if own := table.own_flags.get(table.columns[-1].key) if table.columns else None:
        yield _("{own}: {flags}").format(own=table.organisation, flags=own.words)
    yield _("All organisations: {flags}").format(flags=table.all_flags.words)


def _row(row: OverviewRow, common: Sequence[str]) -> ToldRow:
    title = titled(row.topic.title, row.marks, common)
    value = f"{row.value} {unbroken(f'({row.interval})')}" if row.interval else row.value or row.why
    shapes: tuple[Shape | None, ...] = (None, None, *(c.shape for c in row.cells))
    return ToldRow(row.topic.id, (title, value, *(_brief(row, c) for c in row.cells)), shapes)


def _brief(row: OverviewRow, cell: OverviewCell) -> str:
    """How the figure reads; without one, why is said once, and here what the group has."""
    if row.standing:
        return cell.brief
    if not cell.size or cell.centre is None or cell.basis > cell.size:
        counted = plural("{n} with a figure", "{n} with figures", cell.size)
        return counted if cell.size else _("no figures")
    if row.kind == "money":
        return _("median {centre} of {n}").format(centre=say_pounds(cell.centre), n=cell.size)
    return _("pooled {centre} of {n}").format(centre=say_percent(cell.centre, 1), n=cell.size)


def _notes(table: Overview, rows: Sequence[OverviewRow]) -> list[str]:
    groups = [f"{p.short}: {p.label}. {p.basis}" for p in table.columns]
    missing = [_("{group} is not offered. {why}").format(group=n.label, why=n.why) for n in table.not_offered]
    caveats = [f"{row.topic.title}: {' '.join(row.caveats)}" for row in rows if row.caveats]
    return [*groups, *missing, *caveats, table.method]


def cell_details(table: Overview, row: OverviewRow) -> tuple[str, ...]:
    """What each cell of a row was read against, a paragraph a group."""
    pairs = zip(table.columns, row.cells, strict=True)
    return tuple(_detail(row, peers.label, cell) for peers, cell in pairs)


def _detail(row: OverviewRow, group: str, cell: OverviewCell) -> str:
    if row.standing and cell.same_as and not cell.why:
        same = _("{group}: the same {n} figures as in {other}, so that it is no further proof.")
        return same.format(group=group, n=cell.size, other=cell.same_as)
    said = f"{group}: {cell.word if row.standing else _brief(row, cell)}."
    if cell.centre is None or not row.standing:
        return said
    if row.kind == "money":
        text = _("Median {centre} of {n} with a figure.")
        return f"{said} " + text.format(centre=say_pounds(cell.centre), n=cell.size)
    if cell.basis > cell.size:
        text = _(
            "{n} of the group have figures, fewer than 10: pooled {centre} of all {basis} organisations."
        )
    else:
        text = _("Pooled {centre} of {n} with figures.")
    centre = say_percent(cell.centre, 1)
    return f"{said} " + text.format(centre=centre, n=cell.size, basis=cell.basis)
