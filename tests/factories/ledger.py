"""An illustrative ledger extract as it is copied from Excel: 60 lines, subtotals, a grand total."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

HEADER: Final = ("Cost centre", "Cost centre name", "Account", "Description", "Budget £", "Actual £")
CENTRES: Final = (
    ("3100", "Community Payback"),
    ("3200", "Victim Contact"),
    ("3300", "Offender Management North"),
    ("4100", "Programmes"),
    ("9100", "Information technology"),
    ("9200", "Human resources and payroll"),
)
ACCOUNTS: Final = (
    ("1000", "Salaries"),
    ("1010", "Employer's National Insurance"),
    ("1020", "Employer's pension"),
    ("2000", "Rent and rates"),
    ("3000", "Travel and mileage"),
    ("4000", "Stationery and printing"),
    ("4100", "Tools and equipment"),
    ("5000", "Payments to contractors"),
    ("6000", "Sundries"),
    ("9000", "Income from fees"),
)


def ledger_rows(seed: int = 1) -> list[list[str]]:
    """The rows with their header, as Excel shows them; figures are illustrative."""
    return [list(HEADER), *_body(random.Random(seed))]


def _body(dice: random.Random) -> Iterator[list[str]]:
    whole = [Decimal(0), Decimal(0)]
    for centre, name in CENTRES:
        sums = [Decimal(0), Decimal(0)]
        for account, words in ACCOUNTS:
            sign = -1 if account == "9000" else 1
            budget = Decimal(dice.randint(100_000, 90_000_000)) / 100 * sign
            actual = (budget * Decimal(dice.uniform(0.9, 1.1))).quantize(Decimal("0.01"))
            sums = [sums[0] + budget, sums[1] + actual]
            yield [centre, name, account, words, shown(budget), shown(actual)]
        yield [f"{centre} Total", "", "", "", *map(shown, sums)]
        whole = [one + other for one, other in zip(whole, sums, strict=True)]
    yield ["Grand Total", "", "", "", *map(shown, whole)]


def shown(amount: Decimal) -> str:
    """An amount as a ledger shows it: credits in brackets."""
    return f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}"


def as_text(rows: list[list[str]]) -> str:
    """Rows as they lie on the clipboard."""
    return "".join("\t".join(row) + "\r\n" for row in rows)
