"""The import report: the same facts and findings on screen, in Excel, in PDF and as text for an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from factories.review_files import edited, write
from openpyxl import load_workbook
from pypdf import PdfReader
from small_pack import PACK, small_head

from bvreview import documents, work
from bvreview.review.examples import build_review
from bvreview.review.exchange.import_report import ImportReport, report_text
from bvreview.review.exchange.submission import FileKind
from bvreview.review.findings import Verdict
from bvreview.settings import Person
from bvreview.workspace import Workspace

TYPED = {"costs.lead": "J Hughes", "costs.other": "see note", "costs.staff:r1.fte": "2000"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    review = build_review(PACK, small_head(), TYPED)
    path = write(PACK, review, tmp_path / "aber return.xlsx", FileKind.CANDIDATE)
    with edited(path) as book:
        book.create_sheet("Workings")["A1"] = "=rent of May"
        book["Workings"]["A1"].data_type = "s"
    with Workspace.open(tmp_path / "w.bvr", person=Person("A Tester"), framework=PACK) as opened:
        opened.import_files([path], read_many=work.read_files)
        yield opened


def told(workspace: Workspace) -> ImportReport:
    report = workspace.import_report("r1")
    assert report
    return report


def test_it_says_who_when_which_file_and_what_was_found(workspace: Workspace) -> None:
    report = told(workspace)
    (file,) = workspace.submissions()
    assert (report.file, report.digest, report.received_by) == (
        "aber return.xlsx",
        file.file_digest,
        "A Tester",
    )
    assert report.verdict is Verdict.PUT_RIGHT
    assert dict(report.by_rule)["file.extra_sheet"] == 1
    assert report.by_level["stop"] == sum(f.level.value == "stop" for f in report.findings)
    assert report.in_order[0].level.value == "stop"
    assert "Costs" in report.sheets()


def test_the_text_names_every_finding_with_its_place(workspace: Workspace) -> None:
    report = told(workspace)
    text = report_text(PACK, report)
    assert "Organisation: Aber\n" in text
    assert "Version of the pack: small 1\n" in text
    (unread,) = (f for f in report.findings if f.rule == "file.unreadable")
    assert f'- Costs {unread.cell}: "see note" is not a number. Put the answer right.' in text
    assert text.count("\n- ") == len(report.findings)


def test_the_workbook_has_facts_findings_rules_and_other_sheets(workspace: Workspace, tmp_path: Path) -> None:
    report = told(workspace)
    documents.write_import_report(PACK, workspace.review("r1"), report, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Import report", "Findings", "By rule", "Other sheets"]
    texts = {str(c.value) for sheet in book for row in sheet for c in row}
    assert {f.message for f in report.findings} <= texts
    assert "=rent of May" in texts
    assert not [c for sheet in book for row in sheet for c in row if c.data_type == "f"]


def test_the_pdf_has_the_facts_and_the_findings(workspace: Workspace, tmp_path: Path) -> None:
    report = told(workspace)
    data = documents.import_report_pdf(PACK, workspace.review("r1"), report)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    assert "aber return.xlsx" in text
    assert "is not a number" in text
    documents.write_import_report(PACK, workspace.review("r1"), report, tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    documents.write_import_report(PACK, workspace.review("r1"), report, tmp_path / "r.txt")
    assert (tmp_path / "r.txt").read_text("utf-8") == report_text(PACK, report)


def test_a_review_that_is_written_here_has_none(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "own.bvr", person=Person("A"), framework=PACK) as workspace:
        head = small_head()
        made = workspace.create_review(head.organisation, head.service, head.period, head.path)
        assert workspace.import_report(made.id) is None
