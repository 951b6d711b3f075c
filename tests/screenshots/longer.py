"""A language that does not exist: every text of the window as much longer as Welsh may be than English."""

from __future__ import annotations

import gettext
import re
from typing import Final

from bvreview import i18n

LONGER: Final = 1.4
_PLACE: Final = re.compile(r"(\{[^}]*\})")
_VOWELS: Final = re.compile("[aeiou]")


class Longer(gettext.NullTranslations):
    """English with vowels doubled until a text is 1.4 times as long; places to be filled in stay."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(super().ngettext(msgid1, msgid2, n))


def longer(text: str) -> str:
    """The text 1.4 times as long."""
    wanted = round(len(_PLACE.sub("", text)) * (LONGER - 1))
    parts = _PLACE.split(text)
    words = [n for n, part in enumerate(parts) if part and not _PLACE.fullmatch(part)]
    while wanted > 0 and words:
        for n in words:
            more = min(wanted, len(_VOWELS.findall(parts[n])))
            parts[n] = _VOWELS.sub(lambda found: found[0] * 2, parts[n], count=more) if more else parts[n]
            wanted -= more
        if not any(_VOWELS.search(parts[n]) for n in words):
            break
    return "".join(parts)


def speak_longer() -> None:
    """Show every text longer from now on."""
    i18n._translation = Longer()  # type: ignore[misc]
