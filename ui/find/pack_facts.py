"""A benchmark pack in words: what is in it, for whom, how it came, and other years beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _, plural
from bvreview.review.compared.packs import BenchmarkPack, centre_of, pack_digest
from bvreview.review.compared.standing import say_percent, say_pounds
from bvreview.review.wording import show_date
from bvreview.store.packs import KeptPack
from ui.wording import when

Facts = tuple[tuple[str, str], ...]
_WIDE: Final = 30


def pack_key(pack: BenchmarkPack) -> str:
    """Id and version in one word for a list."""
    return f"{pack.id} {pack.version}"


def describe_pack(kept: KeptPack, others: Sequence[KeptPack], framework: Framework) -> tuple[str, str, Facts]:
    """Its name, one line about it, and the facts."""
    pack = kept.pack
    service, region = framework.service(pack.service), framework.region(pack.region)
    where = region.name if region else _("All regions")
    title = f"{where}, {service.name if service else pack.service}, {pack.year.label}"
    about = [_("for {audience}").format(audience=pack.audience.words)]
    about += [_("version {n}").format(n=pack.version)]
    about += [_("letters")] if pack.letters else []
    return title, ", ".join(about), _facts_of(kept, others)


def _facts_of(kept: KeptPack, others: Sequence[KeptPack]) -> Facts:
    pack = kept.pack
    came = (
        _("Written here as {file} by {author}, {time}")
        if kept.made_here
        else _("Came as {file}, {author}, {time}")
    )
    figures = plural("{n} figure", "{n} figures", pack.figures)
    who = plural("{n} organisation", "{n} organisations", len(pack.organisations))
    return (
        (_("For"), pack.audience.words),
        (_("Figures"), _("{figures} of {who}").format(figures=figures, who=who)),
        (_("What is compared"), "\n".join(_topic_lines(pack))),
        (_("Organisations"), ", ".join(pack.organisations)),
        (_("Providers"), "\n".join(dict.fromkeys(p.label for p in pack.providers))),
        (_("Practice notes"), "\n".join(_note_lines(pack))),
        (_("What costs are made of"), ", ".join(p.organisation for p in pack.parts)),
        (_("Held back"), "\n".join(pack.held_back)),
        (_("Over the years"), "\n".join(_over_years(pack, [k.pack for k in others]))),
        (_("Made"), _("{day}, {who}").format(day=_day(pack), who=pack.made_by or _("not said"))),
        (_("How it came"), came.format(file=kept.file, author=kept.author, time=when(kept.time))),
        (_("Pack and version"), "\n".join((*wrap(pack.id, _WIDE), str(pack.version)))),
        (_("Digest"), " ".join(_pieces(pack_digest(pack)))),
    )


def _pieces(digest: str, size: int = 16) -> list[str]:
    """A digest in pieces, so that it never makes a page wider."""
    return [digest[n : n + size] for n in range(0, len(digest), size)]


def _day(pack: BenchmarkPack) -> str:
    return show_date(date.fromisoformat(pack.made_on))


def _topic_lines(pack: BenchmarkPack) -> list[str]:
    text = _("{topic}: {centre}, {n} in the group")
    return [
        text.format(topic=t.topic.title, centre=_said(centre_of(t), t.kind), n=len(t.members))
        for t in pack.topics
    ]


def _note_lines(pack: BenchmarkPack) -> list[str]:
    titles = {t.topic.id: t.topic.title for t in pack.topics}
    return [": ".join(filter(None, (n.label, titles.get(n.topic, n.about)))) for n in pack.notes]


def _said(centre: float | None, kind: str) -> str:
    if centre is None:
        return _("not defined")
    return say_pounds(centre) if kind == "money" else say_percent(centre, 1)


def _over_years(pack: BenchmarkPack, others: Sequence[BenchmarkPack]) -> list[str]:
    """The centre of each topic in every year that there is a pack of the same region and audience of."""
    same = (pack.service, pack.region, pack.audience)
    years = {
        p.period: p
        for p in sorted(others, key=lambda p: p.version)
        if (p.service, p.region, p.audience) == same
    }
    years[pack.period] = pack
    if len(years) < 2:
        return []
    lines = []
    for topic in pack.topics:
        known = [
            (p.year.label, t)
            for __, p in sorted(years.items())
            for t in p.topics
            if t.topic.id == topic.topic.id
        ]
        said = (f"{year} {_said(centre_of(t), t.kind)}" for year, t in known)
        lines.append(f"{topic.topic.title}: {', '.join(said)}")
    return lines
