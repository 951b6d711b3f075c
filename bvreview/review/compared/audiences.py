"""For whom an output is, and what is held back from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bvreview.i18n import _
from bvreview.review.compared.scope import CompareScope
from bvreview.settings import SmallNumbers

CONFIDENTIAL: Final = "confidential"
PROVISIONAL: Final = "provisional"


class Audience(StrEnum):
    """Who reads what goes out."""

    DIRECTOR = "director"
    TRUSTS = "trusts"
    PROVIDERS = "providers"
    PUBLIC = "public"

    @property
    def words(self) -> str:
        """Who they are, as it stands on a cover and in a footer."""
        return {
            Audience.DIRECTOR: _("the Director of Offender Management"),
            Audience.TRUSTS: _("other trusts"),
            Audience.PROVIDERS: _("providers and networks"),
            Audience.PUBLIC: _("the public"),
        }[self]

    @property
    def holds_back_small(self) -> bool:
        """Whether counts below the threshold are withheld from them."""
        return self is not Audience.DIRECTOR

    @property
    def marks_held_back(self) -> tuple[str, ...]:
        """Figures with one of these marks are withheld from them."""
        if self is Audience.DIRECTOR:
            return ()
        return (CONFIDENTIAL, PROVISIONAL) if self is Audience.PUBLIC else (CONFIDENTIAL,)

    @property
    def sees_cost_parts(self) -> bool:
        """Whether they get what a cost is made of: posts, pay, support services."""
        return self in (Audience.DIRECTOR, Audience.TRUSTS)

    @property
    def sees_who_made_it(self) -> bool:
        """Whether the name of whoever made it is told to them."""
        return self is not Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Release:
    """How figures go out.

    ``threshold``: counts from 1 to below it are small; ``rounding``: 0, 5 or 10, counts that are shown are
    rounded to it. ``anonymous``: organisations are letters, in an order that follows from ``seed``;
    ``named``: the one that keeps its name.
    """

    audience: Audience = Audience.TRUSTS
    threshold: int = 5
    rounding: int = 0
    anonymous: bool = False
    named: str = ""
    seed: str = ""

    @property
    def least(self) -> int:
        """The smallest count that is shown, nought apart."""
        return SmallNumbers(self.threshold, self.rounding).least

    @property
    def shows_area_pay(self) -> bool:
        """Whether costs adjusted for area pay go out.

        With its factor such a cost gives the pay in it away, and a factor tells which area a letter is.
        """
        return self.audience.sees_cost_parts and not self.anonymous


def release_stem(scope: CompareScope, release: Release) -> str:
    """A file name that says what it is and for whom: "benchmarks-wales-...-2009-10-for-trusts"."""
    letters = ("letters", *release.named.casefold().split()) if release.anonymous else ()
    what = ("benchmarks", scope.region, scope.service, scope.period.id, "for", release.audience.value)
    return "-".join(filter(None, (*what, *letters)))


def held_back_words(release: Release) -> tuple[str, ...]:
    """What is held back, a sentence each."""
    said = []
    if release.audience.holds_back_small and release.least > 1:
        text = _("Counts from 1 to {n} are withheld, and what would give them away.")
        said.append(text.format(n=release.least - 1))
    if release.rounding and release.audience.holds_back_small:
        said.append(_("Counts are rounded to the nearest {n}.").format(n=release.rounding))
    if CONFIDENTIAL in release.audience.marks_held_back:
        said.append(_("Figures marked confidential are withheld."))
    if PROVISIONAL in release.audience.marks_held_back:
        said.append(_("Provisional figures are withheld."))
    if release.audience is Audience.TRUSTS:
        said.append(_("Pay by grade is given where it is of more than one post."))
    elif not release.audience.sees_cost_parts:
        said.append(_("Posts, pay, area pay and support services behind a cost are withheld."))
    if release.anonymous:  # the words of a note would tell whose letter is whose
        text = _(
            "Organisations are letters, without practice notes and area pay. Whoever knows a figure from "
            "elsewhere can still tell whose it is."
        )
        said.append(text)
    elif release.audience is not Audience.DIRECTOR:
        said.append(_("Practice notes and providers' results are given as far as they may be shared."))
    return tuple(said) or (_("Nothing is held back, except what its author shares with nobody."),)
