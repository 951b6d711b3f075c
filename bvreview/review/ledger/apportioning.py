"""What each service bears of support services: by driver, to the penny, with nothing lost.

Direct method: every pool goes straight to the services. Step-down: pools are closed in a stated order, each
over the pools that come after it and the services (ACEVO and NPC, Full cost recovery; the usual textbook
form). Pennies that rounding leaves over go to the largest remainders, so that the parts add up to the pool.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

PENNY: Final = Decimal("0.01")
UNALLOCATED: Final = ""
"""The key of what no driver claims."""

Drivers = Mapping[str, Decimal]


def apportion(
    pool: Decimal, drivers: Drivers, whole: Decimal | None = None, unit: Decimal = PENNY
) -> dict[str, Decimal]:
    """The part of each key in ``pool``, in whole ``unit`` that add up to it.

    ``whole``: the driver over all users, where it is more than the keys here have; what nobody has of it
    stands under ``UNALLOCATED``. Nothing at all where the drivers add up to nothing, are below zero, or are
    more than the whole.
    """
    given = sum(drivers.values(), Decimal(0))
    whole = given if whole is None else whole
    if whole <= 0 or given > whole or any(d < 0 for d in drivers.values()):
        return {}
    shared = {**drivers, UNALLOCATED: whole - given} if given < whole else dict(drivers)
    exact = {key: pool * driver / whole for key, driver in shared.items()}
    parts = {key: part.quantize(unit, ROUND_FLOOR) for key, part in exact.items()}
    left = int((pool - sum(parts.values(), Decimal(0))) / unit)
    largest = sorted(exact, key=lambda key: parts[key] - exact[key])  # stable: the first of equals
    for key in largest[:left]:
        parts[key] += unit
    return parts


def step_down(
    pools: Mapping[str, Decimal], order: Sequence[str], drivers: Mapping[str, Drivers]
) -> dict[str, Decimal]:
    """What each service bears of all ``pools`` when they are closed one after the other in ``order``.

    ``drivers``: for each pool who uses it how much, services and other pools by id. Use by the pool itself or
    by pools that are closed already does not count. A pool without users goes to ``UNALLOCATED``.

    Raises:
        KeyError: a pool is missing from the order or from the drivers.
    """
    missing = [pool for pool in pools if pool not in order or pool not in drivers]
    if missing:
        raise KeyError(*missing)
    open_pools = {pool: pools[pool] for pool in order if pool in pools}
    borne: dict[str, Decimal] = {}
    for pool in list(open_pools):
        amount = open_pools.pop(pool)
        users = {u: d for u, d in drivers[pool].items() if u in open_pools or u not in pools}
        for user, part in (apportion(amount, users) or {UNALLOCATED: amount}).items():
            into = open_pools if user in open_pools else borne
            into[user] = into.get(user, Decimal(0)) + part
    return borne
