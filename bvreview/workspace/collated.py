"""What an open workspace keeps to compare with: published tables and benchmark packs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bvreview.i18n import _
from bvreview.review.model import ReviewHead
from bvreview.store import refused
from bvreview.store.engine import utc_now
from bvreview.store.intake import Sender
from bvreview.store.log import Step, StepKind
from bvreview.store.thread import on_thread
from bvreview.workspace.reading import ReadableWorkspace

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.compared.benchmarks import BenchmarkSet
    from bvreview.review.compared.packs import BenchmarkPack
    from bvreview.review.compared.provider_results import Shared
    from bvreview.review.compared.scope import CompareScope
    from bvreview.review.compared.table_mapping import TableMapping
    from bvreview.review.exchange.submission import ImportOutcome
    from bvreview.store.packs import KeptPack


class CollatedWorkspace(ReadableWorkspace):
    """An open workspace with its benchmark sets and packs."""

    def _step(self, label: str, kind: StepKind = StepKind.EDIT, undoes: int | None = None) -> Step:
        return Step(label, str(self.person), utc_now(), kind, undoes)

    @on_thread
    def save_benchmark_set(self, benchmark_set: BenchmarkSet) -> bool:
        """Keep a benchmark set in place of the one of its id; says whether anything was new."""
        from bvreview.store import benchmarks

        step = self._step(_("Benchmark set saved"), StepKind.RECORD)
        with self.writing() as db:
            return benchmarks.save_set(db, benchmark_set, step)

    @on_thread
    def remove_benchmark_set(self, set_id: str) -> bool:
        """Forget a benchmark set; says whether it was there."""
        from bvreview.store import benchmarks

        step = self._step(_("Benchmark set removed"), StepKind.RECORD)
        with self.writing() as db:
            return benchmarks.remove_set(db, set_id, step)

    @on_thread
    def table_mapping(self, headings: Sequence[str]) -> TableMapping | None:
        """How a table with these headings was mapped last."""
        from bvreview.review.compared.table_mapping import headings_mark
        from bvreview.store.table_mappings import read_table_mapping

        return read_table_mapping(self._db, headings_mark(headings))

    @on_thread
    def take_table(self, benchmark_set: BenchmarkSet, headings: Sequence[str], mapping: TableMapping) -> bool:
        """Keep a published table and how its columns were mapped; says whether anything was new."""
        from bvreview.review.compared.table_mapping import headings_mark
        from bvreview.store import benchmarks
        from bvreview.store.table_mappings import write_table_mapping

        step = self._step(_("Published table taken in"), StepKind.RECORD)
        with self.writing() as db:
            write_table_mapping(db, headings_mark(headings), mapping)
            return benchmarks.save_set(db, benchmark_set, step)

    @on_thread
    def packs(self) -> tuple[KeptPack, ...]:
        """Every benchmark pack, the newest year first."""
        from bvreview.store import packs

        return packs.read_packs(self._db)

    def packs_of(self, service: str) -> tuple[BenchmarkPack, ...]:
        """The packs of a service, the most useful first (see ``beside``), those made here last.

        One made here of a year whose reviews are here says what they say: it is not beside them.
        """
        reviewed = {head.period for head in self.heads() if head.service == service}
        kept = sorted(self.packs(), key=lambda k: (not k.made_here, *_usefulness(k.pack)), reverse=True)
        mine = (k for k in kept if k.pack.service == service)
        return tuple(k.pack for k in mine if not (k.made_here and k.pack.year in reviewed))

    @on_thread
    def pack_seed(self) -> str:
        """The secret of this workspace from which the letters of organisations follow."""
        from bvreview.store import packs

        if not (seed := packs.read_seed(self._db)):
            seed = secrets.token_hex(16)
            with self.writing() as db:
                packs.write_seed(db, seed)
        return seed

    @on_thread
    def numbered(self, pack: BenchmarkPack) -> BenchmarkPack:
        """The pack with the version that it goes out as."""
        from bvreview.store import packs

        return replace(pack, version=packs.version_for(self._db, pack))

    def packs_beside(self, pack: BenchmarkPack) -> tuple[BenchmarkPack, ...]:
        """The packs that are kept of other years than a pack's."""
        return tuple(k.pack for k in self.packs() if k.pack.period != pack.period)

    @on_thread
    def keep_pack(self, pack: BenchmarkPack, file: str) -> None:
        """Keep a pack that was written here to a file of that name; the same edition is kept once."""
        from bvreview.store import packs

        step = self._step(_("Benchmark pack written"), StepKind.RECORD)
        there = {(k.pack.id, k.pack.version) for k in packs.read_packs(self._db)}
        if (pack.id, pack.version) not in there:
            with self.writing() as db:
                packs.keep_pack(db, packs.KeptPack(pack, True, file, step.author, step.time), step)

    @on_thread
    def take_pack(self, pack: BenchmarkPack, file: str, digest: str) -> ImportOutcome:
        """Keep a pack that came in as a file; one of the same id and version is never replaced."""
        from bvreview.store import packs

        step = self._step(_("Benchmark pack taken in"), StepKind.RECORD)
        with self.writing() as db:
            outcome = packs.take_pack(db, pack, (file, digest), step)
            refused.keep_outcome(db, outcome, Sender(step.author, step.time))
            return outcome

    @on_thread
    def remove_pack(self, pack_id: str, version: int) -> bool:
        """Forget a benchmark pack; says whether it was there."""
        from bvreview.store import packs

        step = self._step(_("Benchmark pack removed"), StepKind.RECORD)
        with self.writing() as db:
            return packs.remove_pack(db, pack_id, version, step)

    def beside(self, about: Iterable[ReviewHead | CompareScope]) -> tuple[BenchmarkSet, ...]:
        """The figures of the packs that came in for these services and years, one pack for each.

        Where there are several: one with names before one with letters, then the one with the most figures,
        then the newest.
        """
        from bvreview.review.compared.packs import pack_sets

        wanted = {(one.service, one.period.id) for one in about}
        best: dict[tuple[str, str], BenchmarkPack] = {}
        for pack in sorted((k.pack for k in self.packs() if not k.made_here), key=_usefulness):
            if not wanted or (pack.service, pack.period) in wanted:
                best[pack.service, pack.period] = pack
        return tuple(s for pack in best.values() for s in pack_sets(self.framework, pack))

    def shared_in_packs(self, about: Iterable[ReviewHead | CompareScope]) -> Shared:
        """What the packs that came in for these services and years say beside figures."""
        from bvreview.review.compared.packs import shared_in

        wanted = {(one.service, one.period.id) for one in about}
        kept = (k.pack for k in self.packs() if not k.made_here)
        return shared_in(pack for pack in kept if (pack.service, pack.period) in wanted)


def _usefulness(pack: BenchmarkPack) -> tuple[bool, int, str, int]:
    return not pack.letters, pack.figures, pack.made_on, pack.version
