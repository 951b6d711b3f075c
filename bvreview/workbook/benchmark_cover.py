"""The cover of a benchmark workbook: what it is, for whom, from whom, how it was made, and its caveats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.packs import BenchmarkPack, pack_digest
from bvreview.review.compared.standing import Comparison
from bvreview.review.wording import show_date
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet


def about_pack(framework: Framework, pack: BenchmarkPack, comparisons: Sequence[Comparison]) -> str:
    """What stands in title, header and footer of every sheet: what, where, when, for whom."""
    service, region = framework.service(pack.service), framework.region(pack.region)
    words = [
        _("Benchmarks"),
        service.name if service else pack.service,
        region.name if region else "",
        pack.year.label,
        _("for {audience}").format(audience=pack.audience.words),
        _("with illustrative figures") if any(c.illustrative for c in comparisons) else "",
    ]
    return " \u00b7 ".join(w for w in words if w)


def draw_cover(
    book: TableBook,
    framework: Framework,
    pack: BenchmarkPack,
    comparisons: Sequence[Comparison],
    sheets: Sequence[str],
) -> None:
    """Write the cover: one row a fact, then the sheets with a way to each."""
    page = TableSheet(book, book.about, _("Cover"))
    page.say(_("One row a fact; the sheets that follow each hold one table."))
    rows = [*_identity(framework, pack), *_method(pack, comparisons)]
    rows += [[_("Caveat"), caveat] for caveat in _caveats(comparisons)]
    linked = len(rows)
    rows += [[_("Sheet"), title] for title in sheets]
    first, __ = page.table("cover", (Column(_("What"), 28), Column(_("Said"), 100)), rows)
    for number, title in enumerate(sheets, first + linked):
        page.link(number, 2, title)


def _identity(framework: Framework, pack: BenchmarkPack) -> list[list[Entry]]:
    service, region = framework.service(pack.service), framework.region(pack.region)
    named = _("Letters, but for {name}") if pack.named else _("Letters")
    held: list[list[Entry]] = [[_("Held back"), words] for words in pack.held_back]
    letters: list[list[Entry]] = [[_("Names"), named.format(name=pack.named)]] if pack.letters else []
    return [
        [_("Service"), service.name if service else pack.service],
        [_("Financial year"), pack.year.label],
        [_("Compared within"), region.name if region else _("all organisations")],
        [_("For"), pack.audience.words],
        *held,
        [_("Organisations with figures"), ", ".join(pack.organisations)],
        *letters,
        [_("Made on"), show_date(date.fromisoformat(pack.made_on))],
        [_("Made by"), pack.made_by or _("not said")],
        [_("Benchmark pack"), pack.id],
        [_("Version of the pack"), str(pack.version)],
        [_("Digest"), pack_digest(pack)],
        [_("Application"), _("Best Value Review {version}").format(version=pack.app)],
        [_("Questions"), f"{framework.title}, {pack.framework} {pack.framework_version}"],
    ]


def _method(pack: BenchmarkPack, comparisons: Sequence[Comparison]) -> list[list[Entry]]:
    return [
        [_("Method"), method_words()],
        [_("Reading"), reading_words()],
        [_("Chance"), _chance(comparisons)],
        [_("Invented figures"), illustrative_note(comparisons)],
    ]


def method_words() -> str:
    """How figures are compared, in three sentences."""
    return _(
        "Proportions have Wilson 95% intervals and are read against a funnel around the pooled share. "
        "Ranks are given as the range in which 95% of drawn ranks lie. "
        "Costs have no sampling error and are read by their distance from the median."
    )


def reading_words() -> str:
    """What the words of the readings mean."""
    return _(
        "Clearly: outside the 99.8% limits. Worth a look: outside the 95% limits. Not distinguishable: "
        "within them. Too small to tell: a difference that matters would not show."
    )


def _chance(comparisons: Sequence[Comparison]) -> str:
    inner = sum(c.expected_by_chance for c in comparisons)
    outer = sum(c.expected_by_chance_998 for c in comparisons)
    text = _(
        "Over all measures chance alone would put about {inner} figures outside the 95% limits and "
        "{outer} outside the 99.8% limits."
    )
    return text.format(inner=f"{inner:.1f}", outer=f"{outer:.1f}")


def illustrative_note(comparisons: Sequence[Comparison]) -> str:
    """Which of the figures are invented."""
    titles = [c.topic.title for c in comparisons if c.illustrative]
    if not titles:
        return _("None.")
    return _("Illustrative figures stand in: {topics}.").format(topics="; ".join(titles))


def _caveats(comparisons: Sequence[Comparison]) -> list[str]:
    """Every caveat once, with the topics it belongs to where they are not all."""
    said: dict[str, list[str]] = {}
    for comparison in comparisons:
        for caveat in comparison.caveats:
            said.setdefault(caveat, []).append(comparison.topic.title)
    everywhere = len(comparisons)
    return [c if len(t) == everywhere else f"{c} ({'; '.join(t)})" for c, t in said.items()]
