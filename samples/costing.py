"""How an area's year is shared out, so that it adds up: who uses which support, and where each line went.

Nothing here is real. What goes to no service is ``unclaimed`` per cent of a pool's driver; what the ledger
cannot place stands in the line ``unexplained_in``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from samples.content import Content, typed

Typed = dict[str, str]

POOLS_BY_LINE: Final = {"premises": 24, "travel": 3, "supplies": 12, "contracted": 1, "other": 2}
"""Per cent of all support pools that stand in each line of the ledger; staff takes the rest."""


def drivers(content: Content, answers: Typed, own: str, seed: int) -> Typed:
    """The driver of each service for each pool; by direct cost it is the direct cost itself."""
    chance = random.Random(seed)
    direct = {
        at.partition(":")[2].removesuffix(".direct"): Decimal(text)
        for at, text in answers.items()
        if at.startswith("ledger.services:") and at.endswith(".direct")
    }
    found: Typed = {}
    for pool, figures in content["grids"]["pools.pools"].items():
        if figures["basis"] == "direct_cost":
            found |= {f"pools.drivers:{service}.{pool}": typed(cost) for service, cost in direct.items()}
            continue
        whole = Decimal(answers[f"pools.pools:{pool}.driver_total"])
        mine = Decimal(answers[f"pools.drivers:{own}.{pool}"])
        place = Decimal("0.1") if figures["basis"] == "fte" else Decimal(1)
        unclaimed = (whole * Decimal(str(content["year"].get("unclaimed", 0))) / 100).quantize(place)
        others = {s: cost * Decimal(str(chance.uniform(0.7, 1.3))) for s, cost in direct.items() if s != own}
        for service, part in split(whole - mine - unclaimed, others, place).items():
            found[f"pools.drivers:{service}.{pool}"] = typed(part)
    return found


def split(whole: Decimal, weights: Mapping[str, Decimal], place: Decimal) -> dict[str, Decimal]:
    """``whole`` in parts of about the weights, each to ``place``; the largest takes what is left."""
    total = sum(weights.values())
    parts = {key: (whole * weight / total).quantize(place, ROUND_HALF_UP) for key, weight in weights.items()}
    largest = max(weights, key=lambda key: weights[key])
    parts[largest] += whole - sum(parts.values())
    return parts


def by_line(content: Content, answers: Typed) -> Typed:
    """What of each line of the ledger went to services, to pools and apart."""
    chance = random.Random(content["seed"])
    year, forms = content["year"], content["forms"]["ledger"]
    pools = Decimal(sum(pool["amount"] for pool in content["grids"]["pools.pools"].values()))
    rest, found = pools, dict[str, str]()
    apart: dict[str, Any] = {"staff": forms.get("exceptional", 0), "supplies": forms.get("capital", 0)}
    for line in (*POOLS_BY_LINE, "staff"):
        actual = Decimal(answers[f"ledger.lines:{line}.actual"])
        share = Decimal(str(round(POOLS_BY_LINE.get(line, 0) * chance.uniform(0.9, 1.1), 1)))
        in_pools = min((pools * share / 100).quantize(Decimal(10)), (actual * 8 / 10).quantize(Decimal(10)))
        in_pools = rest if line == "staff" else in_pools
        rest -= in_pools
        unexplained = year["unexplained"] if line == year.get("unexplained_in", "staff") else 0
        in_services = actual - in_pools - Decimal(apart.get(line, 0)) - unexplained
        at = f"ledger.by_line:{line}"
        found |= {f"{at}.services": typed(in_services), f"{at}.pools": typed(in_pools)}
        if apart.get(line):
            found[f"{at}.apart"] = typed(apart[line])
    return found
