"""The tables, as migrations in plain SQL: each runs together with the record that it ran.

Every table ends in ``checksum`` over the columns before it (``cells`` without its id). A subject is a
review, or an organisation year ("derbyshire/2009-10") that the organisation's own reviews share.
"""

from __future__ import annotations

from typing import Final

from bvreview.store.library import Database, Migrations

APPLICATION_ID: Final = 0x42565231  # "BVR1"
MIGRATIONS: Final = Migrations("bvreview")

_FIRST: Final = (
    """create table settings (
        name text primary key, value text not null, checksum text not null
    ) strict""",
    """create table reviews (
        id text primary key,
        organisation text not null, service text not null, period text not null, path text not null,
        framework text not null, framework_version text not null,
        revision integer not null, status text not null,
        provisional integer not null, illustrative integer not null,
        signed_by text not null, signed_on text not null,
        checksum text not null
    ) strict""",
    """create table rows (
        subject text not null, section text not null, part text not null, key text not null,
        position integer not null,
        checksum text not null,
        unique (subject, section, part, key)
    ) strict""",
    """create table cells (
        id integer primary key,
        subject text not null, section text not null, "row" text not null, field text not null,
        answer text not null, author text not null, time text not null, revision integer not null,
        checksum text not null,
        unique (subject, section, "row", field)
    ) strict""",
    """create virtual table search using fts5(words, tokenize = 'unicode61 remove_diacritics 2')""",
    """create table explanations (
        subject text not null, rule text not null,
        section text not null, "row" text not null, field text not null,
        found text not null, words text not null, author text not null, time text not null,
        checksum text not null,
        unique (subject, rule, section, "row", field)
    ) strict""",
    """create table steps (
        id integer primary key,
        kind text not null, label text not null, author text not null, time text not null,
        undoes integer references steps (id),
        checksum text not null
    ) strict""",
    "create index steps_undoes on steps (undoes) where undoes is not null",
    """create table changes (
        seq integer primary key,
        step integer not null references steps (id),
        subject text not null, kind text not null,
        section text not null, "row" text not null, field text not null, rule text not null,
        old text, new text,
        chain text not null,
        checksum text not null
    ) strict""",
    "create index changes_step on changes (step)",
    "create index changes_subject on changes (subject, step)",
    """create table files (
        digest text primary key, bytes blob not null
    ) strict""",
    """create table submissions (
        id integer primary key,
        review text not null references reviews (id), revision integer not null,
        name text not null, file text not null references files (digest),
        content_digest text not null, figures_digest text not null,
        received text not null, received_by text not null, verdict text not null, identity text not null,
        checksum text not null
    ) strict""",
    "create index submissions_review on submissions (review)",
    "create index submissions_figures on submissions (figures_digest)",
    """create table submission_findings (
        submission integer not null references submissions (id), position integer not null,
        rule text not null, level text not null,
        section text not null, "row" text not null, field text not null,
        found text not null, message text not null, put_right text not null, label text not null,
        sheet text not null, cell text not null,
        checksum text not null,
        unique (submission, position)
    ) strict""",
    """create table benchmark_sets (
        id text primary key,
        kind text not null, title text not null, topic text not null,
        illustrative integer not null, left_out text not null,
        checksum text not null
    ) strict""",
    """create table observations (
        benchmark_set text not null references benchmark_sets (id), position integer not null,
        organisation text not null,
        numerator text, denominator text, value text, target text,
        state text not null, marks text not null,
        checksum text not null,
        unique (benchmark_set, position)
    ) strict""",
    "create index observations_organisation on observations (organisation)",
)

_NOT_TAKEN: Final = """create table not_taken (
        name text primary key,
        outcome text not null, reason text not null,
        organisation text not null, service text not null, period text not null,
        received text not null, received_by text not null,
        checksum text not null
    ) strict"""

_ASSIGNMENTS: Final = """create table assignments (
        subject text not null, section text not null,
        assignment text not null, author text not null, time text not null,
        checksum text not null,
        unique (subject, section)
    ) strict"""

_EVIDENCE: Final = (
    """create table evidence (
        subject text not null, id text not null,
        evidence text not null, author text not null, time text not null,
        checksum text not null,
        unique (subject, id)
    ) strict""",
    """create table evidence_links (
        subject text not null, section text not null, "row" text not null, field text not null,
        evidence text not null, author text not null, time text not null,
        checksum text not null,
        unique (subject, section, "row", field, evidence)
    ) strict""",
)

_OUTGOING: Final = """create table outgoing (
        subject text not null, id text not null,
        outgoing text not null, author text not null, time text not null,
        checksum text not null,
        unique (subject, id)
    ) strict"""

_PACKS: Final = """create table benchmark_packs (
        id text not null, version integer not null,
        content text not null, made_here integer not null, file text not null,
        author text not null, time text not null,
        checksum text not null,
        unique (id, version)
    ) strict"""

CHECKED: Final = {  # table -> the columns its checksum is over
    "settings": "name, value",
    "reviews": "id, organisation, service, period, path, framework, framework_version, revision, status, "
    "provisional, illustrative, signed_by, signed_on",
    "rows": "subject, section, part, key, position",
    "cells": 'subject, section, "row", field, answer, author, time, revision',
    "explanations": 'subject, rule, section, "row", field, found, words, author, time',
    "steps": "id, kind, label, author, time, undoes",
    "changes": 'seq, step, subject, kind, section, "row", field, rule, old, new, chain',
    "submissions": "id, review, revision, name, file, content_digest, figures_digest, received, "
    "received_by, verdict, identity",
    "submission_findings": 'submission, position, rule, level, section, "row", field, found, message, '
    "put_right, label, sheet, cell",
    "benchmark_sets": "id, kind, title, topic, illustrative, left_out",
    "observations": "benchmark_set, position, organisation, numerator, denominator, value, target, state, "
    "marks",
    "not_taken": "name, outcome, reason, organisation, service, period, received, received_by",
    "assignments": "subject, section, assignment, author, time",
    "evidence": "subject, id, evidence, author, time",
    "evidence_links": 'subject, section, "row", field, evidence, author, time',
    "outgoing": "subject, id, outgoing, author, time",
    "benchmark_packs": "id, version, content, made_here, file, author, time",
}
TABLES: Final = (
    *("reviews", "rows", "cells", "explanations", "steps", "changes", "files", "submissions"),
    *("submission_findings", "benchmark_sets", "observations", "not_taken", "assignments"),
    *("evidence", "evidence_links", "outgoing", "benchmark_packs", "settings"),
)
"""All that is kept, each table after those that it refers to."""
NEW_IN: Final = {
    "not_taken": 2,
    **{"assignments": 3, "evidence": 4, "evidence_links": 4},
    **{"outgoing": 5, "benchmark_packs": 6},
}
"""Table -> the version that brought it, where that is not the first."""


def names_of(table: str) -> list[str]:
    """The columns of a row: those under the checksum, and it; a file is its own check."""
    return ["digest", "bytes"] if table == "files" else [*CHECKED[table].split(", "), "checksum"]


def checked_in(version: int) -> dict[str, str]:
    """The part of ``CHECKED`` that a file of a version has."""
    return {table: columns for table, columns in CHECKED.items() if NEW_IN.get(table, 1) <= version}


@MIGRATIONS()
def m0001_first_release(db: Database) -> None:
    """Everything the first release keeps."""
    for statement in _FIRST:
        db.conn.execute(statement)
    db.conn.execute(f"pragma application_id = {APPLICATION_ID}")
    db.conn.execute("pragma user_version = 1")


@MIGRATIONS()
def m0002_files_not_taken(db: Database) -> None:
    """The list of files that were not taken, with the reasons, is there at the next start too."""
    db.conn.execute(_NOT_TAKEN)
    db.conn.execute("pragma user_version = 2")


@MIGRATIONS()
def m0003_owners_of_sections(db: Database) -> None:
    """A section has an owner and a due date."""
    db.conn.execute(_ASSIGNMENTS)
    db.conn.execute("pragma user_version = 3")


@MIGRATIONS()
def m0004_evidence(db: Database) -> None:
    """Evidence is listed once and linked from answers; its files are kept among those received."""
    for statement in _EVIDENCE:
        db.conn.execute(statement)
    db.conn.execute("pragma user_version = 4")


@MIGRATIONS()
def m0005_what_went_out(db: Database) -> None:
    """What went out as a workbook to somebody is known, and when it came back."""
    db.conn.execute(_OUTGOING)
    db.conn.execute("pragma user_version = 5")


@MIGRATIONS()
def m0006_benchmark_packs(db: Database) -> None:
    """Benchmark packs are kept, several by id and version."""
    db.conn.execute(_PACKS)
    db.conn.execute("pragma user_version = 6")


LATEST: Final = 6


def insert(table: str) -> str:
    """The statement that inserts a checked row: its columns, then the checksum."""
    columns = CHECKED[table]
    marks = ", ".join("?" * (columns.count(",") + 2))
    return f"insert into {table} ({columns}, checksum) values ({marks})"
