"""The stress test in words: one row a measure or cost, and every group of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bvreview.i18n import _, plural
from bvreview.review.compared.standing import say_percent, say_pounds, say_share
from bvreview.review.compared.stress import LEAST, Stress, StressTest, Verdict
from bvreview.review.compared.told import (
    Cell,
    ToldColumn,
    ToldFigures,
    ToldRow,
    ToldTable,
    common_marks,
    say_common,
    titled,
)

MOST_NAMED = 3


def tell_stress(test: StressTest, about: str) -> ToldTable:
    """Every measure and cost that some group can judge: in how many it reads how, and who decides that."""
    tested = [r for r in test.results if r.judged]
    marked = [r.standing.observation.marks for r in tested if r.standing]
    common = common_marks(marked)
    return ToldTable(
        title=_("Does it hold whoever {organisation} is compared with?").format(
            organisation=test.organisation
        ),
        intro=(*([say_common(test.organisation, common)] if common else []), *_covered(test, len(tested))),
        columns=(
            ToldColumn(_("Measure or cost"), 26),
            ToldColumn(_("Value"), 9, right=True),
            ToldColumn(_("How it reads"), 26),
            ToldColumn(_("Quarter"), 18),
            ToldColumn(_("Holds"), 14),
            ToldColumn(_("Decided by"), 20),
        ),
        rows=tuple(_row(result, common) for result in tested),
        notes=tuple(_notes(test)),
        sheet=_("Stress test"),
        owner=test.organisation,
        about=about,
        illustrative=any(r.illustrative for r in tested),
        figures=_figures(test),
    )


def _figures(test: StressTest) -> ToldFigures:
    """One line a measure or cost and group."""
    columns = (
        *(_("Measure or cost"), _("Group"), _("Reads as"), _("Quarter"), _("Value"), _("Centre")),
        *(_("With figures"), _("Decided by"), _("Largest pull"), _("Pull on the centre")),
    )
    return ToldFigures(columns, tuple(_line(r, v) for r in test.results for v in r.verdicts))


def _line(result: Stress, v: Verdict) -> tuple[Cell, ...]:
    said = v.reading.word if v.own else _("fewer than 10 figures")
    value = result.standing.value if result.standing else None
    turns = ", ".join(turn.peer for turn in v.turns)
    pull = v.pull or (None, None)
    return (result.topic.title, v.peers.label, said, v.quarter, value, v.centre, v.size, turns, *pull)


def _covered(test: StressTest, tested: int) -> Iterator[str]:
    one, many = "The same figures in {n} group: {{names}}.", "The same figures in {n} groups: {{names}}."
    yield plural(one, many, len(test.groups)).format(names=", ".join(p.short for p in test.groups))
    if not tested:
        yield _("No group has 10 or more figures of a measure or cost, so nothing can be tested yet.")


def _notes(test: StressTest) -> Iterator[str]:
    if few := [r.topic.title for r in test.results if r.standing and not r.judged]:
        yield _("Not tested, no group having {n} figures: {names}.").format(n=LEAST, names="; ".join(few))
    if none := [f"{r.topic.title} ({r.why})" for r in test.results if not r.standing]:
        yield _("Without a figure of its own: {names}.").format(names="; ".join(none))
    for basis, alike in groupby(test.groups, lambda p: p.basis):
        peers = list(alike)
        if len(peers) == 1:
            yield f"{peers[0].short}: {peers[0].label}. {basis}"
        else:
            yield _("{first} to {last}: {basis}").format(
                first=peers[0].short, last=peers[-1].short, basis=basis
            )
    yield from (_("Not offered: {what}").format(what=why) for why in test.missing)
    yield test.method


def _row(result: Stress, common: Sequence[str]) -> ToldRow:
    marks = result.standing.observation.marks if result.standing else ()
    title = titled(result.topic.title, marks, common)
    shape = result.judged[0].reading.shape if result.holds else None
    said = (result.readings_said, result.quarters_said, _holds(result), _decided(result))
    return ToldRow(result.topic.id, (title, say_value(result), *said), (None, None, shape, None, None, None))


def say_value(result: Stress) -> str:
    """The figure as people read it, "" without one."""
    if not result.standing:
        return ""
    return say_pounds(result.standing.value) if result.kind == "money" else say_share(result.standing)


def _holds(result: Stress) -> str:
    judged = len(result.judged)
    if judged < 2:
        return _("one group alone")
    return _("in all {n} groups").format(n=judged) if result.holds else _("depends on the group")


def _decided(result: Stress) -> str:
    drivers = result.drivers[:MOST_NAMED]
    if not drivers:
        return _("no single peer")
    text = _("{peer} ({n})")
    return ", ".join(text.format(peer=peer, n=n) for peer, n in drivers)


def verdict_details(result: Stress) -> tuple[str, ...]:
    """What each group says, a paragraph a group; the small ones named together."""
    said = [_verdict(result, v) for v in result.judged]
    same = [v for v in result.verdicts if v.own and v.same_as]
    for other in dict.fromkeys(v.same_as for v in same):
        text = _("The same figures as {other}, so no verdict more: {groups}.")
        groups = "; ".join(v.peers.label for v in same if v.same_as == other)
        said.append(text.format(other=other, groups=groups))
    small = [f"{v.peers.label} ({v.size})" for v in result.verdicts if not v.own]
    if small:
        text = _("Fewer than {least} figures, so no verdict of their own: {groups}.")
        said.append(text.format(least=LEAST, groups="; ".join(small)))
    return tuple(said)


def _verdict(result: Stress, v: Verdict) -> str:
    words = [v.reading.word]
    if v.quarter:
        words.append(result.quarter_word(v.quarter))
    said = f"{v.peers.label}: {', '.join(words)}. " + _centre(result, v)
    if v.turns:
        text = _("without {peer}: {said}")
        turns = "; ".join(text.format(peer=t.peer, said=t.said) for t in v.turns[:MOST_NAMED])
        return f"{said} {turns[:1].upper()}{turns[1:]}."
    return said + " " + _("No single peer decides it.")


def _centre(result: Stress, v: Verdict) -> str:
    money = result.kind == "money"
    if v.centre is None:
        return ""
    centre = say_pounds(v.centre) if money else say_percent(v.centre, 1)
    text = _("Median {centre} of {n}.") if money else _("Pooled {centre} of {n}.")
    said = text.format(centre=centre, n=v.size)
    if not v.pull or not v.pull[1]:
        return said
    moved = say_pounds(abs(v.pull[1])) if money else _("{n:.1f} points").format(n=abs(v.pull[1]) * 100)
    higher, lower = (
        _("Without {peer} it would be {moved} higher."),
        _("Without {peer} it would be {moved} lower."),
    )
    text = higher if v.pull[1] > 0 else lower
    return f"{said} {text.format(peer=v.pull[0], moved=moved)}"
