"""Every sentence a person reads passes through here, so that Welsh can follow English."""

from __future__ import annotations

import gettext
from typing import Final

_translation: Final = gettext.NullTranslations()
"""English as it is written; a second language takes this place at the start."""


def _(text: str) -> str:
    """The text in the language in use."""
    return _translation.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The form for ``count`` with ``{n}`` filled in, e.g. ``plural("{n} file", "{n} files", 3)``."""
    return _translation.ngettext(one, many, count).format(n=count)
