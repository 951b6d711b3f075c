"""The sample region from submitted workbooks to benchmarks and plans, so that a newcomer sees all of it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bvreview import documents, releasing, work
from bvreview.cli import telling
from bvreview.cli.opening import open_workspace
from bvreview.cli.state import say_outcomes
from bvreview.framework.loader import default_framework
from bvreview.i18n import _, plural
from bvreview.resources import sample_path
from bvreview.review.compared.audiences import Release
from bvreview.review.compared.scope import CompareScope
from bvreview.review.periods import FinancialYear

SCOPE = CompareScope("community-payback", FinancialYear(2009), "east-midlands")


def run_demo(arguments: Namespace) -> int:
    """Import the samples into a new workspace, compare, write every output into the folder."""
    framework, folder = default_framework(), arguments.out
    path = _new_workspace(folder)
    paths = work.find_workbooks([sample_path("east-midlands")])
    with open_workspace(path, create=True) as workspace:
        for published in work.published_sets(framework):
            workspace.save_benchmark_set(published)
            text = _("{id}: {n} organisations, published")
            print(text.format(id=published.id, n=len(published.observations)))
        say_outcomes(workspace.import_files(paths, read_many=work.read_files, tick=telling.tick))
        reviews, sets = workspace.at_hand()
        made_by = _("The demo of the application")
        releasing.release_benchmarks(workspace, SCOPE, Release(), folder / "benchmarks.xlsx", made_by=made_by)
    readings = [reading for *__, reading in work.read_files(framework, paths)]
    work.write_findings(framework, readings, folder / "findings.xlsx")
    plans = list(documents.write_plans(framework, reviews, reviews, sets, folder / "plans"))
    _say_where(folder, path, len(plans))
    return 0


def _new_workspace(folder: Path) -> Path:
    """A path where no workspace is yet: an earlier demo's may have been worked in since."""
    candidates = (folder / f"east-midlands{f'-{n}' if n > 1 else ''}.bvr" for n in range(1, 1000))
    return next(path for path in candidates if not path.exists())


def _say_where(folder: Path, workspace: Path, plans: int) -> None:
    print(_("The figures of the reviews are illustrative; those of the published tables are real."))
    print(_("Workspace: {path}").format(path=workspace))
    print(_("Benchmarks: {path}").format(path=folder / "benchmarks.xlsx"))
    print(_("Findings: {path}").format(path=folder / "findings.xlsx"))
    print(plural("{n} plan in ", "{n} plans in ", plans) + str(folder / "plans"))
