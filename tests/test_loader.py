"""Loading a pack: another public service works as well, and a mistake is a sentence with its place."""

from __future__ import annotations

import ast
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from bvreview.analysis.service import compare_service
from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackError
from bvreview.framework.expressions import Expression, ExpressionError
from bvreview.framework.loader import default_framework, load_framework
from bvreview.framework.rules import Example
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.compared.scope import CompareScope
from bvreview.review.examples import build_example, build_review
from bvreview.review.findings import Verdict, verdict_of
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import required_addresses
from bvreview.review.rules import find_all

YEAR = FinancialYear(2012)
ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "data" / "tiny-pack"
FULL = {
    "lending.counts:loans.year": "1,000",
    "lending.counts:readers.year": "80",
    "lending.results:in_time.kept": "90",
    "lending.results:in_time.asked": "100",
    "money.people:p1.post": "Librarian",
    "money.people:p1.pay": "£1,500",
    "money.books:fiction.spent": "500",
}


@pytest.fixture
def tiny() -> Framework:
    return load_framework(TINY)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


def test_a_pack_of_another_public_service_is_loaded(tiny: Framework) -> None:
    assert tiny.public_service == "Public libraries"
    assert [s.id for s in tiny.sections] == ["lending", "money"]
    assert [o.id for o in tiny.organisations_in("2012-13", "coast")] == ["north", "south"]


def test_its_answers_are_counted_worked_out_and_checked(tiny: Framework) -> None:
    counts = {path: len(required_addresses(tiny, "lending", path)) for path in ReviewPath}
    assert counts == {ReviewPath.LIGHT: 5, ReviewPath.FULL: 7}
    review = build_example(tiny, Example(answers=FULL))
    assert Answers(tiny, review).figure(Address("money", "", "per_loan")) == Decimal(2)
    assert verdict_of(find_all(tiny, review)) is Verdict.READY


def test_its_rules_find_what_they_should(tiny: Framework) -> None:
    wrong = FULL | {"lending.results:in_time.kept": "101", "money.people:p1.pay": "9000"}
    findings = find_all(tiny, build_example(tiny, Example(answers=wrong)))
    assert [(f.rule, f.message) for f in findings] == [
        ("kept_above_asked", "Returned in time: 101 of 100 is more than all."),
        ("dear_loan", "A loan costs £9.50."),
    ]


def test_its_organisations_are_compared(tiny: Framework) -> None:
    reviews = [
        _review_of(tiny, o.id, loans) for o, loans in zip(tiny.organisations, (500, 1000, 2000), strict=True)
    ]
    measure, cost = compare_service(tiny, CompareScope("lending", YEAR), reviews, [])
    assert (measure.topic.title, cost.topic.unit) == ("Returned in time", "loan")
    assert [s.value for s in measure.standings] == [0.9, 0.9, 0.9]
    assert cost.centre == 2.0
    assert sorted(s.value for s in cost.standings) == [1.0, 2.0, 4.0]


def _review_of(tiny: Framework, organisation: str, loans: int) -> Review:
    head = ReviewHead(organisation, organisation, "lending", YEAR, ReviewPath.FULL, tiny.id, tiny.version)
    return build_review(tiny, head, FULL | {"lending.counts:loans.year": str(loans)})


def test_no_code_names_anything_of_the_probation_pack() -> None:
    pack = default_framework()
    own = {s.id for s in pack.services} | {o.id for o in pack.organisations}
    address = re.compile(rf"(?:{'|'.join(s.id for s in pack.sections)})\.[a-z_]+(?:[.:][a-z_]+)*")
    addresses = {f"{s.id}.{p.id}" for s in pack.sections for p in s.parts}
    addresses |= {f"{s.id}.{f.id}" for s in pack.sections for p in s.parts for f in p.fields}
    for path in sorted((ROOT / "bvreview").rglob("*.py")):
        if path.name == "demo.py":
            continue  # it names the sample region that ships, which is of this pack
        for text in _texts(path):
            found = address.fullmatch(text)
            named = text in own or (found and ".".join(re.split("[.:]", text)[:2]) in addresses)
            assert not named, f"{path.relative_to(ROOT)} names {text!r}"


def _texts(path: Path) -> list[str]:
    """The text constants of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


MISTAKES = {
    "bad TOML": (
        "services/lending.toml",
        'unit_name = "loan"',
        'unit_name = "loan',
        "services/lending.toml: Illegal character",
    ),
    "unknown key": (
        "sections/01-lending.toml",
        'title = "Counts"',
        'titel = "Counts"',
        "sections/01-lending.toml, parts[0]: Object contains unknown field `titel`.",
    ),
    "missing key": (
        "sections/02-money.toml",
        'label = "Pay"\n',
        "",
        "sections/02-money.toml, parts[0].fields[1]: Object missing required field `label`.",
    ),
    "wrong kind": (
        "sections/02-money.toml",
        'kind = "money"',
        'kind = "gold"',
        "sections/02-money.toml, parts[0].fields[1].kind: Invalid enum value 'gold'.",
    ),
    "not a number": (
        "criteria.toml",
        "weight = 100",
        'weight = "all"',
        "criteria.toml, [...][0].weight: Invalid decimal string.",
    ),
    "missing list": (
        "sections/01-lending.toml",
        'list = "certainty"',
        'list = "doubt"',
        'sections/01-lending.toml, parts results.sure.list: there is no list "doubt".',
    ),
    "missing rows": (
        "sections/02-money.toml",
        'rows = "shelves"',
        'rows = "walls"',
        'sections/02-money.toml, parts books.rows: there is no list "walls".',
    ),
    "rows of a table": (
        "sections/02-money.toml",
        "at_least = 1",
        'rows = "shelves"',
        "sections/02-money.toml, parts people.rows: only a grid has fixed rows.",
    ),
    "missing stage": (
        "sections/02-money.toml",
        'stage = "plan"',
        'stage = "dream"',
        'sections/02-money.toml, stage: there is no stage "dream".',
    ),
    "unresolved reference": (
        "sections/02-money.toml",
        "sum(money.people.pay)",
        "sum(money.people.wage)",
        'sections/02-money.toml, parts sums.whole.formula: "money.people.wage" is nowhere.',
    ),
    "bad expression": (
        "sections/02-money.toml",
        "whole / cell",
        "whole // cell",
        "sections/02-money.toml, parts[2].fields[1].formula: 'whole // cell(lending.counts.year, unit)': "
        "FloorDiv is not part of the language.",
    ),
    "required formula": (
        "sections/02-money.toml",
        'formula = "whole',
        'required = "always"\nformula = "whole',
        "sections/02-money.toml, parts sums.per_loan.required: what is worked out cannot be required.",
    ),
    "duplicate id": (
        "sections/02-money.toml",
        'id = "money"',
        'id = "lending"',
        'sections, id: "lending" stands there 2 times.',
    ),
    "duplicate field": (
        "sections/02-money.toml",
        'id = "pay"',
        'id = "post"',
        'sections/02-money.toml, parts people: "post" stands there 2 times.',
    ),
    "duplicate organisation": (
        "organisations.csv",
        "south,South",
        "north,South",
        'organisations.csv, id: "north" stands there 2 times.',
    ),
    "id of other signs": (
        "lists.toml",
        'id = "fiction"',
        'id = "fiction!"',
        'lists.toml, shelves: "fiction!" may hold letters, digits, "-" and "_" only.',
    ),
    "missing region": (
        "organisations.csv",
        "hills",
        "moon",
        'organisations.csv, region: Upper Library: there is no region "moon".',
    ),
    "missing successor": (
        "organisations.csv",
        "north,North Library,library,coast,,",
        "north,North Library,library,coast,,east",
        'organisations.csv, successor: North Library: there is no organisation "east".',
    ),
    "missing family": (
        "organisations.csv",
        "north,North Library,library,coast,",
        "north,North Library,library,coast,old",
        'organisations.csv, family: North Library: there is no entry in the list "families" called "old".',
    ),
    "short line": (
        "organisations.csv",
        "south,South Library,library,coast,,,,",
        "south,South Library",
        "organisations.csv, line 3, kind: Expected `str`, got `null`.",
    ),
    "long line": (
        "organisations.csv",
        "south,South Library,library,coast,,,,",
        "south,South Library,library,coast,,,,,more",
        "organisations.csv, line 3: Object contains unknown field `more`.",
    ),
    "missing unit": (
        "services/lending.toml",
        'unit = "loans"\nunit_name',
        'unit = "visits"\nunit_name',
        'services/lending.toml, unit: there is no volume "visits".',
    ),
    "unknown service": (
        "rules/all.toml",
        'id = "dear_loan"',
        'id = "dear_loan"\nservices = ["parking"]',
        'rules/all.toml, dear_loan.services: there is no service "parking".',
    ),
    "rule beside nothing": (
        "rules/all.toml",
        'at = "kept"',
        'at = "lost"',
        'rules/all.toml, kept_above_asked.at: "lost" is nowhere.',
    ),
    "rule over nothing": (
        "rules/all.toml",
        'each = "lending.results"',
        'each = "lending.losses"',
        'rules/all.toml, kept_above_asked.each: there is no part "lending.losses".',
    ),
    "rule of unknown fields": (
        "rules/all.toml",
        'check = "kept <= asked"',
        'check = "kept <= wanted"',
        'rules/all.toml, kept_above_asked.check: "wanted" is nowhere.',
    ),
    "unknown placeholder": (
        "rules/all.toml",
        "A loan costs {found}.",
        "A loan costs {price}.",
        "rules/all.toml, dear_loan.message: there is no placeholder {price}.",
    ),
    "open placeholder": (
        "rules/all.toml",
        "A loan costs {found}.",
        "A loan costs {found.",
        "rules/all.toml, dear_loan.message: expected '}' before end of string.",
    ),
    "example nowhere": (
        "rules/all.toml",
        '"lending.counts:loans.year" = "100"',
        '"lending.counts:visits.year" = "100"',
        'rules/all.toml, dear_loan.fails: "lending.counts:visits.year" is nowhere.',
    ),
    "no example": (
        "rules/all.toml",
        'passes = { answers = { "money',
        'keeps = { answers = { "money',
        "rules/all.toml, [...][1]: Object contains unknown field `keeps`.",
    ),
    "compare nothing": (
        "framework.toml",
        'address = "money.per_loan"',
        'address = "money.per_visit"',
        'framework.toml, compare: "money.per_visit" is nowhere.',
    ),
}


@pytest.mark.parametrize(("file", "right", "wrong", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_said_with_its_file_table_and_key(
    copy: Path, file: str, right: str, wrong: str, sentence: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert right in text
    (copy / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_framework(copy)
    lines = str(caught.value).splitlines()
    assert lines[0] == "The framework pack pack cannot be used."
    assert any(line.startswith(sentence) for line in lines[1:]), lines


@pytest.mark.parametrize(
    "file", ["framework.toml", "lists.toml", "criteria.toml", "regions.csv", "organisations.csv"]
)
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(PackError, match=re.escape(f"{file}: the file cannot be opened.")):
        load_framework(copy)


@pytest.mark.parametrize("folder", ["sections", "services"])
def test_an_empty_folder_is_named(copy: Path, folder: str) -> None:
    shutil.rmtree(copy / folder)
    with pytest.raises(PackError, match=f"{folder}: the folder holds no file"):
        load_framework(copy)


def test_a_file_of_another_encoding_is_named(copy: Path) -> None:
    text = (copy / "lists.toml").read_text(encoding="utf-8")
    (copy / "lists.toml").write_bytes(text.replace("Counted", "Gezählt").encode("latin-1"))
    with pytest.raises(PackError, match=re.escape("lists.toml: the file is not UTF-8 text.")):
        load_framework(copy)


def test_a_byte_order_mark_does_no_harm(copy: Path) -> None:
    for name in ("framework.toml", "organisations.csv"):
        (copy / name).write_bytes(b"\xef\xbb\xbf" + (copy / name).read_bytes())
    assert len(load_framework(copy).organisations) == 3


def test_mistakes_in_several_files_are_said_together(copy: Path) -> None:
    (copy / "lists.toml").write_text("certainty = 3\n", encoding="utf-8")
    (copy / "criteria.toml").unlink()
    (copy / "rules" / "all.toml").write_text("[[rules]\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_framework(copy)
    files = [problem.file for problem in caught.value.problems]
    assert sorted(files) == ["criteria.toml", "lists.toml", "rules/all.toml"]


def test_a_folder_that_is_not_there_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=re.escape("framework.toml: the file cannot be opened.")):
        load_framework(tmp_path / "nowhere")


def test_a_pack_is_frozen(tiny: Framework) -> None:
    with pytest.raises(AttributeError):
        tiny.sections[0].title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os')",
        "a.b.c.d",
        "[1, 2]",
        "x if y else z",
        "lambda: 1",
        "sum(a, b)",
        "sum(column=a)",
        "a ** 2",
        "a is b",
        "(a := 1)",
        "f'{a}'",
        "a.b()",
        "1 +",
        "",
        "b'x'",
    ],
)
def test_the_language_of_packs_has_sums_and_checks_only(source: str) -> None:
    with pytest.raises(ExpressionError):
        _ = Expression(source).tree


def test_expressions_are_equal_by_their_text() -> None:
    assert Expression("a + 1") == Expression("a + 1") != Expression("a+1")
    assert len({Expression("a"), Expression("a")}) == 1
    assert repr(Expression("a")) == "Expression('a')"
