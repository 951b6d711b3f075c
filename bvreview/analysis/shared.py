"""What goes out beside the figures of organisations: results of providers and practice notes, as they allow.

A provider's counts are looked at with the rest of what the organisation that asked it gave, because who
knows the whole and one part knows the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bvreview.analysis.collated import outgoing_figure
from bvreview.analysis.comparison import counted_of
from bvreview.analysis.disclosure import hide_rows
from bvreview.analysis.intervals import proportion_interval
from bvreview.framework.practice_map import Sharing
from bvreview.i18n import plural
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.letters import letters_for, provider_letter
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.practice import REACH, PracticeNote
from bvreview.review.compared.provider_results import ProviderFigure, Shared
from bvreview.review.compared.standing import Comparison, Observation, Reading, Standing
from bvreview.review.compared.withholding import find_marked, find_small

Wholes = Mapping[tuple[str, str], Observation]


def with_shared(
    pack: BenchmarkPack, comparisons: Sequence[Comparison], release: Release, shared: Shared
) -> BenchmarkPack:
    """The pack with what others let its audience see.

    In a pack with letters every provider is one too, and there are no notes: their words would tell who is
    who. Providers stand beside shares only: what they cost goes nowhere.
    """
    shares = {t.topic.id for t in pack.topics if t.kind == "proportion"}
    shared = replace(shared, providers=tuple(p for p in shared.providers if p.topic in shares))
    allowed, confidential = _allowed(shared, release, pack.region)
    wholes = {
        (c.topic.id, s.organisation): s.observation for c in comparisons for s in (*c.standings, *c.backdrop)
    }
    withheld = _withheld(allowed, wholes, release)
    out = [p for p in allowed if _who(p) not in withheld.get(p.topic, ())]
    reach = (n for n in shared.notes if _may_go(n, release.audience, pack.region))
    notes = [] if release.anonymous else list(reach)
    letters = _letters(out, notes, release)
    figures = (_figure(p, letters, release) for p in out)
    counts = (confidential, len(allowed) - len(out), len(shared.notes) - len(notes))
    return replace(
        pack,
        providers=tuple(sorted(figures, key=lambda p: (p.topic, len(p.label), p.label))),
        notes=tuple(sorted((_note(n, letters) for n in notes), key=lambda n: (n.topic, n.label, n.what))),
        held_back=(*pack.held_back, *_counted(release, counts)),
    )


def _may_go(what: ProviderFigure | PracticeNote, audience: Audience, region: str) -> bool:
    """Whether an audience may see it; what is for a region goes into packs of that region alone."""
    is_away = what.shared is Sharing.REGION and (not region or what.region != region)
    return what.shared in REACH[audience] and not is_away


def _who(figure: ProviderFigure) -> str:
    return _whose(figure.asked_by, figure.observation.organisation)


def _writer(note: PracticeNote) -> str:
    return _whose(note.asked_by, note.who)


def _whose(asked_by: str, provider: str) -> str:
    """A provider, told apart from one of that name which another organisation asked."""
    return f"{asked_by}\x1f{provider}"


def _letters(
    figures: Sequence[ProviderFigure], notes: Sequence[PracticeNote], release: Release
) -> dict[str, str]:
    """What stands for each provider that is not to be named."""
    hidden = {_who(p) for p in figures if release.anonymous or not p.named}
    hidden |= {_writer(n) for n in notes if not n.named}
    return letters_for(hidden, release.seed, text=provider_letter())


def _allowed(shared: Shared, release: Release, region: str) -> tuple[list[ProviderFigure], int]:
    """The figures that the audience may see at all, and how many others there are."""
    wanted = [p for p in shared.providers if _may_go(p, release.audience, region)]
    marked = find_marked([replace(p.observation, organisation=_who(p)) for p in wanted], release)
    named = [(p.topic, _who(p)) for p in shared.providers]
    fit = [p for p in wanted if _who(p) not in marked and named.count((p.topic, _who(p))) == 1]
    return fit, len(shared.providers) - len(fit)


def _withheld(figures: Sequence[ProviderFigure], wholes: Wholes, release: Release) -> dict[str, set[str]]:
    """By topic, whose figures small numbers hold back."""
    found: dict[str, set[str]] = {}
    if release.audience.holds_back_small:
        for topic, asked_by in dict.fromkeys((p.topic, p.asked_by) for p in figures):
            mine = [p for p in figures if (p.topic, p.asked_by) == (topic, asked_by)]
            seen = [replace(p.observation, organisation=_who(p)) for p in mine]
            rest = _rest(seen, wholes.get((topic, asked_by)))
            found.setdefault(topic, set()).update(find_small([*seen, *rest], release.least, hide_rows))
    return found


def _rest(parts: Sequence[Observation], whole: Observation | None) -> Iterator[Observation]:
    """What the organisation has without its providers, where they can be parts of it."""
    tops, bottoms = [o.numerator for o in parts], [o.denominator for o in parts]
    if whole is None or whole.numerator is None or whole.denominator is None:
        return
    top = whole.numerator - sum(n for n in tops if n is not None)
    bottom = whole.denominator - sum(n for n in bottoms if n is not None)
    if 0 <= top <= bottom:
        yield Observation("", top, bottom)


def _figure(figure: ProviderFigure, letters: Mapping[str, str], release: Release) -> ProviderFigure:
    name = letters.get(_who(figure), figure.observation.organisation)
    named = _who(figure) not in letters
    seen = outgoing_figure(figure.observation, name, release)
    region = figure.region if figure.shared is Sharing.REGION else ""
    asked_by = figure.asked_by if named else ""
    return replace(figure, observation=seen, asked_by=asked_by, named=named, region=region)


def _note(note: PracticeNote, letters: Mapping[str, str]) -> PracticeNote:
    out = note if note.shared is Sharing.REGION else replace(note, region="")
    return out if note.named else replace(out, who=letters[_writer(note)], asked_by="", ask="")


def _counted(release: Release, counts: tuple[int, int, int]) -> Iterator[str]:
    """How much of it is held back, a sentence each."""
    confidential, small, notes = counts
    whom = release.audience.words
    if confidential:
        one = "{n} result of a provider is withheld: it is not for {{audience}}, or stands there twice."
        many = "{n} results of providers are withheld: they are not for {{audience}}, or stand there twice."
        yield plural(one, many, confidential).format(audience=whom)
    if small:
        one = "{n} result of a provider is withheld, because numbers are small."
        yield plural(one, "{n} results of providers are withheld, because numbers are small.", small)
    if notes and not release.anonymous:
        one = "{n} practice note is withheld: it is not for {{audience}}."
        many = "{n} practice notes are withheld: they are not for {{audience}}."
        yield plural(one, many, notes).format(audience=whom)


def provider_standings(pack: BenchmarkPack) -> dict[tuple[str, str], Standing]:
    """The share of each provider with its 95% interval, by topic and label; none of what cannot be."""
    found = {}
    for p in pack.providers:
        for counted in counted_of([p.observation])[0]:
            interval = proportion_interval(counted.numerator, counted.denominator)
            found[p.topic, p.label] = Standing(
                p.observation, counted.share, Reading.NO_DATA, interval.lower, interval.upper
            )
    return found
