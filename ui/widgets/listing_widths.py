"""How columns of a list give and take width: first what no word is cut in, then what no text breaks in."""

from __future__ import annotations

from collections.abc import Sequence


def at_least(least: Sequence[int], widths: Sequence[int]) -> list[int]:
    """The widths with nothing below its least, by what others have to spare; none where that is not there."""
    spare = [max(0, width - need) for width, need in zip(widths, least, strict=True)]
    short = [max(0, need - width) for width, need in zip(widths, least, strict=True)]
    if not sum(short):
        return list(widths)
    if sum(short) > sum(spare):
        return []
    given = [sum(short) * part // sum(spare) for part in spare]
    return [w + more - less for w, more, less in zip(widths, short, given, strict=True)]


def level(least: Sequence[int], room: int, may_break: Sequence[bool], floor: int) -> list[int]:
    """Where there is not room for every word: the widest columns that may break give way, all to one width.

    None where that would be less than ``floor``.
    """
    pairs = list(zip(least, may_break, strict=True))
    left = room - sum(need for need, may in pairs if not may)
    wide = sorted(need for need, may in pairs if may)
    most = left
    for n, need in enumerate(wide):
        most = left // (len(wide) - n)
        if need > most:
            break
        left -= need
    return [min(need, most) if may else need for need, may in pairs] if most >= floor else []


def lend(widths: list[int], wanted: Sequence[int]) -> None:
    """Widen columns whose texts break by what others do not use; those first that lack least."""
    spare = [max(0, width - want) for width, want in zip(widths, wanted, strict=True)]
    left = given = sum(spare)
    for lack, n in sorted(
        (want - width, n) for n, (width, want) in enumerate(zip(widths, wanted, strict=True))
    ):
        more = max(0, min(lack, left))
        widths[n] += more
        left -= more
    given -= left
    for n in reversed(range(len(widths))):  # blank space goes first where it is at the end
        less = min(spare[n], given)
        widths[n] -= less
        given -= less
