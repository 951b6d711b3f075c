"""What the tables of a pack share: their base, help, an item of a list, and when something is asked."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Path(StrEnum):
    """How deep a review goes: proportionate effort is the trust's choice."""

    LIGHT = "light"
    FULL = "full"


class Asked(StrEnum):
    """On which path something is asked, or must be answered."""

    ALWAYS = "always"
    FULL = "full"
    NEVER = "never"

    def on(self, path: Path) -> bool:
        """Whether it holds on the light or the full path."""
        return self is Asked.ALWAYS or (self is Asked.FULL and path is Path.FULL)


class Descriptor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything read from a pack: immutable, and an unknown key is a mistake."""


class Help(Descriptor, frozen=True, kw_only=True):
    """What counts, what does not, an example, and where the definition comes from."""

    counts: str = ""
    excludes: str = ""
    example: str = ""
    source: str = ""


class Item(Descriptor, frozen=True, kw_only=True):
    """One entry of a list: a choice, or a fixed row of a grid."""

    id: str
    label: str
    help: Help = Help()
    unit: str = ""
    required: Asked = Asked.ALWAYS
    services: tuple[str, ...] = ()
