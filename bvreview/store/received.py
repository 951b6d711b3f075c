"""The submissions as they came: file, digests, who and when, identity, and what was found in it."""

from __future__ import annotations

import json
from dataclasses import replace

from msgspec import Struct

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, Cells, State, encode_value
from bvreview.review.changes import canonical_json
from bvreview.review.digests import content_digest
from bvreview.review.exchange.submission import FileReading
from bvreview.review.findings import Finding, Verdict, verdict_of
from bvreview.review.model import Review, ReviewHead
from bvreview.review.rules import with_explanation
from bvreview.store.cells import Pen, read_explanations
from bvreview.store.checksums import checksum, sha256
from bvreview.store.library import Database
from bvreview.store.schema import CHECKED, insert

_FEWEST = 5  # answers below which two files may well be alike by chance


class Submission(Struct, frozen=True):
    """A file that entered, without its bytes. ``received``: ISO, UTC; digests are SHA-256.

    ``figures_digest`` is over the figures alone: the same for a copy with only names and words changed.
    """

    id: int
    review: str
    revision: int
    name: str
    file_digest: str
    content_digest: str
    figures_digest: str
    received: str
    received_by: str
    verdict: Verdict
    identity: str

    @property
    def asked(self) -> dict[str, dict[str, str]]:
        """The questions that the file raised, by id: "question" and "answer", the id of the choice."""
        return dict(json.loads(self.identity).get("asked", {}))

    @property
    def was_asked(self) -> bool:
        """Whether the file raised a question."""
        return '"asked"' in self.identity

    @property
    def attached(self) -> dict[str, str]:
        """The text of sheets that are not part of the form, by title."""
        return dict(json.loads(self.identity).get("attached", {}))


class Parcel(Struct, frozen=True):
    """A file that was read: what it says, its bytes, the digests of its content and of its figures."""

    reading: FileReading
    data: bytes
    content: str
    figures: str


def pack(reading: FileReading, data: bytes) -> Parcel:
    """The file with its digests worked out."""
    content = reading.content or content_digest(reading.review)
    return Parcel(reading, data, content, figures_digest(reading.review.cells))


def figures_digest(cells: Cells) -> str:
    """The fingerprint of what was answered without its words; "" where too little was answered."""
    given = [(a, cell.answer.value) for a, cell in cells.items() if cell.answer.state is State.GIVEN]
    figures = [(address, value) for address, value in given if not isinstance(value, str)]
    chosen = figures if len(figures) >= _FEWEST else given
    entries = sorted((*address, encode_value(value)) for address, value in chosen)
    return sha256(canonical_json(entries).encode()) if len(entries) >= _FEWEST else ""


def write_submission(db: Database, parcel: Parcel, pen: Pen) -> int:
    """Keep a file and what was found in it; returns the number of the submission."""
    reading, head, digest = parcel.reading, parcel.reading.review.head, sha256(parcel.data)
    db.conn.execute("insert or ignore into files (digest, bytes) values (?, ?)", (digest, parcel.data))
    number = int(db.conn.execute("select coalesce(max(id), 0) + 1 from submissions").fetchone()[0])
    values = (
        *(number, head.id, head.revision, reading.file, digest, parcel.content, parcel.figures),
        *(pen.time, pen.author, verdict_of(reading.findings).value, _identity(reading)),
    )
    db.conn.execute(insert("submissions"), (*values, checksum(*values)))
    rows = [
        (
            number,
            n,
            f.rule,
            f.level.value,
            *f.address,
            f.found,
            f.message,
            f.put_right,
            f.label,
            f.sheet,
            f.cell,
        )
        for n, f in enumerate(reading.findings)
    ]
    db.conn.executemany(insert("submission_findings"), [(*row, checksum(*row)) for row in rows])
    return number


def _identity(reading: FileReading) -> str:
    identity = reading.identity
    asked = {q.id: {"question": q.text, "answer": q.answer} for q in reading.questions}
    more = {"asked": asked, "attached": dict(reading.attached)}
    return canonical_json(
        {name: value for name, value in more.items() if value}
        | {
            "kind": identity.kind.value,
            "template_version": identity.template_version,
            "app_version": identity.app_version,
            "content_digest": identity.content_digest,
            "section_digests": identity.section_digests,
            "written": identity.written,
            "signed_by": identity.head.signed_by,
            "signed_on": identity.head.signed_on,
        }
    )


def read_submissions(db: Database, where: str = "", *values: str | int) -> tuple[Submission, ...]:
    """The submissions in the order they came; ``where`` is SQL over the columns."""
    rows = db.conn.execute(f"select {CHECKED['submissions']} from submissions {where} order by id", values)
    return tuple(_submission(*row) for row in rows)


def _submission(number: int, review: str, revision: int, name: str, *more: str) -> Submission:
    file, content, figures, time, author, verdict, identity = more
    by = (time, author, Verdict(verdict), identity)
    return Submission(number, review, revision, name, file, content, figures, *by)


def remembered_answers(db: Database, reading: FileReading) -> dict[str, str]:
    """What was said before of the shape of this organisation's form, to questions that are open again."""
    open_now = {q.id: q for q in reading.questions if q.is_about_shape and not q.answer}
    found: dict[str, str] = {}
    if open_now:
        where = "where review in (select id from reviews where organisation = ? and service = ?)"
        head = reading.review.head
        for submission in read_submissions(db, where, head.organisation, head.service):
            found |= {name: said["answer"] for name, said in submission.asked.items() if name in open_now}
    return {name: answer for name, answer in found.items() if open_now[name].answered(answer).answer}


def read_file(db: Database, digest: str) -> bytes | None:
    """The bytes of a file as it was received."""
    row = db.conn.execute("select bytes from files where digest = ?", [digest]).fetchone()
    return row[0] if row else None


def read_findings(db: Database, head: ReviewHead) -> tuple[Finding, ...]:
    """What was found in the submission that came last, each with its living or stale explanation."""
    rows = db.conn.execute(
        """select rule, level, section, "row", field, found, message, put_right, label, sheet, cell
        from submission_findings where submission = (select max(id) from submissions where review = ?)
        order by position""",
        [head.id],
    )
    answered = Review(head, explanations={e.key: e for e in read_explanations(db, head.id)})
    return tuple(with_explanation(_finding(*row), answered) for row in rows)


def _finding(rule: str, level: str, section: str, row: str, field: str, *words: str) -> Finding:
    found, message, put_right, label, sheet, cell = words
    address = Address(section, row, field)
    return Finding(rule, Level(level), address, found, message, put_right, label, sheet, cell)


def same_figures_elsewhere(db: Database, digest: str, organisation: str) -> str | None:
    """Another organisation than this one that has sent the very figures, if there is one."""
    row = db.conn.execute(
        """select organisation from submissions join reviews on reviews.id = submissions.review
        where figures_digest = ? and organisation != ? limit 1""",
        (digest, organisation),
    ).fetchone()
    return row[0] if digest and row else None


def explanations_kept(held: Review, reading: FileReading) -> Review:
    """The review as read, with the explanations given before whose finding is unchanged."""
    found = {f.key: f.found for f in reading.findings}
    kept = {key: e for key, e in held.explanations.items() if found.get(key) == e.found}
    return replace(reading.review, explanations={**kept, **reading.review.explanations})
