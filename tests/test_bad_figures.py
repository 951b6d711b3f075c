"""Figures that cannot be compared, through window, workbook and print: a sentence each, and none dropped."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from msgspec import structs
from openpyxl import load_workbook
from pack_kit import COST, SCOPE, SHARE, pack_of
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from window_kit import wait_for

from bvreview import documents, releasing
from bvreview.analysis.comparison import compare_unit_cost
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Answer, parse_address
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, PeerGroup
from bvreview.review.periods import FinancialYear
from bvreview.workspace import Workspace
from ui.compare.table_view import TableView
from ui.pages.compare import ComparePage
from ui.window import Window

YEAR = FinancialYear(2009)
GIVEN = {
    "DBS": {"completed": (0, 50), "enforced_in_time": (9, 10), "late_starts": (1, 40)},
    "LTS": {"completed": (0, 0), "enforced_in_time": (18, 20)},
    "LNS": {"completed": (12, 10)},
    "NTS": {"completed": (30, 60)},
}
"""Nought, nought of nought, more than there are; all equal; one alone."""


def fill(workspace: Workspace) -> str:
    """A review an area; gives Derbyshire's."""
    found = {}
    for organisation, given in GIVEN.items():
        head = workspace.create_review(organisation, SCOPE.service, YEAR, Depth.LIGHT)
        found[organisation] = head.id
        for measure, counts in given.items():
            for column, count in zip(("numerator", "denominator"), counts, strict=True):
                at = parse_address(f"measures.results:{measure}.{column}")
                workspace.answer(head.id, at, Answer(Decimal(count)))
    costs = (("Kent", "-4.10"), ("Dorset", "8"), ("Essex", "9.50"))
    seen = [Observation(name, value=Decimal(cost)) for name, cost in costs]
    topics = (replace(COST, id="unit_direct"), replace(COST, unit="mile"))
    made = pack_of([compare_unit_cost(topic, seen, PeerGroup("All")) for topic in topics])
    workspace.take_pack(made, "p.xlsx", "0" * 64)
    twice = tuple(Observation("KNT", Decimal(n), Decimal(80)) for n in (40, 41))
    workspace.save_benchmark_set(BenchmarkSet("t", replace(SHARE, source="Somebody"), "proportion", twice))
    return found["DBS"]


def compared(qtbot: QtBot, window: Window, review_id: str) -> ComparePage:
    window.open_review(review_id)
    assert window.review
    window.review.tabs.setCurrentIndex(2)
    page = window.review.compare
    assert page
    wait_for(qtbot, lambda: page.common.is_there and page.common.history)
    page.common.choose_peers("nation")
    wait_for(qtbot, lambda: page.common.comparison("unit_direct"))
    return page


LEFT_OUT = {
    ("completed", "Leicestershire"): "the denominator is 0: not defined",
    ("completed", "Lincolnshire"): "the numerator 12 is above the denominator 10",
    ("completed", "Kent"): "2 rows carry this name: it is not known which one counts",
    ("unit_direct", "Kent"): "a negative cost is not compared",
    ("unit_direct", "Derbyshire"): "no figure",
}
SAID = {
    "enforced_in_time": "All figures are equal.",
    "late_starts": "Only one organisation has figures: there is nothing to compare it with.",
    "unit_full": "are left out: they are for each mile, not for each hour worked.",
}


def test_what_cannot_be_compared_is_said_on_screen_in_excel_and_on_paper(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    workspace = window.desk.workspace
    page = compared(qtbot, window, fill(workspace))
    notes = {}
    for comparison in page.comparisons():
        page.choose(comparison.topic.id)
        assert page.measure.pages.told
        notes[comparison.topic.id] = " ".join(page.measure.pages.told.notes)
        assert "nan" not in page.measure.pages.told.tabbed.casefold()
    for (topic, name), why in LEFT_OUT.items():
        assert f"{name} ({why})" in notes[topic]
    assert SAID["enforced_in_time"] in notes["enforced_in_time"]
    assert SAID["late_starts"] in notes["late_starts"]
    page.choose("@overview")
    view = page.view("@overview")
    assert isinstance(view, TableView)
    assert SAID["unit_full"] in view.notes.text()
    own = {line.id: line.texts for line in view.list.lines} if view.list else {}
    assert own["completed"][1].startswith("0%")
    assert own["late_starts"][-1] == "nobody to compare with"
    for key in ("@stress", "@gap", "@performance", "@frontier", "@better", "@questions"):
        page.choose(key)

    scope = structs.replace(SCOPE, region="")
    path = tmp_path / "b.xlsx"
    assert releasing.release_benchmarks(workspace, scope, Release(Audience.DIRECTOR), path)
    book = load_workbook(path)
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not {"nan", "inf"} & {text.casefold() for text in cells}
    rows = [row[1:] for row in book["Left out"].iter_rows(min_row=4, values_only=True)]
    for (__, name), why in LEFT_OUT.items():
        assert (name, why) in rows
    for sentence in SAID.values():
        assert any(sentence in text for text in cells)

    found = workspace.at_hand([window.review.session.review.head]) if window.review else ([], ())
    assert window.review
    pdf = documents.comparison_pdf(
        workspace.framework, window.review.session.review, *found, history=page.common.history
    )
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Kent (2 rows carry this name: it is not known which one counts)" in text
    assert "Lincolnshire (the numerator 12 is above the denominator 10)" in text
    assert SAID["enforced_in_time"] in text
    assert " nan" not in text.casefold()
