"""Published tables as benchmark sets: a CSV as it was printed, and beside it a TOML that says what is what.

Rows that are no organisation (totals, averages, notes) never get in; they are listed with the reason.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from bvreview.analysis.errors import AnalysisError
from bvreview.framework.descriptors import Descriptor, Direction, Framework
from bvreview.i18n import _
from bvreview.review.benchmarks import BenchmarkSet
from bvreview.review.standing import Observation, Topic
from bvreview.review.values import parse_number

_TOTALS = re.compile(r"\b(total|average|mean|england|wales and|national|all areas)\b", re.IGNORECASE)


class PublishedSet(Descriptor, frozen=True, kw_only=True):
    """One figure of a published table: which columns hold it, and what must be said of it.

    ``value`` (times ``scale``), or ``numerator`` and ``denominator``; ``percentage`` and ``target`` in per
    cent. A row whose printed percentage is not numerator over denominator is left out.
    """

    id: str
    topic: str
    title: str
    kind: Literal["proportion", "money", "number"]
    period: str
    source: str
    unit: str = ""
    direction: Direction = Direction.NEUTRAL
    size_label: str = ""
    numerator: str = ""
    denominator: str = ""
    percentage: str = ""
    value: str = ""
    target: str = ""
    scale: Decimal = Decimal(1)
    illustrative: bool = False


class PublishedTable(Descriptor, frozen=True, kw_only=True):
    """A CSV file with a column of organisations; ``aliases``: a name as printed and as the pack has it."""

    file: str
    organisation: str
    year: str
    sets: tuple[PublishedSet, ...]
    aliases: dict[str, str] = msgspec.field(default_factory=dict)


class PublishedTableError(AnalysisError):
    """A published table, or what is said about it, cannot be read."""

    def __init__(self, file: str, why: str) -> None:
        """Name the file and the reason."""
        super().__init__(_("{file} cannot be used as a benchmark: {why}").format(file=file, why=why))


def read_published(framework: Framework, folder: Path) -> tuple[BenchmarkSet, ...]:
    """Every benchmark set described by the TOML files of a folder, in order of file name.

    Raises:
        PublishedTableError: when a description or its table cannot be read.
    """
    return tuple(s for path in sorted(folder.glob("*.toml")) for s in _read_table(framework, path))


def _read_table(framework: Framework, path: Path) -> list[BenchmarkSet]:
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        table = msgspec.convert(described, PublishedTable)
        with (path.parent / table.file).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise PublishedTableError(path.name, _("the file cannot be opened.")) from error
    except (ValueError, csv.Error) as error:
        raise PublishedTableError(path.name, f"{error}.") from error
    known = organisations_by_name(framework, table.year)
    return [_benchmark_set(table, described_set, rows, known) for described_set in table.sets]


def organisations_by_name(framework: Framework, year: str) -> dict[str, str]:
    """The ids of a year's organisations by folded name."""
    return {fold_name(o.name): o.id for o in framework.organisations_in(year)}


def fold_name(name: str) -> str:
    """A name without case, brackets, dashes and doubled spaces: "(Durham" and "Durham" are one."""
    return " ".join(re.sub(r"[^\w\s]", " ", name.replace("&", " and ")).casefold().split())


def _benchmark_set(
    table: PublishedTable, described: PublishedSet, rows: list[dict[str, str]], known: Mapping[str, str]
) -> BenchmarkSet:
    observations: dict[str, Observation] = {}
    left_out: list[tuple[str, str]] = []
    for row in rows:
        printed = (row.get(table.organisation) or "").strip()
        organisation = known.get(fold_name(table.aliases.get(printed, printed)))
        if not organisation:
            left_out.append((printed, _why_not_an_organisation(printed)))
        elif organisation in observations:
            left_out.append((printed, _("stands in the table twice")))
        elif why := _misprinted(described, row):
            left_out.append((printed, why))
        else:
            observations[organisation] = _observation(organisation, described, row)
    return BenchmarkSet(
        described.id,
        _topic(described),
        described.kind,
        tuple(observations.values()),
        described.illustrative,
        tuple(left_out),
    )


def _topic(described: PublishedSet) -> Topic:
    return Topic(
        described.topic,
        described.title,
        described.unit,
        described.direction,
        described.size_label,
        described.period,
        described.source,
    )


def _why_not_an_organisation(name: str) -> str:
    if _TOTALS.search(name):
        return _("a total or an average, not an organisation")
    return _("no organisation of that name reports for the year")


def _observation(organisation: str, described: PublishedSet, row: Mapping[str, str]) -> Observation:
    value = _number(row, described.value)
    numerator, denominator = _number(row, described.numerator), _number(row, described.denominator)
    target = _number(row, described.target)
    return Observation(
        organisation,
        numerator,
        denominator,
        None if value is None else value * described.scale,
        None if target is None else target / 100,
        "given" if (value if described.value else numerator) is not None else "not collected",
        ("illustrative",) if described.illustrative else (),
    )


def _misprinted(described: PublishedSet, row: Mapping[str, str]) -> str:
    """Why a row cannot be right: its printed percentage is more than a rounding away from its counts."""
    printed = _number(row, described.percentage)
    numerator, denominator = _number(row, described.numerator), _number(row, described.denominator)
    if printed is None or numerator is None or not denominator:
        return ""
    if abs(100 * numerator / denominator - printed) <= Decimal("0.51"):
        return ""
    return _("the printed percentage is not what its counts give")


def _number(row: Mapping[str, str], column: str) -> Decimal | None:
    return parse_number(row.get(column) or "") if column else None
