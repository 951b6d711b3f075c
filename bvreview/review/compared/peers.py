"""Groups of organisations to compare with: what each is, on what it rests, and which cannot be offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bvreview.review.compared.standing import PeerGroup


class GroupKind(StrEnum):
    """How the members of a group were found."""

    REGION = "region"
    FAMILY = "family"
    SIZE = "size"
    NEAREST = "nearest"
    OWN = "own"
    NATION = "nation"
    PROVIDERS = "providers"


@dataclass(frozen=True, slots=True)
class PeerList:
    """A list that somebody made: organisations by their ids in the pack."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peers:
    """A peer group on offer: ``key`` never changes ("nearest-10"), ``basis`` says how it was formed.

    ``group.members`` has the organisation itself among its peers; none means all that have a figure.
    ``size``: how many organisations that is, the organisation itself counted. ``short``: a column's title.
    """

    key: str
    kind: GroupKind
    group: PeerGroup
    short: str
    basis: str
    size: int

    @property
    def label(self) -> str:
        """What the group is called."""
        return self.group.label

    @property
    def within(self) -> str:
        """The same within a sentence: a region and an own list have names, the others are described."""
        if self.kind in (GroupKind.REGION, GroupKind.OWN):
            return self.label
        return self.label[:1].lower() + self.label[1:]


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A kind of group that cannot be formed, and why, as a sentence."""

    kind: GroupKind
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class PeerGroups:
    """Every group of an organisation, and those that are not offered."""

    offered: tuple[Peers, ...]
    not_offered: tuple[NotOffered, ...] = ()

    def find(self, key: str) -> Peers | None:
        """The group of that key, or None."""
        return next((p for p in self.offered if p.key == key), None)
