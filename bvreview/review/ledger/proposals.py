"""A place for each pair of a ledger extract: as it was mapped before, as its codes were, or by its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.ledger_map import LedgerMap
from bvreview.review.ledger.allotment import NOWHERE, Entry, Pair, Place, Places, Targets, targets


class Proposal(Struct, frozen=True):
    """A place for a pair. ``is_sure``: this very pair was mapped there before; else it is a proposal.

    ``gone``: it was mapped before to something that the pack does not have any more.
    """

    place: Place
    is_sure: bool = False
    gone: str = ""


def propose(framework: Framework, entries: Sequence[Entry], remembered: Places) -> dict[Pair, Proposal]:
    """A place for each pair: as before, as its account and cost centre were mapped elsewhere, by words."""
    offered = targets(framework)
    if not offered or not framework.ledger:
        return {}
    kept = {pair: offered.known(place) for pair, place in remembered.items()}
    lines = _most_used((account, p.line) for (__, account), p in kept.items() if account)
    reasons = _most_used((account, p.left_out) for (__, account), p in kept.items() if account)
    uses = _most_used((centre, p.use) for (centre, __), p in kept.items() if centre)
    words = _Words(framework.ledger, offered)
    found = {}
    for entry in entries:
        before = kept.get(entry.pair, NOWHERE)
        gone = _gone(remembered.get(entry.pair, NOWHERE), before)
        if before.is_mapped and not gone:
            found[entry.pair] = Proposal(before, is_sure=True)
            continue
        centre, account = entry.pair
        line = before.line or lines.get(account, "")
        reason = "" if line else reasons.get(account, "")
        use = before.use or uses.get(centre, "")
        if not line and not reason:
            line, reason = words.line_of(entry)
        use = "" if reason else use or words.use_of(entry)
        found[entry.pair] = Proposal(Place("" if reason else line, use, reason), gone=gone)
    return found


def _most_used(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The target that each code is mapped to most often."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for code, target in found:
        if target:
            counts[code][target] += 1
    return {code: counter.most_common(1)[0][0] for code, counter in counts.items()}


def _gone(then: Place, now: Place) -> str:
    """What a pair was mapped to that is no longer there."""
    pairs = ((then.line, now.line), (then.use, now.use), (then.left_out, now.left_out))
    return next((old for old, new in pairs if old and not new), "")


class _Words:
    """The targets by the words of an account or a cost centre; the longest word that fits counts."""

    def __init__(self, ledger: LedgerMap, offered: Targets) -> None:
        self._lines, self._uses, self._reasons = (
            [(word, key) for key, words in ledger.words.items() if key in group for word in words]
            for group in (offered.lines, offered.uses, offered.reasons)
        )
        self._said: dict[str, tuple[str, str]] = {}
        self._own = {label.casefold(): key for key, label in offered.uses.items()}

    def line_of(self, entry: Entry) -> tuple[str, str]:
        """The line of an account, or the reason why it is left out."""
        if entry.name not in self._said:  # few descriptions stand at many cost centres
            self._said[entry.name] = self._line_of(entry)
        return self._said[entry.name]

    def _line_of(self, entry: Entry) -> tuple[str, str]:
        line, reason = (_longest(words, entry.name) for words in (self._lines, self._reasons))
        return ("", reason[1]) if len(reason[0]) > len(line[0]) else (line[1], "")

    def use_of(self, entry: Entry) -> str:
        """The use of a cost centre by its name, or of an account that names one."""
        own = self._own.get(entry.centre_name.casefold(), "")
        return own or _longest(self._uses, entry.centre_name)[1]


def _longest(words: Iterable[tuple[str, str]], text: str) -> tuple[str, str]:
    """The longest beginning of a word of a text that is known, with its target."""
    plain = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())}"
    fits = ((word, key) for word, key in words if f" {word}" in plain)
    return max(fits, key=lambda pair: len(pair[0]), default=("", ""))
