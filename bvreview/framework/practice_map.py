"""Where notes stand that tell others how something is done, and who may read them: a table, as data."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bvreview.i18n import _


class Sharing(StrEnum):
    """Who may read what somebody shares, each wider than the one before it; the choices have these ids."""

    NOBODY = "nobody"
    REGION = "region"
    TRUSTS = "trusts"
    ANYONE = "anyone"

    @property
    def words(self) -> str:
        """Who that is, in words."""
        return {
            Sharing.NOBODY: _("nobody else"),
            Sharing.REGION: _("the region"),
            Sharing.TRUSTS: _("other trusts"),
            Sharing.ANYONE: _("anyone"),
        }[self]

    @classmethod
    def of(cls, choice: object) -> Sharing:
        """What an answer says; nobody where it says nothing that is known."""
        return next((sharing for sharing in cls if sharing == choice), cls.NOBODY)


class PracticeMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column of the table ``part`` ("section.part") plays which part.

    ``about``: the measure or cost that a note bears on; ``shared``: a choice with the ids of ``Sharing``.
    """

    part: str
    what: str
    about: str
    since: str
    took: str
    changed: str
    known: str
    ask: str
    shared: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that plays a part, as an address without a row."""
        told = (self.what, self.about, self.since, self.took, self.changed, self.known, self.ask, self.shared)
        return tuple(f"{self.part}.{field}" for field in told)
