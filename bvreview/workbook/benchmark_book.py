"""Comparisons as an Excel workbook: cover, summary, one sheet a measure with native charts, tidy data.

The summary ranks nobody: it says in words where each organisation stands, in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from bvreview import __version__
from bvreview.charts.build import chart_specs
from bvreview.files import replacing
from bvreview.framework.descriptors import Direction, Framework
from bvreview.i18n import _
from bvreview.review.scope import CompareScope
from bvreview.review.standing import Comparison, Standing
from bvreview.review.wording import show_date
from bvreview.workbook import measure_sheet
from bvreview.workbook.measure_sheet import band_words, in_group, marked, shown_reading
from bvreview.workbook.native_charts import Limits
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, Entry, Figure, TableBook, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing


def write_benchmarks(
    framework: Framework,
    scope: CompareScope,
    comparisons: Sequence[Comparison],
    path: Path,
    *,
    written: str = "",
) -> None:
    """Write the comparisons to ``path`` as .xlsx; the same input and ``written`` give the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    written = time_of_writing(written)
    about = _about(framework, scope, comparisons)
    book = new_table_book(about, about, __version__)
    _cover(book, framework, scope, comparisons, written)
    titles = measure_sheet.titles_of(comparisons, _own_sheets())
    _summary(book, comparisons, titles)
    _by_organisation(book, comparisons)
    limits = Limits(_own_sheets()[-1])
    alt_texts = []
    for comparison in comparisons:
        specs = chart_specs(comparison)
        page = TableSheet(book, measure_sheet.heading_of(specs), titles[comparison.topic.id])
        measure_sheet.draw(page, comparison, specs, limits)
        alt_texts += [(spec.words.title, spec.words.description) for spec in specs if _is_drawn(comparison)]
    _tidy_data(book, comparisons)
    _definitions(book, framework, scope, comparisons)
    _left_out(book, comparisons)
    limits.write(book)
    if any(c.illustrative for c in comparisons):
        book.workbook.properties.keywords = _("illustrative")
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(written, alt_texts=alt_texts))


def _own_sheets() -> tuple[str, ...]:
    """The names of the sheets that are not a measure's."""
    return (
        *(_("Cover"), _("Summary"), _("By organisation"), _("Data"), _("Definitions"), _("Left out")),
        _("Funnel limits"),
    )


def _is_drawn(comparison: Comparison) -> bool:
    return bool(comparison.standings)


def _about(framework: Framework, scope: CompareScope, comparisons: Sequence[Comparison]) -> str:
    service, region = framework.service(scope.service), framework.region(scope.region)
    words = [
        _("Benchmarks"),
        service.name if service else scope.service,
        region.name if region else "",
        scope.period.label,
        _("with illustrative figures") if any(c.illustrative for c in comparisons) else "",
    ]
    return " \u00b7 ".join(w for w in words if w)


def _cover(
    book: TableBook,
    framework: Framework,
    scope: CompareScope,
    comparisons: Sequence[Comparison],
    written: str,
) -> None:
    page = TableSheet(book, book.about, _("Cover"))
    service, region = framework.service(scope.service), framework.region(scope.region)
    where = region.name if region else _("all organisations")
    who = {s.organisation for c in comparisons for s in c.standings}
    rows: list[list[Entry]] = [
        [_("Service"), service.name if service else scope.service],
        [_("Financial year"), scope.period.label],
        [_("Compared within"), where],
        [_("Organisations with figures"), ", ".join(sorted(who))],
        [_("Made on"), show_date(date.fromisoformat(written[:10]))],
        [_("Made by"), _("Best Value Review {version}").format(version=__version__)],
        [_("Questions"), f"{framework.title}, {framework.id} {framework.version}"],
        [_("Method"), method_words()],
        [_("Reading"), reading_words()],
        [_("Invented figures"), illustrative_note(comparisons)],
    ]
    rows += [[_("Caveat"), caveat] for caveat in _caveats(comparisons)]
    rows += [[_("Sheet"), title] for title in _sheet_list(comparisons)]
    page.say(_("One row a fact; the sheets that follow each hold one table."))
    page.table("cover", (Column(_("What"), 28), Column(_("Said"), 100)), rows)


def method_words() -> str:
    """How figures are compared, in three sentences."""
    return _(
        "Proportions have Wilson 95% intervals and are read against a funnel around the pooled share. "
        "Ranks are given as the range in which 95% of drawn ranks lie. "
        "Costs have no sampling error and are read by their distance from the median."
    )


def reading_words() -> str:
    """What the words of the readings mean."""
    return _(
        "Clearly: outside the 99.8% limits. Worth a look: outside the 95% limits. Not distinguishable: "
        "within them. Too small to tell: a difference that matters would not show."
    )


def illustrative_note(comparisons: Sequence[Comparison]) -> str:
    """Which of the figures are invented."""
    titles = [c.topic.title for c in comparisons if c.illustrative]
    if not titles:
        return _("None.")
    return _("Illustrative figures stand in: {topics}.").format(topics="; ".join(titles))


def _caveats(comparisons: Sequence[Comparison]) -> list[str]:
    """Every caveat once, with the topics it belongs to where they are not all."""
    said: dict[str, list[str]] = {}
    for comparison in comparisons:
        for caveat in comparison.caveats:
            said.setdefault(caveat, []).append(comparison.topic.title)
    everywhere = len(comparisons)
    return [c if len(t) == everywhere else f"{c} ({'; '.join(t)})" for c, t in said.items()]


def _sheet_list(comparisons: Sequence[Comparison]) -> list[str]:
    return [
        _("Summary: how many organisations stand where, a measure a row"),
        _("By organisation: the reading of each figure, in alphabetical order"),
        *(f"{c.topic.title}: " + _("values, intervals, readings and charts") for c in comparisons),
        _("Data: all figures in one tidy table"),
        _("Definitions: what is counted"),
        _("Left out: figures that could not be compared, and why"),
        _("Funnel limits: the points behind the lines of the funnels"),
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


def _tidy_data(book: TableBook, comparisons: Sequence[Comparison]) -> None:
    columns = (
        *(Column(_("Measure"), 30), Column(_("Measure id"), 22), Column(_("Kind"), 12)),
        *(Column(_("Period"), 14), Column(_("Organisation"), 22), Column(_("In group"), 10)),
        *(
            Column(_("Group"), 18),
            Column(_("Numerator"), 12, "#,##0.##"),
            Column(_("Denominator"), 12, "#,##0.##"),
        ),
        *(
            Column(_("Value"), 12, "0.0000"),
            Column(_("95% low"), 12, "0.0000"),
            Column(_("95% high"), 12, "0.0000"),
        ),
        *(Column(_("Reading"), 26), Column(_("Band"), 22), Column(_("Rank, middle"), 10, "0.0")),
        *(Column(_("Rank, from"), 10, "0"), Column(_("Rank, to"), 10, "0"), Column(_("Quarter"), 10, "0")),
        *(Column(_("Target"), 12, "0.0000"), Column(_("Distance from median"), 14, "0.00")),
        *(Column(_("Marks"), 22), Column(_("Source"), 50)),
    )
    page = TableSheet(book, _("Data"))
    page.say(_("Every figure once. Shares run from 0 to 1, costs are in pounds; a blank is not zero."))
    page.table("data", columns, (row for c in comparisons for row in _data_rows(c)))


def _data_rows(comparison: Comparison) -> Iterator[list[Entry]]:
    topic = comparison.topic
    for standing in (*comparison.standings, *comparison.backdrop):
        seen, ranks = standing.observation, standing.rank_range
        yield [
            *(topic.title, topic.id, comparison.kind, topic.period, standing.organisation),
            _("yes") if in_group(comparison, standing) else _("no"),
            *(comparison.group_label, seen.numerator, seen.denominator, standing.value),
            *(standing.interval_lower, standing.interval_upper, standing.reading.word),
            band_words(standing),
            *((ranks.median, ranks.lower, ranks.upper) if ranks else (None, None, None)),
            *(standing.quarter, seen.target, standing.distance, ", ".join(seen.marks), topic.source),
        ]


def _definitions(
    book: TableBook, framework: Framework, scope: CompareScope, comparisons: Sequence[Comparison]
) -> None:
    columns = (
        *(Column(_("Measure"), 34), Column(_("Counted"), 44), Column(_("Of"), 44)),
        *(Column(_("Better is"), 12), Column(_("Target"), 26), Column(_("Definition"), 54)),
        *(Column(_("Source"), 44), Column(_("Method"), 60)),
    )
    page = TableSheet(book, _("Definitions"))
    page.say(_("What each figure counts, and how it was compared."))
    page.table("definitions", columns, (_definition(framework, scope, c) for c in comparisons))


def _definition(framework: Framework, scope: CompareScope, comparison: Comparison) -> list[Entry]:
    service, topic = framework.service(scope.service), comparison.topic
    measures = service.measures if service else ()
    measure = next((m for m in measures if m.id == topic.id), None)
    unit = _("for each {unit}").format(unit=topic.unit) if comparison.kind == "money" else ""
    return [
        topic.title,
        measure.numerator if measure else _("pounds"),
        measure.denominator if measure else unit,
        _better(topic.direction),
        measure.target_note if measure else "",
        measure.definition if measure else "",
        topic.source or (measure.source if measure else ""),
        comparison.method,
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
