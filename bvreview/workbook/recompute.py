"""Works out a simple formula that came without its result: sums, the four rules, rounding; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import Final

from bvreview.workbook.gate.raw import RawSheet, RawWorkbook
from bvreview.workbook.gate.references import parse_area, parse_reference

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<area>(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)"
    r"(?![\w(])"
    r"|(?P<name>[A-Z]+)(?=\()"
    r"|(?P<mark>[-+*/^(),%]))"
)
_DEEPEST: Final = 20
_MOST_CELLS: Final = 10_000
_EXACT: Final = Context(prec=28)
_DIGITS: Final = Context(prec=15)


class _NotSimple(Exception):
    """The formula says something that is not worked out here."""


def recompute(raw: RawWorkbook, sheet: RawSheet, at: tuple[int, int]) -> Decimal | None:
    """The result of the formula in a cell, to 15 digits as a spreadsheet keeps it; None if not simple."""
    try:
        return _DIGITS.plus(_Formula(raw, sheet, 0).cell(at))
    except (_NotSimple, DecimalException):
        return None


class _Formula:
    """A formula while it is worked out, on its sheet; ``depth``: how many formulas led here."""

    def __init__(self, raw: RawWorkbook, sheet: RawSheet, depth: int) -> None:
        self._raw = raw
        self._sheet = sheet
        self._depth = depth
        self._tokens: list[tuple[str, str]] = []

    def cell(self, at: tuple[int, int]) -> Decimal:
        """The figure in a cell: typed, stored, or worked out; a blank is nought as in every spreadsheet."""
        sheet = self._sheet
        if at in sheet.errors or self._depth > _DEEPEST:
            raise _NotSimple
        if at in sheet.uncached:
            inner = _Formula(self._raw, sheet, self._depth + 1)
            return inner.work_out(sheet.formula_texts.get(at, ""))
        value = sheet.cells.get(at, Decimal(0))
        if not isinstance(value, Decimal):
            raise _NotSimple
        return value

    def work_out(self, text: str) -> Decimal:
        """The result of a whole formula."""
        self._tokens = list(_tokens(text.removeprefix("=")))[::-1]
        result = self._sum()
        if self._tokens:
            raise _NotSimple
        return result

    def _next(self, *marks: str) -> str:
        """The next mark, taken if it is one of these, else ""."""
        if self._tokens and self._tokens[-1][0] == "mark" and self._tokens[-1][1] in marks:
            return self._tokens.pop()[1]
        return ""

    def _sum(self) -> Decimal:
        result = self._product()
        while mark := self._next("+", "-"):
            other = self._product()
            result = _EXACT.add(result, other) if mark == "+" else _EXACT.subtract(result, other)
        return result

    def _product(self) -> Decimal:
        result = self._power()
        while mark := self._next("*", "/"):
            other = self._power()
            result = _EXACT.multiply(result, other) if mark == "*" else _EXACT.divide(result, other)
        return result

    def _power(self) -> Decimal:
        result = self._signed()
        while self._next("^"):
            exponent = self._signed()
            if exponent != int(exponent) or abs(exponent) > 10:
                raise _NotSimple
            result = _EXACT.power(result, int(exponent))
        return result

    def _signed(self) -> Decimal:
        sign = 1
        while mark := self._next("+", "-"):
            sign = -sign if mark == "-" else sign
        result = self._one()
        while self._next("%"):
            result = _EXACT.divide(result, Decimal(100))
        return sign * result

    def _one(self) -> Decimal:
        if self._next("("):
            result = self._sum()
            self._close()
            return result
        kind, text = self._tokens.pop() if self._tokens else ("", "")
        if kind == "number":
            return Decimal(text)
        if kind == "area":
            return self._single(text)
        if kind == "name":
            return self._function(text)
        raise _NotSimple

    def _close(self) -> None:
        if not self._next(")"):
            raise _NotSimple

    def _single(self, text: str) -> Decimal:
        if ":" in text:
            raise _NotSimple
        (figure,) = self._area(text, blanks=True)
        return figure

    def _area(self, text: str, *, blanks: bool) -> Iterator[Decimal]:
        """The figures of an area; a function passes over blanks and words, a single cell may be a blank."""
        qualified = parse_reference(text) if "!" in text else None
        area = qualified[1] if qualified else parse_area(text)
        sheet = self._raw.sheet(qualified[0]) if qualified else self._sheet
        if area is None or sheet is None or ("!" in text and not qualified):
            raise _NotSimple
        top, left, bottom, right = area
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise _NotSimple
        there = _Formula(self._raw, sheet, self._depth)
        for at in ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)):
            is_word = isinstance(sheet.cells.get(at), str)
            if blanks or at in sheet.errors or at in sheet.uncached or (at in sheet.cells and not is_word):
                yield there.cell(at)

    def _function(self, name: str) -> Decimal:
        arguments = self._arguments()
        if name == "ROUND" and len(arguments) == 2:
            places = int(arguments[1])
            return arguments[0].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if name == "ABS" and len(arguments) == 1:
            return abs(arguments[0])
        known: dict[str, Callable[[list[Decimal]], Decimal]] = {
            "SUM": lambda figures: sum(figures, Decimal(0)),
            "MIN": lambda figures: min(figures, default=Decimal(0)),
            "MAX": lambda figures: max(figures, default=Decimal(0)),
            "AVERAGE": lambda figures: _EXACT.divide(sum(figures, Decimal(0)), Decimal(len(figures))),
        }
        if name not in known:
            raise _NotSimple
        return known[name](arguments)

    def _arguments(self) -> list[Decimal]:
        if not self._next("("):
            raise _NotSimple
        found: list[Decimal] = []
        while True:
            kind, text = self._tokens[-1] if self._tokens else ("", "")
            if kind == "area" and ":" in text:
                self._tokens.pop()
                found += self._area(text, blanks=False)
            else:
                found.append(self._sum())
            if not self._next(","):
                break
        self._close()
        return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if not match or not match.lastgroup:
            raise _NotSimple
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()
    if not at:
        raise _NotSimple
