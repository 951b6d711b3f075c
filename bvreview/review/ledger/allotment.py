"""Where the lines of a ledger extract belong: each pair of cost centre and account, mapped once.

An amount stands in two places: in a line of the ledger (what was bought) and with a use (the service or
support pool it was bought for); without a line it counts for no use. Sums are exact: mapped,
left out and not mapped make up the extract.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

import msgspec
from msgspec import Struct, structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.ledger_checks import targets_of
from bvreview.review.cells import Address, Answer, Cells
from bvreview.review.ledger.extract import Line, Sums, add_up
from bvreview.review.sources import is_from_extract

Pair = tuple[str, str]
"""Cost centre and account code, as they are written; either may be blank."""


class Place(Struct, frozen=True):
    """Where a pair belongs, by target: in a line with a use, or left out for a reason."""

    line: str = ""
    use: str = ""
    left_out: str = ""

    @property
    def is_mapped(self) -> bool:
        """Whether its amounts are accounted for."""
        return bool(self.line or self.left_out)


NOWHERE: Final = Place()
Places = Mapping[Pair, Place]


class Entry(Struct, frozen=True):
    """All lines of one pair: the words of the first that has some, and their sums."""

    pair: Pair
    name: str
    centre_name: str
    sums: Sums

    @property
    def words(self) -> str:
        """What it is called."""
        return self.name or self.centre_name


class Targets(Struct, frozen=True):
    """What can be chosen, with its words, in the order of the pack."""

    lines: dict[str, str]
    uses: dict[str, str]
    reasons: dict[str, str]

    def known(self, place: Place) -> Place:
        """The place without what the pack does not have any more."""
        return Place(
            place.line if place.line in self.lines else "",
            place.use if place.use in self.uses else "",
            place.left_out if place.left_out in self.reasons else "",
        )


class Whole(Struct, frozen=True):
    """What becomes of an extract: in lines of the ledger, left out by reason, and not mapped.

    ``by_line`` and ``by_use`` by target; ``unused``: in a line, but with no service, pool or other use.
    """

    total: Sums
    by_line: dict[str, Sums]
    by_use: dict[str, Sums]
    left_out: dict[str, Sums]
    unmapped: Sums
    unused: Sums

    @property
    def mapped(self) -> Sums:
        """All lines of the ledger together."""
        return add_up(self.by_line.values())


def targets(framework: Framework) -> Targets | None:
    """What an extract can be mapped to; None where the pack knows of no extracts."""
    ledger = framework.ledger
    if not ledger:
        return None
    uses = {k: v for address in ledger.uses for k, v in targets_of(framework, address).items()}
    return Targets(targets_of(framework, ledger.actual), uses, {r.id: r.label for r in ledger.left_out})


def entries_of(lines: Iterable[Line]) -> tuple[Entry, ...]:
    """The lines by pair, in the order of the extract."""
    found: dict[Pair, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.centre, line.account].append(line)
    return tuple(
        Entry(
            pair,
            next((x.name for x in group if x.name), ""),
            next((x.centre_name for x in group if x.centre_name), ""),
            add_up(x.sums for x in group),
        )
        for pair, group in found.items()
    )


def add_all(entries: Iterable[Entry], places: Places) -> Whole:
    """What becomes of an extract under a mapping."""
    by_line, by_use, left_out = (defaultdict[str, Sums](Sums) for __ in range(3))
    total = unmapped = unused = Sums()
    for entry in entries:
        place, sums = places.get(entry.pair, NOWHERE), entry.sums
        total += sums
        if place.left_out:
            left_out[place.left_out] += sums
            continue
        if not place.line:  # what is in no line is nobody's cost: uses and lines make up the same sum
            unmapped += sums
            continue
        by_line[place.line] += sums
        if place.use:
            by_use[place.use] += sums
        else:
            unused += sums
    return Whole(total, dict(by_line), dict(by_use), dict(left_out), unmapped, unused)


# what is written


def answers_of(
    framework: Framework, whole: Whole, cells: Cells, source: str, columns: Iterable[str]
) -> dict[Address, Answer | None]:
    """The answers that an extract gives; None where an earlier extract gave one and this one gives none.

    ``columns``: which of "budget" and "actual" the extract has. A note that stands beside an answer stays.
    """
    given = dict(_figures(framework, whole, frozenset(columns)))
    found: dict[Address, Answer | None] = {}
    for address in _addresses(framework, frozenset(columns)):
        cell = cells.get(address)
        value = given.get(address)
        if value is not None:
            found[address] = Answer(value, source=source, note=cell.answer.note if cell else "")
        elif cell and is_from_extract(cell.answer):
            found[address] = None
    return found


def _figures(
    framework: Framework, whole: Whole, columns: frozenset[str]
) -> Iterator[tuple[Address, Decimal]]:
    ledger = framework.ledger
    assert ledger  # without it nothing was mapped
    if "budget" in columns:
        field = ledger.budget.rpartition(".")[2]
        yield from ((_address(k, field), v.budget) for k, v in whole.by_line.items() if v.budgets)
    if "actual" not in columns:
        return
    field = ledger.actual.rpartition(".")[2]
    yield from ((_address(k, field), v.actual) for k, v in whole.by_line.items() if v.actuals)
    for address in ledger.uses:
        for target in targets_of(framework, address):
            if (sums := whole.by_use.get(target)) and sums.actuals:
                yield _address(target, address.rpartition(".")[2]), sums.actual
    for reason in ledger.left_out:
        if reason.address and (sums := whole.left_out.get(reason.id)) and sums.actuals:
            yield _address(reason.address, ""), abs(sums.actual)


def _addresses(framework: Framework, columns: frozenset[str]) -> Iterator[Address]:
    """Every place that an extract with these columns may fill in."""
    ledger = framework.ledger
    assert ledger
    wanted = [ledger.budget] if "budget" in columns else []
    if "actual" in columns:
        wanted += [ledger.actual, *ledger.uses, *(r.address for r in ledger.left_out if r.address)]
    for address in wanted:
        for target in targets_of(framework, address):
            yield _address(target, address.rpartition(".")[2])


def _address(target: str, field: str) -> Address:
    """The address of a target: "section.part:row" with its field, or "section.field"."""
    section, __, rest = target.partition(".")
    return Address(section, rest, field) if ":" in rest else Address(section, "", rest)


# what is remembered


def encode_places(places: Places) -> str:
    """A mapping as text, for the workspace to keep."""
    rows = [[*pair, p.line, p.use, p.left_out] for pair, p in sorted(places.items()) if p != NOWHERE]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def decode_places(text: str) -> dict[Pair, Place]:
    """The mapping in a text; what is no mapping is forgotten."""
    try:
        rows = msgspec.json.decode(text, type=list[tuple[str, str, str, str, str]])
    except msgspec.DecodeError:
        return {}
    return {(centre, account): Place(*place) for centre, account, *place in rows}


def remember(before: Places, now: Places) -> dict[Pair, Place]:
    """The mapping after an extract: what was mapped now counts; what this extract lacks is kept."""
    return {pair: place for pair, place in {**before, **now}.items() if place != NOWHERE}


def with_place(place: Place, *, line: str | None = None, use: str | None = None) -> Place:
    """A place with another line ("?reason" leaves it out) or another use; what is left out has no use."""
    if line is not None:
        reason = line[1:] if line.startswith("?") else ""
        return Place("" if reason else line, "" if reason else place.use, reason)
    return structs.replace(place, use=use or "") if not place.left_out else place
