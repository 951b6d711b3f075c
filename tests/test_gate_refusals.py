"""Every kind of file that must not enter: the gate says why, at once, and goes on to the next."""

from __future__ import annotations

import os
import string
from pathlib import Path

import pytest
from factories import odd_files
from factories import workbooks as make

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.refusals import Refused


def _refusal(gate: Gate, path: Path) -> Refused:
    outcome = gate.read(path)
    assert isinstance(outcome, Refused), outcome
    return outcome


@pytest.mark.parametrize("kind", odd_files.REFUSED)
def test_a_file_of_this_kind_is_refused_with_its_reason(kind: str, gate: Gate, tmp_path: Path) -> None:
    build, reason = odd_files.REFUSED[kind]
    path = tmp_path / "return.xlsx"
    path.write_bytes(build())
    refused = _refusal(gate, path)
    assert refused.reason is reason, refused  # what took too long would be refused for that
    assert gate.peak_memory <= 256 * limits.MIB


def test_the_gate_reads_the_next_file_after_any_refusal(gate: Gate, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.xlsx", tmp_path / "good.xlsx"
    bad.write_bytes(odd_files.REFUSED["far corners"][0]())
    good.write_bytes(make.xlsx())
    for _ in range(3):
        assert isinstance(gate.read(bad), Refused)
        assert isinstance(gate.read(good), RawWorkbook)


def test_far_values_name_the_far_cell(gate: Gate, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(odd_files.REFUSED["far corners"][0]())
    assert "XFD1048576" in _refusal(gate, path).sentence
    path.write_bytes(odd_files.REFUSED["far columns"][0]())
    assert "XFD1" in _refusal(gate, path).sentence
    path.write_bytes(odd_files.REFUSED["ods far cells"][0]())
    assert "KO900002" in _refusal(gate, path).sentence


def test_a_missing_file_a_folder_and_a_lock_note_are_told_apart(gate: Gate, tmp_path: Path) -> None:
    note = tmp_path / "~$return.xlsx"
    note.write_bytes(b"\x05Ann")
    assert _refusal(gate, tmp_path / "nowhere.xlsx").reason is Reason.MISSING
    assert _refusal(gate, tmp_path).reason is Reason.FOLDER
    assert _refusal(gate, note).reason is Reason.LOCK_NOTE


def test_a_symbolic_link_is_not_followed(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "real.xlsx").write_bytes(make.xlsx())
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "real.xlsx")
    assert _refusal(gate, link).reason is Reason.SHORTCUT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_make_the_gate_wait(gate: Gate, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    assert _refusal(gate, pipe).reason is Reason.NOT_A_FILE


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(gate: Gate, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(make.xlsx())
    path.chmod(0)
    assert _refusal(gate, path).reason is Reason.NO_PERMISSION


def test_a_file_over_the_limit_is_refused_before_the_child_sees_it(gate: Gate, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    with path.open("wb") as target:
        target.truncate(limits.FILE_BYTES + 1)
    assert _refusal(gate, path).reason is Reason.TOO_LARGE


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_and_a_next_step(reason: Reason) -> None:
    details = {"part": "xl/x.xml", "sheet": "Costs", "cell": "B7", "size": "12", "count": "13", "kind": "pdf"}
    refused = Refused(reason, details)
    for text in (refused.sentence, refused.next_step):
        assert text.endswith(".")
        assert "?" not in text
        assert not any(name for _, name, _, _ in string.Formatter().parse(text))
        assert "please" not in text.lower()


def test_a_refusal_without_its_details_is_still_a_sentence() -> None:
    assert all(str(Refused(reason)) for reason in Reason)


def test_what_a_file_says_of_itself_is_cut_and_cleaned_before_it_is_shown() -> None:
    refused = Refused(Reason.BAD_ADDRESS, {"sheet": "a\u202eb\nc" + "x" * 500})
    assert "\n" not in refused.sentence
    assert "\u202e" not in refused.sentence
    assert len(refused.sentence) < 200
