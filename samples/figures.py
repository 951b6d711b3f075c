"""The figures that follow from an area's yearly figures, so that everything adds up.

Quarters are split by seeded weights; shares of posts follow from the staff of the service; the ledger's staff
line from the pay bill; offender management takes what is left of the ledger. Nothing here is real.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from samples import costing
from samples.content import Content, typed

Typed = dict[str, str]

QUARTERS: Final = ("q1", "q2", "q3", "q4")
TIERS: Final = ("tier_1", "tier_2", "tier_3", "tier_4")
OWN: Final = "community-payback"
PUBLISHED_MEASURE: Final = "settled_accommodation"
PENNY: Final = Decimal("0.01")


def split_by_quarter(total: int, chance: random.Random, sizes: Iterable[int] = (1, 1, 1, 1)) -> list[int]:
    """Four whole parts of ``total`` in proportion to ``sizes``, uneven as quarters are."""
    weights = [size * chance.uniform(0.96, 1.04) for size in sizes]
    parts = [round(total * w / sum(weights)) for w in weights[:3]]
    return [*parts, total - sum(parts)]


def read_content(content: Content) -> Typed:
    """Every answer of an area by address, as typed."""
    chance = random.Random(content["seed"])
    answers = dict(_direct(content))
    answers |= _volumes(content["volumes"], chance)
    answers |= _quarters_before(content)
    answers |= _measures(content["measures"], chance)
    answers |= _mix(content)
    answers |= _costs(content)
    answers |= _organisation_year(content, answers)
    answers |= _plan(content)
    return {address: text for address, text in answers.items() if text}


def _direct(content: Content) -> Iterable[tuple[str, str]]:
    for section, fields in content["forms"].items():
        yield from ((f"{section}.{field}", typed(value)) for field, value in fields.items())
    yield from _in_grids(content)
    yield from _in_tables(content)


def _in_grids(content: Content) -> Iterable[tuple[str, str]]:
    for part, rows in content["grids"].items():
        for row, fields in rows.items():
            for field, value in fields.items():
                if field not in ("total", "mine", "my_note"):
                    yield f"{part}:{row}.{field}", typed(value)


def _in_tables(content: Content) -> Iterable[tuple[str, str]]:
    for part, lines in content["tables"].items():
        for line in lines:
            for field, value in line.items():
                if field != "id":
                    yield f"{part}:{line['id']}.{field}", typed(value)


def _volumes(volumes: Mapping[str, Any], chance: random.Random) -> Typed:
    answers: Typed = {}
    for volume, figures in volumes.items():
        at = f"volumes.outputs:{volume}"
        for quarter, part in zip(QUARTERS, split_by_quarter(figures["year"], chance), strict=True):
            answers[f"{at}.{quarter}"] = typed(part)
        answers |= {f"{at}.last_year": typed(figures.get("last", ""))}
        answers |= {f"{at}.{field}": figures[field] for field in ("source", "quality")}
    return answers


def _quarters_before(content: Content) -> Typed:
    """Last year by quarter, of the areas that kept it; and the hours of earlier years."""
    chance = random.Random(content["seed"] + 1)
    answers: Typed = {}
    for year, total in content["year"].get("hours_before", {}).items():
        at = f"volumes.earlier:{year}"
        answers |= {f"{at}.year": year}
        answers |= {f"{at}.{q}": typed(n) for q, n in _by_quarter(total, chance)}
    if not content["year"].get("kept_quarters"):
        return answers
    for volume, figures in content["volumes"].items():
        if "last" in figures:
            at = f"volumes.before:{volume}"
            answers |= {f"{at}.{q}": typed(n) for q, n in _by_quarter(figures["last"], chance)}
    for measure, figures in content["measures"].items():
        if "last_n" in figures and "last_d" in figures:
            last = {"n": figures["last_n"], "d": figures["last_d"]}
            answers |= _measure_quarters(f"measures.before:{measure}", last, chance)
    return answers


def _by_quarter(total: int, chance: random.Random) -> Iterable[tuple[str, int]]:
    return zip(QUARTERS, split_by_quarter(total, chance), strict=True)


def _measures(measures: Mapping[str, Any], chance: random.Random) -> Typed:
    answers: Typed = {}
    for measure, figures in measures.items():
        at = f"measures.results:{measure}"
        plain = {"numerator": "n", "denominator": "d", "target": "target"}
        answers |= {
            f"{at}.{field}": typed(figures[short]) for field, short in plain.items() if short in figures
        }
        if measure == PUBLISHED_MEASURE:
            answers |= _published(at)
            continue
        answers |= {f"{at}.last_numerator": typed(figures.get("last_n", ""))}
        answers |= {f"{at}.last_denominator": typed(figures.get("last_d", ""))}
        answers |= {f"{at}.{field}": figures[field] for field in ("quality", "source")}
        answers |= _measure_quarters(at, figures, chance)
    return answers


def _published(at: str) -> Typed:
    answers = {f"{at}.covers": "April to July 2009", f"{at}.quality": "A", f"{at}.source": "national_return"}
    return answers | {f"{at}.{field}": "not collected" for field in ("last_numerator", "last_denominator")}


def _measure_quarters(at: str, figures: Mapping[str, Any], chance: random.Random) -> Typed:
    of_how_many = split_by_quarter(figures["d"], chance)
    how_many = split_by_quarter(figures["n"], chance, of_how_many)
    if any(n > d for n, d in zip(how_many, of_how_many, strict=True)):
        raise ValueError(at)
    answers: Typed = {}
    for quarter, n, d in zip(QUARTERS, how_many, of_how_many, strict=True):
        answers |= {f"{at}.{quarter}_numerator": typed(n), f"{at}.{quarter}_denominator": typed(d)}
    return answers


def _mix(content: Content) -> Typed:
    answers: Typed = {}
    for sex in ("men", "women"):
        for tier, people in zip(TIERS, content.get("mix", {}).get(sex, ()), strict=False):
            answers[f"volumes.mix:{tier}.{sex}"] = typed(people)
        for tier, people in zip(TIERS, content["year"].get(f"caseload_{sex}", ()), strict=False):
            answers[f"caseload.tiers:{tier}.{sex}"] = typed(people)
    return answers


def _number(value: object) -> Decimal:
    return Decimal(str(value))


def _staff_lines(content: Content) -> Iterable[tuple[str, Content, Content]]:
    posts = content["grids"]["posts.grades"]
    for line in content["tables"]["costs.staff"]:
        yield line["id"], line, posts[line["grade"]]


def _line_fte(line: Content) -> Decimal:
    return _number(line["fte"]) * _number(line.get("share", 100)) / 100


def _costs(content: Content) -> Typed:
    """Pay of the staff lines as in the posts."""
    answers: Typed = {}
    for key, line, post in _staff_lines(content):
        at = f"costs.staff:{key}"
        answers[f"{at}.share"] = typed(line.get("share", 100))
        answers[f"{at}.salary"] = typed(line.get("salary", post["salary"]))
        answers[f"{at}.on_costs"] = typed(line.get("on_costs", post["on_costs"]))
    last = content["forms"]["costs"]
    answers["costs.last_units"] = typed(
        last.get("last_units", content["volumes"]["hours_worked"].get("last", ""))
    )
    return answers


def direct_cost(content: Content, answers: Typed) -> Decimal:
    """Staff, other direct costs and bought-in services of the service, to the penny."""
    total = Decimal(0)
    for key, line, _post in _staff_lines(content):
        pay = Decimal(answers[f"costs.staff:{key}.salary"]) + Decimal(answers[f"costs.staff:{key}.on_costs"])
        total += (_line_fte(line) * pay).quantize(PENNY, ROUND_HALF_UP)
    total += sum(_number(item["amount"]) for item in content["grids"]["costs.nonstaff"].values())
    return total + sum(_number(line["amount"]) for line in content["tables"].get("costs.bought", []))


def _organisation_year(content: Content, answers: Typed) -> Typed:
    direct = direct_cost(content, answers)
    found = _posts(content) | _ledger(content, direct)
    services_total = sum(
        (
            Decimal(t)
            for at, t in found.items()
            if at.startswith("ledger.services") and at.endswith(".direct")
        ),
        Decimal(0),
    )
    services_total += sum(_number(f["direct"]) for __, f in _services_given(content))
    found |= _pools(content, direct, services_total)
    if content["path"] == "light":
        return found
    plain = {f"ledger.services:{s}.direct": typed(f["direct"]) for s, f in _services_given(content)}
    lines = {f"ledger.lines:{at}.actual": typed(f["actual"]) for at, f in _lines_given(content)}
    known = plain | lines | found
    return found | costing.drivers(content, known, OWN, content["seed"]) | costing.by_line(content, known)


def _services_given(content: Content) -> Iterable[tuple[str, Content]]:
    """The services whose direct cost the content states."""
    return ((s, f) for s, f in content["grids"]["ledger.services"].items() if "direct" in f)


def _lines_given(content: Content) -> Iterable[tuple[str, Content]]:
    """The lines of the ledger that the content states."""
    return ((line, f) for line, f in content["grids"]["ledger.lines"].items() if "actual" in f)


def _posts(content: Content) -> Typed:
    used: dict[str, Decimal] = {}
    for _key, line, _post in _staff_lines(content):
        used[line["grade"]] = used.get(line["grade"], Decimal(0)) + _line_fte(line)
    answers: Typed = {}
    for grade, post in content["grids"]["posts.grades"].items():
        own = (100 * used.get(grade, Decimal(0)) / _number(post["fte"])).quantize(PENNY)
        victims = _number(post.get("victim_contact", 0))
        shares = {"community_payback": own, "victim_contact": victims, "other_services": 100 - own - victims}
        answers |= {f"posts.grades:{grade}.{field}": f"{share:f}" for field, share in shares.items()}
    for grade in ("other_operational", "middle_manager"):
        if grade not in content["grids"]["posts.grades"]:
            answers |= {f"posts.grades:{grade}.fte": "0"}
            answers |= {
                f"posts.grades:{grade}.{share}": "0" for share in ("community_payback", "victim_contact")
            }
    return answers


def _pay_bill(content: Content) -> Decimal:
    posts = content["grids"]["posts.grades"].values()
    return sum(
        (_number(p["fte"]) * (_number(p["salary"]) + _number(p["on_costs"])) for p in posts), Decimal(0)
    )


def _ledger(content: Content, direct: Decimal) -> Typed:
    year, forms = content["year"], content["forms"]
    lines = content["grids"]["ledger.lines"]
    staff = (_pay_bill(content) + _number(year["agency"])).quantize(Decimal(1), ROUND_HALF_UP)
    gross = staff + sum(_number(line["actual"]) for __, line in _lines_given(content))
    budgets = sum(_number(line["budget"]) for line in lines.values() if "budget" in line)
    placed = direct + sum(_number(f["direct"]) for __, f in _services_given(content))
    placed += sum(_number(pool["amount"]) for pool in content["grids"]["pools.pools"].values())
    placed += _number(forms["ledger"].get("capital", 0)) + _number(forms["ledger"].get("exceptional", 0))
    return {
        "ledger.lines:staff.actual": typed(staff),
        "ledger.lines:staff.budget": typed(_number(year["budget"]) - budgets),
        f"ledger.services:{OWN}.direct": typed(direct),
        f"ledger.services:{OWN}.last_year": typed(forms["costs"].get("last_direct", "")),
        "ledger.services:offender_management.direct": typed(gross - placed - _number(year["unexplained"])),
    }


def _pools(content: Content, direct: Decimal, services_total: Decimal) -> Typed:
    own_fte = sum((_line_fte(line) for _key, line, _post in _staff_lines(content)), Decimal(0))
    all_fte = sum((_number(p["fte"]) for p in content["grids"]["posts.grades"].values()), Decimal(0))
    by_basis = {"fte": (own_fte, all_fte), "direct_cost": (direct, services_total)}
    answers: Typed = {}
    for pool, figures in content["grids"]["pools.pools"].items():
        mine, total = by_basis.get(figures["basis"], (figures.get("mine"), figures.get("total")))
        answers[f"pools.pools:{pool}.driver_total"] = typed(total)
        answers[f"pools.drivers:{OWN}.{pool}"] = typed(mine)
        answers[f"costs.support:{pool}.note"] = figures.get("my_note", "")
    return answers


def _plan(content: Content) -> Typed:
    """What the board is told is what the actions add up to; which way is better follows from the target."""
    total = Decimal(0)
    answers: Typed = {}
    for action in content["tables"]["actions.actions"]:
        up = _number(action["target"]) > _number(action["baseline"])
        answers[f"actions.actions:{action['id']}.better"] = "higher" if up else "lower"
        for year in (1, 2, 3):
            total += _number(action.get(f"benefit_{year}", 0)) - _number(action.get(f"overlap_{year}", 0))
    return answers | {"benefits.stated": typed(total)}
