"""From the files of a pack to one frozen ``Framework``; a mistake is named by file, table and key.

A pack is a folder: ``framework.toml`` (id, version, title, stages), ``lists.toml``, ``criteria.toml``,
``sections/*.toml`` (one section each, in order of file name), ``services/*.toml`` (one each),
``rules/*.toml`` (tables ``[[rules]]``), ``regions.csv``, ``organisations.csv``. Where it has more to say:
``report.toml`` (what its improvement plan prints), ``series.toml`` (published figures), ``coaching.toml``
(what explanations are coached by), ``ledger.toml`` (where a ledger extract goes), ``local.toml`` (where
staff add volumes and measures), ``returns/*.toml`` (what providers answer), ``coverage.toml`` (who does
what), ``questionnaire.toml`` (what groups are asked), ``carried.toml`` (what last year's review knows
already). ``found-whole.txt`` holds the fingerprint of these files when they were last checked; as long as
it is theirs, they are not checked again at every start.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import tomli
from msgspec import structs

from bvreview.framework.carried_map import CarriedMap
from bvreview.framework.checks import find_problems
from bvreview.framework.coverage_map import CoverageMap
from bvreview.framework.descriptors import Coaching, Criterion, Framework, Series
from bvreview.framework.errors import PackError, PackProblem
from bvreview.framework.expressions import Expression, ExpressionError
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
from bvreview.resources import resource_path

DEFAULT_PACK = "probation-2010"
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
FOUND_WHOLE = "found-whole.txt"
T = TypeVar("T")


@cache
def default_framework() -> Framework:
    """The pack that ships with the application, loaded once."""
    return load_framework(resource_path("frameworks", DEFAULT_PACK))


def load_framework(folder: Path) -> Framework:
    """The pack in ``folder``.

    Raises:
        PackError: with every mistake found (the first of each file that cannot be read), each by file,
            table and key.
    """
    reader = _Reader(folder, is_checked=_is_checked(folder))
    framework = reader.framework()
    problems = reader.problems
    if framework and not problems and not reader.is_checked:
        problems = [
            structs.replace(p, file=reader.files.get(p.file, p.file)) for p in find_problems(framework)
        ]
    if problems or not framework:
        raise PackError(folder.name, problems)
    return framework


def pack_fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of the files of a pack."""
    files = (path for path in folder.rglob("*") if path.suffix in (".toml", ".csv"))
    named = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    digest = hashlib.sha256()
    for name, path in named:
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_checked(folder: Path) -> bool:
    try:
        return (folder / FOUND_WHOLE).read_text(encoding="ascii").strip() == pack_fingerprint(folder)
    except (OSError, UnicodeDecodeError):
        return False


class _MistakeError(Exception):
    """The first mistake met in a file."""

    def __init__(self, file: str, where: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = PackProblem(file, where, sentence)


@dataclass
class _Reader:
    """Reads on after a mistake, so that all files are looked at. ``files``: where each thing stands."""

    folder: Path
    is_checked: bool
    problems: list[PackProblem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

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
            return msgspec.convert(data, kind, dec_hook=_take if self.is_checked else _decode)
        except msgspec.ValidationError as error:
            sentence, __, where = str(error).partition(" - at `$")
            raise _MistakeError(file, where.strip("`.").lstrip("."), f"{sentence}.") from error

    def _tables(self, name: str, kind: type[T]) -> dict[str, T]:
        """Every file of a folder that can be read, by its name, in order of name."""
        names = [f"{name}/{path.name}" for path in sorted((self.folder / name).glob("*.toml"))]
        tables = {n: self._try(lambda n=n: self._table(n, kind)) for n in names}  # type: ignore[misc]
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


def _take(kind: type, value: object) -> Expression:
    """A text as an expression (the one type of ours that msgspec does not know)."""
    if kind is not Expression or not isinstance(value, str):
        raise NotImplementedError(f"{kind} is not part of a pack")
    return Expression(value)


def _decode(kind: type, value: object) -> Expression:
    """The same, and the author is told at once what is wrong with it."""
    expression = _take(kind, value)
    try:
        _ = expression.tree
    except ExpressionError as error:
        raise ValueError(f"{value!r}: {error}") from error
    return expression
