"""What others let be shown beside the figures of organisations: results of providers, and practice notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bvreview.i18n import _
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.provider_results import ProviderFigure
from bvreview.review.compared.standing import Comparison, Standing
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet

_SHARE = "0.0%"
Standings = Mapping[tuple[str, str], Standing]


def shared_titles(pack: BenchmarkPack) -> list[str]:
    """The sheets that a pack has of them."""
    return [
        *([_("Providers")] if pack.providers else []),
        *([_("Practice notes")] if pack.notes else []),
    ]


def draw_shared(
    book: TableBook, pack: BenchmarkPack, comparisons: Sequence[Comparison], standings: Standings
) -> None:
    """Write the sheets, where the pack has any of it. ``standings``: of providers, by topic and label."""
    by_id = {c.topic.id: c for c in comparisons}
    if pack.providers:
        _providers(book, pack, by_id, standings)
    if pack.notes:
        _notes(book, pack, by_id)


def _providers(
    book: TableBook, pack: BenchmarkPack, comparisons: Mapping[str, Comparison], standings: Standings
) -> None:
    page = TableSheet(book, _("Providers"))
    page.say(
        _(
            "Results that providers returned and let be shown, named as a measure is. Not adjusted for whom "
            "they work with; no average of the group counts them."
        )
    )
    columns = (
        *(Column(_("Measure"), 32), Column(_("Measure id"), 22), Column(_("Provider"), 40)),
        *(Column(_("Numerator"), 13, "#,##0.##"), Column(_("Denominator"), 14, "#,##0.##")),
        *(Column(_("Share"), 10, _SHARE), Column(_("95% low"), 10, _SHARE)),
        *(Column(_("95% high"), 10, _SHARE), Column(_("Organisations, pooled"), 16, _SHARE)),
        *(Column(_("May be shown to"), 18), Column(_("Marks"), 20)),
    )
    page.table(
        "providers",
        columns,
        (_provider(p, comparisons[p.topic], standings.get((p.topic, p.label))) for p in pack.providers),
    )


def _provider(figure: ProviderFigure, beside: Comparison, own: Standing | None) -> list[Entry]:
    seen = figure.observation
    return [
        *(beside.topic.title, figure.topic, figure.label, seen.numerator, seen.denominator),
        *((own.value, own.interval_lower, own.interval_upper) if own else (None, None, None)),
        *(beside.centre, figure.shared.words, ", ".join(seen.marks)),
    ]


def _notes(book: TableBook, pack: BenchmarkPack, comparisons: Mapping[str, Comparison]) -> None:
    page = TableSheet(book, _("Practice notes"))
    page.say(_("The words of who wrote them, shown as far as they may be shared. Nobody checked them."))
    columns = (
        *(Column(_("Bears on"), 22), Column(_("Who"), 18), Column(_("What is done differently"), 36)),
        *(Column(_("Since"), 12), Column(_("What it took"), 26)),
        *(Column(_("What it seems to have changed"), 30), Column(_("How that is known"), 26)),
        *(Column(_("Whom to ask"), 20), Column(_("May be shared with"), 14), Column(_("Marks"), 12)),
    )
    page.table("practice_notes", columns, (_note(n, comparisons) for n in pack.notes))


def _note(note: PracticeNote, comparisons: Mapping[str, Comparison]) -> list[Entry]:
    on = comparisons.get(note.topic)
    about = on.topic.title if on else note.about or _("The service as a whole")
    told = (note.what, note.since, note.took, note.changed, note.known, note.ask)
    return [about, note.label, *told, note.shared.words, ", ".join(note.marks)]
