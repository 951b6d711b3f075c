"""Who does better, and how, as a table that every output reads, and in full for one of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bvreview.i18n import _, plural
from bvreview.review.compared.better import Apart, Better, BetterFound
from bvreview.review.compared.overview import say_expected
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.standing import Standing, say_interval, say_pounds, say_share
from bvreview.review.compared.told import (
    Cell,
    ToldColumn,
    ToldFigures,
    ToldRow,
    ToldTable,
    common_marks,
    titled,
)

CHANCE: Final = 0.025
"""The most that chance gives a pair of equal organisations: 95% intervals that do not meet, one side."""


def tell_better(better: BetterFound, about: str) -> ToldTable:
    """Who does better, measure by measure, those alike in most respects first; then others' notes."""
    common = common_marks([b.marks for b in better.rows])
    return ToldTable(
        title=_("Who does better than {organisation}, and how").format(organisation=better.organisation),
        intro=(*_intro(better), *_common(common)),
        columns=_columns(),
        rows=tuple(_row(b, common) for b in better.found),
        notes=(*(f"{p.short}: {p.label}. {p.basis}" for p in better.groups), better.method),
        sheet=_("Who does better"),
        owner=better.organisation,
        about=about,
        illustrative=any("illustrative" in b.marks for b in better.rows),
        figures=_figures(better),
        then=_noted(better, common) if better.noted else None,
    )


def _noted(better: BetterFound, common: Sequence[str]) -> ToldTable:
    """What others wrote stands apart: who writes how is not thereby better."""
    return ToldTable(
        title=_("What others write, who are not found to be better"),
        intro=(),
        columns=_columns(),
        rows=tuple(_row(b, common) for b in better.noted),
        sheet=_("Notes of others"),
        owner=better.organisation,
    )


def _columns() -> tuple[ToldColumn, ...]:
    return (
        ToldColumn(_("Measure or cost"), 20),
        ToldColumn(_("Who"), 16),
        ToldColumn(_("How it reads"), 20),
        ToldColumn(_("Alike in"), 12, spare=True),
        ToldColumn(_("What they do"), 36),
    )


def _figures(better: BetterFound) -> ToldFigures:
    """One line a note, and one for each who is better and wrote none."""
    columns = (
        *(_("Measure or cost"), _("Who"), _("Reads"), _("Theirs"), _("95% lower"), _("95% upper")),
        *(_("Ours"), _("Ours, 95% lower"), _("Ours, 95% upper"), _("Alike in"), _("What they do")),
        *(_("Since"), _("It took"), _("It seems to have changed"), _("Known from"), _("Ask"), _("Marks")),
    )
    pairs = [(b, note) for b in better.rows for note in b.notes or (None,)]
    return ToldFigures(columns, tuple(_line(b, note) for b, note in pairs))


def _line(b: Better, note: PracticeNote | None) -> tuple[Cell, ...]:
    about = b.topic.title if b.topic else note.about if note and note.about else b.title
    told = (note.what, note.since, note.took, note.changed, note.known, note.ask) if note else ("",) * 6
    return (
        *(about, b.who, b.apart.word if b.topic else "", *_numbers(b.other), *_numbers(b.own)),
        *(", ".join(p.label for p in b.alike), *told, ", ".join(b.marks)),
    )


def _numbers(standing: Standing | None) -> tuple[Cell, ...]:
    if standing is None:
        return None, None, None
    return standing.value, standing.interval_lower, standing.interval_upper


def _intro(better: BetterFound) -> Iterator[str]:
    if better.groups:
        text = _(
            "{n} of {all} figures of others in a like context are better; chance alone would give {most} "
            "at most."
        )
        most = say_expected(better.pairs * CHANCE)
        yield text.format(n=len(better.found), all=better.pairs, most=most)
    else:
        yield _("No group of organisations in a like context can be formed.")
    count = sum(len(b.notes) for b in better.rows)
    if not count:
        yield _("Nobody has shared a practice note with {own}: ask them how.").format(own=better.organisation)
        return
    told = plural(
        "{n} practice note is shared with {{own}}", "{n} practice notes are shared with {{own}}", count
    )
    how = _("{told}; {n} by who is better in what it bears on.")
    mine = sum(len(b.notes) for b in better.found) or _("none")
    yield how.format(told=told.format(own=better.organisation), n=mine)


def _common(common: Sequence[str]) -> Iterator[str]:
    if common:
        yield _("All figures and notes of others here: {marks}.").format(marks=", ".join(common))


def _row(b: Better, common: Sequence[str]) -> ToldRow:
    who = titled(b.who, b.marks, common)
    alike = ", ".join(p.short for p in b.alike)
    texts = (b.title, who, _beside(b), alike, _brief(b.notes))
    return ToldRow(b.key, texts, (None, None, b.apart.shape if b.topic else None, None, None))


def _beside(b: Better) -> str:
    """How it reads, and both figures: "better: 3.5%, ours 3.9%"."""
    if b.topic and b.other and not b.own:
        return _("{theirs}, ours: no figure").format(theirs=_value(b.other))
    if not b.topic or not b.other or not b.own:
        return b.apart.word if b.topic else ""
    theirs, ours = (_value(s) for s in (b.other, b.own))
    both = _("{theirs}, ours {ours}").format(theirs=theirs, ours=ours)
    return both if b.apart is Apart.COST else _("{word}: {figures}").format(word=b.apart.word, figures=both)


def _value(standing: Standing) -> str:
    return say_share(standing) if say_interval(standing) else say_pounds(standing.value)


def _brief(notes: Sequence[PracticeNote]) -> str:
    """The first note, and how many more there are."""
    if len(notes) < 2:
        return notes[0].what if notes else ""
    return _("{what} (and {n} more)").format(what=notes[0].what, n=len(notes) - 1)


def better_details(b: Better) -> tuple[str, ...]:
    """What one of them wrote, a paragraph each, then in what it is alike."""
    told = [said for n, note in enumerate(b.notes, 1) for said in _note(note, b, n)]
    if b.topic and not b.notes:
        told = [_("{who} has shared no practice note on this: ask them how.").format(who=b.who)]
    alike = [_("Alike in:"), *(f"{p.label}. {p.basis}" for p in b.alike)] if b.alike else []
    return (*told, *alike)


def _note(note: PracticeNote, b: Better, number: int) -> Iterator[str]:
    """A note; numbered where there are several, with what it is about where that is not compared."""
    first, *rest = note.paragraphs
    about = (
        _("On {about}: {what}").format(about=note.about, what=first) if note.about and not b.topic else first
    )
    yield f"{number}. {about}" if len(b.notes) > 1 else about
    yield from rest


def notes_of(b: Better) -> Sequence[str]:
    """What must be said of the figure and the notes."""
    said = [_("Their figure and notes: {marks}.").format(marks=", ".join(b.marks))] if b.marks else []
    return [*said, *filter(None, [b.topic.source if b.topic else ""])]
