"""Settings survive a restart, an older version and a damaged file."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bvreview import settings as module
from bvreview.settings import (
    Person,
    Settings,
    default_workspace,
    load_settings,
    save_settings,
    settings_path,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_a_first_start_has_the_usual_settings_and_says_nothing() -> None:
    assert load_settings() == (Settings(), "")
    assert Settings().person is None


def test_one_folder_holds_all_when_the_environment_says_so(home: Path) -> None:
    assert settings_path() == home / "settings.json"
    assert default_workspace() == home / "workspace.bvr"


def test_without_it_the_folders_are_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BVREVIEW_HOME")
    assert module.config_folder().name == module.data_folder().name == "bvreview"


@given(TEXT, TEXT, st.integers(100, 200), st.lists(TEXT, max_size=3))
def test_what_is_saved_comes_back(name: str, folder: str, size: int, recent: list[str]) -> None:
    settings = Settings(name, last_folder=folder, text_size=size, recent_workspaces=tuple(recent))
    save_settings(settings)
    assert load_settings() == (settings, "")


def test_keys_of_another_version_are_kept(home: Path) -> None:
    home.mkdir()
    settings_path().write_text('{"person_name": "Ann", "from_the_future": {"a": [1]}}')
    settings, __ = load_settings()
    save_settings(structs.replace(settings, person_role="Finance"))
    assert json.loads(settings_path().read_text())["from_the_future"] == {"a": [1]}
    assert load_settings()[0].person == Person("Ann", "Finance")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text_size", 20),
        ("text_size", "big"),
        ("text_size", True),
        ("backups_to_keep", 1),
        ("disclosure_threshold", -1),
        ("theme", 3),
        ("recent_workspaces", [1]),
        ("recent_workspaces", "a"),
        ("person_name", None),
    ],
)
def test_a_value_that_does_not_fit_counts_as_not_set(home: Path, key: str, value: Any) -> None:
    home.mkdir()
    settings_path().write_text(json.dumps({key: value, "region": "east-midlands"}))
    assert load_settings() == (Settings(region="east-midlands"), "")


@pytest.mark.parametrize("damage", [b"", b'{"theme": ', b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(home: Path, damage: bytes) -> None:
    home.mkdir()
    settings_path().write_bytes(damage)
    settings, sentence = load_settings()
    assert settings == Settings()
    assert "settings.json.damaged" in sentence
    assert (home / "settings.json.damaged").read_bytes() == damage
    assert load_settings() == (Settings(), "")


def test_a_folder_in_its_place_is_said(home: Path) -> None:
    settings_path().mkdir(parents=True)
    assert "cannot be opened" in load_settings()[1]


def test_only_the_owner_can_read_them() -> None:
    save_settings(Settings("Ann"))
    assert stat.S_IMODE(settings_path().stat().st_mode) == 0o600


def test_the_workspace_last_opened_heads_the_recent_ones(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "a", *(f"w{n}" for n in range(9))):
        settings = settings.with_workspace(tmp_path / name)
    assert settings.last_workspace == str(tmp_path / "w8")
    assert len(settings.recent_workspaces) == 10
    assert settings.recent_workspaces[-1] == str(tmp_path / "a")


def test_a_person_is_written_with_the_role() -> None:
    assert str(Person("Ann Other", "Finance")) == "Ann Other, Finance"
    assert str(Person("Ann Other")) == "Ann Other"


PEOPLE = st.builds(Person, TEXT.filter(str.strip), TEXT)


@given(st.lists(PEOPLE, max_size=4))
def test_people_who_were_at_the_screen_come_back(people: list[Person]) -> None:
    settings = Settings()
    for person in people:
        settings = settings.with_person(person)
    save_settings(settings)
    assert load_settings() == (settings, "")
    names = [p.name.casefold() for p in settings.known_people]
    assert len(names) == len(set(names))
    assert names[:1] == [p.name.casefold() for p in people[-1:]]
    assert set(names) == {p.name.casefold() for p in people}


def test_the_last_at_the_screen_stand_first_and_one_can_be_forgotten() -> None:
    settings = Settings("Ann", "Finance").with_person(Person("Bob")).with_person(Person("ann", "Lead"))
    assert settings.known_people == (Person("ann", "Lead"), Person("Bob"))
    assert settings.without_person("Bob").known_people == (Person("ann", "Lead"),)


@pytest.mark.parametrize("found", ['"Ann"', "[1]", '[{"name": 1}]', '[{"role": "x"}]', '[{"name": " "}]'])
def test_people_that_cannot_be_read_count_as_none(home: Path, found: str) -> None:
    home.mkdir()
    settings_path().write_text(f'{{"person_name": "Jo", "people": {found}}}')
    settings, sentence = load_settings()
    assert (settings.people, sentence, settings.unknown) == ((), "", {})
