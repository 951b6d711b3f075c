"""The commands that write a workbook or a PDF."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from bvreview import work
from bvreview.analysis.service import Scope
from bvreview.cli import telling
from bvreview.cli.opening import all_reviews, find_organisation, find_region, find_service, open_workspace
from bvreview.framework.descriptors import Framework
from bvreview.framework.descriptors import Path as ReviewPath
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.review.benchmarks import BenchmarkSet
from bvreview.review.model import Review, ReviewHead, new_review_id
from bvreview.review.periods import FinancialYear


def template(arguments: Namespace) -> int:
    """An empty workbook for one review."""
    framework = default_framework()
    organisation = find_organisation(framework, arguments.organisation)
    service = find_service(framework, arguments.service)
    period = FinancialYear.parse(arguments.period)
    head = ReviewHead(
        id=new_review_id(organisation, service, period),
        organisation=organisation,
        service=service,
        period=period,
        path=ReviewPath(arguments.path),
        framework=framework.id,
        framework_version=framework.version,
    )
    work.write_template(framework, Review(head), arguments.output)
    print(arguments.output)
    return 0


def benchmark(arguments: Namespace) -> int:
    """The benchmark workbook of a service and year."""
    framework = default_framework()
    scope = Scope(
        find_service(framework, arguments.service),
        FinancialYear.parse(arguments.period),
        find_region(framework, arguments.region),
    )
    with open_workspace(arguments.workspace) as workspace:
        reviews, sets = all_reviews(workspace), workspace.benchmark_sets()
    comparisons = work.compare(framework, scope, reviews, sets)
    if not comparisons:
        print(_("There is nothing to compare: no review of that service and year is in the workspace."))
        return 1
    work.write_benchmarks(framework, scope, comparisons, arguments.output)
    print(arguments.output)
    return 0


def plan(arguments: Namespace) -> int:
    """One improvement plan to a file, or all of them into a folder."""
    framework = default_framework()
    with open_workspace(arguments.workspace) as workspace:
        reviews, sets = all_reviews(workspace), workspace.benchmark_sets()
        if arguments.review:
            wanted = workspace.review(arguments.review)  # refused here when there is none of that id
            write_plan(framework, wanted, reviews, sets, arguments.output)
            print(arguments.output)
            return 0
    for path in write_plans(framework, reviews, sets, arguments.output):
        print(path)
    return 0


def write_plans(
    framework: Framework, reviews: list[Review], sets: tuple[BenchmarkSet, ...], folder: Path
) -> list[Path]:
    """A PDF for each review, named after organisation, service and year."""
    written = []
    for done, review in enumerate(reviews, 1):
        path = folder / f"{plan_name(framework, review.head)}.pdf"
        telling.tick(done, len(reviews), path.name)
        write_plan(framework, review, reviews, sets, path)
        written.append(path)
    return written


def write_plan(
    framework: Framework,
    review: Review,
    reviews: list[Review],
    sets: tuple[BenchmarkSet, ...],
    path: Path,
) -> None:
    """One improvement plan, its review compared within its region."""
    head = review.head
    organisation = framework.organisation(head.organisation)
    scope = Scope(head.service, head.period, organisation.region if organisation else "")
    comparisons = work.compare(framework, scope, reviews, sets)
    work.write_plan(framework, review, comparisons, path, as_at=date.today())


def plan_name(framework: Framework, head: ReviewHead) -> str:
    """A file name that says what it is: "derbyshire-community-payback-2009-10"."""
    organisation = framework.organisation(head.organisation)
    name = organisation.name if organisation else head.organisation
    return "-".join([*name.casefold().split(), head.service, head.period.id])
