"""The door to what goes out for others to compare with, and to published tables that come in: pure work.

Values and files in, values and files out, no database; on any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bvreview import __version__
from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.i18n import _
from bvreview.review.compared.audiences import Release
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.cost_parts import CostParts, cost_parts_of
from bvreview.review.compared.earlier import review_year
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.plain_table import PlainTable, Record, plain_table
from bvreview.review.compared.practice import notes_of_review, place_notes
from bvreview.review.compared.provider_results import NOTHING_SHARED, Returned, Shared
from bvreview.review.compared.scope import CompareScope, one_each
from bvreview.review.compared.standing import Comparison
from bvreview.review.compared.table_mapping import TableMapping
from bvreview.review.model import Review

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.charts.spec import ChartSpec

Tick = Callable[[int, int, str], None]


def read_tables(path: Path) -> tuple[PlainTable, ...]:
    """The tables of a file that anybody published, a sheet each.

    Raises:
        NoTableError: the file was refused, holds no cell, or more rows than any table of organisations.
    """
    from bvreview.workbook.plain_tables import read_tables as read

    return tuple(plain_table(name, rows) for name, rows in read(path).items())


def guess_table(framework: Framework, table: PlainTable, heading: int, year: str) -> TableMapping:
    """What the columns of a published table seem to hold."""
    from bvreview.analysis.mapped import guess_mapping

    return guess_mapping(framework, table, heading, year)


def table_topics(framework: Framework) -> dict[str, tuple[str, str]]:
    """What a published table may be about, by id: title and kind."""
    from bvreview.analysis.mapped import topics_of

    return topics_of(framework)


def why_no_table(mapping: TableMapping) -> str:
    """What is still to be said before a published table can be taken in; "" where nothing is."""
    from bvreview.analysis.mapped import why_incomplete

    return why_incomplete(mapping)


def whose_name(framework: Framework, year: str, printed: str) -> str:
    """The id of the organisation that is called that in a financial year; "" for none."""
    from bvreview.analysis.table_traps import Names

    return Names(framework, year).find(printed)


def map_table(framework: Framework, records: Sequence[Record], mapping: TableMapping) -> BenchmarkSet:
    """The benchmark set that a published table makes by its mapping, what is left out of it included."""
    from bvreview.analysis.mapped import map_table as map_records

    return map_records(framework, records, mapping)


def make_pack(  # noqa: PLR0913 - the first four say what, the rest is how, by name
    framework: Framework,
    scope: CompareScope,
    comparisons: Sequence[Comparison],
    release: Release,
    *,
    parts: Sequence[CostParts] = (),
    shared: Shared = NOTHING_SHARED,
    made_by: str = "",
    day: date | None = None,
) -> BenchmarkPack:
    """The comparisons as a benchmark pack for an audience, version 1; nothing is written.

    ``shared``: results of providers and practice notes, of which goes out what its audience may see.
    """
    from bvreview.analysis.collated import make_pack as make
    from bvreview.analysis.shared import with_shared

    about = (made_by, (day or date.today()).isoformat(), __version__)
    pack = make(framework, scope, comparisons, release, parts, about)
    return with_shared(pack, comparisons, release, shared)


class Keeper(Protocol):
    """What a release needs of a workspace."""

    framework: Framework

    def at_hand(self, about: Iterable[CompareScope]) -> tuple[list[Review], tuple[BenchmarkSet, ...]]:
        """The reviews and benchmark sets of a scope."""

    def returned(self, review_id: str) -> Returned:
        """What the returns say that came for a review."""

    def shared_in_packs(self, about: Iterable[CompareScope]) -> Shared:
        """What packs that came in say beside the figures of organisations."""

    def pack_seed(self) -> str:
        """The secret that letters follow from."""

    def numbered(self, pack: BenchmarkPack) -> BenchmarkPack:
        """The pack with the version that it goes out as."""

    def packs_beside(self, pack: BenchmarkPack) -> tuple[BenchmarkPack, ...]:
        """The packs that are kept of other years."""

    def keep_pack(self, pack: BenchmarkPack, file: str) -> None:
        """Keep what went out."""


def release_benchmarks(  # noqa: PLR0913 - the first four say what, the rest is how, by name
    keeper: Keeper,
    scope: CompareScope,
    release: Release,
    path: Path,
    *,
    made_by: str = "",
    tick: Tick = lambda done, of, text: None,
) -> BenchmarkPack | None:
    """Write the benchmark pack of a service and year for an audience, and keep it; None: nothing to compare.

    Raises:
        OSError: the file cannot be written; nothing is kept then.
    """
    from bvreview.analysis.service import compare_service

    framework = keeper.framework
    reviews, sets = keeper.at_hand([scope])
    tick(0, 2, _("Comparing"))
    counted = one_each(reviews)
    comparisons = compare_service(framework, scope, counted, sets)
    if not comparisons:
        return None
    seeded = replace(release, seed=keeper.pack_seed())
    parts = _cost_parts(framework, scope, counted)
    shared = _shared(keeper, scope, counted, {c.topic.id: c.topic.title for c in comparisons})
    made = make_pack(framework, scope, comparisons, seeded, parts=parts, shared=shared, made_by=made_by)
    pack = keeper.numbered(made)
    tick(1, 2, path.name)
    write_pack(framework, pack, path, beside=keeper.packs_beside(pack))
    keeper.keep_pack(pack, path.name)
    return pack


def _cost_parts(framework: Framework, scope: CompareScope, reviews: Sequence[Review]) -> list[CostParts]:
    mine = [r for r in reviews if scope.is_of(r.head)]
    found = [cost_parts_of(review_year(framework, review)) for review in mine]
    return [parts for parts in found if parts]


def _shared(
    keeper: Keeper, scope: CompareScope, reviews: Sequence[Review], titles: Mapping[str, str]
) -> Shared:
    """What reviews, returns and packs that came in say beside figures; a review before a pack."""
    mine = [r for r in reviews if scope.is_of(r.head)]
    returned = [keeper.returned(r.head.id) for r in mine]
    packed = keeper.shared_in_packs([scope])
    here = {organisation_name(keeper.framework, r.head.organisation) for r in mine}
    asked = {one.asked_by for one in returned if one.results or one.notes}
    notes = [n for r in mine for n in notes_of_review(keeper.framework, r)]
    notes += [n for one in returned for n in one.notes]
    notes += [n for n in packed.notes if n.who not in here and n.asked_by not in asked]
    figures = [f for one in returned for f in one.figures(titles)]
    figures += [f for f in packed.providers if f.topic in titles and f.asked_by not in asked]
    return Shared(tuple(figures), place_notes(notes, titles))


def compare_pack(pack: BenchmarkPack) -> tuple[Comparison, ...]:
    """The comparisons of a pack: the same for who made it and for whoever got it."""
    from bvreview.analysis.collated import compare_pack as compare_figures

    return compare_figures(pack)


def write_pack(
    framework: Framework, pack: BenchmarkPack, path: Path, *, beside: Sequence[BenchmarkPack] = ()
) -> None:
    """A pack as an Excel workbook with charts and a tidy sheet, which another copy of the application reads.

    ``beside``: packs of other years, whose figures are shown beside its own.
    """
    from bvreview.analysis.collated import pack_years, share_quarters
    from bvreview.analysis.shared import provider_standings
    from bvreview.workbook.benchmark_book import Beside, write_benchmarks

    comparisons = compare_pack(pack)
    more = Beside(
        quarters=share_quarters(comparisons),
        years=pack_years(pack, comparisons, beside),
        charts=_placed(framework, comparisons),
        providers=provider_standings(pack),
    )
    write_benchmarks(framework, pack, comparisons, path, more)


def _placed(framework: Framework, comparisons: Sequence[Comparison]) -> list[ChartSpec]:
    """Cost against performance, by the last unit cost of the pack; nothing where it cannot be said.

    By the cost as reported and, where it is there, by the cost adjusted for area pay.
    """
    from bvreview.analysis.performance import cost_performance, placed_at_area_pay
    from bvreview.charts.costs import quadrant_spec

    there = {c.topic.id for c in comparisons if c.kind == "money"}
    units = framework.compare.unit_costs if framework.compare else ()
    costs = [u.id for u in units if u.id in there and not u.each_outcome]
    placed = cost_performance(comparisons, costs[-1]) if costs else ""
    if isinstance(placed, str):
        return []
    adjusted = placed_at_area_pay(comparisons, costs[-1])
    return [quadrant_spec(one) for one in (placed, adjusted) if one]
