"""Published tables as benchmark sets: a CSV as it was printed, and beside it a TOML that says what is what.

Rows that are no organisation (totals, averages, notes) never get in; they are listed with the reason.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

import msgspec

from bvreview.analysis.errors import AnalysisError
from bvreview.analysis.table_traps import Names, misprinted, points_for_commas
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Direction
from bvreview.framework.terms import Descriptor
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.values import parse_number

_NOTHING: Final = re.compile(
    r"[-\u2013\u2014.*~:]+|n/?a|not (available|collected)|nil return|none", re.IGNORECASE
)
"""What tables print where there is no figure."""


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
    return [collect_set(framework, table, described_set, rows) for described_set in table.sets]


def collect_set(
    framework: Framework, table: PublishedTable, described: PublishedSet, rows: Sequence[Mapping[str, str]]
) -> BenchmarkSet:
    """One figure of a table for every organisation of its year; other rows are left out with a reason."""
    names, found, left_out = (
        Names(framework, table.year),
        dict[str, list[Observation]](),
        list[tuple[str, str]](),
    )
    printed_as: dict[str, str] = {}
    pointed = _pointed(described, table, rows)
    for row in rows:
        printed = (row.get(table.organisation) or "").strip()
        organisation = _whose(framework, names, table.aliases.get(printed, printed))
        if not organisation:
            left_out.append((printed, names.why_not(printed) if printed else _("a row without a name")))
        elif printed in pointed:
            left_out.append((printed, _("a point where the others have a comma: a thousandth of them")))
        elif why := _cannot_be(described, row):
            left_out.append((printed, why))
        else:
            found.setdefault(organisation, []).append(_observation(organisation, described, row))
            printed_as[organisation] = printed
    for organisation, seen in found.items():
        if len({*seen}) > 1:
            text = _("stands in the table {n} times with different figures: it is not known which counts")
            left_out.append((printed_as[organisation], text.format(n=len(seen))))
    return BenchmarkSet(
        described.id,
        _topic(described),
        described.kind,
        tuple(seen[0] for seen in found.values() if len({*seen}) == 1),
        described.illustrative,
        tuple(left_out),
    )


def _whose(framework: Framework, names: Names, called: str) -> str:
    """The id of an organisation called by its name in print, or by its id (an alias that was chosen)."""
    return called if framework.organisation(called) else names.find(called)


def _pointed(
    described: PublishedSet, table: PublishedTable, rows: Sequence[Mapping[str, str]]
) -> frozenset[str]:
    found: set[str] = set()
    for column in filter(None, (described.numerator, described.denominator, described.value)):
        texts = {(row.get(table.organisation) or "").strip(): row.get(column) or "" for row in rows}
        found |= points_for_commas({name: parse_number(text) for name, text in texts.items()}, texts)
    return frozenset(found)


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


def _observation(organisation: str, described: PublishedSet, row: Mapping[str, str]) -> Observation:
    value = _number(row, described.value)
    numerator, denominator = _number(row, described.numerator), _number(row, described.denominator)
    target = _number(row, described.target)
    return Observation(
        organisation,
        numerator,
        denominator,
        None if value is None else value * described.scale,
        None if target is None else target / (100 if target > 1 else 1),
        "given" if (value if described.value else numerator) is not None else "",
        ("illustrative",) if described.illustrative else (),
    )


def _cannot_be(described: PublishedSet, row: Mapping[str, str]) -> str:
    """Why the figures of a row cannot be right; "" where they can, or where there are none."""
    for column in filter(None, (described.numerator, described.denominator, described.value)):
        text = (row.get(column) or "").strip()
        if text and parse_number(text) is None and not _NOTHING.fullmatch(text):
            return _('"{text}" is not a number').format(text=text[:40])
    top, bottom = _number(row, described.numerator), _number(row, described.denominator)
    figures = (top, bottom, _number(row, described.value))
    if any(n is not None and n < 0 for n in figures):
        return _("a figure below zero")
    if top is not None and bottom is not None and top > bottom and described.kind == "proportion":
        return _("the numerator is above the denominator")
    return misprinted(_number(row, described.percentage), top, bottom)


def _number(row: Mapping[str, str], column: str) -> Decimal | None:
    return parse_number(row.get(column) or "") if column else None
