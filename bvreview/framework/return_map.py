"""Returns, as data: the forms that somebody answers who is named in a line of a review."""

from __future__ import annotations

from msgspec import field

from bvreview.framework.practice_map import PracticeMap
from bvreview.framework.sections import Part
from bvreview.framework.terms import Descriptor, Item


class Sheet(Descriptor, frozen=True, kw_only=True):
    """One sheet of a return: a section that no review holds."""

    id: str
    title: str
    parts: tuple[Part, ...]
    intro: str = ""


class Results(Descriptor, frozen=True, kw_only=True):
    """A table of a return ("section.part") whose lines are results in counts, and the columns of them.

    ``shared``, ``named``: fields of forms that say who may see them, and whether with the name; none: nobody.
    """

    part: str
    name: str
    numerator: str
    denominator: str
    shared: str = ""
    named: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Every place that is named, as an address without a row."""
        columns = (self.name, self.numerator, self.denominator)
        return (*(f"{self.part}.{column}" for column in columns), *filter(None, (self.shared, self.named)))


class Return(Descriptor, frozen=True, kw_only=True):
    """What somebody answers who is named in a line of a table: it goes out as a workbook and is read in.

    ``table``: the "section.part" whose lines it goes to; ``name``: the column that says to whom. ``purpose``:
    what it is for, sentence by sentence, said to who answers. ``lists``: choices that only it asks.
    ``practice``: where it has notes for others.
    """

    id: str
    title: str
    table: str
    name: str
    sheets: tuple[Sheet, ...]
    purpose: tuple[str, ...] = ()
    lists: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    results: Results | None = None
    practice: PracticeMap | None = None
