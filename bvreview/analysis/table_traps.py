"""The traps of printed tables: rows that are no organisation, names that are not its year's, misprints."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.i18n import _

_TOTALS: Final = re.compile(
    r"\b(total|subtotal|average|mean|england|wales and|national|all areas|all trusts)\b", re.IGNORECASE
)
_NOTE: Final = re.compile(
    r"^\s*(notes?\b|source\b|\(?\d{1,2}\)?[.)]?\s+\S|\*|\u2020|[a-z]\)\s)", re.IGNORECASE
)
_KIND: Final = re.compile(r"\b(national )?probation( (area|board|trust|service))?\b|\btrust\b")
_POINT: Final = re.compile(r"-?\d{1,3}\.\d{3}0?")
_MUCH: Final = 100
_LONG: Final = 60
_MOST_MISSED: Final = 100
"""Unknown names for which one that is nearly the same is looked for: it takes its time."""


def fold_name(name: str) -> str:
    """A name without case, brackets, dashes and doubled spaces: "(Durham" and "Durham" are one."""
    return " ".join(re.sub(r"[^\w\s]", " ", name.replace("&", " and ")).casefold().split())


def bare_name(name: str) -> str:
    """The folded name without what kind of organisation it is: "Derbyshire Probation Trust" -> derbyshire."""
    folded = fold_name(name)
    return " ".join(_KIND.sub(" ", folded).split()) or folded


class Names:
    """Who is meant by a printed name in a financial year ("2009-10")."""

    def __init__(self, framework: Framework, year: str) -> None:
        """Only who reports for the year is meant; two with one name are nobody."""
        self._framework = framework
        there = framework.organisations_in(year)
        self.known = _by_name(there)
        self._others = _by_name([o for o in framework.organisations if o not in there])
        self._missed = 0
        self._regions = {fold_name(r.name) for r in framework.regions}

    def find(self, printed: str) -> str:
        """The id of the organisation; "" for none."""
        return self.known.get(fold_name(printed)) or self.known.get(bare_name(printed), "")

    def why_not(self, printed: str) -> str:
        """Why a row is no organisation of the year."""
        if _TOTALS.search(printed) or fold_name(printed) in self._regions:
            return _("a total or an average, not an organisation")
        if _NOTE.search(printed) or len(printed) > _LONG:
            return _("a note, not an organisation")
        if other := self._other(printed):
            return other
        self._missed += 1
        known = list(self.known) if self._missed <= _MOST_MISSED else []
        close = difflib.get_close_matches(bare_name(printed), known, n=1, cutoff=0.8)
        if close and (meant := self._framework.organisation(self.known[close[0]])):
            text = _("no organisation of that name reports for the year: {name}?")
            return text.format(name=meant.name)
        return _("no organisation of that name reports for the year")

    def _other(self, printed: str) -> str:
        """What an organisation of another time became, or was made of."""
        known = self._others.get(fold_name(printed)) or self._others.get(bare_name(printed), "")
        other = self._framework.organisation(known)
        if not other:
            return ""
        after = self._framework.organisation(other.successor)
        if after and other.last_year:
            text = _("it reports up to {year} only; then it is part of {name}")
            return text.format(year=other.last_year, name=after.name)
        return _("it does not report for the year")


def _by_name(organisations: Sequence[Organisation]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in (fold_name, bare_name):
        names = [name(o.name) for o in organisations]
        for organisation, folded in zip(organisations, names, strict=True):
            if names.count(folded) == 1:
                found.setdefault(folded, organisation.id)
    return found


def points_for_commas(figures: Mapping[str, Decimal | None], texts: Mapping[str, str]) -> frozenset[str]:
    """The rows whose figure is printed like "20.221" among figures a hundred times as large."""
    pointed = {row for row, text in texts.items() if _POINT.fullmatch(text.strip())}
    others = [abs(n) for row, n in figures.items() if n is not None and row not in pointed]
    if not others or not pointed:
        return frozenset()
    usual = median(others)
    return frozenset(r for r in pointed if (n := figures.get(r)) is not None and abs(n) * _MUCH < usual)


def misprinted(percentage: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> str:
    """Why counts cannot be right beside their printed percentage (or share): more than a rounding apart."""
    if percentage is None or numerator is None or not denominator:
        return ""
    worked_out = 100 * numerator / denominator
    if min(abs(worked_out - percentage), abs(worked_out - percentage * 100)) <= Decimal("0.51"):
        return ""
    return _("the printed percentage is not what its counts give")
