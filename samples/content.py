"""What each sample area answers, read from ``samples/content/<area>.toml``.

A file holds ``[forms.<section>]`` field = answer, ``[grids."<section>.<part>"]`` row = {field = answer} and
``[[tables."<section>.<part>"]]`` with an ``id``; ``[volumes]``, ``[measures]``, ``[mix]`` and ``[year]`` are
yearly figures that ``samples.figures`` splits and adds up; ``[notes]`` has a note by address,
``[[explanations]]`` rule, at and text, ``[[later]]`` what a later revision changes, in the same tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "content"
AREAS: Final = ("derbyshire", "leicestershire", "lincolnshire", "northamptonshire", "nottinghamshire")

Content = dict[str, Any]


def load_content(area: str) -> tuple[Content, ...]:
    """What an area sent, one entry for each revision, in order."""
    text = (FOLDER / f"{area}.toml").read_text(encoding="utf-8")
    first = tomllib.loads(text, parse_float=str)
    revisions = [first]
    for later in first.pop("later", []):
        revisions.append(_merge(deepcopy(revisions[-1]), later))
    return tuple(revisions)


def typed(value: object) -> str:
    """A value of the file as a person would type it."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _merge(base: Content, changes: Mapping[str, Any]) -> Content:
    for key, value in changes.items():
        if isinstance(value, Mapping):
            base[key] = _merge(base.get(key, {}), value)
        elif isinstance(value, list) and key != "men" and key != "women":
            base[key] = _merge_rows(base.get(key, []), value)
        else:
            base[key] = value
    return base


def _merge_rows(rows: list[Content], changes: list[Content]) -> list[Content]:
    by_id = {row.get("id", n): row for n, row in enumerate(rows)}
    for n, change in enumerate(changes, len(rows)):
        key = change.get("id", n)  # what has none is one more
        by_id[key] = _merge(by_id.get(key, {}), change)
    return list(by_id.values())
