"""A light review of Victim Contact for any area: the good file from which the files of a bad day are made."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Path
from bvreview.review.examples import build_review
from bvreview.review.model import Review, ReviewHead, Status
from samples.content import FOLDER
from samples.figures import QUARTERS, Typed, split_by_quarter
from samples.reviews import YEAR

SERVICE: Final = "victim-contact"
_OFFICERS: Final = 4
_STAFF: Final = {
    "probation_officer": (60, 0),
    "probation_services_officer": (55, 0),
    "administration": (40, "0.5"),
    "victim_liaison_officer": (_OFFICERS, _OFFICERS),
}


def victim_review(framework: Framework, organisation: str, *, revision: int = 1) -> Review:
    """The review of an area; the figures follow from its id and revision."""
    head = ReviewHead(
        f"{organisation}-{SERVICE}-{YEAR.id}-sample".lower(),
        organisation,
        SERVICE,
        YEAR,
        Path.LIGHT,
        framework.id,
        framework.version,
        revision=revision,
        status=Status.DRAFT,
        illustrative=True,
    )
    texts: Typed = tomllib.loads((FOLDER / "bad-day.toml").read_text(encoding="utf-8"))["texts"]
    chance = random.Random(f"{organisation}/{revision}")
    figures = _work(chance) | _money(chance)
    return build_review(framework, head, {**texts, **figures})


def signed(review: Review) -> Review:
    """The same review, signed off."""
    return replace(
        review,
        head=replace(
            review.head,
            status=Status.SUBMITTED,
            provisional=False,
            signed_by="Board secretary (illustrative)",
            signed_on="2010-09-20",
        ),
    )


def _work(chance: random.Random) -> Typed:
    """What the unit does, and how well."""
    eligible = chance.randrange(420, 640)
    offered = eligible - chance.randrange(30, 60)
    taken = round(offered * chance.uniform(0.62, 0.74))
    asked = round(taken * chance.uniform(0.35, 0.48))
    answers: Typed = {}
    for volume, year in (("victims_contacted", offered), ("take_up", taken)):
        for quarter, part in zip(QUARTERS, split_by_quarter(year, chance), strict=True):
            answers[f"volumes.outputs:{volume}.{quarter}"] = str(part)
    results = {
        "offered": (offered, eligible),
        "taken_up": (taken, offered),
        "satisfied": (round(asked * chance.uniform(0.86, 0.95)), asked),
    }
    for measure, (numerator, denominator) in results.items():
        at = f"measures.results:{measure}"
        answers |= {f"{at}.numerator": str(numerator), f"{at}.denominator": str(denominator)}
        answers[f"{at}.quality"] = "A"
    return answers


def _money(chance: random.Random) -> Typed:
    """What it costs, and the organisation year around it."""
    salary = chance.randrange(24_200, 25_400, 10)
    on_costs = _tens(salary * 0.23)
    clerk = chance.randrange(17_000, 17_600, 10)
    clerk_on = _tens(clerk * 0.23)
    items = {"premises": 6_000, "travel": 14_000, "equipment": 3_000}
    items = {item: _tens(amount * chance.uniform(0.8, 1.2)) for item, amount in items.items()}
    direct = _OFFICERS * (salary + on_costs) + (clerk + clerk_on) // 2 + sum(items.values())
    answers: Typed = {f"costs.nonstaff:{item}.amount": str(amount) for item, amount in items.items()}
    lines = (
        ("s1", "victim_liaison_officer", _OFFICERS, salary, on_costs),
        ("s2", "administration", "0.5", clerk, clerk_on),
    )
    for key, grade, fte, pay, added in lines:
        at = f"costs.staff:{key}"
        answers |= {f"{at}.grade": grade, f"{at}.fte": str(fte), f"{at}.share": "100"}
        answers |= {f"{at}.salary": str(pay), f"{at}.on_costs": str(added)}
    for grade, (fte, __) in _STAFF.items():
        answers[f"posts.grades:{grade}.fte"] = str(fte)
    return answers | _organisation_year(chance, direct) | _options(direct)


def _tens(amount: float) -> int:
    return round(amount / 10) * 10


def _organisation_year(chance: random.Random, direct: int) -> Typed:
    pools = {
        "premises": (540_000, 4_200, 52),
        "it": (390_000, 250, "4.5"),
        "management": (510_000, 1_900, 30),
    }
    answers: Typed = {}
    for pool, (amount, drivers, mine) in pools.items():
        answers[f"pools.pools:{pool}.amount"] = str(amount)
        answers |= {
            f"pools.pools:{pool}.driver_total": str(drivers),
            f"pools.drivers:{SERVICE}.{pool}": str(mine),
        }
    ledger = {"staff": 7_300_000, "premises": 640_000, "supplies": 450_000, "contracted": 340_000}
    ledger = {line: _tens(amount * chance.uniform(0.95, 1.05)) for line, amount in ledger.items()}
    answers |= {f"ledger.lines:{line}.actual": str(amount) for line, amount in ledger.items()}
    services = {"victim-contact": direct, "community-payback": 690_000, "other": 1_650_000}
    rest = sum(ledger.values()) - sum(services.values()) - sum(amount for amount, *_rest in pools.values())
    services["offender_management"] = rest
    answers |= {f"ledger.services:{service}.direct": str(cost) for service, cost in services.items()}
    answers |= {"ledger.income": "180000", "caseload.average": str(chance.randrange(2_400, 3_300))}
    return answers


def _options(direct: int) -> Typed:
    full = direct + 21_000
    costs = {"o1": full, "o2": round(full * 0.97), "o3": round(full * 1.06)}
    answers = {f"options.options:{key}.running": str(cost) for key, cost in costs.items()}
    return answers | {"costs.review_cost": "2400", "costs.last_full": str(round(full * 0.98))}
