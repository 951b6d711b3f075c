"""The door to documents: plans, comparisons, charts and reports as PDF and Excel; no database, any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.review.answers import Answers
from bvreview.review.compared.alongside import NOTHING_ALONGSIDE, Alongside
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.flags import NO_QUESTIONS, Questions, flags_of
from bvreview.review.compared.gaps import read_gaps
from bvreview.review.compared.scope import home_scope, one_each
from bvreview.review.compared.standing import Comparison
from bvreview.review.compared.told import ToldTable
from bvreview.review.exchange.import_report import ImportReport, report_text
from bvreview.review.model import Review, ReviewHead, file_stem
from bvreview.review.rules import find_all
from bvreview.settings import USUAL_NUMBERS, SmallNumbers

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.history import History
    from bvreview.charts.spec import ChartSpec
    from bvreview.report.story import PlanInput


def _compare_own(
    framework: Framework, review: Review, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> tuple[Comparison, ...]:
    from bvreview.analysis.service import compare_service

    scope = home_scope(framework, review.head)
    return compare_service(framework, scope, one_each(reviews, review.head.id), sets)


def ask_figures(
    framework: Framework,
    review: Review,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    beside: Alongside,
) -> Questions:
    """What the figures ask beside every group, and what answers it: the same as on the screen."""
    from bvreview.analysis.study import study_of

    if not framework.compare or not framework.compare.gaps:
        return NO_QUESTIONS
    counted = one_each(reviews, review.head.id)
    table = study_of(framework, review.head, counted, sets, beside).overview()
    return Questions(flags_of(table, read_gaps(Answers(framework, review))), table.columns)


def write_plan(  # noqa: PLR0913 - how it is written stands by name
    framework: Framework,
    review: Review,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    path: Path,
    *,
    small: SmallNumbers = USUAL_NUMBERS,
    beside: Alongside = NOTHING_ALONGSIDE,
) -> None:
    """The improvement plan as PDF, the review compared with the others in its own region.

    ``small``: which counts of people are withheld from those who read it. ``beside``: what else it is
    compared with, so that the flags that nothing answers are those of the screen.
    """
    from bvreview.report.plan import write_plan as write

    write(_plan_input(framework, review, reviews, sets, small, beside), path)


def _plan_input(  # noqa: PLR0913 - as it was asked for
    framework: Framework,
    review: Review,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    small: SmallNumbers,
    beside: Alongside,
) -> PlanInput:
    """What a plan says today."""
    from bvreview.report.story import PlanInput

    return PlanInput(
        framework,
        review,
        as_at=date.today(),
        findings=find_all(framework, review),
        comparisons=_compare_own(framework, review, reviews, sets),
        small=small,
        questions=ask_figures(framework, review, reviews, sets, beside),
    )


def write_plans(  # noqa: PLR0913 - how they are written stands by name
    framework: Framework,
    wanted: Sequence[Review],
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    folder: Path,
    *,
    small: SmallNumbers = USUAL_NUMBERS,
    beside: Callable[[ReviewHead], Alongside] = lambda head: NOTHING_ALONGSIDE,
) -> Iterator[Path]:
    """A plan for each review wanted; each path once it is there. ``beside``: as of one, by its review."""
    for review, path in zip(wanted, plan_paths(framework, wanted, folder), strict=True):
        write_plan(framework, review, reviews, sets, path, small=small, beside=beside(review.head))
        yield path


def plan_paths(framework: Framework, wanted: Sequence[Review], folder: Path) -> tuple[Path, ...]:
    """Where the plans of reviews go: named after area, service and year."""
    named: Counter[str] = Counter()
    paths = []
    for stem in (file_stem(framework, review.head) for review in wanted):
        named[stem] += 1
        paths.append(folder / (f"{stem}.pdf" if named[stem] == 1 else f"{stem}-{named[stem]}.pdf"))
    return tuple(paths)


def plan_pdf(  # noqa: PLR0913 - how it is made stands by name
    framework: Framework,
    review: Review,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    *,
    small: SmallNumbers = USUAL_NUMBERS,
    beside: Alongside = NOTHING_ALONGSIDE,
) -> bytes:
    """The bytes that ``write_plan`` would write, for what shows or prints them."""
    from bvreview.report.plan import set_pages
    from bvreview.report.story import tell_plan

    return set_pages(tell_plan(_plan_input(framework, review, reviews, sets, small, beside)))


def open_points_pdf(framework: Framework, review: Review) -> bytes:
    """What is still to put right in a review, as PDF."""
    from bvreview.report.open_points import tell_open_points
    from bvreview.report.plan import set_pages
    from bvreview.report.story import PlanInput

    return set_pages(
        tell_open_points(PlanInput(framework, review, date.today(), find_all(framework, review)))
    )


def comparison_pdf(
    framework: Framework,
    review: Review,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    *,
    history: History | None = None,
) -> bytes:
    """How a review compares with the others in its own region, as PDF; ``history``: with trends and costs."""
    from bvreview.report.compared import tell_comparison
    from bvreview.report.plan import set_pages
    from bvreview.report.story import PlanInput

    comparisons = _compare_own(framework, review, reviews, sets)
    given = PlanInput(framework, review, date.today(), comparisons=comparisons)
    return set_pages(tell_comparison(given, history))


def write_import_report(framework: Framework, review: Review, report: ImportReport, path: Path) -> None:
    """What is told of a file that came in, as Excel (.xlsx), PDF or, for any other ending, plain text."""
    ending = path.suffix.casefold()
    if ending == ".xlsx":
        from bvreview.workbook.report_book import write_report

        write_report(framework, report, path)
        return
    data = report_text(framework, report).encode()
    if ending == ".pdf":
        data = import_report_pdf(framework, review, report)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def import_report_pdf(framework: Framework, review: Review, report: ImportReport) -> bytes:
    """What is told of a file that came in, as PDF."""
    from bvreview.report.plan import set_pages
    from bvreview.report.received import tell_import
    from bvreview.report.story import PlanInput

    return set_pages(tell_import(PlanInput(framework, review, date.today(), report.findings), report))


def charts_pdf(told: ToldTable, charts: Sequence[ChartSpec]) -> bytes:
    """Charts with the table behind them, as PDF."""
    from bvreview.report.plan import set_pages
    from bvreview.report.told import tell_table

    return set_pages(tell_table(told, date.today(), charts))


def write_charts(told: ToldTable, charts: Sequence[ChartSpec], path: Path) -> None:
    """Charts with the table behind them as Excel (.xlsx), with native charts, or PDF.

    Raises:
        OSError: the file cannot be written; what stood there still stands.
    """
    if path.suffix.casefold() == ".xlsx":
        from bvreview.workbook.chart_book import write_charts as write

        write(told, charts, path)
        return
    with replacing(path) as temporary:
        temporary.write_bytes(charts_pdf(told, charts))


def write_told(told: ToldTable, path: Path) -> None:
    """A table of the comparison as Excel (.xlsx) or PDF."""
    if path.suffix.casefold() == ".xlsx":
        from bvreview.workbook.told_book import write_told as write

        write(told, path)
        return
    from bvreview.report.plan import set_pages
    from bvreview.report.told import tell_table

    data = set_pages(tell_table(told, date.today()))
    with replacing(path) as temporary:
        temporary.write_bytes(data)
