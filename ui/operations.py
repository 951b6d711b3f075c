"""The verbs that take their time, each as a job that is not yet started; none knows a widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from bvreview import documents, releasing, work
from bvreview.folders import passed_over
from bvreview.i18n import _
from bvreview.review.compared.audiences import Release
from bvreview.review.compared.scope import CompareScope
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.exchange.questions import Given
from bvreview.review.exchange.submission import ImportOutcome
from bvreview.review.model import Review, Status, file_stem
from bvreview.settings import SmallNumbers
from bvreview.workspace import Workspace
from ui.jobs import Errand, Job


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each file of an import, and all the files that were found for it, in the same order.

    ``passed_over``: the names of what is no workbook in the folders that were chosen.
    """

    outcomes: tuple[ImportOutcome, ...]
    files: tuple[Path, ...]
    passed_over: tuple[str, ...] = ()


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    answers: Mapping[str, Given] = MappingProxyType({}),
    *,
    sample: bool = False,
    place: ChosenPlace | None = None,
) -> Job:
    """Take files in; stopped, it keeps the files that are whole. Gives ``Taken``.

    ``answers``: to the files' questions, by path. ``place``: for whom the files were chosen.
    """

    def run(job: Errand) -> Taken:
        found = work.find_workbooks(paths, job.is_cancelled)
        job.say(0, len(found), _("Reading"))
        if sample:
            for published in work.published_sets(workspace.framework):
                workspace.save_benchmark_set(published)
        outcomes = workspace.import_files(
            found,
            read_many=partial(work.read_files, answers=answers, place=place),
            tick=job.say,
            cancelled=job.is_cancelled,
            looks=True,
        )
        return Taken(outcomes, tuple(found), passed_over(paths, job.is_cancelled))

    return Job(_("Importing files"), run)


def export_workbook(workspace: Workspace, review: Review, path: Path) -> Job:
    """Write a review as a workbook: a submission once it is signed. Gives the path."""

    def run(_job: Errand) -> list[Path]:
        signed = review.head.status is Status.SUBMITTED
        work.write_submission(workspace.framework, review, path, signed=signed)
        return [path]

    return Job(_("Writing the workbook"), run)


def export_plan(workspace: Workspace, review: Review, path: Path, small: SmallNumbers) -> Job:
    """Write the improvement plan as PDF, small numbers withheld. Gives the path."""

    def run(job: Errand) -> list[Path]:
        reviews, sets = workspace.at_hand([review.head])
        job.tick(0, 1, path.name)
        beside = workspace.alongside(review.head)
        documents.write_plan(workspace.framework, review, reviews, sets, path, small=small, beside=beside)
        return [path]

    return Job(_("Writing the plan"), run)


def export_plans(workspace: Workspace, ids: Sequence[str], folder: Path, small: SmallNumbers) -> Job:
    """Write the plans of several reviews into a folder, small numbers withheld.

    Gives the paths; stopped, those that are whole.
    """

    def run(job: Errand) -> list[Path]:
        reviews, sets = workspace.at_hand([workspace.head(name) for name in ids])
        wanted = [r for r in reviews if r.head.id in ids]
        written: list[Path] = []
        beside = workspace.alongside
        for path in documents.write_plans(
            workspace.framework, wanted, reviews, sets, folder, small=small, beside=beside
        ):
            written.append(path)
            job.say(len(written), len(wanted), path.name)
            if job.is_cancelled():
                break
        return written

    return Job(_("Writing the plans"), run)


def export_benchmarks(workspace: Workspace, scope: CompareScope, release: Release, path: Path) -> Job:
    """Write the benchmark pack of a service and year for an audience, and keep it.

    Gives the path; nothing where there is nothing to compare.
    """

    def run(job: Errand) -> list[Path]:
        made_by = str(workspace.person)
        pack = releasing.release_benchmarks(workspace, scope, release, path, made_by=made_by, tick=job.tick)
        return [path] if pack else []

    return Job(_("Writing the benchmarks"), run)


def submit(
    workspace: Workspace, review_id: str, signature: tuple[str, date], folder: Path, small: SmallNumbers
) -> Job:
    """Sign a review, then write its workbook with true counts, and its plan. Gives the paths.

    ``small``: the counts of people that the plan withholds, because boards read it.
    """

    def run(job: Errand) -> list[Path]:
        job.tick(0, 3, _("Signing"))
        workspace.sign_off(review_id, *signature)
        review = workspace.review(review_id)
        stem = f"{file_stem(workspace.framework, review.head)}-r{review.head.revision}"
        workbook, plan = folder / f"{stem}.xlsx", folder / f"{stem}-plan.pdf"
        job.say(1, 3, workbook.name)
        work.write_submission(workspace.framework, review, workbook, signed=True)
        job.say(2, 3, plan.name)
        found, beside = workspace.at_hand([review.head]), workspace.alongside(review.head)
        documents.write_plan(workspace.framework, review, *found, plan, small=small, beside=beside)
        return [workbook, plan]

    return Job(_("Submitting"), run)
