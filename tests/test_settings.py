"""Settings: layers, locks, atomic saving, files that are broken, old or newer."""

import json
from pathlib import Path

import pytest

from buergerapp.errors import KnownProblem
from buergerapp.paths import Paths
from buergerapp.settings import (
    LANGUAGE,
    ONBOARDING_DONE,
    PROFILE,
    RECENT_SEARCHES,
    TABLE,
    TEXT_SCALE,
    THEME,
    UPGRADES,
    VERSION,
    Layer,
    Settings,
    save_json,
    upgraded,
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths(tmp_path, tmp_path / "log", tmp_path / "cache", tmp_path / "site", tmp_path / "resources")
    made.site.mkdir()
    return made


def test_a_new_person_gets_the_defaults(paths: Paths) -> None:
    settings = Settings.load(paths)
    assert settings.get(TEXT_SCALE) == 100
    assert settings.get(THEME) == "system"
    assert settings.get(RECENT_SEARCHES) is True
    assert settings.layer(THEME) is Layer.DEFAULT
    assert settings.notices == ()
    assert not paths.settings.exists()


def test_a_choice_is_there_next_time(paths: Paths) -> None:
    settings = Settings.load(paths)
    settings.set(TEXT_SCALE, 200)
    settings.set(ONBOARDING_DONE, True)
    again = Settings.load(paths)
    assert again.get(TEXT_SCALE) == 200
    assert again.get(ONBOARDING_DONE) is True
    assert again.layer(TEXT_SCALE) is Layer.PERSON
    again.reset(TEXT_SCALE)
    assert Settings.load(paths).get(TEXT_SCALE) == 100


def test_the_nearest_layer_counts(paths: Paths) -> None:
    paths.site_settings.write_text('[settings]\ntheme = "dark"\nlanguage = "de-simple"\n', encoding="utf-8")
    settings = Settings.load(paths, {"theme": "contrast-dark"})
    assert settings.get(LANGUAGE) == "de-simple"
    assert settings.layer(LANGUAGE) is Layer.SITE
    assert settings.get(THEME) == "contrast-dark"
    settings.set(LANGUAGE, "de")
    assert settings.get(LANGUAGE) == "de"


def test_the_command_line_is_for_one_run_until_the_person_chooses(paths: Paths) -> None:
    settings = Settings.load(paths, {"text_scale": "150%"})
    assert settings.get(TEXT_SCALE) == 150
    settings.set(TEXT_SCALE, 250)
    assert settings.get(TEXT_SCALE) == 250
    settings = Settings.load(paths, {"text_scale": "150"})
    settings.set(THEME, "dark")
    assert Settings.load(paths).get(TEXT_SCALE) == 250


def test_a_locked_setting_is_the_administrators(paths: Paths) -> None:
    Settings.load(paths).set(THEME, "light")
    paths.site_settings.write_text('locked = ["theme"]\n[settings]\ntheme = "dark"\n', encoding="utf-8")
    settings = Settings.load(paths, {"theme": "contrast-dark"})
    assert settings.get(THEME) == "dark"
    assert settings.locked(THEME)
    with pytest.raises(KnownProblem, match="fest eingestellt"):
        settings.set(THEME, "light")


def test_a_lock_without_a_value_locks_the_default(paths: Paths) -> None:
    Settings.load(paths).set(THEME, "light")
    paths.site_settings.write_text('locked = ["theme"]\n', encoding="utf-8")
    assert Settings.load(paths).get(THEME) == "system"


def test_mistakes_of_the_administrator_are_named_and_do_not_stop(paths: Paths) -> None:
    paths.site_settings.write_text(
        'locked = ["profile", "colour"]\n[settings]\ntext_scale = 900\nfont = "x"\n', encoding="utf-8"
    )
    settings = Settings.load(paths)
    assert settings.get(TEXT_SCALE) == 100
    assert not settings.locked(PROFILE)
    (notice,) = settings.notices
    for key in ("text_scale", "font", "profile", "colour"):
        assert key in notice.happened
    paths.site_settings.write_text("theme = dark", encoding="utf-8")
    assert "nicht lesbar" in Settings.load(paths).notices[0].happened
    paths.site_settings.write_text("settings = 3\nlocked = 4", encoding="utf-8")
    assert Settings.load(paths).get(TEXT_SCALE) == 100


def test_a_config_file_given_by_hand_must_be_there(paths: Paths, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    with pytest.raises(KnownProblem, match="gibt es nicht"):
        Settings.load(paths, config=config)
    config.write_text("???", encoding="utf-8")
    with pytest.raises(KnownProblem, match="nicht lesbar"):
        Settings.load(paths, config=config)
    config.write_text('[settings]\ntheme = "dark"\n', encoding="utf-8")
    assert Settings.load(paths, config=config).get(THEME) == "dark"


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("text_scale", "riesig"),
        ("text_scale", "99"),
        ("text_scale", "301"),
        ("theme", "pink"),
        ("onboarding_done", "2"),
    ],
)
def test_words_that_do_not_fit_are_explained(paths: Paths, key: str, word: str) -> None:
    with pytest.raises(KnownProblem, match="Möglich sind"):
        Settings.load(paths, {key: word})


def test_yes_and_no_are_understood(paths: Paths) -> None:
    assert Settings.load(paths, {"recent_searches": "nein"}).get(RECENT_SEARCHES) is False


def test_the_window_cannot_store_nonsense(paths: Paths) -> None:
    with pytest.raises(ValueError, match="text_scale"):
        Settings.load(paths).set(TEXT_SCALE, 99)
    with pytest.raises(ValueError, match="text_scale"):
        Settings.load(paths).set(TEXT_SCALE, True)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"version": 1}', '{"version": "1", "settings": {}}', "\ufeff{}", "null"]
)
def test_a_broken_file_is_set_aside_and_never_deleted(paths: Paths, content: str) -> None:
    for round in (1, 2):
        paths.settings.write_text(content, encoding="utf-8")
        settings = Settings.load(paths)
        assert settings.get(TEXT_SCALE) == 100
        assert "nicht lesbar" in settings.notices[0].happened
        aside = paths.data / f"settings.unlesbar-{round}.json"
        assert aside.read_text(encoding="utf-8") == content
    settings.set(TEXT_SCALE, 150)
    assert Settings.load(paths).get(TEXT_SCALE) == 150


def test_a_folder_nobody_may_look_into_stops_nothing(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "read_text", forbidden)
    monkeypatch.setattr(Path, "exists", forbidden)
    settings = Settings.load(paths)
    assert any("öffnen dürfen" in notice.advice for notice in settings.notices)


def test_bytes_that_are_no_text_are_set_aside(paths: Paths) -> None:
    paths.settings.write_bytes(b"\xff\xfe\x00garbage")
    assert Settings.load(paths).notices
    assert (paths.data / "settings.unlesbar-1.json").read_bytes() == b"\xff\xfe\x00garbage"


def test_values_that_do_not_fit_fall_back_one_by_one(paths: Paths) -> None:
    save_json(paths.settings, {"version": VERSION, "settings": {"text_scale": 9000, "theme": "dark"}})
    settings = Settings.load(paths)
    assert (settings.get(TEXT_SCALE), settings.get(THEME)) == (100, "dark")


def test_what_a_newer_program_stored_is_kept(paths: Paths) -> None:
    save_json(paths.settings, {"version": 99, "settings": {"hologram": "on", "theme": "dark"}})
    settings = Settings.load(paths)
    settings.set(TEXT_SCALE, 150)
    stored = json.loads(paths.settings.read_text(encoding="utf-8"))
    assert stored == {"version": 99, "settings": {"hologram": "on", "theme": "dark", "text_scale": 150}}


def test_old_files_are_upgraded_step_by_step() -> None:
    steps = {
        1: lambda values: {"text_scale": values["font"]},
        2: lambda values: {**values, "theme": "dark"},
    }
    data = {"version": 1, "settings": {"font": 150}}
    assert upgraded(data, steps, 3) == ({"text_scale": 150, "theme": "dark"}, 3)


def test_every_version_before_this_one_has_an_upgrade() -> None:
    assert set(UPGRADES) == set(range(1, VERSION))


def test_a_failed_save_keeps_the_old_file_and_the_old_value(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.load(paths)
    settings.set(TEXT_SCALE, 150)
    before = paths.settings.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KnownProblem, match="kein Speicherplatz"):
        settings.set(TEXT_SCALE, 300)
    assert paths.settings.read_bytes() == before
    assert settings.get(TEXT_SCALE) == 150
    assert sorted(file.name for file in paths.data.iterdir()) == ["settings.json", "site"]


def test_settings_can_live_in_memory() -> None:
    settings = Settings(None)
    settings.set(THEME, "dark")
    assert settings.get(THEME) == "dark"


def test_the_table_is_sound() -> None:
    assert len({setting.key for setting in TABLE}) == len(TABLE)
    for setting in TABLE:
        assert setting.fits(setting.default), setting.key
        assert setting.text


# --- several people at one computer -------------------------------------------------------------------


def test_personal_choices_follow_the_profile(paths: Paths) -> None:
    settings = Settings.load(paths)
    settings.use_profile("oma")
    settings.set(TEXT_SCALE, 200)
    settings.set(LANGUAGE, "de-simple")
    settings.use_profile("enkel")
    assert settings.get(TEXT_SCALE) == 200, "who has not chosen finds what was chosen last"
    settings.set(TEXT_SCALE, 100)
    again = Settings.load(paths)
    again.use_profile("oma")
    assert (again.get(TEXT_SCALE), again.layer(TEXT_SCALE)) == (200, Layer.PROFILE)
    assert again.get(LANGUAGE) == "de-simple"
    again.use_profile("enkel")
    assert again.get(TEXT_SCALE) == 100
    again.use_profile("neu")
    assert (again.get(TEXT_SCALE), again.layer(TEXT_SCALE)) == (100, Layer.PERSON)


def test_choices_about_the_computer_are_everybodys(paths: Paths) -> None:
    settings = Settings.load(paths)
    settings.use_profile("oma")
    settings.set(RECENT_SEARCHES, False)
    settings.use_profile("enkel")
    assert settings.get(RECENT_SEARCHES) is False
    assert "profiles" not in json.loads(paths.settings.read_text(encoding="utf-8"))


def test_the_command_line_and_locks_count_more_than_a_profile(paths: Paths) -> None:
    settings = Settings.load(paths)
    settings.use_profile("oma")
    settings.set(THEME, "dark")
    text = 'locked = ["text_scale"]\n[settings]\ntext_scale = 150\n'
    paths.site_settings.write_text(text, encoding="utf-8")
    again = Settings.load(paths, {"theme": "light"})
    again.use_profile("oma")
    assert again.get(THEME) == "light"
    assert again.get(TEXT_SCALE) == 150


def test_of_a_deleted_profile_nothing_stays(paths: Paths) -> None:
    settings = Settings.load(paths)
    for profile in ("oma-4711", "enkel"):
        settings.use_profile(profile)
        settings.set(TEXT_SCALE, 150)
    settings.keep_only(["enkel"])
    assert "oma-4711" not in paths.settings.read_text(encoding="utf-8")
    again = Settings.load(paths)
    again.use_profile("enkel")
    assert again.layer(TEXT_SCALE) is Layer.PROFILE


@pytest.mark.parametrize("profiles", ["[]", '"x"', '{"oma": 3}', '{"oma": {"text_scale": "riesig"}}'])
def test_profiles_that_do_not_fit_fall_back(paths: Paths, profiles: str) -> None:
    text = f'{{"version": 1, "settings": {{"text_scale": 150}}, "profiles": {profiles}}}'
    paths.settings.write_text(text, encoding="utf-8")
    settings = Settings.load(paths)
    settings.use_profile("oma")
    assert settings.notices == ()
    assert settings.get(TEXT_SCALE) == 150
