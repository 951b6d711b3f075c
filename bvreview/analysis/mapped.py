"""A published table by its mapping: a guess of what the columns hold, and the benchmark set they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Literal

from bvreview.analysis.published import PublishedSet, PublishedTable, collect_set
from bvreview.analysis.table_traps import Names, misprinted
from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.plain_table import PlainTable, Record
from bvreview.review.compared.table_mapping import TableMapping
from bvreview.review.values import parse_number

ComparedKind = Literal["proportion", "money", "number"]
_MOST = 0.8
"""The part of the rows that must agree before a column is guessed."""
_TARGET = re.compile(r"target", re.IGNORECASE)
_MONEY = re.compile(r"\u00a3|gbp|pounds?\b|\bcosts?\b|budget|spend", re.IGNORECASE)
_THOUSANDS = re.compile(r"thousand|\u00a3\s*k|'000|\b000s?\b|\u00a3000", re.IGNORECASE)
_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)


def guess_mapping(framework: Framework, table: PlainTable, heading: int, year: str) -> TableMapping:
    """What the columns seem to hold: names that report for the year, counts whose percentage is printed."""
    headings, records = table.headings(heading), list(table.records(heading))
    names = Names(framework, year)
    known = {h: sum(bool(names.find(r[h])) for r in records) for h in headings}
    organisation = max(known, key=lambda h: known[h], default="")
    if not organisation or not known[organisation] or known[organisation] * 3 < len(records):
        return TableMapping(year=year)
    rows = [r for r in records if names.find(r[organisation])]
    numeric = [h for h in headings if h != organisation and _is_numeric(rows, h)]
    top, bottom, percentage = _counts(rows, numeric)
    left = [h for h in numeric if h not in (top, bottom, percentage)]
    target = next((h for h in left if _TARGET.search(h)), "")
    value = "" if top else next((h for h in left if h != target), "")
    kind = "proportion" if top else "money" if _MONEY.search(value) else "number"
    thousands = kind == "money" and bool(_THOUSANDS.search(value))
    columns = (organisation, top, bottom, value, percentage, target)
    return TableMapping(*columns, kind=kind, thousands=thousands, year=year)


def _is_numeric(rows: Sequence[Record], heading: str) -> bool:
    given = [r[heading] for r in rows if r[heading].strip()]
    return bool(given) and sum(parse_number(t) is not None for t in given) >= _MOST * len(given)


def _counts(rows: Sequence[Record], numeric: Sequence[str]) -> tuple[str, str, str]:
    """Numerator, denominator and percentage: three columns of which the third follows from the others."""
    figures = {h: [parse_number(r[h]) for r in rows] for h in numeric[:12]}
    for top, bottom, percentage in permutations(figures, 3):
        triples = list(zip(figures[top], figures[bottom], figures[percentage], strict=True))
        given = [t for t in triples if None not in t and t[1]]
        if given and sum(not misprinted(p, n, d) for n, d, p in given) >= _MOST * len(given):
            return top, bottom, percentage
    return _named_counts(numeric)


def _named_counts(numeric: Sequence[str]) -> tuple[str, str, str]:
    top = next((h for h in numeric if re.search(r"numerator", h, re.IGNORECASE)), "")
    bottom = next((h for h in numeric if re.search(r"denominator", h, re.IGNORECASE)), "")
    percentage = next((h for h in numeric if _PERCENT.search(h) and not _TARGET.search(h)), "")
    return (top, bottom, percentage) if top and bottom else ("", "", "")


def why_incomplete(mapping: TableMapping) -> str:
    """What is still to be said before a table can be taken in; "" where nothing is."""
    if not mapping.organisation:
        return _("Choose the column of the organisations.")
    if mapping.kind == "proportion" and not (mapping.numerator and mapping.denominator):
        return _("Choose numerator and denominator: a percentage without its counts has no interval.")
    if mapping.kind != "proportion" and not mapping.value:
        return _("Choose the column of the figures.")
    if len(set(mapping.columns)) < len(mapping.columns):
        return _("Choose each column once.")
    if not mapping.topic and not mapping.title.strip():
        return _("Say what the figure is: a measure, or a title.")
    return "" if mapping.source.strip() else _("Give the source: who published it, where and when.")


def map_table(framework: Framework, records: Iterable[Record], mapping: TableMapping) -> BenchmarkSet:
    """The benchmark set that a table makes by its mapping; rows that are left out, with the reason, in it."""
    measure = next((m for s in framework.services for m in s.measures if m.id == mapping.topic), None)
    known = {i.id: i.label for i in _characteristics(framework)}
    title = measure.label if measure else known.get(mapping.topic, mapping.title.strip())
    period = mapping.period.strip() or mapping.year
    topic = mapping.topic or _slug(title)
    described = PublishedSet(
        id=_slug(f"{topic} {period} {mapping.source}"),
        topic=topic,
        title=title,
        kind="proportion" if measure else _kind(mapping.kind),
        period=period,
        source=mapping.source.strip(),
        unit="%" if measure else mapping.unit.strip(),
        direction=measure.direction if measure else mapping.direction,
        size_label=measure.denominator if measure else "",
        numerator=mapping.numerator,
        denominator=mapping.denominator,
        percentage=mapping.percentage,
        value=mapping.value,
        target=mapping.target,
        scale=Decimal(1000 if mapping.thousands else 1),
    )
    aliases = {printed: meant for printed, meant in mapping.aliases.items() if meant}
    table = PublishedTable(
        file="", organisation=mapping.organisation, year=mapping.year, sets=(described,), aliases=aliases
    )
    return collect_set(framework, table, described, list(records))


def topics_of(framework: Framework) -> dict[str, tuple[str, str]]:
    """What a table may be about, by id: title and kind. Shares that are compared, and what areas are like."""
    shares = {m.id: (m.label, "proportion") for s in framework.services for m in s.measures if m.is_share}
    return {**shares, **{i.id: (i.label, "number") for i in _characteristics(framework)}}


def _characteristics(framework: Framework) -> Iterable[Item]:
    return framework.compare.characteristics if framework.compare else ()


def _kind(kind: str) -> ComparedKind:
    return "money" if kind == "money" else "proportion" if kind == "proportion" else "number"


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9_]+", text.casefold()))[:80].strip("-") or "table"
