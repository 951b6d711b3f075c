"""The findings and benchmark workbooks: accessible tables, charts in words, invented figures marked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import properties
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pack_kit import pack_of
from small_pack import PACK, small_head

from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.services import Direction
from bvreview.review.cells import Address
from bvreview.review.compared.standing import (
    Comparison,
    FunnelLimit,
    Observation,
    RankRange,
    Reading,
    Standing,
    Topic,
)
from bvreview.review.examples import build_review
from bvreview.review.exchange.questions import take_it
from bvreview.review.exchange.submission import FileIdentity, FileKind, FileReading, FileRefusal
from bvreview.review.findings import Finding
from bvreview.workbook.benchmark_book import write_benchmarks
from bvreview.workbook.findings_book import write_findings
from bvreview.workbook.funnel_limits import Limits

WHEN = "2010-06-01T09:00:00Z"


def standing(name: str, numerator: int, denominator: int, *marks: str) -> Standing:
    seen = Observation(name, Decimal(numerator), Decimal(denominator), target=Decimal("0.8"), marks=marks)
    value = numerator / denominator
    ranks = RankRange(2.0, 1, 3, 0.4, 0.1)
    return Standing(seen, value, Reading.WITHIN, value - 0.05, value + 0.05, "within", ranks)


def share(*standings: Standing, title: str = "Completed", topic: str = "completed") -> Comparison:
    limits = tuple(FunnelLimit(float(n), 0.6, 0.7, 0.9, 0.95) for n in (100, 200, 400))
    about = Topic(topic, title, "%", Direction.UP, "orders", "2009 to 2010", "Own returns")
    return Comparison(about, "proportion", "East Midlands", 0.8, standings, limits=limits, method="Wilson.")


def cost(*values: str) -> Comparison:
    seen = [Observation(f"Area {n}", value=Decimal(v)) for n, v in enumerate(values)]
    standings = tuple(
        Standing(o, float(o.value or 0), Reading.AT_MEDIAN, quarter=1, distance=Decimal("0.10")) for o in seen
    )
    about = Topic("unit_full", "Full unit cost", "hour worked", Direction.NEUTRAL)
    return Comparison(about, "money", "East Midlands", 8.0, standings, median=Decimal("8.00"))


SHARE = share(standing("Derbyshire", 90, 100), standing("Lincolnshire", 150, 200, "illustrative"))


def book(tmp_path: Path, *comparisons: Comparison) -> tuple[Workbook, Path]:
    path = tmp_path / "b.xlsx"
    write_benchmarks(default_framework(), pack_of(comparisons), comparisons, path, written=WHEN)
    return load_workbook(path), path


def records(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a sheet's one table, by heading."""
    (table,) = sheet.tables.values()
    heading, *rows = sheet[table.ref]
    return [dict(zip((c.value for c in heading), (c.value for c in row), strict=True)) for row in rows]


def test_every_sheet_is_one_named_table_with_a_heading_row_and_nothing_merged(tmp_path: Path) -> None:
    workbook, __ = book(tmp_path, SHARE, cost("7.90", "8.10"))
    names = [name for sheet in workbook.worksheets for name in sheet.tables]
    assert len(names) == len(set(names)) == len(workbook.worksheets)
    for sheet in workbook.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        (table,) = sheet.tables.values()
        headings = [cell.value for cell in sheet[table.ref][0]]
        assert all(headings)
        assert len(set(headings)) == len(headings)


def test_the_figures_of_a_measure_stand_on_its_sheet_best_first(tmp_path: Path) -> None:
    workbook, __ = book(tmp_path, SHARE)
    first, second = records(workbook["Completed"])
    assert (first["Organisation"], second["Organisation"]) == ("Derbyshire", "Lincolnshire")
    assert first["Value"] == pytest.approx(0.9)
    assert first["95% low"] == pytest.approx(0.85)
    assert first["Denominator"] == 100
    assert first["Reading"] == "– not distinguishable"
    assert first["Against the funnel"] == "within the limits"
    assert first["Rank range"] == "1 to 3"
    assert first["Distance from centre, points"] == 10


def test_the_tidy_data_has_every_figure_once_and_blank_is_blank(tmp_path: Path) -> None:
    other = share(*SHARE.standings)
    workbook, __ = book(tmp_path, replace(other, backdrop=(standing("Essex", 8, 10),)), cost("7.90"))
    rows = records(workbook["Data"])
    assert [(r["Measure id"], r["Organisation"], r["In group"]) for r in rows] == [
        ("completed", "Derbyshire", "yes"),
        ("completed", "Lincolnshire", "yes"),
        ("completed", "Essex", "no"),
        ("unit_full", "Area 0", "yes"),
    ]
    assert rows[3]["Numerator"] is None
    assert rows[3]["Value"] == pytest.approx(7.9)


def test_the_summary_ranks_nobody(tmp_path: Path) -> None:
    workbook, __ = book(tmp_path, SHARE)
    (row,) = records(workbook["Summary"])
    assert "Derbyshire" not in str(row)
    names = [r["Organisation"] for r in records(workbook["By organisation"])]
    assert names == sorted(str(n) for n in names)


def test_invented_figures_are_marked_in_title_sheet_data_and_file(tmp_path: Path) -> None:
    workbook, path = book(tmp_path, SHARE)
    sheet = workbook["Completed"]
    assert "illustrative" in str(sheet["A1"].value)
    assert "Illustrative" in str(sheet["A2"].value)
    assert records(workbook["Data"])[1]["Marks"] == "illustrative"
    assert workbook.properties.keywords == "illustrative"
    with zipfile.ZipFile(path) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/")]
        assert all(b"illustrative" in package.read(n) for n in charts)


def test_real_figures_are_not_marked(tmp_path: Path) -> None:
    workbook, __ = book(tmp_path, share(standing("Derbyshire", 90, 100)))
    assert "illustrative" not in str(workbook["Completed"]["A1"].value).lower()
    assert not workbook.properties.keywords


def test_each_chart_is_native_and_described_in_words(tmp_path: Path) -> None:
    __, path = book(tmp_path, SHARE, cost("7.90", "8.10"))
    with zipfile.ZipFile(path) as package:
        drawings = b"".join(package.read(n) for n in package.namelist() if re.match(r"xl/drawings/d", n))
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
    described = re.findall(rb'descr="([^"]+)"', drawings)
    assert len(charts) == len(described) == 3
    assert b"Completed" in described[0]
    assert b"Full unit cost" in described[2]


def test_the_funnel_is_drawn_from_the_cells_it_says(tmp_path: Path) -> None:
    """Every range that a chart refers to holds the figures of its series, nothing else."""
    backdrop = (standing("Essex", 8, 10), standing("Kent", 30, 40))
    workbook, __ = book(tmp_path, replace(SHARE, backdrop=backdrop), share(*SHARE.standings, topic="x"))
    drawn = {}
    for chart in vars(workbook["Completed"])["_charts"]:
        for series in chart.series:
            title = series.tx.v
            values = getattr(series, "yVal", None) or series.val
            drawn[title] = _values(workbook, values.numRef.f)
    assert drawn["95% limits"] == [0.9, 0.9, 0.9]
    assert drawn["other organisations"] == pytest.approx([0.8, 0.75])
    assert drawn["Derbyshire"] == pytest.approx([0.9])
    assert drawn["95% high"] == pytest.approx([0.95, 0.8])


def _values(workbook: Workbook, reference: str) -> list[object]:
    title, __, area = reference.rpartition("!")
    cells = workbook[title.strip("'")][area.replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [cell.value for row in rows for cell in row]


def test_the_limits_begin_where_the_charts_look_for_them(tmp_path: Path) -> None:
    workbook, __ = book(tmp_path, SHARE)
    sheet = workbook["Funnel limits"]
    (table,) = sheet.tables.values()
    assert sheet[table.ref][1][0].row == Limits("", 1).first_row


def test_on_paper_stands_what_each_funnel_is_drawn_around_and_which_pack_it_is(tmp_path: Path) -> None:
    workbook = book(tmp_path, SHARE)[0]
    limits, pack = workbook["Funnel limits"], workbook["Pack"]
    last = Limits("", 1).first_row - 2
    assert limits.print_area == f"'Funnel limits'!$A$1:$G${last}"
    assert limits.print_title_rows == "$1:$1"
    assert limits.cell(last, 1).value == "Completed: around 80.0%, from 100 to 400, 3 points."
    printed = [str(row[0].value) for row in pack[pack.print_area.split("!")[1]]]
    assert any(text.endswith(", version 1.") for text in printed)
    assert any(text.startswith("Digest: ") for text in printed)


def test_no_sentence_runs_on_beyond_its_table_and_makes_the_sheet_smaller(tmp_path: Path) -> None:
    long = replace(share(), caveats=(" ".join(["word"] * 120),))
    sheet = book(tmp_path, long)[0]["Completed"]
    above = [str(row[0].value) for row in sheet.iter_rows(max_row=30) if row[0].value]
    assert sum(text.count("word") for text in above) == 120
    assert max(len(text) for text in above) <= 150


def test_a_measure_without_figures_and_no_measures_at_all_make_a_workbook(tmp_path: Path) -> None:
    empty = replace(share(), limits=(), centre=None, left_out=(("Kent", "no data"),))
    workbook, __ = book(tmp_path, empty)
    assert records(workbook["Left out"])[0]["Why"] == "no data"
    assert book(tmp_path)[0]["Cover"]["A1"].value


def test_measures_with_the_same_long_name_have_their_own_sheets(tmp_path: Path) -> None:
    long = "Not started in the required time, of those who should have"
    workbook, __ = book(
        tmp_path, *(share(*SHARE.standings, title=long, topic=t) for t in ("a", "b")), share(title="Data")
    )
    titles = [s.title for s in workbook.worksheets]
    assert len(set(titles)) == len(titles)
    links = [c.hyperlink.location for row in workbook["Summary"].iter_rows() for c in row if c.hyperlink]
    assert [str(link).rpartition("!")[0].strip("'") for link in links] == titles[3:6]


def test_the_same_comparisons_give_the_same_bytes(tmp_path: Path) -> None:
    __, path = book(tmp_path, SHARE)
    first = path.read_bytes()
    __, path = book(tmp_path, SHARE)
    assert path.read_bytes() == first


@pytest.mark.parametrize("text", HOSTILE_TEXTS[::3])
def test_hostile_names_stay_text_in_the_benchmarks(tmp_path: Path, text: str) -> None:
    workbook, __ = book(tmp_path, share(standing(text, 90, 100)))
    assert all(c.data_type != "f" for s in workbook.worksheets for row in s.iter_rows() for c in row)


# findings


def reading(*findings: Finding, question: str = "") -> FileReading:
    review = build_review(PACK, small_head(), {"costs.lead": "A"})
    identity = FileIdentity(FileKind.SUBMISSION, 1, "0.1", review.head)
    asked = (take_it("asked", question),) if question else ()
    return FileReading("aber.xlsx", identity, review, findings, "d" * 64, asked)


def finding(level: Level, found: str = "=1+1") -> Finding:
    address = Address("costs", "", "other")
    return Finding("range", level, address, found, "Too much.", "Check it.", "Other", "Costs", "C11")


def findings_book(tmp_path: Path, *readings: FileReading | FileRefusal) -> Workbook:
    path = tmp_path / "f.xlsx"
    write_findings(readings, path, PACK, written=WHEN)
    return load_workbook(path)


def test_findings_are_one_table_with_filters_and_a_frozen_heading(tmp_path: Path) -> None:
    workbook = findings_book(tmp_path, reading(finding(Level.STOP), finding(Level.NOTE)))
    sheet = workbook["Findings"]
    first, __ = records(sheet)
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    assert sheet.freeze_panes == f"B{sheet[table.ref][0][0].row + 1}"
    assert (first["File"], first["Organisation"], first["Level"]) == ("aber.xlsx", "Aber", "Put right")
    assert (first["Sheet"], first["Cell"], first["Found"]) == ("Costs", "C11", "=1+1")
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)


def test_each_file_has_its_verdict_and_a_refused_one_its_reason(tmp_path: Path) -> None:
    refused = FileRefusal("page.xlsx", "web page", "This is a web page saved as Excel.")
    workbook = findings_book(tmp_path, reading(finding(Level.EXPLAIN), question="Which?"), refused)
    first, second = records(workbook["Files"])
    assert (first["Verdict"], first["Explain"], first["Question or reason"]) == ("Put right", 1, "Which?")
    assert (second["Verdict"], second["Put right"]) == ("Refused", None)
    assert second["Question or reason"] == refused.sentence


def test_no_findings_at_all_still_make_a_table(tmp_path: Path) -> None:
    readings: Sequence[FileReading] = ()
    workbook = findings_book(tmp_path, *readings)
    assert properties(workbook) is not None
    assert len(records(workbook["Findings"])) == 1
