"""Probation areas and trusts, and the regions that they are in."""

from __future__ import annotations

from bvreview.framework.terms import Descriptor


class Organisation(Descriptor, frozen=True, kw_only=True):
    """A probation area (2008) or trust (2010) with its region and successor.

    ``first_year``/``last_year``: the financial years ("2008-09") in which it reports, blank where open.
    """

    id: str
    name: str
    kind: str
    region: str
    family: str = ""
    successor: str = ""
    first_year: str = ""
    last_year: str = ""


class Region(Descriptor, frozen=True, kw_only=True):
    """A region under one Director of Offender Management; ``evidence``: how its membership is known."""

    id: str
    name: str
    evidence: str = ""
