"""What a field or row says of itself in a workbook: headings, guidance, and the short message at a cell."""

from __future__ import annotations

from typing import Final

from bvreview.framework.sections import Field, Kind
from bvreview.framework.services import Measure
from bvreview.framework.terms import Help, Item
from bvreview.i18n import _

LONGEST_PROMPT: Final = 255  # Excel drops a validation whose message is longer
LONGEST_PROMPT_TITLE: Final = 32
_UNITS: Final = {Kind.MONEY: "£", Kind.PERCENT: "%"}


def heading(field: Field) -> str:
    """A field's name with its unit: "Salary (£)"."""
    return with_unit(field.label, field.unit or _UNITS.get(field.kind, ""))


def with_unit(label: str, unit: str) -> str:
    """A label with its unit, "Hours worked (hours)", unless there is none or the label has it already."""
    return f"{label} ({unit})" if unit and f"({unit})" not in label else label


def row_title(row: Item | Measure) -> str:
    """What a fixed row of a grid is called."""
    return with_unit(row.label, row.unit) if isinstance(row, Item) else row.label


def row_guidance(row: Item | Measure) -> str:
    """What is said beside a fixed row: for a measure what is counted, of what."""
    if isinstance(row, Item):
        return full_guidance(row.help)
    return " ".join(t for t in (f"{row.words}.", full_guidance(row.help)) if t)


def full_guidance(words: Help) -> str:
    """What counts, what does not, an example."""
    said = [words.counts]
    if words.excludes:
        said.append(_("Leave out: {what}").format(what=_sentence(words.excludes)))
    if words.example:
        said.append(_("Example: {what}").format(what=_sentence(words.example)))
    return " ".join(s for s in said if s)


def field_guidance(field: Field) -> str:
    """The guidance of a field, and how its answer is written."""
    return " ".join(s for s in (full_guidance(field.help), how_to_write(field)) if s)


def how_to_write(field: Field) -> str:
    """How an answer is written where that is not obvious."""
    match field.kind:
        case Kind.CHOICES:
            return _("Several answers: separate them with a semicolon.")
        case Kind.EVIDENCE:
            return _("Name it as the sheet Evidence does, or name what is new. Separate several with ;.")
        case Kind.DATE:
            return _("Write the date like 12 May 2010.")
        case _:
            return ""


def prompt(field: Field) -> str:
    """The message that shows when the cell is chosen; cut at a word, the whole stands on the sheet."""
    text = full_guidance(field.help) or how_to_write(field)
    return cut(text, LONGEST_PROMPT)


def cut(text: str, most: int) -> str:
    """The text, or as many whole words as fit before an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept) + "\u2026"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
