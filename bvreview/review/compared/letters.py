"""Organisations as letters, in an order that nobody can work out without the seed."""

from __future__ import annotations

import random
from collections.abc import Iterable

from bvreview.i18n import _


def letters_for(names: Iterable[str], seed: str, named: str = "", text: str = "") -> dict[str, str]:
    """What stands for each name: "Organisation A" ..., or ``text`` with a letter; ``named`` stays what it is.

    The same names and seed give the same letters; the seed must not be known to who reads them.
    """
    others = sorted({*names} - {named})
    random.Random(seed).shuffle(others)
    text = text or _("Organisation {letter}")
    given = {name: text.format(letter=letter_of(n)) for n, name in enumerate(others)}
    return {**given, **({named: named} if named else {})}


class ProviderLetters:
    """Letters in the order in which they are asked for; the same thing has the same one."""

    def __init__(self) -> None:
        self._given: dict[object, str] = {}

    def of(self, what: object) -> str:
        """Its letter: Provider A, Provider B and so on."""
        text = provider_letter()
        return self._given.setdefault(what, text.format(letter=letter_of(len(self._given))))


def provider_letter() -> str:
    """What a provider is called that is not named, with room for its letter."""
    return _("Provider {letter}")


def letter_of(number: int) -> str:
    """The letter of a place in a row, as the columns of a sheet have them: 0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
