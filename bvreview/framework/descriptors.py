"""A whole pack as one frozen value: its TOML tables have exactly these names and keys."""

from __future__ import annotations

from decimal import Decimal

from msgspec import field

from bvreview.framework.carried_map import CarriedMap
from bvreview.framework.compare_map import CompareMap
from bvreview.framework.coverage_map import CoverageMap
from bvreview.framework.ledger_map import LedgerMap
from bvreview.framework.organisations import Organisation, Region
from bvreview.framework.questionnaire_map import QuestionnaireMap
from bvreview.framework.report_map import ReportMap
from bvreview.framework.return_map import Return
from bvreview.framework.rules import Rule
from bvreview.framework.sections import Section, Stage
from bvreview.framework.services import LocalMap, Service, local_service
from bvreview.framework.terms import Descriptor, Item


class Series(Descriptor, frozen=True, kw_only=True):
    """Published figures by key, such as an index by financial year; ``released``: the day of publication."""

    title: str
    source: str
    released: str
    values: dict[str, Decimal]


class Criterion(Descriptor, frozen=True, kw_only=True):
    """A test on which the Director evaluates a plan; ``weight`` in per cent, ours unless ``source`` says."""

    id: str
    label: str
    question: str
    weight: Decimal
    source: str = ""


class Coaching(Descriptor, frozen=True, kw_only=True):
    """What explanations are coached by. ``causes``: words or beginnings of words that name a cause."""

    causes: tuple[str, ...] = ()


class Framework(Descriptor, frozen=True, kw_only=True):
    """A whole pack, ready to use."""

    id: str
    version: str
    title: str
    public_service: str
    note: str = ""
    stages: tuple[Stage, ...]
    sections: tuple[Section, ...]
    lists: dict[str, tuple[Item, ...]]
    series: dict[str, Series] = field(default_factory=dict)
    carried: CarriedMap | None = None
    services: tuple[Service, ...]
    regions: tuple[Region, ...]
    organisations: tuple[Organisation, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    compare: CompareMap | None = None
    coaching: Coaching | None = None
    local: LocalMap | None = None
    coverage: CoverageMap | None = None
    report: ReportMap | None = None
    ledger: LedgerMap | None = None
    returns: tuple[Return, ...] = ()
    questionnaire: QuestionnaireMap | None = None

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)

    def service(self, service_id: str) -> Service | None:
        """The service of that id, be it local, or None."""
        found = next((s for s in self.services if s.id == service_id), None)
        return found or (local_service(service_id) if self.local else None)

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation of that id, or None."""
        return next((o for o in self.organisations if o.id == organisation_id), None)

    def region(self, region_id: str) -> Region | None:
        """The region of that id, or None."""
        return next((r for r in self.regions if r.id == region_id), None)

    def organisations_in(self, year: str, region: str = "") -> tuple[Organisation, ...]:
        """The organisations that report for the financial year ``"2009-10"``, of one region or all."""
        return tuple(
            o
            for o in self.organisations
            if (not region or o.region == region)
            and (not o.first_year or o.first_year <= year)
            and (not o.last_year or year <= o.last_year)
        )
