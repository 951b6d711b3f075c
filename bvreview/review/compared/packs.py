"""A benchmark pack: collated figures of many organisations, for an audience, as one file carries them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Final

import msgspec

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.audiences import Audience
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.cost_parts import CostParts
from bvreview.review.compared.letters import ProviderLetters
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.provider_results import ProviderFigure, Shared
from bvreview.review.compared.standing import ComparisonKind, Observation, PeerGroup, Topic
from bvreview.review.periods import FinancialYear, PeriodError

FORMAT: Final = 2
"""The newest form of a pack that this version reads; the second has what providers and others shared."""
_OF_THE_SECOND: Final = ("providers", "notes")


@dataclass(frozen=True, slots=True)
class PackTopic:
    """One measure or unit cost. Observations carry the names that are shown, the group's first.

    ``members``: who of them belongs to the group; ``said``: caveats that the figures alone do not give.
    """

    topic: Topic
    kind: ComparisonKind
    group_label: str
    members: tuple[str, ...]
    observations: tuple[Observation, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkPack:
    """Figures of a service and year, with who made them when, for whom, and what was held back.

    ``id`` and ``version`` name it; ``region``: its id, "" for all. ``letters``: organisations are letters,
    but for ``named``. ``held_back``: a sentence each. ``providers``, ``notes``: what they let be shown.
    """

    id: str
    version: int
    audience: Audience
    service: str
    period: str
    region: str
    framework: str
    framework_version: str
    made_on: str
    made_by: str
    topics: tuple[PackTopic, ...]
    parts: tuple[CostParts, ...] = ()
    letters: bool = False
    named: str = ""
    held_back: tuple[str, ...] = ()
    app: str = ""
    format: int = FORMAT
    providers: tuple[ProviderFigure, ...] = ()
    notes: tuple[PracticeNote, ...] = ()

    @property
    def year(self) -> FinancialYear:
        """Its financial year."""
        return FinancialYear.parse(self.period)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Everybody with a figure in it, by name; letters in their order."""
        names = {o.organisation for t in self.topics for o in t.observations}
        return tuple(sorted(names, key=lambda name: (len(name) if self.letters else 0, name)))

    @property
    def illustrative(self) -> bool:
        """Whether any figure in it is invented for illustration."""
        marked = (o.marks for t in self.topics for o in t.observations)
        beside = (*(p.observation.marks for p in self.providers), *(n.marks for n in self.notes))
        return any("illustrative" in marks for marks in (*marked, *beside))

    @property
    def figures(self) -> int:
        """How many figures are in it."""
        return sum(len(t.observations) for t in self.topics)


@dataclass(frozen=True, slots=True)
class PackReading:
    """A file that is a benchmark pack, as it was read; ``file_digest``: SHA-256 of its bytes."""

    file: str
    pack: BenchmarkPack
    file_digest: str


class DamagedPackError(ValueError):
    """A text is no pack, or another than was written; says which in one word."""


def encode_pack(pack: BenchmarkPack) -> str:
    """The pack as canonical text: the same pack gives the same text."""
    values = msgspec.to_builtins(pack)
    if pack.format == 1:  # what came in before there were others is what it was
        values = {name: value for name, value in values.items() if name not in _OF_THE_SECOND}
    return msgspec.json.encode(values, order="sorted").decode()


def pack_digest(pack: BenchmarkPack) -> str:
    """SHA-256 over the whole content: evidence of change, and no signature."""
    return hashlib.sha256(encode_pack(pack).encode()).hexdigest()


def figures_digest(pack: BenchmarkPack) -> str:
    """The same without version and day of making: whether two editions say the same."""
    return pack_digest(replace(pack, version=0, made_on="", made_by="", app=""))


def format_of(text: str) -> int:
    """The form that a pack's text has; 0 where it is none."""
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=_Formed).format
    except (msgspec.DecodeError, RecursionError):
        return 0


class _Formed(msgspec.Struct):
    format: int = 0


def decode_pack(text: str) -> BenchmarkPack:
    """The pack that a text holds.

    Raises:
        DamagedPackError: it holds none, or one that makes no sense.
    """
    try:
        pack = msgspec.json.decode(text.encode(), type=BenchmarkPack)
        FinancialYear.parse(pack.period)
    except (ValueError, RecursionError, PeriodError) as error:  # msgspec's errors are values' errors
        raise DamagedPackError("content") from error
    if pack.version < 1 or not pack.id or not all(_is_plain(t) for t in pack.topics):
        raise DamagedPackError("figures")
    labels, topics = [(p.topic, p.label) for p in pack.providers], {t.topic.id for t in pack.topics}
    known = all(p.topic in topics and _is_finite(p.observation) for p in pack.providers)
    if not known or len(set(labels)) < len(labels) or not all(parts.can_be_split for parts in pack.parts):
        raise DamagedPackError("figures")
    return pack


def _is_plain(topic: PackTopic) -> bool:
    names = [o.organisation for o in topic.observations]
    return all(map(_is_finite, topic.observations)) and len(set(names)) == len(names)


def _is_finite(seen: Observation) -> bool:
    figures = (seen.numerator, seen.denominator, seen.value, seen.target)
    return all(f is None or f.is_finite() for f in figures)


def centre_of(topic: PackTopic) -> float | None:
    """The pooled share of the group, or its median cost in pounds; None where nothing is defined."""
    seen = [o for o in topic.observations if o.organisation in topic.members]
    if topic.kind == "proportion":
        counted = [(o.numerator, o.denominator) for o in seen if o.numerator is not None and o.denominator]
        bottom = sum((d for __, d in counted), Decimal(0))
        return float(sum((n for n, __ in counted), Decimal(0)) / bottom) if bottom else None
    costs = [o.value for o in seen if o.value is not None]
    return float(median(costs)) if costs else None


def pack_sets(framework: Framework, pack: BenchmarkPack) -> tuple[BenchmarkSet, ...]:
    """The pack's topics as benchmark sets, organisations by their id where the framework knows the name."""
    ids = {o.name: o.id for o in framework.organisations}
    costs = framework.compare.unit_costs if framework.compare else ()
    pay = tuple((ids.get(p.organisation, p.organisation), p.unit_pay) for p in pack.parts)
    pay_in = {cost.id: pay for cost in costs if not cost.each_outcome}
    source = _("Benchmark pack {id}, version {n}").format(id=pack.id, n=pack.version)
    return tuple(
        BenchmarkSet(
            id=f"{pack.id}/{pack.version}/{t.topic.id}",
            topic=_taken_from(t.topic, source),
            kind=t.kind,
            observations=tuple(
                replace(o, organisation=ids.get(o.organisation, o.organisation)) for o in t.observations
            ),
            illustrative=any("illustrative" in o.marks for o in t.observations),
            left_out=tuple((ids.get(who, who), why) for who, why in t.left_out),
            service=pack.service,
            period=pack.period,
            pack=f"{pack.id}, {pack.version}",
            group=PeerGroup(t.group_label, tuple(m for m in t.members if m not in ids)),
            pay=pay_in.get(t.topic.id, ()),
        )
        for t in pack.topics
    )


def shared_in(packs: Iterable[BenchmarkPack]) -> Shared:
    """What packs say beside the figures of organisations: the newest edition of each, everything once.

    A letter means another provider in another pack, so that letters are given anew.
    """
    newest = {p.id: p for p in sorted(packs, key=lambda p: (p.made_on, p.version))}
    letters = ProviderLetters()
    figures, notes = dict[tuple[str, str], ProviderFigure](), dict[tuple[str, str], PracticeNote]()
    for pack in newest.values():
        for p in pack.providers:
            who = p.observation.organisation
            name = who if p.named else letters.of((pack.id, who))
            figure = replace(p, observation=replace(p.observation, organisation=name))
            figures[figure.topic, figure.label] = figure
        for n in pack.notes:
            note = n if n.named else replace(n, who=letters.of((pack.id, n.who)))
            notes[note.label, note.what] = note
    return Shared(tuple(figures.values()), tuple(notes.values()))


def _taken_from(topic: Topic, source: str) -> Topic:
    """The topic with where it is taken from in front of its own source."""
    return replace(topic, source="; ".join(filter(None, (source, topic.source))))
