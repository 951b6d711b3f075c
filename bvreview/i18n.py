"""Every sentence a person reads passes through here, so that Welsh can follow English."""

from __future__ import annotations

import gettext
from typing import Final

from bvreview.resources import resource_path

DOMAIN: Final = "bvreview"
_translation: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str) -> None:
    """Translate into the language ``code`` ("en", "cy") from now on; English where a text is missing."""
    global _translation  # the one language of this process, chosen once at start
    _translation = gettext.translation(DOMAIN, resource_path("locale"), [code], fallback=True)


def _(text: str) -> str:
    """The text in the language in use."""
    return _translation.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The form for ``count`` with ``{n}`` filled in, e.g. ``plural("{n} file", "{n} files", 3)``."""
    return _translation.ngettext(one, many, count).format(n=count)
