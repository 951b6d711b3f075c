"""Reads the files of a pack, on after each mistake; a mistake is named by file, table and key."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import tomli

from bvreview.framework.carried_map import CarriedMap
from bvreview.framework.coverage_map import CoverageMap
from bvreview.framework.descriptors import Coaching, Criterion, Framework, Series
from bvreview.framework.errors import PackProblem
from bvreview.framework.expressions import Expression, ExpressionError, read_expression
from bvreview.framework.ledger_map import LedgerMap
from bvreview.framework.organisations import Organisation, Region
from bvreview.framework.questionnaire_map import QuestionnaireMap
from bvreview.framework.report_map import ReportMap
from bvreview.framework.return_map import Return
from bvreview.framework.rules import Rule
from bvreview.framework.sections import Section
from bvreview.framework.services import LocalMap, Service
from bvreview.framework.terms import Item
from bvreview.i18n import _

_MORE: Final[dict[str, Any]] = {
    "series": dict[str, Series],
    "report": ReportMap,
    "coaching": Coaching,
    "ledger": LedgerMap,
    "coverage": CoverageMap,
    "questionnaire": QuestionnaireMap,
    "local": LocalMap,
    "carried": CarriedMap,
}
"""What a pack has more to say about, each in a file of that name."""
T = TypeVar("T")


class _MistakeError(Exception):
    """The first mistake met in a file."""

    def __init__(self, file: str, where: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = PackProblem(file, where, sentence)


class PackReader:
    """Reads on after a mistake, so that all files are looked at. ``files``: where each thing stands."""

    def __init__(self, folder: Path, *, is_checked: bool) -> None:
        self.folder = folder
        self.is_checked = is_checked
        self.problems: list[PackProblem] = []
        self.files: dict[str, str] = {}

    def framework(self) -> Framework | None:
        """The pack as far as it can be read; None when a part is missing."""
        lists = self._try(lambda: self._table("lists.toml", dict[str, tuple[Item, ...]]))
        criteria = self._try(lambda: self._table("criteria.toml", dict[str, tuple[Criterion, ...]]))
        parts: dict[str, Any] = {
            "sections": self._each("sections", Section),
            "services": self._each("services", Service),
            "rules": self._rules(),
            "lists": lists or {},
            "criteria": (criteria or {}).get("criteria", ()),
            "regions": self._try(lambda: self._csv("regions.csv", Region)) or (),
            "organisations": self._try(lambda: self._csv("organisations.csv", Organisation)) or (),
        }
        parts["returns"] = tuple(self._tables("returns", Return).values())
        parts |= {name: table for name in _MORE if (table := self._more(name)) is not None}
        name = "framework.toml"
        return self._try(lambda: self._convert(name, _read_toml(self.folder, name) | parts, Framework))

    def _more(self, name: str) -> object:
        """What stands in a file that a pack need not have."""
        if not (self.folder / f"{name}.toml").exists():
            return None
        return self._try(lambda: self._table(f"{name}.toml", _MORE[name]))

    def _try(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except _MistakeError as mistake:
            self.problems.append(mistake.problem)
            return None

    def _table(self, name: str, kind: type[T]) -> T:
        return self._convert(name, _read_toml(self.folder, name), kind)

    def _csv(self, name: str, kind: type[T]) -> tuple[T, ...]:
        read = partial(csv.DictReader, restkey="more")
        rows = _read(self.folder, name, lambda text: list(read(text.splitlines())))
        return tuple(self._convert(f"{name}, line {n}", row, kind) for n, row in enumerate(rows, 2))

    def _convert(self, file: str, data: object, kind: type[T]) -> T:
        try:
            return msgspec.convert(data, kind, dec_hook=read_expression if self.is_checked else _decode)
        except msgspec.ValidationError as error:
            sentence, __, where = str(error).partition(" - at `$")
            raise _MistakeError(file, where.strip("`.").lstrip("."), f"{sentence}.") from error

    def _tables(self, name: str, kind: type[T]) -> dict[str, T]:
        """Every file of a folder that can be read, by its name, in order of name."""
        names = [f"{name}/{path.name}" for path in sorted((self.folder / name).glob("*.toml"))]
        tables = {n: self._try(partial(self._table, n, kind)) for n in names}
        return {n: table for n, table in tables.items() if table is not None}

    def _each(self, name: str, kind: type[Section] | type[Service]) -> tuple[Section | Service, ...]:
        tables = self._tables(name, kind)
        self.files |= {f"{name}/{table.id}": file for file, table in reversed(tables.items())}
        return tuple(tables.values())

    def _rules(self) -> tuple[Rule, ...]:
        tables = self._tables("rules", dict[str, tuple[Rule, ...]])
        placed = [(file, rule) for file, table in tables.items() for rule in table.get("rules", ())]
        self.files |= {f"rules/{rule.id}": file for file, rule in placed}
        return tuple(rule for __, rule in placed)


def _read_toml(folder: Path, name: str) -> dict[str, Any]:
    return _read(folder, name, lambda text: tomli.loads(text, parse_float=Decimal))


def _read(folder: Path, name: str, parse: Callable[[str], T]) -> T:
    try:
        return parse((folder / name).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _MistakeError(name, "", _("the file cannot be opened.")) from error
    except UnicodeDecodeError as error:
        raise _MistakeError(name, "", _("the file is not UTF-8 text.")) from error
    except tomli.TOMLDecodeError as error:
        raise _MistakeError(name, "", f"{error}.") from error


def _decode(kind: type, value: object) -> Expression:
    """A text as an expression, and the author is told at once what is wrong with it."""
    expression = read_expression(kind, value)
    try:
        _ = expression.tree
    except ExpressionError as error:
        raise ValueError(f"{value!r}: {error}") from error
    return expression
