"""The pack seen from a stored address: which field it is, and which of its words are searched."""

from __future__ import annotations

import json

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Kind
from bvreview.review.answers import locate
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import decode_answer

WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON})
"""The kinds of answers that are words, and no figures, dates or choices."""


class Fields:
    """The fields of a pack by section, part and id, each looked up once."""

    def __init__(self, framework: Framework) -> None:
        """Look into ``framework``."""
        self.framework = framework
        self._known: dict[tuple[str, str, str], Field] = {}

    def field(self, address: Address) -> Field:
        """The field at an address; one the pack no longer has is kept as text."""
        place = (address.section, address.part, address.field)
        if place not in self._known:
            found = locate(self.framework, address)
            self._known[place] = found[2] if found else Field(id=address.field, label=address.field)
        return self._known[place]

    def decode(self, address: Address, text: str | None) -> Answer | None:
        """The answer in its canonical text."""
        return decode_answer(self.field(address), text)

    def words(self, address: Address, text: str) -> str:
        """What is searched of an answer in canonical text: words, notes, sources and unread entries."""
        is_words = self.field(address).kind in WORDS
        if not is_words and '"note"' not in text and '"source"' not in text and '"raw"' not in text:
            return ""
        parts = json.loads(text)
        keys = ("value", "note", "source", "raw") if is_words else ("note", "source", "raw")
        return "\n".join(parts[key] for key in keys if key in parts)

    def words_of(self, address: Address, answer: Answer) -> str:
        """The same of an answer that is at hand."""
        value = answer.value
        said = value if isinstance(value, str) and self.field(address).kind in WORDS else ""
        if answer.is_plain:
            return said
        return "\n".join(word for word in (said, answer.note, answer.source, answer.raw) if word)
