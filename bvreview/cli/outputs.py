"""The commands that write a workbook or a PDF."""

from __future__ import annotations

from argparse import Namespace

from bvreview import documents, releasing, work
from bvreview.cli.opening import (
    find_organisation,
    find_region,
    find_review,
    find_service,
    keep_free,
    need_ending,
    open_workspace,
)
from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as ReviewPath
from bvreview.i18n import _
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.scope import CompareScope
from bvreview.review.model import Review, ReviewHead, new_review_id
from bvreview.review.periods import FinancialYear
from bvreview.settings import load_settings


def template(arguments: Namespace) -> int:
    """An empty workbook for one review."""
    keep_free(arguments)
    framework = default_framework()
    organisation = find_organisation(framework, arguments.organisation)
    service = find_service(framework, arguments.service)
    period = FinancialYear.parse(arguments.period)
    need_ending(arguments.output, ".xlsx")
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


class NothingToCompareError(BvReviewError):
    """No review of the service and year is in the workspace."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(_("There is nothing to compare: no review of that service and year is here."))


class NamedWithoutLettersError(BvReviewError):
    """Who keeps its name is said, and nobody loses it."""

    def __init__(self) -> None:
        """Say what belongs to it."""
        text = _("--for names the organisation that keeps its name among letters: give --anonymous as well.")
        super().__init__(text)


class NoFileCameError(BvReviewError):
    """A review was written here, so there is no report on a file."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("No file came for that review: it is written here."))


def benchmark(arguments: Namespace) -> int:
    """The benchmark workbook of a service and year for an audience, which is a benchmark pack too.

    Raises:
        NamedWithoutLettersError: --for without --anonymous.
        NothingToCompareError: no review is of that service and year.
    """
    keep_free(arguments)
    need_ending(arguments.output, ".xlsx")
    if arguments.named and not arguments.anonymous:
        raise NamedWithoutLettersError
    framework = default_framework()
    scope = CompareScope(
        find_service(framework, arguments.service),
        FinancialYear.parse(arguments.period),
        find_region(framework, arguments.region),
    )
    settings = load_settings().settings
    named = find_organisation(framework, arguments.named) if arguments.named else ""
    organisation = framework.organisation(named)
    release = Release(
        Audience(arguments.audience),
        settings.disclosure_threshold,
        settings.disclosure_rounding,
        arguments.anonymous,
        organisation.name if organisation else "",
    )
    with open_workspace(arguments.workspace) as workspace:
        made_by = str(workspace.person)
        pack = releasing.release_benchmarks(workspace, scope, release, arguments.output, made_by=made_by)
    if not pack:
        raise NothingToCompareError
    print(arguments.output)
    return 0


def give_back(arguments: Namespace) -> int:
    """A received review as a workbook that its sender corrects and sends as the next revision."""
    keep_free(arguments)
    need_ending(arguments.output, ".xlsx")
    with open_workspace(arguments.workspace) as workspace:
        found = find_review(workspace, arguments.review)
        review, findings = workspace.review(found), workspace.findings(found)
    work.write_return(default_framework(), review, findings, arguments.output)
    print(arguments.output)
    return 0


def report(arguments: Namespace) -> int:
    """What is told of the file that came last for a review.

    Raises:
        NoFileCameError: none came.
    """
    keep_free(arguments)
    need_ending(arguments.output, ".xlsx", ".pdf", ".txt")
    with open_workspace(arguments.workspace) as workspace:
        found = find_review(workspace, arguments.review)
        review, told = workspace.review(found), workspace.import_report(found)
    if not told:
        raise NoFileCameError
    documents.write_import_report(default_framework(), review, told, arguments.output)
    print(arguments.output)
    return 0


def plan(arguments: Namespace) -> int:
    """One improvement plan to a file, or all of them into a folder."""
    framework, small = default_framework(), load_settings().settings.small_numbers
    if arguments.review:
        keep_free(arguments)
        need_ending(arguments.output, ".pdf")
    with open_workspace(arguments.workspace) as workspace:
        reviews, sets = workspace.at_hand()
        if arguments.review:
            found = workspace.review(find_review(workspace, arguments.review))
            beside, path = workspace.alongside(found.head), arguments.output
            documents.write_plan(framework, found, reviews, sets, path, small=small, beside=beside)
            print(path)
            return 0
        known = {review.head.id: workspace.alongside(review.head) for review in reviews}
    keep_free(arguments, *documents.plan_paths(framework, reviews, arguments.output))
    for path in documents.write_plans(
        framework, reviews, reviews, sets, arguments.output, small=small, beside=lambda head: known[head.id]
    ):
        print(path)
    return 0
