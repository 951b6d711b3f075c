"""The real tables come in as they were printed; what is no organisation stays out and is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bvreview.analysis.published import PublishedTableError, read_published
from bvreview.analysis.table_traps import fold_name
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path

SETS = {s.id: s for s in read_published(default_framework(), sample_path("published"))}


def test_the_accommodation_table_is_42_areas_and_adds_up_to_the_published_total() -> None:
    """Commons written answers, 16 September 2009: 24,110 of 30,997."""
    found = SETS["settled-accommodation-2009"]
    assert len(found.observations) == 42
    assert sum(o.numerator or 0 for o in found.observations) == 24_110
    assert sum(o.denominator or 0 for o in found.observations) == 30_997
    assert found.left_out == (("National total", "a total or an average, not an organisation"),)
    targets = {o.target for o in found.observations}
    assert (min(t for t in targets if t), max(t for t in targets if t)) == (Decimal("0.7"), Decimal("0.83"))


def test_the_budget_table_adds_up_and_its_misprint_is_an_area() -> None:
    """Commons written answers, 1 May 2003: 574,017 thousand pounds; "Teeside" as printed."""
    found = SETS["main-service-budget-2003-04"]
    assert sum(o.value or 0 for o in found.observations) == 574_017_000
    assert len(found.observations) == 42


@pytest.mark.parametrize("year", ["2004", "2005", "2006", "2007"])
def test_the_average_is_no_area(year: str) -> None:
    found = SETS[f"offenders-per-manager-{year}"]
    assert len(found.observations) == 42
    assert [name for name, __ in found.left_out] == ["National Average"]


def write(folder: Path, table: str, more: str = "") -> Path:
    (folder / "t.csv").write_text(table, encoding="utf-8")
    (folder / "t.toml").write_text(
        'file = "t.csv"\norganisation = "area"\nyear = "2009-10"\n'
        '[[sets]]\nid = "x"\ntopic = "x"\ntitle = "X"\n'
        'kind = "proportion"\nperiod = "p"\nsource = "s"\nnumerator = "n"\ndenominator = "d"\n'
        f'percentage = "p"\n{more}',
        encoding="utf-8",
    )
    return folder


def test_traps_of_printed_tables_are_named_and_stay_out(tmp_path: Path) -> None:
    table = (
        "area,n,d,p\n(Durham,450,524,86\nDorset,,,\nKent,90,100,60\n"
        'Essex,"1,450","2,000",73\nDurham,1,2,50\nEngland and Wales,9,9,100\nAtlantis,1,1,100\n'
    )
    (found,) = read_published(default_framework(), write(tmp_path, table))
    states = {o.organisation: (o.numerator, o.state) for o in found.observations}
    names = {o.id: o.name for o in default_framework().organisations}
    assert {names[i]: v for i, v in states.items()} == {
        "Dorset": (None, ""),
        "Essex": (Decimal(1450), "given"),
    }
    assert dict(found.left_out) == {
        "Kent": "the printed percentage is not what its counts give",
        "Durham": "stands in the table 2 times with different figures: it is not known which counts",
        "England and Wales": "a total or an average, not an organisation",
        "Atlantis": "no organisation of that name reports for the year",
    }


@pytest.mark.parametrize("broken", ["missing", "key", "toml"])
def test_a_description_that_cannot_be_used_says_so(tmp_path: Path, broken: str) -> None:
    write(tmp_path, "area,n,d,p\n", "colour = 1" if broken == "key" else "")
    if broken == "missing":
        (tmp_path / "t.csv").unlink()
    if broken == "toml":
        (tmp_path / "t.toml").write_text("file = ", encoding="utf-8")
    with pytest.raises(PublishedTableError, match=r"t.toml cannot be used as a benchmark: "):
        read_published(default_framework(), tmp_path)


def test_names_fold() -> None:
    assert fold_name("Avon & Somerset") == fold_name("(Avon and Somerset")
    assert fold_name("Dyfed-Powys") == fold_name("Dyfed Powys")
