"""A slow second look at a sheet from which the engine brought back fewer values than it holds.

calamine leaves a cell blank that it does not understand; a value that was sent must not be lost without
a word, so the file is refused when one of those blanks is not a blank.
"""

from __future__ import annotations

from bvreview.workbook.gate import markup
from bvreview.workbook.gate.references import Position, column_number


def find_lost(data: bytes, sheet: str, seen: set[Position]) -> Position | None:
    """The first cell that holds something and is not among those ``seen``; None when all is well.

    The part has been scanned before: its addresses are known to be in order.
    """
    look = _Look(seen)
    parser = markup.new_parser()
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    markup.parse(parser, data, sheet)
    return look.lost


class _Look:
    def __init__(self, seen: set[Position]) -> None:
        self.lost: Position | None = None
        self._seen = seen
        self._row = self._column = 0
        self._is_shared = False
        self._inside = 0
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: list[str]) -> None:
        name = markup.local_name(tag)
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if name == "row":
            self._row = int(given.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            letters = given["r"].rstrip("0123456789") if "r" in given else ""
            self._column = column_number(letters) if letters else self._column + 1
            self._is_shared = given.get("t") == "s"
            self._pieces = []
        elif name in ("v", "is"):
            self._inside += 1

    def end(self, tag: str) -> None:
        name = markup.local_name(tag)
        if name in ("v", "is"):
            self._inside -= 1
        elif name == "c" and self.lost is None and (self._row, self._column) not in self._seen:
            text = "".join(self._pieces).strip()
            # a shared text may be an empty one: its number alone is no loss
            if text and not (self._is_shared and text.isdecimal()):
                self.lost = (self._row, self._column)

    def text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)
