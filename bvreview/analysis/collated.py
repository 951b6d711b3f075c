"""Comparisons collated for an audience, and compared again by whoever gets them: the same values."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Final

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.analysis.disclosure import hide_rows, round_count
from bvreview.analysis.ranks import quantile_groups
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.area_pay import ADJUSTED, is_adjusted
from bvreview.review.compared.audiences import Release, held_back_words
from bvreview.review.compared.cost_parts import CostParts, merge_single_posts
from bvreview.review.compared.letters import letters_for
from bvreview.review.compared.packs import BenchmarkPack, PackTopic
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison, ComparisonKind, Observation, PeerGroup, Topic
from bvreview.review.compared.withholding import find_marked, find_small

Compare = Callable[[Topic, Sequence[Observation], PeerGroup], Comparison]
COMPARE: Final[Mapping[ComparisonKind, Compare]] = {
    "proportion": compare_proportion,
    "money": compare_unit_cost,
}
_EXACT: Final = Context(prec=15)
"""As many digits as every spreadsheet keeps."""


def collate(
    comparisons: Iterable[Comparison], release: Release, parts: Iterable[CostParts] = ()
) -> tuple[PackTopic, ...]:
    """The figures of the comparisons that may go out, under the names that they go out with.

    Everybody who is withheld stands in ``left_out`` with the reason. ``parts``: what costs are made of, for
    whose pay may be known.
    """
    found = [c for c in comparisons if c.kind in COMPARE]
    if not release.shows_area_pay:
        found = [c for c in found if not is_adjusted(c.topic.id)]
    open_pay = {
        p.organisation for p in parts if not release.audience.holds_back_small or merge_single_posts(p)
    }
    found = [_without_single_posts(c, open_pay, release) for c in found]
    names = {name for c in found for name in _named_in(c)}
    letters = letters_for(names, release.seed, release.named) if release.anonymous else {}
    return tuple(_topic(comparison, release, letters) for comparison in found)


def _without_single_posts(comparison: Comparison, open_pay: set[str], release: Release) -> Comparison:
    """An adjusted cost without those of which it would tell the pay of one post."""
    if not release.audience.holds_back_small or not is_adjusted(comparison.topic.id):
        return comparison
    kept = [
        tuple(s for s in some if ADJUSTED not in s.observation.marks or s.organisation in open_pay)
        for some in (comparison.standings, comparison.backdrop)
    ]
    gone = [s.organisation for s in comparison.standings if s not in kept[0]]
    why = _("withheld: beside the cost as reported it would tell what a single post is paid")
    left_out = (*comparison.left_out, *((name, why) for name in gone))
    return replace(comparison, standings=kept[0], backdrop=kept[1], left_out=left_out)


def _named_in(comparison: Comparison) -> Iterator[str]:
    yield from (s.organisation for s in (*comparison.standings, *comparison.backdrop))
    yield from (name for name, __ in comparison.left_out)


def _topic(comparison: Comparison, release: Release, letters: Mapping[str, str]) -> PackTopic:
    group = [s.observation for s in comparison.standings]
    seen = [*group, *(s.observation for s in comparison.backdrop)]
    withheld = _withheld(comparison, seen, release)
    called = {o.organisation: letters.get(o.organisation, o.organisation) for o in seen}
    members = [o.organisation for o in group if o.organisation not in withheld]
    # where nobody of the group may be shown, those behind it are no comparison
    shown = [o for o in seen if o.organisation not in withheld] if members else []
    out = [outgoing_figure(o, called[o.organisation], release) for o in shown]
    if letters:
        first = len(members)
        out = [*sorted(out[:first], key=_name), *sorted(out[first:], key=_name)]
    inside = {o.organisation for o in group}
    left_out = [*comparison.left_out, *((n, why) for n, why in withheld.items() if n in inside)]
    left_out = [(letters.get(name, name), why) for name, why in left_out]
    if letters:  # the order in which they stood would tell who is who
        left_out.sort(key=lambda left: (len(left[0]), left))
    said = _said(comparison, seen)
    for name in sorted(letters, key=len, reverse=True):
        said = tuple(caveat.replace(name, letters[name]) for caveat in said)
    return PackTopic(
        topic=comparison.topic,
        kind=comparison.kind,
        group_label=comparison.group_label,
        members=tuple(o.organisation for o in out[: len(members)]),
        observations=tuple(out),
        left_out=tuple(left_out),
        said=said,
    )


def _name(observation: Observation) -> tuple[int, str]:
    return len(observation.organisation), observation.organisation


def _withheld(comparison: Comparison, seen: Sequence[Observation], release: Release) -> dict[str, str]:
    withheld = find_marked(seen, release)
    if comparison.kind == "proportion" and release.audience.holds_back_small:
        withheld |= find_small(seen, release.least, hide_rows)
    return withheld


def outgoing_figure(seen: Observation, called: str, release: Release) -> Observation:
    """The figure under the name it goes out with, rounded where it is a count of a share."""
    top, bottom = seen.numerator, seen.denominator
    if release.rounding and release.audience.holds_back_small and seen.value is None:
        top, bottom = _rounded(top, release.rounding), _rounded(bottom, release.rounding)
    top, bottom, value, target = (
        None if n is None else _EXACT.plus(n) for n in (top, bottom, seen.value, seen.target)
    )
    return replace(seen, organisation=called, numerator=top, denominator=bottom, value=value, target=target)


def _rounded(count: Decimal | None, to: int) -> Decimal | None:
    return None if count is None else Decimal(round_count(round(count), to))


def _said(comparison: Comparison, seen: Sequence[Observation]) -> tuple[str, ...]:
    """The caveats that comparing the figures again does not say by itself."""
    members = tuple(s.organisation for s in comparison.standings)
    group = PeerGroup(comparison.group_label, members)
    again = COMPARE[comparison.kind](comparison.topic, seen if members else (), group)
    return tuple(caveat for caveat in comparison.caveats if caveat not in again.caveats)


def make_pack(  # noqa: PLR0913 - one value of six others
    framework: Framework,
    scope: CompareScope,
    comparisons: Sequence[Comparison],
    release: Release,
    parts: Sequence[CostParts],
    about: tuple[str, str, str],
) -> BenchmarkPack:
    """A pack, version 1. ``about``: who makes it, the day (ISO), the application's version."""
    topics = collate(comparisons, release, parts)
    names = {name for c in comparisons for name in _named_in(c)}
    made_by, day, app = about
    return BenchmarkPack(
        id=_pack_id(scope, release),
        version=1,
        audience=release.audience,
        service=scope.service,
        period=scope.period.id,
        region=scope.region,
        framework=framework.id,
        framework_version=framework.version,
        made_on=day,
        made_by=made_by if release.audience.sees_who_made_it else "",
        topics=topics,
        parts=outgoing_parts(parts, topics, release, names),
        letters=release.anonymous,
        named=release.named if release.anonymous else "",
        held_back=held_back_words(release),
        app=app,
    )


def _pack_id(scope: CompareScope, release: Release) -> str:
    """The same for every edition from one workspace; it gives nothing of the seed away."""
    names = ["letters", *release.named.casefold().split()] if release.anonymous else []
    mark = hashlib.sha256(f"pack {release.seed}".encode()).hexdigest()[:4] if release.seed else ""
    where = scope.region or "all"
    return "-".join(
        filter(None, ("bp", scope.service, scope.period.id, where, release.audience.value, *names, mark))
    )


def compare_pack(pack: BenchmarkPack) -> tuple[Comparison, ...]:
    """The comparisons of a pack: the same for who made it and for whoever gets it."""
    return tuple(_compared(topic) for topic in pack.topics)


def _compared(topic: PackTopic) -> Comparison:
    observations = topic.observations if topic.members else ()
    found = COMPARE[topic.kind](topic.topic, observations, PeerGroup(topic.group_label, topic.members))
    said = tuple(caveat for caveat in topic.said if caveat not in found.caveats)
    known = {name for name, __ in topic.left_out}
    more = (left for left in found.left_out if left[0] not in known)
    return replace(found, left_out=(*topic.left_out, *more), caveats=(*found.caveats, *said))


def pack_years(
    pack: BenchmarkPack, comparisons: Sequence[Comparison], others: Iterable[BenchmarkPack]
) -> list[tuple[str, tuple[Comparison, ...]]]:
    """The pack's comparisons with those of other years of the same service and region, oldest first.

    One pack a year, the newest version; letters mean others in another pack, so those stay out.
    """
    years = {p.period: p for p in sorted(others, key=lambda p: (p.made_on, p.version)) if _goes_with(pack, p)}
    found = {years[period].year.label: compare_pack(years[period]) for period in years}
    found[pack.year.label] = tuple(comparisons)
    return sorted(found.items())


def _goes_with(pack: BenchmarkPack, other: BenchmarkPack) -> bool:
    same = (other.service, other.region, other.audience) == (pack.service, pack.region, pack.audience)
    return same and other.period != pack.period and not (pack.letters or other.letters)


def outgoing_parts(
    parts: Iterable[CostParts], topics: Sequence[PackTopic], release: Release, names: Iterable[str]
) -> tuple[CostParts, ...]:
    """What costs are made of, for those whose unit cost is shown too; single posts merged.

    ``names``: everybody in the comparisons, so that the letters are the same.
    """
    if not release.audience.sees_cost_parts:
        return ()
    letters = letters_for(names, release.seed, release.named) if release.anonymous else {}
    shown = {o.organisation for t in topics if t.kind == "money" for o in t.observations}
    out = []
    for part in parts:
        merged = part if not release.audience.holds_back_small else merge_single_posts(part)
        name = letters.get(part.organisation, part.organisation)
        if merged and name in shown:
            out.append(replace(merged, organisation=name))
    return tuple(sorted(out, key=lambda p: (len(p.organisation), p.organisation)))


def share_quarters(comparisons: Iterable[Comparison]) -> dict[tuple[str, str], int]:
    """The quarter of each share among its group by topic and organisation, 1 the best.

    None with fewer than 10 in the group, for measures of which neither way is better, or where all are equal.
    """
    found: dict[tuple[str, str], int] = {}
    for comparison in comparisons:
        values = [s.value for s in comparison.standings]
        wanted = comparison.kind == "proportion" and comparison.topic.direction is not Direction.NEUTRAL
        if wanted and comparison.has_quarters and len(set(values)) > 1:
            high_first = comparison.topic.direction is Direction.UP
            groups = quantile_groups(values, 4, high_first=high_first)
            for standing, group in zip(comparison.standings, groups, strict=True):
                if group:
                    found[comparison.topic.id, standing.organisation] = group
    return found
