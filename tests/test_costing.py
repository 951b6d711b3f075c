"""Prices of other years, and support shared out to the penny: published values, and what always holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Example
from bvreview.framework.services import local_service_id
from bvreview.review.answers import Answers
from bvreview.review.cells import parse_address
from bvreview.review.examples import build_example, build_review
from bvreview.review.ledger.apportioning import UNALLOCATED, apportion, step_down
from bvreview.review.prices import amount_at_prices
from samples.reviews import sample_review

PACK = default_framework()

# HM Treasury, GDP deflators at market prices: 27 March 2013 release, and the table of the 2003 user guide
MARCH_2013 = {"2006-07": "89.254", "2009-10": "95.389", "2010-11": "97.978", "2011-12": "100"}
GUIDE_2003 = {"1998-99": "91.031", "2003-04": "102.789"}


@pytest.mark.parametrize(
    ("then", "there", "per_cent"),
    [
        ("2009-10", "2010-11", "2.71"),  # published beside the table
        ("2006-07", "2011-12", "12.04"),
    ],
)
def test_inflation_is_what_the_treasury_published(then: str, there: str, per_cent: str) -> None:
    whole = amount_at_prices(Decimal(100), Decimal(MARCH_2013[then]), Decimal(MARCH_2013[there]))
    assert whole is not None
    assert (whole - 100).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(per_cent)


def test_the_worked_example_of_the_user_guide() -> None:
    # 7.4m of 1998-99 is 8.36m in the prices of 2003-04 (HM Treasury, user guide, 2003)
    found = amount_at_prices(Decimal("7.4"), Decimal(GUIDE_2003["1998-99"]), Decimal(GUIDE_2003["2003-04"]))
    assert found is not None
    assert found.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("8.36")


@pytest.mark.parametrize(("then", "there"), [("0", "95"), ("95", "0"), ("-1", "95")])
def test_an_index_that_is_nothing_gives_nothing(then: str, there: str) -> None:
    assert amount_at_prices(Decimal(100), Decimal(then), Decimal(there)) is None


def test_the_published_example_of_full_cost_recovery() -> None:
    # ACEVO and NPC, Full cost recovery: 1,520 by full-time equivalents of 5; the rest has no project
    drivers = {"project": Decimal("0.35"), "director": Decimal("1.45"), "support": Decimal("0.95")}
    parts = apportion(Decimal(1520), drivers, Decimal(5), Decimal(1))
    assert parts == {"project": 106, "director": 441, "support": 289, UNALLOCATED: 684}


def test_the_last_penny_goes_to_the_largest_remainder() -> None:
    thirds = apportion(Decimal(100), dict.fromkeys("abc", Decimal(1)))
    assert thirds == {"a": Decimal("33.34"), "b": Decimal("33.33"), "c": Decimal("33.33")}
    # 10.00 over 1, 1, 4: 1.666, 1.666, 6.666: two pennies are left for the three largest remainders
    assert apportion(Decimal(10), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(4)}) == {
        "a": Decimal("1.67"),
        "b": Decimal("1.67"),
        "c": Decimal("6.66"),
    }


@pytest.mark.parametrize(
    ("drivers", "whole"),
    [
        ({}, None),
        ({"a": Decimal(0)}, None),
        ({"a": Decimal(3)}, Decimal(2)),
        ({"a": Decimal(-1)}, Decimal(2)),
    ],
)
def test_drivers_that_cannot_be_give_nothing(drivers: dict[str, Decimal], whole: Decimal | None) -> None:
    assert apportion(Decimal(100), drivers, whole) == {}


AMOUNTS = st.decimals("0", "9999999", places=2)
DRIVERS = st.dictionaries(st.sampled_from("abcdefg"), st.decimals("0", "99999", places=2), min_size=1)


@given(AMOUNTS, DRIVERS, st.decimals("0", "9999", places=2))
def test_parts_add_up_to_the_pool_and_are_no_penny_off(
    pool: Decimal, drivers: dict[str, Decimal], nobody: Decimal
) -> None:
    whole = sum(drivers.values(), nobody)
    parts = apportion(pool, drivers, whole)
    if whole == 0:
        assert parts == {}
        return
    assert sum(parts.values()) == pool
    for key, driver in drivers.items():
        assert abs(parts[key] - pool * driver / whole) < Decimal("0.01")


def _step(order: str) -> dict[str, Decimal]:
    """Two pools that serve each other and two services."""
    pools = {"it": Decimal(100_000), "hr": Decimal(60_000)}
    drivers = {
        "it": {"hr": Decimal(20), "payback": Decimal(30), "rest": Decimal(50)},
        "hr": {"it": Decimal(10), "payback": Decimal(40), "rest": Decimal(50)},
    }
    return step_down(pools, order.split(), drivers)


def test_step_down_closes_pools_in_the_stated_order() -> None:
    # information technology first: 20,000 to personnel, whose 80,000 then go 40 to 50
    assert _step("it hr") == {
        "payback": Decimal("65555.56"),
        "rest": Decimal("94444.44"),
    }
    # personnel first: 6,000 to information technology, whose 106,000 then go 30 to 50
    assert _step("hr it") == {"payback": Decimal("63750.00"), "rest": Decimal("96250.00")}


def test_step_down_without_pools_that_serve_each_other_is_the_direct_method() -> None:
    drivers = {"payback": Decimal(3), "rest": Decimal(4)}
    found = step_down({"it": Decimal(1000)}, ["it"], {"it": drivers})
    assert found == apportion(Decimal(1000), drivers)


def test_a_pool_that_nobody_uses_stays_visible() -> None:
    assert step_down({"it": Decimal(1000)}, ["it"], {"it": {}}) == {UNALLOCATED: Decimal(1000)}
    with pytest.raises(KeyError):
        step_down({"it": Decimal(1000)}, [], {"it": {}})


@given(st.permutations(["it", "hr", "premises"]), st.lists(AMOUNTS, min_size=3, max_size=3))
def test_step_down_loses_nothing(order: list[str], amounts: list[Decimal]) -> None:
    pools = dict(zip(("it", "hr", "premises"), amounts, strict=True))
    users = {user: Decimal(n) for n, user in enumerate(("it", "hr", "premises", "payback", "rest"), 1)}
    assert sum(step_down(pools, order, dict.fromkeys(pools, users)).values()) == sum(amounts)


# in the pack


def _worked_out(typed: dict[str, str], address: str, *, year: int = 2009) -> object:
    review = build_example(PACK, Example(answers=typed), year=year)
    return Answers(PACK, review).figure(parse_address(address))


UNITS = {f"volumes.outputs:hours_worked.q{n}": "25,000" for n in (1, 2, 3, 4)}
LAST = {"costs.last_full": "954,000", "costs.last_units": "100,000"}


def test_last_years_unit_cost_is_shown_in_the_prices_of_the_base() -> None:
    shown = _worked_out(LAST | {"about.price_base": "2009-10"}, "costs.last_unit_full_base")
    assert shown == Decimal("9.54") * Decimal("95.389") / Decimal("93.975")
    assert _worked_out(LAST, "costs.last_unit_full_base") == shown  # no base: the year of the review
    assert _worked_out(LAST, "costs.prices_of") == "2009-10"


def test_an_earlier_year_follows_the_series_and_one_that_it_lacks_is_not_defined() -> None:
    row = {"costs.earlier:r1.full": "892,540", "costs.earlier:r1.units": "100,000"}
    at = "costs.earlier:r1.unit_full_base"
    assert _worked_out(row | {"costs.earlier:r1.year": "2006-07"}, at) == Decimal("9.5389")
    assert _worked_out(row | {"costs.earlier:r1.year": "2004-05"}, at) is None
    assert _worked_out(LAST, "costs.last_unit_full_base", year=2016) is None


def test_a_newer_series_takes_the_place_of_the_shipped_one_as_a_whole() -> None:
    newer = {"prices.series:2009-10.newer": "110", "prices.series:2008-09.newer": "100"}
    assert _worked_out(LAST | newer, "costs.last_unit_full_base") == Decimal("10.494")
    # the newer one lacks 2006-07, and the two are never mixed
    assert _worked_out(newer, "prices.series:2006-07.used") is None


def test_no_units_give_no_unit_cost_in_any_prices() -> None:
    nothing = LAST | {"costs.last_units": "0"}
    assert _worked_out(nothing, "costs.last_unit_full") is None
    assert _worked_out(nothing, "costs.last_unit_full_base") is None


@pytest.mark.parametrize("area", ["derbyshire", "leicestershire", "northamptonshire", "nottinghamshire"])
def test_all_services_and_what_nobody_claims_make_up_each_pool(area: str) -> None:
    answers = Answers(PACK, sample_review(PACK, area))
    for pool in ("premises", "it", "management", "hr", "finance"):
        shares = answers.figures("pools", "shares", pool)
        amounts = answers.figures("pools", "pools", "amount")
        unclaimed = answers.figures("pools", "unclaimed", "unallocated_cost")
        assert isinstance(shares, Mapping)
        assert isinstance(amounts, Mapping)
        assert isinstance(unclaimed, Mapping)
        borne = [s for s in (*shares.values(), unclaimed[pool]) if isinstance(s, Decimal)]
        amount = amounts[pool]
        assert isinstance(amount, Decimal)
        assert abs(sum(borne) - amount) <= Decimal("0.01")
        assert shares["community-payback"] == answers.figure(parse_address(f"costs.support:{pool}.share"))


def test_step_down_moves_what_pools_use_of_each_other_and_keeps_the_sum() -> None:
    typed: dict[str, str] = {}
    for pool, order, amount, whole in (("it", 1, "100,000", "80"), ("hr", 2, "60,000", "90")):
        at = f"pools.pools:{pool}"
        typed |= {
            f"pools.between:{pool}.order": str(order),
            f"{at}.amount": amount,
            f"{at}.driver_total": whole,
        }
    typed |= {"pools.between:hr.it": "20", "pools.between:it.hr": "10"}
    assert _worked_out(typed, "pools.pools:it.to_share") == Decimal(80_000)
    assert _worked_out(typed, "pools.pools:hr.to_share") == Decimal(80_000)
    direct = {at: text for at, text in typed.items() if not at.endswith(".order")}
    assert _worked_out(direct, "pools.pools:hr.to_share") == Decimal(60_000)


def test_a_service_of_ones_own_has_its_line_among_those_that_use_support() -> None:
    own = local_service_id("DBS", "Attendance centre")
    head = replace(build_example(PACK, Example(answers={})).head, service=own)
    typed = {
        f"pools.drivers:{own}.it": "20",
        "pools.pools:it.driver_total": "100",
        "pools.pools:it.amount": "1,000",
    }
    answers = Answers(PACK, build_review(PACK, head, typed))
    section = PACK.section("pools")
    part = section.part("drivers") if section else None
    assert section
    assert part
    assert answers.row_keys(section, part)[-1] == own
    assert answers.is_required(part, own, part.fields[0])
    assert not answers.is_required(part, "community-payback", part.fields[0])
    assert answers.figure(parse_address("costs.support:it.share")) == Decimal(200)
