"""What is said of an extract: how it was read, what becomes of it, what it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from bvreview.i18n import _, plural
from bvreview.review.cells import Address, Answer, Cells
from bvreview.review.ledger.allotment import NOWHERE, Place, Targets
from bvreview.review.ledger.extract import Extract, Kind, Sums
from bvreview.review.ledger.proposals import Proposal
from bvreview.review.sources import is_from_extract
from bvreview.review.wording import show_money
from ui.look.text import EXPLAIN_SHAPE, NOTE_SHAPE, OK_SHAPE, STOP_SHAPE, Pill
from ui.look.text import Role as Tone


class Remark(Struct, frozen=True):
    """A sentence and how it is shown."""

    text: str
    tone: Tone = "muted"


def money(amount: Decimal) -> str:
    """An amount to the penny, always."""
    return show_money(amount, 2)


def remarks(extract: Extract) -> list[Remark]:
    """How an extract was read, the gravest first."""
    return [remark for remark in _remarks(extract) if remark.text]


def _remarks(extract: Extract) -> Iterator[Remark]:
    if not extract.lines:
        words = _("No line could be read. Say above which columns hold the codes and the amounts.")
        yield Remark(f"{STOP_SHAPE} {words}", "stop")
    if unread := len(extract.of_kind(Kind.UNREAD)):
        words = plural(
            "{n} row could not be read and counts nowhere: put it right in Excel and paste again.",
            "{n} rows could not be read and count nowhere: put them right in Excel and paste again.",
            unread,
        )
        yield Remark(f"{STOP_SHAPE} {words}", "stop")
    if extract.doubled * 10 > len(extract.lines) * 9:
        words = _("Nearly every line stands there twice. Was the extract copied twice?")
        yield Remark(f"{EXPLAIN_SHAPE} {words}", "explain")
    if extract.lines:
        yield _against_stated(extract)
    yield Remark(_carried(extract))
    yield Remark(_set_aside(extract))


def _against_stated(extract: Extract) -> Remark:
    """The lines against the extract's own total."""
    stated, total = extract.stated, extract.total
    if not stated:
        return Remark("")
    off = [
        _("{what} by {by}").format(what=what, by=money(ours - theirs))
        for what, ours, theirs, given in (
            (_("Budget"), total.budget, stated.budget, stated.budgets),
            (_("Ledger"), total.actual, stated.actual, stated.actuals),
        )
        if given and ours != theirs
    ]
    if not off:
        return Remark(f"{OK_SHAPE} {_('The lines add up to the total of the extract itself.')}", "ok")
    words = _("The lines differ from the total of the extract itself: {off}.").format(off=", ".join(off))
    return Remark(f"{EXPLAIN_SHAPE} {words}", "explain")


def _carried(extract: Extract) -> str:
    words = []
    if extract.carried:
        words.append(
            plural(
                "{n} line has its cost centre from the line above.",
                "{n} lines have their cost centre from the line above.",
                extract.carried,
            )
        )
    if extract.cut:
        words.append(_("{n:,} rows beyond those were not read.").format(n=extract.cut))
    return " ".join(words)


def _set_aside(extract: Extract) -> str:
    """What counts nowhere, rightly."""
    counts = (
        ("{n} total", "{n} totals", Kind.TOTAL),
        ("{n} heading", "{n} headings", Kind.HEADING),
        ("{n} line without an amount", "{n} lines without an amount", Kind.NO_FIGURE),
    )
    found = [plural(one, many, n) for one, many, kind in counts if (n := len(extract.of_kind(kind)))]
    return _("Not counted: {what}.").format(what=", ".join(found)) if found else ""


def sums_words(sums: Sums) -> str:
    """How many lines, and what they add up to."""
    lines = plural("{n} line", "{n} lines", sums.lines)
    parts = [lines]
    if sums.budgets:
        parts.append(_("budget {sum}").format(sum=money(sums.budget)))
    if sums.actuals:
        parts.append(_("ledger {sum}").format(sum=money(sums.actual)))
    return ", ".join(parts)


def standing(place: Place, proposal: Proposal, *, by_hand: bool) -> tuple[str, Pill]:
    """How sure the place of a pair is, in a word with its shape."""
    if not place.is_mapped:
        gone = _("{shape}\u00a0Its line is gone") if proposal.gone else _("{shape}\u00a0Not mapped")
        return gone.format(shape=EXPLAIN_SHAPE), "explain"
    if by_hand:
        return f"{OK_SHAPE}\u00a0{_('Mapped')}", "ok"
    if proposal.is_sure:
        return f"{OK_SHAPE}\u00a0{_('As before')}", "ok"
    return f"{NOTE_SHAPE}\u00a0{_('Proposed')}", "plain"


def place_words(targets: Targets, place: Place) -> tuple[str, str]:
    """The line, or why it is left out, and the use."""
    if place == NOWHERE:
        return "", ""
    if place.left_out:
        return _("Left out: {reason}").format(reason=targets.reasons.get(place.left_out, "")), ""
    return targets.lines.get(place.line, ""), targets.uses.get(place.use, "")


def effect_of(answers: Mapping[Address, Answer | None], cells: Cells) -> Remark:
    """What accepting would do to the figures that stand in the review."""
    new = same = earlier = typed = blanked = 0
    for address, answer in answers.items():
        old = cells[address].answer if address in cells else None
        if answer is None:
            blanked += 1
        elif not old or old.value is None:
            new += 1
        elif old.value == answer.value:
            same += 1
        elif is_from_extract(old):
            earlier += 1
        else:
            typed += 1
    if not (new or earlier or typed or blanked):
        return Remark(_("These figures stand in the review already: nothing changes.") if same else "")
    counts = (
        (new, _("{n} new")),
        (earlier, _("{n} replacing those of an earlier extract")),
        (blanked, _("{n} of an earlier extract taken out")),
        (typed, _("{n} replacing what was typed")),
        (same, _("{n} as they are")),
    )
    said = _("Figures: {what}.").format(what=", ".join(words.format(n=n) for n, words in counts if n))
    return Remark(f"{EXPLAIN_SHAPE} {said}", "explain") if typed else Remark(said)
