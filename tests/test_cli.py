"""The commands: stable keys, exit codes, one sentence for wrong use, and the whole demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bvreview import work
from bvreview.cli import main
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.settings import Person
from bvreview.workspace import Workspace, verify_workspace

DERBYSHIRE = sample_path("east-midlands", "derbyshire-cp-2009-10-r1.xlsx")
NOT_READY = sample_path("east-midlands", "northants_cp_0910_for DOM.xlsx")
FINDING = {
    *("rule", "level", "sheet", "cell", "section", "row", "field", "found", "message", "put_right"),
}


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, Any]:
    code = main([str(w) for w in words])
    return code, json.loads(capsys.readouterr().out)


def web_page(folder: Path) -> Path:
    path = folder / "return.xlsx"
    path.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>", encoding="utf-8")
    return path


def test_check_tells_ready_put_right_and_refused_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(DERBYSHIRE)]) == 0
    assert main(["check", str(NOT_READY)]) == 1
    assert main(["check", str(web_page(tmp_path))]) == 2
    assert main(["check", str(DERBYSHIRE), str(tmp_path / "return.xlsx")]) == 2
    said = capsys.readouterr().out
    assert "derbyshire-cp-2009-10-r1.xlsx: ready" in said
    assert "northants_cp_0910_for DOM.xlsx: put right" in said
    assert "return.xlsx: refused. This is a web page saved as Excel." in said


def test_check_json_has_the_promised_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, value = told(capsys, "check", "--json", NOT_READY, web_page(tmp_path))
    assert code == 2
    good, refused = value["files"]
    assert set(good) == set(refused) == {"file", "readable", "reason", "review", "verdict", "findings"}
    assert set(good["review"]) == {
        *("id", "organisation", "service", "period", "revision", "framework", "framework_version"),
    }
    assert (good["verdict"], good["review"]["period"], good["review"]["framework"]) == (
        "put right",
        "2009-10",
        "probation-2010",
    )
    assert all(set(f) == FINDING for f in good["findings"])
    assert {"explain"} <= {f["level"] for f in good["findings"]}
    assert (refused["readable"], refused["verdict"], refused["findings"]) == (False, "refused", [])


def test_read_gives_every_cell_by_address(capsys: pytest.CaptureFixture[str]) -> None:
    code, value = told(capsys, "read", "--json", DERBYSHIRE)
    assert code == 0
    cells = {(c["section"], c["row"], c["field"]): c for c in value["cells"]}
    settled = cells["measures", "results:settled_accommodation", "numerator"]
    assert settled["value"] == "450"  # Commons written answers, 16 September 2009
    assert settled["source"].startswith("Published: Commons written answers, 16 September 2009")
    assert set(settled) == {"section", "row", "field", "value", "state", "source", "note"}


def test_read_gives_what_was_received_of_an_answer_that_could_not_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    __, value = told(capsys, "read", "--json", sample_path("bad-day", "Kent VC see note.xlsx"))
    pending = {c["field"]: c["value"] for c in value["cells"] if c["state"] == "pending"}
    assert pending == {"q1": "see note", "q2": "tbc"}


def test_check_tells_what_is_explained_from_what_is_to_be_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["check", str(NOT_READY)])
    lines = [line.split("  ") for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    words = [line[1] for line in lines]
    assert (words.count("Explained"), words.count("Explain")) == (3, 2)


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("Copy of Merseyside VC (now Cheshire).xlsx", "About this file", "now says"),
        ("Gwent VC hidden sheet.xlsx", "Equality", "is hidden"),
        ("Norfolk VC two volumes sheets.xlsx", "Volumes (2)", "differ"),
        ("Northumbria VC file number.xlsx", "Consultation!C8", "identify a person"),
        ("Cumbria VC decimal comma.xlsx", "Caseload!C8", "decimal comma"),
    ],
)
def test_what_import_would_ask_is_to_be_put_right_with_its_place_and_answers(
    name: str, place: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample_path("bad-day", name)
    assert main(["check", str(path)]) == 1
    first, asked, *__ = capsys.readouterr().out.splitlines()
    assert first.endswith(": put right")
    assert place in asked
    assert said in asked
    assert "no = Do not take the file in" in asked
    value = told(capsys, "check", "--json", path)[1]
    (file,) = value["files"]
    finding = file["findings"][0]
    assert (file["verdict"], finding["level"], set(finding)) == ("put right", "stop", FINDING)
    assert finding["rule"].startswith("question.")
    assert finding["sheet"]


def test_a_question_shows_the_cells_and_figures_that_it_is_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample_path("bad-day", "Cumbria VC decimal comma.xlsx")
    __, value = told(capsys, "import", "--json", "--workspace", tmp_path / "w.bvr", path)
    (question,) = value["files"][0]["questions"]
    first = question["cells"][0]
    assert "," in first["found"]
    assert f"{first['sheet']} {first['cell']}: {first['found']}" in question["text"]
    main(["import", "--workspace", str(tmp_path / "w.bvr"), str(path)])
    assert question["text"] in capsys.readouterr().out


def test_import_says_what_it_passed_over_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    for name in ("picture.png", "other.bvr", ".hidden", "~$lock.xlsx"):
        (folder / name).touch()
    assert main(["import", "--workspace", str(tmp_path / "w.bvr"), str(folder)]) == 0
    said = capsys.readouterr().out
    assert said == "2 files that are no workbooks were passed over: other.bvr, picture.png.\n"
    assert main(["import", "--workspace", str(tmp_path / "w.bvr"), str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed_over"] == ["other.bvr", "picture.png"]


def test_import_tells_what_became_of_each_file_and_who_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "w.bvr"
    words = ("import", "--json", "--workspace", workspace, sample_path("east-midlands"))
    code, value = told(capsys, *words)
    assert code == 0
    assert sorted(f["outcome"] for f in value["files"]) == [*["imported"] * 5, "replaced"]
    assert value["missing"] == []
    assert set(value["files"][0]) == {"file", "outcome", "review", "revision", "reason", "findings"}
    assert set(value["files"][0]["findings"]) == {"stop", "explain", "note"}
    __, again = told(capsys, *words)
    assert {f["outcome"] for f in again["files"]} <= {"already there", "question"}


def test_one_file_leaves_four_areas_of_its_region_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    __, value = told(capsys, "import", "--json", "--workspace", tmp_path / "w.bvr", DERBYSHIRE)
    assert {m["name"] for m in value["missing"]} == {
        *("Leicestershire", "Lincolnshire", "Northamptonshire", "Nottinghamshire"),
    }


def test_a_template_is_an_empty_review_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.xlsx"
    words = ("--organisation", "derbyshire", "--service", "victim-contact", "--period", "2009/10")
    assert main(["template", *words, "-o", str(path)]) == 0
    capsys.readouterr()
    __, value = told(capsys, "read", "--json", path)
    assert value["cells"] == []
    assert value["review"]["organisation"] == "DBS"


def test_a_form_is_never_written_over_a_file_that_somebody_may_have_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"filled in")
    words = ("--organisation", "derbyshire", "--service", "victim-contact", "--period", "2009/10")
    assert main(["template", *words, "-o", str(path)]) == 2
    assert path.read_bytes() == b"filled in"
    assert "t.xlsx" in capsys.readouterr().err


def test_a_part_of_a_name_is_answered_with_the_names_that_hold_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = ("--service", "victim-contact", "--period", "2009/10", "-o", str(tmp_path / "t.xlsx"))
    assert main(["template", "--organisation", "derby", *rest]) == 2
    said = capsys.readouterr().err
    assert "Derbyshire" in said
    assert "Kent" not in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say what to do"),
        (("fly",), "invalid choice: 'fly'"),
        (("check",), "FILE"),
        (
            ("template", "--organisation", "Atlantis", "--service", "x", "--period", "2009-10", "-o", "t"),
            "Atl",
        ),
        (
            (
                "template",
                "--organisation",
                "DBS",
                "--service",
                "community-payback",
                "--period",
                "9",
                "-o",
                "t",
            ),
            '"9"',
        ),
        (("plan", "--workspace", "nowhere.bvr", "--all", "-o", "out"), "nowhere.bvr"),
        (("verify", "nowhere.bvr"), "nowhere.bvr"),
    ],
)
def test_wrong_use_is_one_sentence_and_two(
    words: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(words)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_a_file_that_is_no_workspace_is_refused_and_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "diary.bvr"
    path.write_text("Dear diary", encoding="utf-8")
    assert main(["import", "--workspace", str(path), str(DERBYSHIRE)]) == 2
    assert path.read_text(encoding="utf-8") == "Dear diary"
    assert "diary.bvr" in capsys.readouterr().err


def test_the_demo_imports_compares_and_prints_the_sample_region(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Nottinghamshire CP return rev 2 CORRECTED.xlsx: replaced; Nottinghamshire, revision 2" in said
    assert "illustrative" in said
    assert {p.name for p in (tmp_path / "out").iterdir()} >= {
        *("benchmarks.xlsx", "findings.xlsx", "plans", "east-midlands.bvr"),
    }
    plans = sorted((tmp_path / "out" / "plans").glob("*.pdf"))
    assert len(plans) == 5
    assert all("llustrative" in PdfReader(path).pages[0].extract_text() for path in plans)
    assert verify_workspace(tmp_path / "out" / "east-midlands.bvr").is_whole


def test_verify_tells_as_json_what_it_tells_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Workspace.open(tmp_path / "w.bvr", person=Person("Ada"), framework=default_framework()).close()
    code, said = told(capsys, "verify", tmp_path / "w.bvr", "--json")
    assert (code, said["whole"], said["problems"], said["reviews"]) == (0, True, [], 0)


def test_a_second_demo_leaves_the_workspace_of_the_first(tmp_path: Path) -> None:
    for __ in range(2):
        assert main(["demo", "--out", str(tmp_path)]) == 0
    assert {p.name for p in tmp_path.glob("*.bvr")} == {"east-midlands.bvr", "east-midlands-2.bvr"}


def test_the_benchmark_and_one_plan_of_a_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = str(tmp_path / "w.bvr")
    main(["import", "--workspace", workspace, str(DERBYSHIRE)])
    scope = ["--service", "Community Payback", "--period", "2009-10", "--region", "East Midlands"]
    book, plan = tmp_path / "b.xlsx", tmp_path / "p.pdf"
    assert main(["benchmark", "--workspace", workspace, *scope, "-o", str(book)]) == 0
    other = str(tmp_path / "other.xlsx")
    assert main(["benchmark", "--workspace", workspace, *scope[:3], "2008-09", "-o", other]) == 2
    reading = work.read_file(default_framework(), DERBYSHIRE)
    review = reading.identity.head.id  # type: ignore[union-attr]
    assert main(["plan", "--workspace", workspace, "--review", review, "-o", str(plan)]) == 0
    assert main(["plan", "--workspace", workspace, "--review", "nobody", "-o", str(tmp_path / "o.pdf")]) == 2
    assert len(PdfReader(plan).pages) > 3
    said = capsys.readouterr().err
    assert "nobody" in said
    assert review in said  # which ones there are
    assert main(["plan", "--workspace", workspace, "--review", "Derbyshire", "-o", str(plan), "--force"]) == 0


@pytest.mark.parametrize("command", ["template", "benchmark", "plan", "plans", "return", "report"])
def test_no_output_takes_the_place_of_a_file_unless_that_is_asked_for(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, out = str(tmp_path / "w.bvr"), tmp_path / ("out.pdf" if command == "plan" else "out.xlsx")
    main(["import", "--workspace", workspace, str(DERBYSHIRE)])
    scope = ("--service", "community-payback", "--period", "2009-10")
    review = ("--workspace", workspace, "--review", "Derbyshire")
    words = {
        "template": ("template", "--organisation", "derbyshire", *scope),
        "benchmark": ("benchmark", "--workspace", workspace, *scope),
        "plan": ("plan", *review),
        "plans": ("plan", "--workspace", workspace, "--all"),
        "return": ("return", *review),
        "report": ("report", *review),
    }[command]
    if command == "plans":
        assert main([*words, "-o", str(tmp_path)]) == 0
        (out,) = tmp_path.glob("*.pdf")
    out.write_bytes(b"worked in")
    target = str(tmp_path if command == "plans" else out)
    assert main([*words, "-o", target]) == 2
    assert out.read_bytes() == b"worked in"
    said = capsys.readouterr().err
    assert (out.name in said, "--force" in said) == (True, True)
    assert main([*words, "-o", target, "--force"]) == 0
    assert out.read_bytes() != b"worked in"


def test_the_running_build_checks_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--self-check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split()[-1] for line in lines] == [
        *("versions", "search", "workspace", "resources", "child", "figures", "outputs", "environment"),
    ]
    assert all(line.startswith("ok") for line in lines)


def test_a_question_is_told_with_its_choices_and_answered_by_name_or_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, workspace = sample_path("bad-day") / "Cumbria VC decimal comma.xlsx", tmp_path / "w.bvr"
    words = ("import", "--json", "--workspace", workspace, file)
    code, value = told(capsys, *words)
    (asked,) = value["files"]
    assert (code, asked["outcome"]) == (1, "question")
    (question,) = asked["questions"]
    assert question["id"] == "decimal_comma"
    assert [c["id"] for c in question["choices"]] == ["leave", "point", "none", "no"]
    answers = tmp_path / "answers.json"
    for name, choice, outcome in (
        (file.name, "maybe", "question"),
        (file.name, "no", "refused"),
        (asked["digest"], "point", "imported"),
    ):
        answers.write_text(json.dumps({name: {"decimal_comma": choice}}), "utf-8")
        __, value = told(capsys, *words, "--answers", answers)
        assert value["files"][0]["outcome"] == outcome
    __, value = told(capsys, *words)
    assert value["files"][0]["outcome"] == "already there"


def test_answers_that_are_none_are_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text('["yes"]', "utf-8")
    words = (
        "import",
        "--workspace",
        str(tmp_path / "w.bvr"),
        "x.xlsx",
        "--answers",
        str(tmp_path / "a.json"),
    )
    assert main(words) == 2
    assert "does not hold answers" in capsys.readouterr().err


def test_the_report_and_the_marked_return_of_a_received_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, file = tmp_path / "w.bvr", sample_path("bad-day") / "Kent VC see note.xlsx"
    __, value = told(capsys, "import", "--json", "--workspace", workspace, file)
    review = value["files"][0]["review"]
    about = ("--workspace", str(workspace), "--review", review, "-o")
    for word, name in (("report", "r.txt"), ("report", "r.xlsx"), ("return", "back.xlsx")):
        assert main([word, *about, str(tmp_path / name)]) == 0
    assert "File: Kent VC see note.xlsx" in (tmp_path / "r.txt").read_text("utf-8")
    capsys.readouterr()
    __, value = told(capsys, "import", "--json", "--workspace", workspace, tmp_path / "back.xlsx")
    assert (value["files"][0]["outcome"], value["files"][0]["revision"]) == ("replaced", 2)
