"""One day for all pictures: whatever the application asks for the time, it is a morning in October 2010."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import sys
from typing import Final

import bvreview
import ui

MORNING: Final = datetime.datetime(2010, 10, 4, 9, 30, tzinfo=datetime.UTC)


class _AnyDay(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime.date)


class Day(datetime.date, metaclass=_AnyDay):
    """The days as they are, but that today is always the same."""

    @classmethod
    def today(cls) -> datetime.date:  # type: ignore[override]
        return MORNING.date()


class _AnyMoment(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime.datetime)


class Moment(datetime.datetime, metaclass=_AnyMoment):
    """The moments as they are, but that now is always the same."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        return MORNING.astimezone(tz)


def stop_clocks() -> None:
    """Stop the clocks of every module of the application; for a process that makes pictures only."""
    for house in (bvreview, ui):
        for found in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    for name, module in list(sys.modules.items()):
        if name.startswith(("bvreview.", "ui.")):
            for word, clock in (("date", Day), ("datetime", Moment)):
                if getattr(module, word, None) in (datetime.date, datetime.datetime):
                    setattr(module, word, clock)
