"""The sample region from submitted workbooks to benchmarks and plans, so that a newcomer sees all of it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bvreview import work
from bvreview.analysis.service import Scope
from bvreview.cli import telling
from bvreview.cli.opening import all_reviews, open_workspace
from bvreview.cli.outputs import write_plans
from bvreview.cli.state import say_outcomes
from bvreview.framework.loader import default_framework
from bvreview.i18n import _, plural
from bvreview.resources import sample_path
from bvreview.review.periods import FinancialYear

SCOPE = Scope("community-payback", FinancialYear(2009), "east-midlands")


def run_demo(arguments: Namespace) -> int:
    """Import the samples into a new workspace, compare, write every output into the folder."""
    framework, folder = default_framework(), arguments.out
    path = _new_workspace(folder)
    sets = work.published_sets(framework, sample_path("published"))
    with open_workspace(path, create=True) as workspace:
        for benchmark_set in sets:
            workspace.save_benchmark_set(benchmark_set)
            print(
                _("{id}: {n} organisations, published").format(
                    id=benchmark_set.id, n=len(benchmark_set.observations)
                )
            )
        paths = work.find_workbooks([sample_path("east-midlands")])
        outcomes = workspace.import_files(paths, read_many=work.read_files, tick=telling.tick)
        reviews = all_reviews(workspace)
    say_outcomes(outcomes)
    comparisons = work.compare(framework, SCOPE, reviews, sets)
    work.write_benchmarks(framework, SCOPE, comparisons, folder / "benchmarks.xlsx")
    work.write_findings(
        framework, [reading for *__, reading in work.read_files(framework, paths)], folder / "findings.xlsx"
    )
    plans = write_plans(framework, reviews, sets, folder / "plans")
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
