"""Benchmark sets: one topic over many organisations, one observation a row, ready to be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from bvreview.framework.services import Direction
from bvreview.review.cells import encode_value
from bvreview.review.changes import Change, ChangeKind, canonical_json
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from bvreview.store.checksums import checksum, sha256
from bvreview.store.library import Database
from bvreview.store.log import Step, append
from bvreview.store.schema import CHECKED, insert


def save_set(db: Database, benchmark: BenchmarkSet, step: Step) -> bool:
    """Keep a set in place of the one of its id; says whether anything was new."""
    rows, digest = _rows(benchmark), _digest(benchmark)
    old = _known_digest(db, benchmark.id)
    if old == digest:
        return False
    with db.atomic():
        db.conn.execute("delete from observations where benchmark_set = ?", [benchmark.id])
        db.conn.execute("delete from benchmark_sets where id = ?", [benchmark.id])
        head = _head(benchmark)
        db.conn.execute(insert("benchmark_sets"), (*head, checksum(*head)))
        db.conn.executemany(insert("observations"), [(*row, checksum(*row)) for row in rows])
        append(db, [_change(benchmark.id, old, digest)], step)
    return True


def remove_set(db: Database, set_id: str, step: Step) -> bool:
    """Forget a set; says whether it was there. That it was stays in the history."""
    if not db.conn.execute("select 1 from benchmark_sets where id = ?", [set_id]).fetchone():
        return False
    with db.atomic():
        append(db, [_change(set_id, _known_digest(db, set_id), None)], step)
        db.conn.execute("delete from observations where benchmark_set = ?", [set_id])
        db.conn.execute("delete from benchmark_sets where id = ?", [set_id])
    return True


def _change(set_id: str, old: str | None, new: str | None) -> Change:
    return Change(ChangeKind.HEAD, subject_of_set(set_id), field="content", old=old, new=new)


def subject_of_set(set_id: str) -> str:
    """What the log files a benchmark set under."""
    return f"benchmark set {set_id}"


def _known_digest(db: Database, set_id: str) -> str | None:
    row = db.conn.execute(
        "select new from changes where subject = ? order by seq desc limit 1", [subject_of_set(set_id)]
    ).fetchone()
    return row[0] if row else None


def _digest(benchmark: BenchmarkSet) -> str:
    return sha256(canonical_json([_head(benchmark), _rows(benchmark)]).encode())


def _head(benchmark: BenchmarkSet) -> tuple[str | int, ...]:
    topic, left_out = canonical_json(asdict(benchmark.topic)), canonical_json(benchmark.left_out)
    kind, title = benchmark.kind, benchmark.topic.title
    return benchmark.id, kind, title, topic, int(benchmark.illustrative), left_out


def _rows(benchmark: BenchmarkSet) -> list[tuple[str | int | None, ...]]:
    return [
        (
            *(benchmark.id, n, o.organisation),
            *(encode_value(number) for number in (o.numerator, o.denominator, o.value, o.target)),
            *(o.state, "\n".join(o.marks)),
        )
        for n, o in enumerate(benchmark.observations)
    ]


def read_sets(db: Database) -> tuple[BenchmarkSet, ...]:
    """Every benchmark set, by title."""
    rows = db.conn.execute(f"select {CHECKED['benchmark_sets']} from benchmark_sets order by title, id")
    return tuple(_set(db, *row) for row in rows.fetchall())


def _set(db: Database, set_id: str, *rest: Any) -> BenchmarkSet:
    kind, __, topic, illustrative, left_out = rest
    parts = json.loads(topic)
    return BenchmarkSet(
        set_id,
        Topic(**{**parts, "direction": Direction(parts["direction"])}),
        kind,
        tuple(_observations(db, set_id)),
        bool(illustrative),
        tuple((name, why) for name, why in json.loads(left_out)),
    )


def _observations(db: Database, set_id: str) -> Iterator[Observation]:
    rows = db.conn.execute(
        """select organisation, numerator, denominator, value, target, state, marks
        from observations where benchmark_set = ? order by position""",
        [set_id],
    )
    for organisation, numerator, denominator, value, target, state, marks in rows:
        yield Observation(
            organisation,
            _number(numerator),
            _number(denominator),
            _number(value),
            _number(target),
            state,
            tuple(marks.split("\n")) if marks else (),
        )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
