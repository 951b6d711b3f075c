"""Evidence: listed once, linked from answers, its files kept by digest; logged, undone, saved from damage."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import BUDGET, FRAMEWORK, LEAD, OTHER, begin, fill, open_workspace

from bvreview.review.answers import Answers
from bvreview.review.changes import Change, ChangeKind, evidence_change, link_change
from bvreview.review.digests import content_digest
from bvreview.review.evidence import (
    MOST_BYTES,
    Evidence,
    KeptFile,
    about_words,
    decode_evidence,
    encode_evidence,
    in_order,
    linked,
    matching,
    unlinked,
    uses,
)
from bvreview.review.retelling import tell
from bvreview.store import kept
from bvreview.store.checksums import sha256
from bvreview.store.errors import ChangedMeanwhileError, SignedReviewError
from bvreview.store.log import Step, StepKind
from bvreview.store.salvage import salvage
from bvreview.workspace import Workspace

DATA = b"%PDF-1.4 minutes"
MINUTES = Evidence(
    "e1",
    "Board minutes",
    "B 12/09",
    date(2010, 3, 4),
    "B",
    "Item 4",
    KeptFile(sha256(DATA), "minutes.pdf", 16),
)
NUMBERS = st.builds(
    Evidence,
    st.just("e1"),
    st.text(),
    st.text(),
    st.none() | st.dates(),
    st.sampled_from(["", "A", "D"]),
    st.text(),
    st.none() | st.builds(KeptFile, st.just("0" * 64), st.text(min_size=1), st.integers(1, MOST_BYTES)),
    st.text(),
)


@given(NUMBERS)
def test_evidence_is_read_as_it_was_written(evidence: Evidence) -> None:
    assert decode_evidence("e1", encode_evidence(evidence)) == evidence
    assert decode_evidence("e1", encode_evidence(None)) is None


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "a.bvr")


def added(review: str, evidence: Evidence = MINUTES) -> list[Change]:
    return [
        evidence_change(review, evidence.id, None, evidence),
        link_change(review, LEAD, evidence.id, on=True),
    ]


def test_it_stands_in_the_file_after_a_restart_with_its_bytes(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "a.bvr") as workspace:
        review = begin(workspace)
        workspace.apply(added(review), "Evidence", files=[DATA])
    with open_workspace(tmp_path / "a.bvr") as workspace:
        found = workspace.review(review)
        assert found.evidence == {"e1": MINUTES}
        assert found.links == {LEAD: ("e1",)}
        assert workspace.submission_file(sha256(DATA)) == DATA
        assert workspace.verify().is_whole


def test_it_is_undone_and_done_again_with_its_link(workspace: Workspace) -> None:
    with workspace:
        review = begin(workspace)
        workspace.apply(added(review), "Evidence", files=[DATA])
        workspace.undo(review)
        assert (workspace.review(review).evidence, workspace.review(review).links) == ({}, {})
        workspace.redo(review)
        assert workspace.review(review).links == {LEAD: ("e1",)}
        assert workspace.submission_file(sha256(DATA)) == DATA


def test_the_organisation_years_evidence_is_there_in_each_of_its_reviews(workspace: Workspace) -> None:
    with workspace:
        one, other = begin(workspace), begin(workspace, "reading-rooms")
        year = workspace.head(one).organisation_year
        shared = replace(MINUTES, file=None)
        workspace.apply(
            [evidence_change(year, "e1", None, shared), link_change(year, BUDGET, "e1", on=True)], "Evidence"
        )
        for review in (workspace.review(one), workspace.review(other)):
            assert review.evidence == {"e1": replace(shared, shared=True)}
            assert review.links == {BUDGET: ("e1",)}


def test_what_was_changed_meanwhile_is_refused_and_keeps_no_file(workspace: Workspace) -> None:
    with workspace:
        review = begin(workspace)
        wrong = evidence_change(review, "e1", replace(MINUTES, title="Other"), MINUTES)
        with pytest.raises(ChangedMeanwhileError, match="Board minutes"):
            workspace.apply([wrong], "Evidence", files=[DATA])
        assert workspace.submission_file(sha256(DATA)) is None


def test_a_signature_stays_and_what_is_signed_takes_no_more(workspace: Workspace) -> None:
    with workspace:
        review = begin(workspace)
        fill(workspace, review)
        (rise,) = (f for f in workspace.findings(review) if f.rule == "rise")
        workspace.explain(review, rise, "A new branch.")
        before = content_digest(workspace.review(review))
        workspace.apply(added(review), "Evidence")
        assert content_digest(workspace.review(review)) == before
        workspace.sign_off(review, "Ann Other", date(2010, 6, 1))
        with pytest.raises(SignedReviewError):
            workspace.apply([link_change(review, OTHER, "e1", on=True)], "Evidence")
        year = workspace.head(review).organisation_year
        done = workspace.apply([evidence_change(year, "e2", None, replace(MINUTES, id="e2"))], "Evidence")
        assert done.withdrawn == ()


def test_the_history_tells_it_in_words(workspace: Workspace) -> None:
    with workspace:
        review = begin(workspace)
        done = workspace.apply(added(review), "Evidence")
        answers = Answers(FRAMEWORK, workspace.review(review))
        words = [tell(answers, change).words for change in done.changes]
        assert words[0].startswith(
            "Evidence: not there \u2192 Board minutes, B 12/09, 4 March 2010, B, Item 4"
        )
        assert words[1] == "Evidence: Lead: not linked \u2192 Board minutes"
        assert [e.change.kind for e in workspace.history(review, LEAD)] == [ChangeKind.LINK]


def test_a_kept_file_that_is_missing_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    with open_workspace(path) as workspace:
        review = begin(workspace)
        workspace.apply(added(review), "Evidence", files=[DATA])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("delete from files")
        connection.commit()
    with open_workspace(path, create=False) as workspace:
        (problem,) = workspace.verify().problems
        assert problem == "The kept file of evidence is missing: Board minutes, minutes.pdf."


def test_it_is_saved_from_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    with open_workspace(path) as workspace:
        review = begin(workspace)
        workspace.apply([*added(review), evidence_change(review, "e2", None, replace(MINUTES, id="e2"))], "E")
        workspace.apply([], files=[DATA])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update evidence set evidence = '{}' where id = 'e2'")
        connection.commit()
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    missing = salvage(path, tmp_path / "b.bvr", FRAMEWORK, step)
    assert missing == ("Missing, evidence: at most 1.",)
    with open_workspace(tmp_path / "b.bvr", create=False) as workspace:
        assert workspace.review(review).evidence == {"e1": MINUTES}
        assert workspace.review(review).links == {LEAD: ("e1",)}


def test_evidence_stands_where_the_copy_of_its_file_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    with open_workspace(path) as workspace:
        review = begin(workspace)
        workspace.apply(added(review), "Evidence", files=[DATA])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update files set bytes = x'00'")
        connection.commit()
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    missing = salvage(path, tmp_path / "b.bvr", FRAMEWORK, step)
    assert "The copy of minutes.pdf is lost; the evidence stays: Board minutes." in missing
    with open_workspace(tmp_path / "b.bvr", create=False) as workspace:
        assert workspace.verify().is_whole
        assert workspace.review(review).evidence == {"e1": replace(MINUTES, file=None, place="minutes.pdf")}


def test_links_are_kept_in_order_and_once() -> None:
    links = linked(linked(linked({}, LEAD, "e1"), LEAD, "e2"), OTHER, "e1")
    assert links == {LEAD: ("e1", "e2"), OTHER: ("e1",)}
    assert linked(links, LEAD, "e1") == links
    assert uses(links, "e1") == (LEAD, OTHER)
    assert unlinked(unlinked(links, LEAD, "e1"), OTHER, "e1") == {LEAD: ("e2",)}


def test_it_is_found_by_any_of_its_words() -> None:
    talk = Evidence("e2", "A talk with the court", note="The clerk said so")
    both = in_order([MINUTES, talk])
    assert both == [talk, MINUTES]
    for text, found in (("MINUTES march", [MINUTES]), ("clerk", [talk]), ("", both), ("clerk board", [])):
        assert matching(FRAMEWORK, both, text) == found
    assert about_words(FRAMEWORK, MINUTES) == "B 12/09 \u00b7 4 March 2010 \u00b7 B"


# files


def test_a_file_of_five_megabytes_is_kept_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * MOST_BYTES)
    assert len(kept.read_to_keep(path)) == MOST_BYTES
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(kept.TooLargeError, match=r"a\.pdf has 5\.[01] MB; at most 5 MB are kept"):
        kept.read_to_keep(path)


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda path: None, kept.MissingFileError),
        (lambda path: path.mkdir(), kept.FolderError),
        (lambda path: path.symlink_to("/etc/hostname"), kept.ShortcutError),
        (lambda path: os.mkfifo(path), kept.NotAFileError),
        (lambda path: path.touch(), kept.EmptyFileError),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 10**12), kept.TooLargeError),
    ],
)
def test_what_is_no_document_is_refused_by_name(
    tmp_path: Path, make: object, cause: type[kept.KeptFileError]
) -> None:
    path = tmp_path / "thing.pdf"
    make(path)  # type: ignore[operator]
    with pytest.raises(cause, match=r"^thing\.pdf ") as said:
        kept.read_to_keep(path)
    assert str(tmp_path) not in str(said.value)


def test_a_windows_shortcut_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "thing.pdf.lnk"
    path.write_bytes(b"L")
    with pytest.raises(kept.ShortcutError):
        kept.read_to_keep(path)
    with pytest.raises(kept.UnreadableFileError):
        kept.read_to_keep(tmp_path / "a\0b")


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.JS", "report.docm", "x.desktop", "evil.exe .", "a.sh.txt"])
def test_what_can_run_is_known_by_its_name(name: str) -> None:
    assert kept.can_run(name)


@pytest.mark.parametrize("name", ["a.pdf", "minutes.docx", "table.ods", "exe", "photo.jpg"])
def test_a_document_can_not(name: str) -> None:
    assert not kept.can_run(name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("CON.txt", "_CON.txt"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_no_path(name: str, safe: str) -> None:
    assert kept.safe_name(name) == safe


@given(st.text())
def test_a_private_copy_stays_in_its_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("t")
    path = kept.write_private_copy(folder, name, DATA)
    assert path.resolve().parent.parent == folder.resolve()
    assert path.read_bytes() == DATA
    assert not stat.S_IMODE(path.stat().st_mode) & 0o377
