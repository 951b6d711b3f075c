"""From the files of a pack to one frozen ``Framework``; a mistake is named by file, table and key.

A pack is a folder: ``framework.toml`` (id, version, title, stages), ``lists.toml``, ``criteria.toml``,
``sections/*.toml`` (one section each, in order of file name), ``services/*.toml`` (one each),
``rules/*.toml`` (tables ``[[rules]]``), ``regions.csv``, ``organisations.csv``, and ``report.toml`` where
the pack says what its improvement plan prints.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bvreview.framework.checks import find_problems
from bvreview.framework.descriptors import (
    Criterion,
    Framework,
    Item,
    Organisation,
    Region,
    Rule,
    Section,
    Service,
)
from bvreview.framework.errors import PackError, PackProblem
from bvreview.framework.expressions import Expression, ExpressionError, parse_expression
from bvreview.framework.report_map import ReportMap
from bvreview.i18n import _
from bvreview.resources import resource_path

DEFAULT_PACK = "probation-2010"
T = TypeVar("T")


@cache
def default_framework() -> Framework:
    """The pack that ships with the application, loaded once."""
    return load_framework(resource_path("frameworks", DEFAULT_PACK))


def load_framework(folder: Path) -> Framework:
    """The pack in ``folder``.

    Raises:
        PackError: with every mistake found, each by file, table and key.
    """
    try:
        framework = _convert_pack(folder)
    except _MistakeError as mistake:
        raise PackError(folder.name, [mistake.problem]) from mistake
    if problems := find_problems(framework):
        raise PackError(folder.name, problems)
    return framework


class _MistakeError(Exception):
    """The first mistake met while reading."""

    def __init__(self, file: str, where: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = PackProblem(file, where, sentence)


def _convert_pack(folder: Path) -> Framework:
    head = _read_toml(folder, "framework.toml")
    head |= {
        "sections": _each(folder, "sections", Section),
        "services": _each(folder, "services", Service),
        "lists": _table(folder, "lists.toml", dict[str, tuple[Item, ...]]),
        "criteria": _table(folder, "criteria.toml", dict[str, tuple[Criterion, ...]]).get("criteria", ()),
        "rules": tuple(_rules(folder)),
        "regions": _csv(folder, "regions.csv", Region),
        "organisations": _csv(folder, "organisations.csv", Organisation),
    }
    if (folder / "report.toml").exists():
        head["report"] = _table(folder, "report.toml", ReportMap)
    return _convert("framework.toml", head, Framework)


def _rules(folder: Path) -> Iterator[Rule]:
    for path in sorted((folder / "rules").glob("*.toml")):
        yield from _table(folder, f"rules/{path.name}", dict[str, tuple[Rule, ...]]).get("rules", ())


def _each(folder: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    paths = sorted((folder / name).glob("*.toml"))
    return tuple(_table(folder, f"{name}/{path.name}", kind) for path in paths)


def _table(folder: Path, name: str, kind: type[T]) -> T:
    return _convert(name, _read_toml(folder, name), kind)


def _read_toml(folder: Path, name: str) -> dict[str, Any]:
    return _read(folder, name, lambda text: tomllib.loads(text, parse_float=Decimal))


def _csv(folder: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    rows = _read(folder, name, lambda text: list(csv.DictReader(text.splitlines())))
    return tuple(_convert(f"{name}, line {number}", row, kind) for number, row in enumerate(rows, 2))


def _read(folder: Path, name: str, parse: Callable[[str], T]) -> T:
    try:
        return parse((folder / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise _MistakeError(name, "", _("the file cannot be opened.")) from error
    except UnicodeDecodeError as error:
        raise _MistakeError(name, "", _("the file is not UTF-8 text.")) from error
    except tomllib.TOMLDecodeError as error:
        raise _MistakeError(name, "", f"{error}.") from error


def _convert(file: str, data: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind, dec_hook=_decode)
    except msgspec.ValidationError as error:
        sentence, __, where = str(error).partition(" - at `$")
        raise _MistakeError(file, where.strip("`.").lstrip("."), f"{sentence}.") from error


def _decode(kind: type, value: object) -> Expression:
    """Read a text as an expression (the one type of ours that msgspec does not know)."""
    if kind is not Expression or not isinstance(value, str):
        raise NotImplementedError(f"{kind} is not part of a pack")
    try:
        return parse_expression(value)
    except ExpressionError as error:
        raise ValueError(f"{value!r}: {error}") from error
