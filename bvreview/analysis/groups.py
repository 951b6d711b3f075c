"""Every peer group of an organisation: region, nation, family, size, neighbours, own lists, providers.

A group is formed from published facts about areas, never from what they cost or achieve in the review;
a group that cannot be formed is named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bvreview.analysis.peers import nearest
from bvreview.analysis.ranks import quantile_groups
from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.i18n import _, plural
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.peers import GroupKind, NotOffered, PeerGroups, PeerList, Peers
from bvreview.review.compared.standing import Observation, PeerGroup
from bvreview.review.periods import FinancialYear

NEAREST: Final = (5, 10, 15)
BANDS: Final = 3


@dataclass(frozen=True, slots=True)
class PeerSources:
    """What groups are found from: published tables, lists that somebody made, providers with figures.

    ``nearest``: how many nearest neighbours a group has, one group for each number.
    """

    sets: Sequence[BenchmarkSet] = ()
    lists: Sequence[PeerList] = ()
    providers: Sequence[str] = ()
    nearest: Sequence[int] = NEAREST


@dataclass(frozen=True, slots=True)
class _Ground:
    """What groups are formed from: the organisation, all that report for the year, and tables at hand."""

    framework: Framework
    own: Organisation
    all: tuple[Organisation, ...]
    sets: Sequence[BenchmarkSet]
    nearest: Sequence[int]


def peer_groups(
    framework: Framework,
    organisation: str,
    period: FinancialYear,
    sources: PeerSources,
) -> PeerGroups:
    """The groups of an organisation (its id) among those that report for a year, the widest last.

    An organisation that the pack does not have is compared with all.
    """
    everyone = framework.organisations_in(period.id)
    nation = _nation(everyone)
    own = framework.organisation(organisation)
    if not own:
        return PeerGroups((nation,))
    ground = _Ground(framework, own, everyone, sources.sets, sources.nearest)
    found = [
        *_region(ground),
        *_family(ground),
        *_size(ground),
        *_nearest(ground),
        *_own_lists(ground, sources.lists),
        _providers(own, sources.providers),
    ]
    offered = [one for one in found if isinstance(one, Peers)]
    return PeerGroups((*offered, nation), tuple(one for one in found if isinstance(one, NotOffered)))


def _nation(everyone: Sequence[Organisation]) -> Peers:
    label = _("All {n} organisations").format(n=len(everyone))
    basis = _("Every organisation that reports for the year.")
    return Peers("nation", GroupKind.NATION, PeerGroup(label), _("Nation"), basis, len(everyone))


def _region(ground: _Ground) -> Iterator[Peers | NotOffered]:
    region = ground.framework.region(ground.own.region)
    if region:
        members = [o for o in ground.all if o.region == region.id]
        basis = region.evidence or _("The organisations of the region.")
        about = ("region", GroupKind.REGION, region.name, _("Region"))
        yield from _formed(ground, about, members, basis)


def _family(ground: _Ground) -> Iterator[Peers | NotOffered]:
    compare, family = ground.framework.compare, ground.own.family
    if compare and not family:
        why = _("The framework pack puts {organisation} into no family.").format(organisation=ground.own.name)
        yield NotOffered(GroupKind.FAMILY, _("Family"), why)
    elif compare:
        named = next((f.label for f in compare.families if f.id == family), family.capitalize())
        members = [o for o in ground.all if o.family == family]
        basis = compare.family_source or _("As the framework pack groups them.")
        yield from _formed(ground, ("family", GroupKind.FAMILY, named, _("Family")), members, basis)


def _size(ground: _Ground) -> Iterator[Peers | NotOffered]:
    """A third of the organisations by a published size; quantiles as ``quantile_groups``."""
    compare = ground.framework.compare
    wanted = compare.sizes if compare else ()
    source = next((s for topic in wanted for s in ground.sets if s.topic.id == topic), None)
    if not source:
        why = _("Size bands need a published figure for the size of each area, and none is at hand.")
        yield NotOffered(GroupKind.SIZE, _("Size band"), why)
        return
    sizes = _by_organisation(ground, source)
    band = dict(zip(sizes, quantile_groups([float(v) for v in sizes.values()], BANDS), strict=True))
    own = band.get(ground.own.id)
    if own is None:
        why = _("{table} has no figure for {organisation}.").format(
            table=source.topic.title, organisation=ground.own.name
        )
        yield NotOffered(GroupKind.SIZE, _("Size band"), why)
        return
    members = [o for o in ground.all if band.get(o.id) == own]
    label = (_("The smallest third"), _("The middle third"), _("The largest third"))[own - 1]
    about = ("size", GroupKind.SIZE, label, _("Size band"))
    yield from _formed(ground, about, members, _size_basis(source, ground, len(sizes)))


def _size_basis(source: BenchmarkSet, ground: _Ground, known: int) -> str:
    topic = source.topic
    what = topic.size_label if source.kind == "proportion" and topic.size_label else topic.title
    text = _("Thirds of the organisations by size: {what}, {period} ({source}).")
    basis = text.format(what=what[:1].lower() + what[1:], period=topic.period, source=topic.source)
    missing = len(ground.all) - known
    if missing:
        more = plural("{n} organisation has no figure.", "{n} organisations have no figure.", missing)
        basis = f"{basis} {more}"
    return basis


def _size_of(o: Observation) -> Decimal | None:
    """The denominator of a share, or the value itself: what grows with the organisation."""
    return o.denominator if o.value is None else o.value


def _by_organisation(ground: _Ground, source: BenchmarkSet) -> dict[str, Decimal]:
    """Sizes by the id of who reports now: those that one followed are added up, if all of them are there."""
    known = {o.organisation: v for o in source.observations if (v := _size_of(o)) is not None}
    found: dict[str, Decimal] = {}
    for organisation in ground.all:
        before = [o.id for o in ground.framework.organisations if o.successor == organisation.id]
        parts = [known.get(name) for name in ([organisation.id] if organisation.id in known else before)]
        given = [p for p in parts if p is not None and p.is_finite()]
        if parts and len(given) == len(parts):
            found[organisation.id] = sum(given, Decimal(0))
    return found


def _nearest(ground: _Ground) -> Iterator[Peers | NotOffered]:
    """The nearest 5, 10 and 15 on listed, published characteristics of the areas (``analysis.peers``)."""
    compare = ground.framework.compare
    listed = {c.id: c.label for c in compare.characteristics} if compare else {}
    tables = [s for s in ground.sets if s.topic.id in listed]
    known = {o.id: _characteristics(o.id, tables) for o in ground.all}
    own = known.get(ground.own.id, {})
    found = nearest(known, ground.own.id) if any(v is not None for v in own.values()) else ()
    if not found:
        why = _why_none_near(ground.own, listed.values(), tables)
        yield NotOffered(GroupKind.NEAREST, _("Nearest neighbours"), why)
        return
    by_id = {o.id: o for o in ground.all}
    for count in (n for n in ground.nearest if n < len(ground.all)):
        label, near = _("The {n} most alike").format(n=count), found[:count]
        about = (f"nearest-{count}", GroupKind.NEAREST, label, _("Nearest {n}").format(n=count))
        members = [ground.own, *(by_id[n.organisation] for n in near)]
        yield from _formed(ground, about, members, _near_basis(tables, sum(bool(n.missing) for n in near)))


def _characteristics(organisation: str, tables: Sequence[BenchmarkSet]) -> dict[str, float | None]:
    """What is published of an area; a share is its numerator over its denominator."""
    found: dict[str, float | None] = {}
    for table in tables:
        given = next((o for o in table.observations if o.organisation == organisation), None)
        found[table.topic.id] = _figure(given) if given else None
    return found


def _figure(o: Observation) -> float | None:
    if o.value is not None:
        return float(o.value) if o.value.is_finite() else None
    if o.numerator is None or not o.denominator or not (o.numerator / o.denominator).is_finite():
        return None
    return float(o.numerator / o.denominator)


def _why_none_near(own: Organisation, listed: Iterable[str], tables: Sequence[BenchmarkSet]) -> str:
    if tables:
        text = _("The tables of area characteristics have nothing that tells {organisation} from the others.")
        return text.format(organisation=own.name)
    wanted = ", ".join(name[:1].lower() + name[1:] for name in listed)
    if not wanted:
        return _("The pack lists no characteristic of the areas by which they could be called alike.")
    text = _(
        "No table of what the areas are like is at hand ({wanted}). Cost and results never say who is alike. "
        "Take such a table in as a benchmark set."
    )
    return text.format(wanted=wanted)


def _near_basis(tables: Sequence[BenchmarkSet], incomplete: int) -> str:
    listed = "; ".join(f"{t.topic.title}, {t.topic.period} ({t.topic.source})" for t in tables)
    one = "Euclidean distance of z-scores over {n} published characteristic of the areas: {{listed}}."
    many = "Euclidean distance of z-scores over {n} published characteristics of the areas: {{listed}}."
    said = plural(one, many, len(tables)).format(listed=listed)
    if incomplete:
        more = plural(
            "{n} neighbour lacks a characteristic, which then counts as the average.",
            "{n} neighbours lack a characteristic, which then counts as the average.",
            incomplete,
        )
        said = f"{said} {more}"
    return said


def _own_lists(ground: _Ground, lists: Sequence[PeerList]) -> Iterator[Peers | NotOffered]:
    for one in sorted(lists, key=lambda a: a.name.casefold()):
        members = [o for o in ground.all if o.id in one.members or o.id == ground.own.id]
        absent = [name for name in one.members if name not in {o.id for o in members}]
        basis = _("A list made here: {names}.").format(names=", ".join(o.name for o in members))
        if absent:
            gone = [o.name if (o := ground.framework.organisation(name)) else name for name in absent]
            basis += " " + _("Not reporting for the year: {names}.").format(names=", ".join(gone))
        yield from _formed(ground, (f"own:{one.id}", GroupKind.OWN, one.name, one.name), members, basis)


def _providers(own: Organisation, names: Sequence[str]) -> Peers | NotOffered:
    """Providers stand beside the organisation like areas do, on their own returns."""
    label, kind = _("Providers"), GroupKind.PROVIDERS
    if not names:
        why = _(
            "No return of a provider has come with a result that is named as a measure is, and no benchmark "
            "pack has one. Other results are words, or counts of something else."
        )
        return NotOffered(kind, label, why)
    members = (own.name, *names)
    basis = _(
        "Providers whose returns name a result as a measure is named, on their own figures; few of them, and "
        "not adjusted for whom they work with. Those that {organisation} asked stand here whatever they let "
        "others see; those of others came in a benchmark pack, as far as they allow."
    )
    said = basis.format(organisation=own.name)
    group = PeerGroup(label, members)
    return Peers("providers", kind, group, label, said, len(members))


def _formed(
    ground: _Ground, about: tuple[str, GroupKind, str, str], members: Sequence[Organisation], basis: str
) -> Iterator[Peers | NotOffered]:
    """The group, or why it is none: nobody but the organisation itself is no comparison."""
    key, kind, label, short = about
    others = [o for o in members if o.id != ground.own.id]
    if not others:
        why = _("{group} has nobody but {organisation} in it.")
        yield NotOffered(kind, label, why.format(group=label, organisation=ground.own.name))
        return
    group = PeerGroup(label, tuple(o.name for o in members))
    yield Peers(key, kind, group, short, basis, len(members))
