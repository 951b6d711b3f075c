"""Any published table comes in: its columns are mapped in sight, and its traps are caught."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from window_kit import open_window, wait_for

from bvreview import releasing
from bvreview.analysis.mapped import guess_mapping, map_table, why_incomplete
from bvreview.analysis.table_traps import bare_name
from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.compared.plain_table import PlainTable, plain_table
from bvreview.review.compared.table_mapping import TableMapping, decode_mapping, encode_mapping, headings_mark
from bvreview.settings import Person
from bvreview.workspace import Workspace
from ui.dialogs.map_table import MapTableDialog
from ui.find.shelves import Shelf
from ui.pages.library import LibraryPage
from ui.places import LIBRARY

FRAMEWORK = default_framework()
ACCOMMODATION = sample_path("published") / "accommodation-2009.csv"
YEAR = "2009-10"


def table(text: str) -> PlainTable:
    return plain_table("t", [line.split(",") for line in text.strip().split("\n")])


def guessed(found: PlainTable, year: str = YEAR) -> TableMapping:
    return guess_mapping(FRAMEWORK, found, found.guess_heading(), year)


def left_out(text: str, year: str = YEAR, **changes: object) -> dict[str, str]:
    found = table(text)
    mapping = TableMapping("area", value="figure", kind="number", title="T", source="S", year=year)
    mapped = map_table(FRAMEWORK, found.records(found.guess_heading()), replace(mapping, **changes))
    return dict(mapped.left_out)


def test_the_columns_of_the_published_table_are_guessed_from_what_they_hold() -> None:
    """Commons written answers, 16 September 2009: 42 areas, 24,110 of 30,997."""
    (found,) = releasing.read_tables(ACCOMMODATION)
    mapping = guessed(found)
    assert mapping.columns == (
        *("probation_area", "number_settled_suitable_accommodation", "number_terminations"),
        *("percentage_published", "target_percentage"),
    )
    assert mapping.kind == "proportion"
    whole = replace(mapping, topic="settled_accommodation", source="Commons, 16 September 2009")
    mapped = map_table(FRAMEWORK, found.records(0), whole)
    assert sum(o.numerator or 0 for o in mapped.observations) == 24_110
    assert sum(o.denominator or 0 for o in mapped.observations) == 30_997
    assert [name for name, __ in mapped.left_out] == ["National total"]
    assert {o.target for o in mapped.observations} >= {Decimal("0.7"), Decimal("0.83")}


@pytest.mark.parametrize(
    ("heading", "kind", "thousands"),
    [
        ("budget_gbp_thousand", "money", True),
        ("Cost (\u00a3000)", "money", True),
        ("Spend in pounds", "money", False),
        ("Offenders", "number", False),
    ],
)
def test_pounds_and_thousands_are_guessed_from_the_heading(heading: str, kind: str, thousands: bool) -> None:
    mapping = guessed(table(f"area,{heading}\nKent,4\nDorset,5\n"))
    assert (mapping.value, mapping.kind, mapping.thousands) == (heading, kind, thousands)


def test_a_workbook_with_words_above_its_headings_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Table 4: settled accommodation"])
    sheet.append([])
    sheet.append(["Area", "Settled", "Ended", "Share"])
    for name, top, bottom in (("Derbyshire", 450, 524), ("Kent", 611, 826), ("Total", 1061, 1350)):
        sheet.append([name, top, bottom, top / bottom])
    sheet.append(["Note: provisional figures"])
    workbook.save(tmp_path / "t.xlsx")
    (found,) = releasing.read_tables(tmp_path / "t.xlsx")
    assert found.headings(found.guess_heading()) == ("Area", "Settled", "Ended", "Share")
    mapping = guessed(found)
    assert (mapping.numerator, mapping.denominator, mapping.percentage) == ("Settled", "Ended", "Share")
    mapped = map_table(
        FRAMEWORK, found.records(found.guess_heading()), replace(mapping, title="T", source="S")
    )
    assert len(mapped.observations) == 2
    assert dict(mapped.left_out) == {
        "Total": "a total or an average, not an organisation",
        "Note: provisional figures": "a note, not an organisation",
    }


def test_totals_regions_notes_and_strangers_stay_out() -> None:
    out = left_out(
        "area,figure\nDerbyshire,4\nEast Midlands,9\nREGION TOTAL,9\nNational Average,3\n"
        "1 Three areas made no return,\nAtlantis,3\n* estimate,\n"
    )
    assert out["East Midlands"] == out["REGION TOTAL"] == out["National Average"]
    assert out["1 Three areas made no return"] == out["* estimate"] == "a note, not an organisation"
    assert out["Atlantis"] == "no organisation of that name reports for the year"
    assert "Derbyshire" not in out


def test_a_misprinted_name_is_not_guessed_but_offered() -> None:
    text = "area,figure\nTeeside,4\nGreater London,9\nDerbyshire,1\n"
    assert left_out(text)["Teeside"].endswith(": Teesside?")
    ids = {o.name: o.id for o in FRAMEWORK.organisations_in(YEAR)}
    meant = {"Teeside": ids["Teesside"], "Greater London": ids["London"]}
    assert left_out(text, aliases=meant) == {}


def test_brackets_dashes_and_the_kind_of_organisation_do_not_matter() -> None:
    assert left_out("area,figure\n(Durham,4\nDyfed Powys,9\nKent Probation Area,1\n") == {}
    assert bare_name("Derbyshire Probation Trust") == bare_name("(Derbyshire")


def test_a_point_for_a_comma_is_caught() -> None:
    """Commons written answers, 21 April 2009: two budgets printed "20.221" and "20.236"."""
    (found,) = [table("area,figure\nAvon and Somerset,20.221\nDorset,9040\nWiltshire,8008\nEssex,19231\n")]
    mapping = TableMapping(
        "area", value="figure", kind="money", title="T", source="S", year=YEAR, thousands=True
    )
    mapped = map_table(FRAMEWORK, found.records(0), mapping)
    assert [name for name, __ in mapped.left_out] == ["Avon and Somerset"]
    assert {o.value for o in mapped.observations} == {
        Decimal(9_040_000),
        Decimal(8_008_000),
        Decimal(19_231_000),
    }
    assert left_out("area,figure\nKent,20.221\nDorset,9.040\n") == {}, "all are small: a decimal point"


def test_an_area_of_2008_is_no_trust_of_2010_and_the_other_way_round() -> None:
    before = next(o for o in FRAMEWORK.organisations if o.successor and o.last_year == YEAR)
    after = FRAMEWORK.organisation(before.successor)
    assert after
    merged = next(
        o
        for o in FRAMEWORK.organisations
        if o.successor
        and bare_name(o.name) not in bare_name(getattr(FRAMEWORK.organisation(o.successor), "name", ""))
    )
    out = left_out(f"area,figure\n{merged.name},4\n", "2010-11")
    assert out[merged.name].startswith(f"it reports up to {merged.last_year} only")
    assert left_out(f"area,figure\n{after.name},4\n", "2010-11") == {}


def test_one_name_twice_with_other_figures_is_nobody_and_with_the_same_one_row() -> None:
    out = left_out("area,figure\nKent,4\nKent,5\nDorset,7\nDorset,7\n")
    assert list(out) == ["Kent"]
    assert "2 times" in out["Kent"]


def test_what_is_no_number_stays_out_and_a_blank_is_not_nought() -> None:
    found = table("area,figure\nKent,1:8\nDorset,\nEssex,-\nSurrey,-4\nSussex,0\n")
    mapping = TableMapping("area", value="figure", kind="number", title="T", source="S", year=YEAR)
    mapped = map_table(FRAMEWORK, found.records(0), mapping)
    assert dict(mapped.left_out) == {"Kent": '"1:8" is not a number', "Surrey": "a figure below zero"}
    states = sorted((str(o.value), o.state) for o in mapped.observations)
    assert states == [("0", "given"), ("None", ""), ("None", "")]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"organisation": ""}, "organisations"),
        ({"value": ""}, "figures"),
        ({"kind": "proportion"}, "interval"),
        ({"target": "figure"}, "once"),
        ({"title": " "}, "title"),
        ({"source": ""}, "source"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(changes: dict[str, str], word: str) -> None:
    mapping = TableMapping("area", value="figure", kind="number", title="T", source="S", year=YEAR)
    assert not why_incomplete(mapping)
    assert word in why_incomplete(replace(mapping, **changes))


def test_a_mapping_is_remembered_for_the_same_headings(tmp_path: Path) -> None:
    (found,) = releasing.read_tables(ACCOMMODATION)
    mapping = replace(guessed(found), topic="settled_accommodation", source="S", aliases={"Teeside": "TES"})
    assert decode_mapping(encode_mapping(mapping)) == mapping
    assert decode_mapping("{") is None
    assert headings_mark(["Area ", "A  b"]) == headings_mark(["area", "a b"])
    path = tmp_path / "a.bvr"
    with Workspace.open(path, person=Person("Ann"), framework=FRAMEWORK) as workspace:
        kept = map_table(FRAMEWORK, found.records(0), mapping)
        assert workspace.take_table(kept, found.headings(0), mapping)
        assert workspace.table_mapping(found.headings(0)) == mapping
        assert workspace.table_mapping(["other"]) is None
        assert workspace.benchmark_sets() == (kept,)
        __, sets = workspace.at_hand()
        assert [s.id for s in sets if s.topic.id == "settled_accommodation"] == [kept.id]
        assert any(s.topic.id == "main_service_budget" for s in sets), "what ships stands beside it"
        assert workspace.remove_benchmark_set(kept.id)
        assert not workspace.remove_benchmark_set(kept.id)
        assert not workspace.benchmark_sets()
        assert workspace.verify().is_whole


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"just words"])
def test_a_file_without_a_table_is_refused_with_a_sentence_or_has_no_organisation(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    if not content:
        with pytest.raises(BvReviewError, match=r"\.$"):
            releasing.read_tables(path)
    else:
        assert all(not guessed(found).organisation for found in releasing.read_tables(path))


# in the window


def dialog_over(window: object, path: Path) -> MapTableDialog:
    dialog = MapTableDialog(window, window.desk, path.name, releasing.read_tables(path))  # type: ignore[arg-type,attr-defined]
    dialog.open()
    return dialog


def test_the_table_is_mapped_and_kept_in_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    printed = tmp_path / "t.csv"
    printed.write_text("Area,Figure\nTeeside,4\nKent,5\nTotal,9\n", encoding="utf-8")
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.arrivals.take_paths([printed])
        wait_for(qtbot, lambda: window.findChild(MapTableDialog))
        dialog = window.findChild(MapTableDialog)
        assert isinstance(dialog, MapTableDialog)
        assert [line.texts[0] for line in dialog.inside.lines] == ["Kent"]
        assert [line.texts[0] for line in dialog.outside.lines] == ["Teeside", "Total"]
        assert not dialog.go.isEnabled()
        dialog.form.title.setText("Cases")
        dialog.form.source.setText("A report")
        dialog.form.source.textEdited.emit("A report")
        wait_for(qtbot, dialog.go.isEnabled)
        dialog.outside.choose(dialog.outside.lines[0].id)
        names = [dialog.meant.itemText(n) for n in range(dialog.meant.count())]
        dialog.meant.setCurrentIndex(names.index("Teesside"))
        dialog.meant.activated.emit(names.index("Teesside"))
        wait_for(qtbot, lambda: len(dialog.inside.lines) == 2)
        dialog.accept()
        page = window.page(LIBRARY)
        assert isinstance(page, LibraryPage)
        wait_for(qtbot, lambda: page.detail.shown is not None and page.detail.shown.title == "Cases")
        assert page.shelves.current_id() == Shelf.BENCHMARKS
        (kept,) = window.desk.workspace.benchmark_sets()
        assert len(kept.observations) == 2
        assert kept.left_out == (("Total", "a total or an average, not an organisation"),)
        again = dialog_over(window, printed)
        wait_for(qtbot, lambda: again.form.title.text() == "Cases")
        assert len(again.inside.lines) == 2
        again.reject()


def test_a_file_that_cannot_be_read_says_so_and_asks_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    empty = tmp_path / "t.csv"
    empty.write_bytes(b"")
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.arrivals.take_paths([empty])
        wait_for(qtbot, lambda: [d for d in window.findChildren(QDialog) if d.isVisible()])
        assert not window.findChildren(MapTableDialog)
