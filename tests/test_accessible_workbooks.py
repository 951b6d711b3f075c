"""Every workbook that goes out keeps to the checklist for accessible spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from accessible_workbooks import faults_of
from accommodation import ALL_AREAS, AREAS, TOPIC
from openpyxl import load_workbook
from pack_kit import FRAMEWORK, SHARED, comparisons, pack_of
from test_charts import GAP, QUADRANT, TREND
from test_packs import PARTS
from test_returns import ASKED

from bvreview import documents, releasing, work
from bvreview.analysis.comparison import compare_proportion
from bvreview.charts.build import chart_specs
from bvreview.framework.terms import Path as Depth
from bvreview.resources import sample_path
from bvreview.review.cells import Address
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable
from bvreview.review.evidence import Evidence
from bvreview.review.exchange.held import Held, HeldGroup, HeldLine
from bvreview.review.exchange.outgoing import hand_out, return_out
from bvreview.review.model import Review, ReviewHead, new_review_id
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

YEAR = FinancialYear(2009)
BY = ("Ann", "2010-05-01T09:00:00+00:00")
Write = Callable[[Path], object]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with two received reviews."""
    path = tmp_path_factory.mktemp("accessible") / "a.bvr"
    workspace = Workspace.open(path, person=Person("Ann"), framework=FRAMEWORK)
    files = work.find_workbooks([sample_path("east-midlands")])
    wanted = [f for f in files if "derbyshire" in f.name or "northants" in f.name]
    workspace.import_files(wanted, read_many=work.read_files)
    return workspace


def empty_review() -> Review:
    organisation, service = "DBS", "community-payback"
    head = ReviewHead(
        *(new_review_id(organisation, service, YEAR), organisation, service, YEAR, Depth.FULL),
        framework=FRAMEWORK.id,
        framework_version=FRAMEWORK.version,
    )
    return Review(head)


def received(workspace: Workspace) -> Review:
    """The received review with findings that are open."""
    return workspace.review(next(h.id for h in workspace.heads() if h.organisation == "NTS"))


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize("audience", list(Audience))
def test_benchmark_workbooks(tmp_path: Path, audience: Audience, anonymous: bool) -> None:
    path = tmp_path / "b.xlsx"
    pack = pack_of(comparisons(), Release(audience, anonymous=anonymous, seed="s"), [PARTS], SHARED)
    releasing.write_pack(FRAMEWORK, pack, path, beside=[])
    assert faults_of(path) == []


def test_benchmarks_over_years_and_of_nothing(tmp_path: Path) -> None:
    pack = pack_of(comparisons())
    before = replace(pack, id=pack.id.replace("2009-10", "2008-09"), period="2008-09")
    releasing.write_pack(FRAMEWORK, pack, tmp_path / "y.xlsx", beside=[before])
    releasing.write_pack(FRAMEWORK, pack_of([]), tmp_path / "n.xlsx")
    assert faults_of(tmp_path / "y.xlsx") == faults_of(tmp_path / "n.xlsx") == []


def tables(workspace: Workspace) -> dict[str, Write]:
    """The writers of tables."""
    review = received(workspace)
    report = workspace.import_report(review.head.id)
    assert report
    files = work.find_workbooks([sample_path("east-midlands")])[:2]
    readings = [reading for *__, reading in work.read_files(FRAMEWORK, files)]
    columns = (ToldColumn("Measure", 20), ToldColumn("Reading", 20))
    rows = (ToldRow("a", ("Completed", "worth a look"), (None, "flag")),)
    told = ToldTable(
        "Overview", ("Read with care.",), columns, rows, ("A note.",), "Overview", "Derbyshire", "2009"
    )
    words = replace(TREND.words, description="Derbyshire goes from 70% to 69% over five quarters of a year.")
    others = [replace(spec, words=words) for spec in (TREND, GAP, QUADRANT)]
    shares = chart_specs(compare_proportion(TOPIC, AREAS, ALL_AREAS), own="Derbyshire")
    return {
        "findings": lambda path: work.write_findings(FRAMEWORK, readings, path),
        "no findings": lambda path: work.write_findings(FRAMEWORK, [], path),
        "import report": lambda path: documents.write_import_report(FRAMEWORK, review, report, path),
        "what is held": lambda path: work.write_held(HELD, path),
        "overview": lambda path: documents.write_told(told, path),
        "charts": lambda path: documents.write_charts(told, [*shares, *others], path),
    }


HELD = Held(
    "St Giles", "Community Payback", "2010-05-01T09:00:00+00:00", "", (HeldGroup("A", (HeldLine("B", "C"),)),)
)
TABLES = ("findings", "no findings", "import report", "what is held", "overview", "charts")


@pytest.mark.parametrize("name", TABLES)
def test_workbooks_of_tables(workspace: Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / "t.xlsx"
    writers = tables(workspace)
    assert tuple(writers) == TABLES
    writers[name](path)
    assert faults_of(path) == []


def forms(workspace: Workspace) -> dict[str, Write]:
    """The writers of what is filled in, or was."""
    review, empty = received(workspace), empty_review()
    findings = workspace.findings(review.head.id)
    out = hand_out(("costs", "volumes"), "Bob", None, BY)
    back = return_out(ASKED.id, "providers.providers:a", "St Giles", None, BY)
    return {
        "template": lambda path: work.write_template(FRAMEWORK, empty, path),
        "submission": lambda path: work.write_submission(FRAMEWORK, review, path, signed=True),
        "candidate": lambda path: work.write_submission(FRAMEWORK, review, path, signed=False),
        "marked return": lambda path: work.write_return(FRAMEWORK, review, findings, path),
        "hand-out": lambda path: work.write_hand_out(FRAMEWORK, empty, out, path),
        "provider's return": lambda path: work.write_return_form(FRAMEWORK, empty, ASKED, back, path),
    }


FORMS = ("template", "submission", "candidate", "marked return", "hand-out", "provider's return")


@pytest.mark.parametrize("name", FORMS)
def test_forms(workspace: Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.xlsx"
    writers = forms(workspace)
    assert tuple(writers) == FORMS
    writers[name](path)
    assert faults_of(path, is_form=True) == []


def test_a_form_with_evidence(tmp_path: Path) -> None:
    """The sheet of evidence, with a link to an answer and without."""
    review = empty_review()
    at = Address("about", "", "lead")
    evidence = {n: Evidence(n, title=f"Title {n}") for n in ("e1", "e2")}
    review = replace(review, evidence=evidence, links={at: ("e1",)})
    work.write_submission(FRAMEWORK, review, tmp_path / "e.xlsx", signed=False)
    assert "Evidence for answers" in load_workbook(tmp_path / "e.xlsx").sheetnames
    assert faults_of(tmp_path / "e.xlsx", is_form=True) == []


def test_the_checklist_sees_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    releasing.write_pack(FRAMEWORK, pack_of(comparisons()), path)
    workbook = load_workbook(path)
    sheet = workbook["Data"]
    sheet.title = "Sheet1"
    sheet.merge_cells("A5:B5")
    sheet["C6"].number_format = "0;[Red]0"
    sheet["K7"] = "NaN"
    sheet.cell(sheet.max_row + 3, 1, "below")
    workbook["Summary"].delete_rows(1)
    workbook.properties.title = workbook.properties.language = ""
    workbook.save(path)
    said = "\n".join(faults_of(path))
    for word in (
        "no title",
        "no language",
        "no name",
        "merged",
        "blank rows",
        "colour",
        "not a number",
        "below",
    ):
        assert word in said, word
