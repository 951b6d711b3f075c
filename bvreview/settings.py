"""What this person's copy of the application remembers: a JSON file in the platform's settings folder.

``BVREVIEW_HOME`` names one folder that takes the place of both the settings and the data folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeGuard

import platformdirs
from msgspec import Struct, field, structs

from bvreview.files import write_atomically
from bvreview.i18n import _

APPLICATION: Final = "bvreview"
FILE: Final = "settings.json"
WORKSPACE: Final = "workspace.bvr"
MOST_RECENT: Final = 10
MOST_PEOPLE: Final = 30


class Person(Struct, frozen=True):
    """Who is at the screen; every change carries the name and the role."""

    name: str
    role: str = ""

    def __str__(self) -> str:
        """As it stands beside a change: "Ann Other, Finance"."""
        return ", ".join(part for part in (self.name, self.role) if part)


def command_line() -> Person:
    """Who is named where nobody is at a screen."""
    return Person(_("Command line"))


class SmallNumbers(Struct, frozen=True):
    """What goes to others: counts from 1 to below ``threshold`` are withheld, others rounded to ``rounding``.

    ``rounding``: 5 or 10; 0 for not at all.
    """

    threshold: int = 5
    rounding: int = 0

    @property
    def least(self) -> int:
        """The smallest count that is shown, nought apart; rounded to 5, one below it looks like nought."""
        return max(self.threshold, 5) if self.rounding == 5 else self.threshold


USUAL_NUMBERS: Final = SmallNumbers()


class Settings(Struct, frozen=True):
    """Everything remembered between two starts.

    ``theme``: "light", "dark", "high contrast", or "" to follow the system. ``text_size`` in per cent,
    100 to 200. ``last_folder``: where files were last chosen.
    ``disclosure_threshold``: counts below it are hidden in what goes to others; ``disclosure_rounding``:
    what is shown there is rounded to it, 0 for not at all. ``people``: who else was
    at this screen, the last first. ``unknown``: keys of another version, kept as they are.
    """

    person_name: str = ""
    person_role: str = ""
    theme: str = ""
    text_size: int = 100
    last_workspace: str = ""
    recent_workspaces: tuple[str, ...] = ()
    last_folder: str = ""
    region: str = ""
    backups_to_keep: int = 10
    disclosure_threshold: int = 5
    disclosure_rounding: int = 0
    people: tuple[Person, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> Person | None:
        """Who is at the screen, or None before the first start asked."""
        return Person(self.person_name, self.person_role) if self.person_name else None

    @property
    def small_numbers(self) -> SmallNumbers:
        """How counts of people are shown in what goes to others."""
        return SmallNumbers(self.disclosure_threshold, self.disclosure_rounding)

    @property
    def known_people(self) -> tuple[Person, ...]:
        """Everybody who was at this screen, whoever is there now first; each name once."""
        known: dict[str, Person] = {}
        for person in (*filter(None, [self.person]), *self.people):
            known.setdefault(person.name.casefold(), person)
        return tuple(known.values())

    def with_person(self, person: Person) -> Settings:
        """With somebody else at the screen; who was there before heads those that are known."""
        others = tuple(p for p in self.known_people if p.name.casefold() != person.name.casefold())
        return structs.replace(
            self, person_name=person.name, person_role=person.role, people=others[:MOST_PEOPLE]
        )

    def without_person(self, name: str) -> Settings:
        """With somebody forgotten who is not at the screen."""
        return structs.replace(self, people=tuple(p for p in self.people if p.name != name))

    def with_workspace(self, path: Path) -> Settings:
        """With ``path`` as the workspace last opened, at the head of the recent ones."""
        text = str(path)
        recent = (text, *(p for p in self.recent_workspaces if p != text))[:MOST_RECENT]
        return structs.replace(self, last_workspace=text, recent_workspaces=recent)


_LIMITS: Final = {
    "text_size": (100, 200),
    "backups_to_keep": (10, 1000),
    "disclosure_threshold": (0, 1000),
    "disclosure_rounding": (0, 10),
}


def config_folder() -> Path:
    """Where the settings are."""
    return _home() or platformdirs.user_config_path(APPLICATION, appauthor=False)


def data_folder() -> Path:
    """Where the default workspace and its backups are."""
    return _home() or platformdirs.user_data_path(APPLICATION, appauthor=False)


def settings_path() -> Path:
    """The settings file."""
    return config_folder() / FILE


def default_workspace() -> Path:
    """The workspace that is opened when no other was chosen."""
    return data_folder() / WORKSPACE


def _home() -> Path | None:
    home = os.environ.get("BVREVIEW_HOME")
    return Path(home) if home else None


class Loaded(NamedTuple):
    """The settings, and a sentence when they could not be read ("" otherwise)."""

    settings: Settings
    sentence: str = ""


def load_settings(path: Path | None = None) -> Loaded:
    """The settings as they were saved.

    A damaged file is set aside beside it as ``settings.json.damaged`` and the usual settings are used.
    A value of the wrong kind or out of range counts as not set.
    """
    path = path or settings_path()
    try:
        found = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError:
        sentence = _("The settings file {path} cannot be opened. The usual settings are used.")
        return Loaded(Settings(), sentence.format(path=path))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return Loaded(Settings(), _set_aside(path))
    return Loaded(_settings_of(found))


def _settings_of(found: Mapping[str, Any]) -> Settings:
    names = {*Settings.__struct_fields__} - {"unknown", "people"}
    usual = Settings()
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
        if name in names and _fits(name, value, getattr(usual, name))
    }
    unknown = {k: v for k, v in found.items() if k not in {*names, "people"}}
    return structs.replace(usual, **known, people=_people(found.get("people")), unknown=unknown)


def _people(found: object) -> tuple[Person, ...]:
    """Those of a list that have a name; a role that is no text is left out."""
    entries = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    texts = [[v if isinstance(v := e.get(key), str) else "" for key in ("name", "role")] for e in entries]
    return tuple(Person(name, role) for name, role in texts if name.strip())


def _fits(name: str, value: object, usual: object) -> bool:
    if isinstance(usual, tuple):
        return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    if name in _LIMITS:
        lowest, highest = _LIMITS[name]
        return _is_number(value) and lowest <= value <= highest
    return isinstance(value, type(usual))


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _set_aside(path: Path) -> str:
    damaged = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(damaged)
    except OSError:
        return _("The settings file {path} is damaged. The usual settings are used.").format(path=path)
    return _(
        "The settings file was damaged. It is kept as {path}, and the usual settings are used until you "
        "change them."
    ).format(path=damaged)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, readable by their owner only, keys of other versions included.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    known: dict[str, Any] = structs.asdict(settings)
    del known["unknown"]
    known["people"] = [structs.asdict(person) for person in settings.people]
    text = json.dumps({**settings.unknown, **known}, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path or settings_path(), f"{text}\n".encode(), private=True)
