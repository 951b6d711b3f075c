"""The pack probation-2010: its counts, its words, and every rule's own examples."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path as FilePath

import pytest

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackError
from bvreview.framework.loader import (
    DEFAULT_PACK,
    FOUND_WHOLE,
    default_framework,
    load_framework,
    pack_fingerprint,
)
from bvreview.framework.rules import Example, Rule
from bvreview.framework.sections import Field, Kind, PartKind, Scope
from bvreview.framework.services import Service
from bvreview.framework.terms import Path
from bvreview.resources import resource_path
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Value
from bvreview.review.evidence import RELIABILITY_LIST
from bvreview.review.examples import build_example
from bvreview.review.findings import Finding
from bvreview.review.progress import required_addresses
from bvreview.review.rules import check_rule, find_all

PACK = default_framework()
SERVICES = [service.id for service in PACK.services]
FIELDS = [
    pytest.param(field, id=f"{section.id}.{part.id}.{field.id}")
    for section in PACK.sections
    for part in section.parts
    for field in part.fields
]
RULES = [pytest.param(rule, id=rule.id) for rule in PACK.rules]
FOLDER = resource_path("frameworks", DEFAULT_PACK)
MOST_REQUIRED = {Path.LIGHT: 80, Path.FULL: 250}


@pytest.fixture
def pack() -> Framework:
    return PACK


def test_these_very_files_were_found_whole(tmp_path: FilePath) -> None:
    """After a change to the pack: ``PYTHONPATH=. python -m samples.check_pack``."""
    assert (FOLDER / FOUND_WHOLE).read_text().strip() == pack_fingerprint(FOLDER)
    unmarked = tmp_path / DEFAULT_PACK
    shutil.copytree(FOLDER, unmarked)
    (unmarked / FOUND_WHOLE).unlink()
    assert load_framework(unmarked) == PACK


@pytest.mark.parametrize("wrong", ["sum(", "sum(costs.staff.nothing) > 0"])
def test_a_changed_file_is_checked_again(tmp_path: FilePath, wrong: str) -> None:
    changed = tmp_path / DEFAULT_PACK
    shutil.copytree(FOLDER, changed)
    file = next((changed / "rules").glob("*.toml"))
    file.write_text(re.sub(r"(?m)^check = .*$", f'check = "{wrong}"', file.read_text(), count=1))
    with pytest.raises(PackError, match=file.name):
        load_framework(changed)


def test_42_areas_35_trusts_and_10_regions(pack: Framework) -> None:
    # SI 2014/2704 and Hansard: 42 probation areas (2008), 35 trusts (2010), 10 NOMS regions
    kinds = [organisation.kind for organisation in pack.organisations]
    assert (kinds.count("area"), kinds.count("trust"), len(pack.regions)) == (42, 35, 10)


def test_areas_report_until_the_trusts_begin(pack: Framework) -> None:
    assert {o.kind for o in pack.organisations_in("2009-10")} == {"area"}
    assert {o.kind for o in pack.organisations_in("2010-11")} == {"trust"}


def test_every_area_has_a_trust_that_follows_it_in_its_own_region(pack: Framework) -> None:
    areas = [o for o in pack.organisations if o.kind == "area"]
    trusts = {o.id: o for o in pack.organisations if o.kind == "trust"}
    assert {area.successor for area in areas} == trusts.keys()
    assert all(trusts[area.successor].region == area.region for area in areas)


def test_the_east_midlands_are_the_five_published_areas(pack: Framework) -> None:
    # Commons written answers, 21 April 2009: planned budgets by region
    names = [o.name for o in pack.organisations_in("2009-10", "east-midlands")]
    assert names == ["Derbyshire", "Leicestershire", "Lincolnshire", "Northamptonshire", "Nottinghamshire"]


def test_how_a_region_is_known_is_said(pack: Framework) -> None:
    inferred = [r.id for r in pack.regions if "inferred by us" in r.evidence]
    published = [r.id for r in pack.regions if "published in" in r.evidence]
    assert (len(published), len(inferred)) == (5, 5)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", list(Path))
def test_effort_stays_in_proportion(pack: Framework, service: str, path: Path) -> None:
    assert 0 < len(required_addresses(pack, service, path)) <= MOST_REQUIRED[path]


@pytest.mark.parametrize("service", SERVICES)
def test_the_full_path_asks_all_that_the_light_path_asks(pack: Framework, service: str) -> None:
    light, full = (set(required_addresses(pack, service, path)) for path in (Path.LIGHT, Path.FULL))
    assert light < full


@pytest.mark.parametrize("field", FIELDS)
def test_each_question_says_what_counts_what_does_not_an_example_and_its_source(field: Field) -> None:
    help_ = field.help
    texts = (help_.counts, help_.excludes, help_.example, help_.source)
    assert field.label
    assert all(text.strip() for text in texts)
    assert len(help_.counts) >= 12


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_worked_out_says_so(field: Field) -> None:
    assert field.help.counts.startswith("Worked out") == bool(field.formula)


@pytest.mark.parametrize("service", PACK.services, ids=SERVICES)
def test_each_measure_has_definition_source_and_a_word_on_its_target(service: Service) -> None:
    for measure in service.measures:
        texts = (measure.numerator, measure.denominator, measure.definition, measure.source)
        assert all((*texts, measure.target_note, measure.help.counts, measure.help.source)), measure.id


def test_the_published_measure_is_asked_on_both_paths(pack: Framework) -> None:
    for path in Path:
        asked = required_addresses(pack, "community-payback", path)
        assert ("measures", "results:settled_accommodation", "numerator") in asked


def test_criteria_weigh_100_and_say_that_the_weights_are_ours(pack: Framework) -> None:
    assert sum(c.weight for c in pack.criteria) == Decimal(100)
    assert all("weight ours" in c.source for c in pack.criteria)
    assert [c.id for c in pack.criteria][:3] == ["robust", "continuous", "options"]


def test_every_list_is_used(pack: Framework) -> None:
    used = {p.rows for s in pack.sections for p in s.parts}
    used |= {f.list for s in pack.sections for p in s.parts for f in p.fields}
    assert pack.lists.keys() - used == {"families", RELIABILITY_LIST}
    assert {o.family for o in pack.organisations} == {item.id for item in pack.lists["families"]}


def test_published_lists_are_whole(pack: Framework) -> None:
    assert len(pack.lists["pathways"]) == 7
    assert len(pack.lists["characteristics"]) == 9
    assert len(pack.lists["five_cs"]) == 5
    codes = " ".join(item.id for item in pack.lists["flexibilities"])
    assert codes == "OF1 OF2 OF3 OF4 OF5 OF6 OF7 OF8 OF9 FF1 FF2 FF3 FF4 SF1 SF2 CS1 CS2"


def test_all_four_stages_are_asked_in_order(pack: Framework) -> None:
    stages = [s.id for s in pack.stages]
    assert stages == ["collect", "challenge", "compare", "plan"]
    order = [stages.index(section.stage) for section in pack.sections]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2, 3}


def test_what_all_reviews_share_is_asked_at_the_organisation_year(pack: Framework) -> None:
    shared = [s.id for s in pack.sections if s.scope is Scope.ORGANISATION_YEAR]
    assert shared == ["ledger", "posts", "pools", "prices", "caseload"]


def test_column_totals_are_of_figures(pack: Framework) -> None:
    for section in pack.sections:
        for part in section.parts:
            for field in part.fields:
                if field.total:
                    assert field.kind.is_numeric, field.id
                    assert part.kind is not PartKind.FORM, field.id


def test_what_counts_as_an_estimate_is_a_choice_of_the_quality_column(pack: Framework) -> None:
    assert pack.compare
    assert set(pack.compare.estimates) <= {item.id for item in pack.lists["quality"]}


def test_there_are_rules_enough_at_every_level(pack: Framework) -> None:
    assert len(pack.rules) >= 40
    levels = [rule.level for rule in pack.rules]
    assert all(levels.count(level) >= 10 for level in set(levels))
    assert len(set(levels)) == 3


def _findings(rule: Rule, example: Example) -> list[Finding]:
    return list(check_rule(rule, Answers(PACK, build_example(PACK, example))))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_breaks_it(rule: Rule) -> None:
    findings = _findings(rule, rule.fails)
    assert [f.rule for f in findings] == [rule.id]
    finding = findings[0]
    assert not re.search(r"[{}]", finding.message + finding.put_right)
    assert finding.message[0].isupper() or finding.message[0].isdigit() or finding.message[0] in "£−"
    assert finding.message.endswith(".")
    assert finding.put_right.endswith(".")
    for name in ("found", "expected"):
        if f"{{{name}}}" in rule.message:
            assert _said(rule, finding, name), f"{{{name}}} is empty in: {finding.message}"


def _said(rule: Rule, finding: Finding, name: str) -> bool:
    """Whether the placeholder was filled: without it the message has a gap or a stray space."""
    before = rule.message.split(f"{{{name}}}")[0].rsplit("}", 1)[-1][-12:]
    return bool(re.search(re.escape(before) + r"\S", finding.message)) and "  " not in finding.message


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_content_with_what_keeps_it(rule: Rule) -> None:
    assert not _findings(rule, rule.passes)
    assert any(_is_kept(rule, rule.passes)), "the example does not reach the check"


def _is_kept(rule: Rule, example: Example) -> list[bool]:
    """For each row, whether the check was reached and held (not merely undefined)."""
    answers = Answers(PACK, build_example(PACK, example))
    section_id, __, part_id = rule.each.partition(".")
    section = PACK.section(section_id) if rule.each else None
    part = section.part(part_id) if section else None
    keys = answers.row_keys(section, part) if section and part else ("",)
    return [
        (rule.when is None or answers.evaluate(rule.when, section, part, key) is True)
        and answers.evaluate(rule.check, section, part, key) is True
        for key in keys
    ]


@pytest.mark.parametrize("rule", RULES)
def test_examples_are_typed_as_a_person_would_and_can_be_read(rule: Rule) -> None:
    for example in (rule.fails, rule.passes):
        cells = build_example(PACK, example).cells
        assert len(cells) == len(example.answers)
        unread = [str(a) for a, cell in cells.items() if cell.answer.raw]
        assert not unread


@pytest.mark.parametrize("rule", RULES)
def test_an_example_belongs_to_a_service_of_its_rule(rule: Rule) -> None:
    for example in (rule.fails, rule.passes):
        service = example.service or PACK.services[0].id
        assert not rule.services or service in rule.services


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", list(Path))
def test_an_empty_review_lacks_answers_and_nothing_else(service: str, path: Path) -> None:
    review = build_example(PACK, Example(answers={}, service=service, path=path))
    assert {finding.rule for finding in find_all(PACK, review)} <= {"required", "rows"}


def test_shares_of_support_and_unit_cost_are_worked_out_to_the_penny() -> None:
    answers = Answers(
        PACK,
        build_example(
            PACK,
            Example(
                answers={
                    "costs.staff:r1.grade": "Supervisor, Community Payback",
                    "costs.staff:r1.fte": "18",
                    "costs.staff:r1.salary": "£22,480",
                    "costs.staff:r1.on_costs": "5,620",
                    "costs.staff:r1.share": "100",
                    "costs.nonstaff:travel.amount": "84,300",
                    "pools.pools:premises.amount": "912,400",
                    "pools.pools:premises.driver_total": "6,240",
                    "pools.drivers:community-payback.premises": "886",
                    **{f"volumes.outputs:hours_worked.q{n}": "20,000" for n in (1, 2, 3, 4)},
                }
            ),
        ),
    )
    section = PACK.section("costs")
    assert section
    share = Decimal(912_400) * 886 / 6240
    assert _figure(answers, "staff_total") == Decimal(505_800)
    assert _figure(answers, "direct") == Decimal(590_100)
    assert _figure(answers, "full") == Decimal(590_100) + share.quantize(Decimal("0.01"))
    assert _figure(answers, "unit_direct") == Decimal(590_100) / 80_000


def _figure(answers: Answers, field: str) -> Value:
    return answers.figure(Address("costs", "", field))


def test_nobody_who_is_consulted_or_counted_is_asked_for_by_name(pack: Framework) -> None:
    persons = [
        f"{s.id}.{f.id}" for s in pack.sections for p in s.parts for f in p.fields if f.kind is Kind.PERSON
    ]
    assert "about.review_lead" in persons
    assert not [name for name in persons if name.startswith(("consultation.", "equality.", "outcomes."))]


def test_choices_can_be_written_in_one_cell_and_told_apart(pack: Framework) -> None:
    for name, items in pack.lists.items():
        words = [word.casefold() for item in items for word in {item.id, item.label}]
        assert not [word for word in words if ";" in word or "\n" in word], name
        labels = [item.label.casefold() for item in items]
        assert len(set(labels)) == len(labels), name
