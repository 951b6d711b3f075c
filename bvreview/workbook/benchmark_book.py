"""A benchmark pack as an Excel workbook: cover, summary, one sheet a measure with native charts, tidy data.

The summary ranks nobody: it says in words where each organisation stands, in alphabetical order. The same
file is what another copy of the application takes in (``workbook.pack_sheet``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bvreview import __version__
from bvreview.charts.build import chart_specs
from bvreview.charts.spec import ChartSpec
from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.standing import Comparison, Standing
from bvreview.workbook import measure_sheet
from bvreview.workbook.benchmark_cover import about_pack, draw_cover
from bvreview.workbook.chart_book import draw_sheet, is_drawn
from bvreview.workbook.cost_parts_sheet import draw_cost_parts
from bvreview.workbook.funnel_limits import Limits
from bvreview.workbook.measure_sheet import Quarters, marked, shown_reading
from bvreview.workbook.pack_sheet import draw_pack, sheet_title
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.shared_sheets import Standings, draw_shared, shared_titles
from bvreview.workbook.tables import Column, Entry, Figure, TableBook, TableSheet, new_table_book
from bvreview.workbook.tidy import draw_tidy, draw_years
from bvreview.workbook.writer import time_of_writing


@dataclass(frozen=True, slots=True)
class Beside:
    """What a pack's workbook says beside the comparisons.

    ``quarters``: of shares, by topic and organisation; ``years``: the comparisons of each year there is a
    pack of, this one's too, where there are several; ``charts``: cost against performance; ``providers``:
    how their figures read.
    """

    quarters: Quarters = field(default_factory=dict)
    years: Sequence[tuple[str, Sequence[Comparison]]] = ()
    charts: Sequence[ChartSpec] = ()
    providers: Standings = field(default_factory=dict)


NOTHING_BESIDE: Final = Beside()


def write_benchmarks(  # noqa: PLR0913 - what, where and when, by name
    framework: Framework,
    pack: BenchmarkPack,
    comparisons: Sequence[Comparison],
    path: Path,
    beside: Beside = NOTHING_BESIDE,
    *,
    written: str = "",
) -> None:
    """Write a pack and the comparisons of its figures to ``path`` as .xlsx.

    The same input and ``written`` give the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    about = about_pack(framework, pack, comparisons)
    book = new_table_book(about, about, __version__)
    titles = measure_sheet.titles_of(comparisons, _own_sheets())
    limits = Limits(_("Funnel limits"), sum(bool(c.limits) for c in comparisons))
    sheets = [_("Summary"), _("By organisation"), *titles.values(), *_closing_sheets(pack, beside)]
    draw_cover(book, framework, pack, comparisons, sheets)
    _summary(book, comparisons, titles)
    _by_organisation(book, comparisons)
    drawn = [*_measures(book, comparisons, titles, limits, beside.quarters), *_charts(book, beside, limits)]
    draw_shared(book, pack, comparisons, beside.providers)
    draw_cost_parts(book, framework, pack)
    draw_years(book, beside.years)
    draw_tidy(book, comparisons, beside.quarters)
    _definitions(book, framework, pack, comparisons)
    _left_out(book, comparisons)
    limits.write(book)
    draw_pack(book, pack)
    if pack.illustrative:
        book.workbook.properties.keywords = _("illustrative")
    alt_texts = [(spec.words.title, spec.words.description) for spec in drawn]
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(time_of_writing(written), alt_texts=alt_texts))


def _measures(
    book: TableBook,
    comparisons: Sequence[Comparison],
    titles: Mapping[str, str],
    limits: Limits,
    quarters: Quarters,
) -> Iterator[ChartSpec]:
    """One sheet a measure; gives the charts on them."""
    for comparison in comparisons:
        specs = chart_specs(comparison)
        page = TableSheet(book, measure_sheet.heading_of(specs), titles[comparison.topic.id])
        measure_sheet.draw(page, comparison, specs, limits, quarters)
        yield from specs if comparison.standings else ()


def _charts(book: TableBook, beside: Beside, limits: Limits) -> Iterator[ChartSpec]:
    """A sheet for each chart that stands beside; gives those that could be drawn."""
    for spec, title in zip(beside.charts, _chart_sheets(), strict=False):
        draw_sheet(book, " ".join(spec.words.notes[:1]), spec, limits, title)
        if is_drawn(spec):
            yield spec


def _own_sheets() -> tuple[str, ...]:
    """The names of the sheets that are not a measure's."""
    return (
        *(
            _("Cover"),
            _("Summary"),
            _("By organisation"),
            *_chart_sheets(),
            _("Providers"),
            _("Practice notes"),
        ),
        *(_("Cost parts"), _("Over years")),
        *(_("Data"), _("Definitions"), _("Left out"), _("Funnel limits"), sheet_title()),
    )


def _chart_sheets() -> tuple[str, str]:
    """The sheets of cost against performance: as reported, and adjusted for area pay."""
    return _("Cost and performance"), _("Pay-adjusted performance")


def _closing_sheets(pack: BenchmarkPack, beside: Beside) -> list[str]:
    return [
        *_chart_sheets()[: len(beside.charts)],
        *shared_titles(pack),
        *([_("Cost parts")] if pack.parts else []),
        *([_("Over years")] if len(beside.years) > 1 else []),
        *(_("Data"), _("Definitions"), _("Left out"), _("Funnel limits"), sheet_title()),
    ]


def _summary(book: TableBook, comparisons: Sequence[Comparison], titles: Mapping[str, str]) -> None:
    columns = (
        *(Column(_("Measure"), 40), Column(_("Period"), 16), Column(_("Group"), 20)),
        *(Column(_("With figures"), 10, "0"), Column(_("Centre"), 12, "0.0%")),
        *(Column(_("Lowest"), 12, "0.0%"), Column(_("Highest"), 12, "0.0%")),
        *(Column(_("Outside the 95% limits"), 14, "0"), Column(_("Expected by chance"), 12, "0.0")),
        *(Column(_("Figures"), 16), Column(_("Sheet"), 36)),
    )
    page = TableSheet(book, _("Summary"))
    page.say(_("What the group looks like, measure by measure. Nobody is ranked here."))
    first, __ = page.table("summary", columns, ([*_summary_row(c), titles[c.topic.id]] for c in comparisons))
    for number, comparison in enumerate(comparisons):
        page.link(first + number, len(columns), titles[comparison.topic.id])


def _summary_row(comparison: Comparison) -> list[Entry]:
    values = [s.value for s in comparison.standings]
    judged = [s for s in comparison.standings if s.band is not None]
    return [
        *(comparison.topic.title, comparison.topic.period, comparison.group_label, len(values)),
        _say(comparison, comparison.centre),
        _say(comparison, min(values, default=None)),
        _say(comparison, max(values, default=None)),
        sum(s.reading.flagged for s in judged) if judged else None,
        round(comparison.expected_by_chance, 1) if judged else None,
        _("illustrative") if comparison.illustrative else _("as submitted or published"),
    ]


def _say(comparison: Comparison, value: float | None) -> Entry:
    return None if value is None else Figure(value, "£#,##0.00" if comparison.kind == "money" else "0.0%")


def _by_organisation(book: TableBook, comparisons: Sequence[Comparison]) -> None:
    organisations = sorted({s.organisation for c in comparisons for s in c.standings})
    columns = (Column(_("Organisation"), 24), *(Column(c.topic.title, 24) for c in comparisons))
    page = TableSheet(book, _("By organisation"))
    page.say(_("The reading of each figure in words. A blank: no figure that can be compared."))
    rows: list[list[Entry]] = [
        [name, *(_reading_of(c.standing_of(name)) for c in comparisons)] for name in organisations
    ]
    page.table("by_organisation", columns, rows)


def _reading_of(standing: Standing | None) -> str:
    return marked(shown_reading(standing), standing) if standing else ""


def _definitions(
    book: TableBook, framework: Framework, pack: BenchmarkPack, comparisons: Sequence[Comparison]
) -> None:
    columns = (
        *(Column(_("Measure"), 24), Column(_("Counted"), 24), Column(_("Of"), 24)),
        *(Column(_("Better is"), 10), Column(_("Target"), 18), Column(_("Definition"), 36)),
        *(Column(_("Source"), 26), Column(_("Method"), 44)),
    )
    page = TableSheet(book, _("Definitions"))
    page.say(_("What each figure counts, and how it was compared."))
    page.table("definitions", columns, (_definition(framework, pack, c) for c in comparisons))


def _definition(framework: Framework, pack: BenchmarkPack, comparison: Comparison) -> list[Entry]:
    service, topic = framework.service(pack.service), comparison.topic
    measures = service.measures if service else ()
    measure = next((m for m in measures if m.id == topic.id), None)
    is_money = comparison.kind == "money"  # a share that the pack does not know is local
    unit = _("for each {unit}").format(unit=topic.unit) if is_money else topic.size_label
    return [
        topic.title,
        measure.numerator if measure else (_("pounds") if is_money else ""),
        measure.denominator if measure else unit,
        _better(topic.direction),
        measure.target_note if measure else "",
        measure.definition if measure else "",
        topic.source or (measure.source if measure else ""),
        comparison.worked_out,
    ]


def _better(direction: Direction) -> str:
    return {
        Direction.UP: _("higher"),
        Direction.DOWN: _("lower"),
        Direction.NEUTRAL: _("neither"),
    }[direction]


def _left_out(book: TableBook, comparisons: Sequence[Comparison]) -> None:
    columns = (Column(_("Measure"), 40), Column(_("Organisation"), 26), Column(_("Why"), 60))
    page = TableSheet(book, _("Left out"))
    page.say(_("Figures that were not compared. None is taken for a zero."))
    rows: list[list[Entry]] = [[c.topic.title, name, why] for c in comparisons for name, why in c.left_out]
    page.table("left_out", columns, rows)
