"""Benchmark packs that are kept: several, by id and version; none takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bvreview.i18n import _
from bvreview.review.changes import Change, ChangeKind
from bvreview.review.compared.packs import (
    BenchmarkPack,
    decode_pack,
    encode_pack,
    figures_digest,
    pack_digest,
)
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.log import Step, append
from bvreview.store.noted import read_note, write_note
from bvreview.store.schema import insert

_SEED: Final = "seed of benchmark packs"
_HERE: Final = "id = ? and version = ?"


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A pack as it is kept: ``file`` it came in or went out as, who took it in or made it, and when."""

    pack: BenchmarkPack
    made_here: bool
    file: str
    author: str
    time: str


def read_packs(db: Database) -> tuple[KeptPack, ...]:
    """Every pack, the newest year first, then by id, the newest version first."""
    rows = db.conn.execute("select content, made_here, file, author, time from benchmark_packs")
    kept = [KeptPack(decode_pack(content), bool(here), *rest) for content, here, *rest in rows]
    kept.sort(key=lambda k: (k.pack.id, -k.pack.version))
    return tuple(sorted(kept, key=lambda k: k.pack.period, reverse=True))


def take_pack(db: Database, pack: BenchmarkPack, about: tuple[str, str], step: Step) -> ImportOutcome:
    """Keep a pack that came in; ``about``: the file's name and digest. One of its id and version stays."""
    same = next((k for k in read_packs(db) if _number(k.pack) == _number(pack)), None)
    outcome, reason = Outcome.IMPORTED, _words(pack)
    if same and pack_digest(same.pack) == pack_digest(pack):
        outcome = Outcome.ALREADY_THERE
    elif same:
        outcome, text = (
            Outcome.REFUSED,
            _(
                "Another benchmark pack {id}, version {n}, is kept, with other figures. Remove that one in "
                "the library first, or ask for a new version."
            ),
        )
        reason = text.format(id=pack.id, n=pack.version)
    else:
        keep_pack(db, KeptPack(pack, False, about[0], step.author, step.time), step)
    return ImportOutcome(
        about[0], outcome, service=pack.service, period=pack.period, reason=reason, file_digest=about[1]
    )


def _words(pack: BenchmarkPack) -> str:
    text = _("A benchmark pack for {audience}: {n} figures of {count} organisations, version {version}.")
    words = {"audience": pack.audience.words, "n": pack.figures, "version": pack.version}
    return text.format(**words, count=len(pack.organisations))


def _number(pack: BenchmarkPack) -> tuple[str, int]:
    return pack.id, pack.version


def keep_pack(db: Database, kept: KeptPack, step: Step) -> None:
    """Keep a pack whose id and version are free."""
    pack = kept.pack
    values = (*_number(pack), encode_pack(pack), int(kept.made_here), kept.file, kept.author, kept.time)
    with db.atomic():
        db.conn.execute(insert("benchmark_packs"), (*values, checksum(*values)))
        append(db, [_change(pack, None, pack_digest(pack))], step)


def remove_pack(db: Database, pack_id: str, version: int, step: Step) -> bool:
    """Forget a pack; says whether it was there. That it was stays in the history."""
    found = next((k.pack for k in read_packs(db) if _number(k.pack) == (pack_id, version)), None)
    if not found:
        return False
    with db.atomic():
        db.conn.execute(f"delete from benchmark_packs where {_HERE}", (pack_id, version))
        append(db, [_change(found, pack_digest(found), None)], step)
    return True


def version_for(db: Database, pack: BenchmarkPack) -> int:
    """The version that a pack goes out as: that of an edition with the same figures, or the next."""
    mine = [k.pack for k in read_packs(db) if k.pack.id == pack.id]
    same = [p.version for p in mine if figures_digest(p) == figures_digest(pack)]
    return max(same, default=max((p.version for p in mine), default=0) + 1)


def _change(pack: BenchmarkPack, old: str | None, new: str | None) -> Change:
    subject = f"benchmark pack {pack.id} {pack.version}"
    return Change(ChangeKind.HEAD, subject, field="content", old=old, new=new)


def read_seed(db: Database) -> str:
    """The secret of this workspace from which letters follow; "" before it was made."""
    return read_note(db, _SEED) or ""


def write_seed(db: Database, seed: str) -> None:
    """Keep the secret."""
    write_note(db, _SEED, seed)
