"""What a person, an administrator or the command line may choose.

One table names every setting. A value comes from the nearest layer that has one: command line, what
the present profile chose, the person's file, the administrator's file, default. The administrator may
lock a setting; then their value counts, and the settings page shows the row with that reason.

Several people may share one account of the operating system. Settings that belong to a person rather
than to the computer (text size, colours, language, reading speed) follow their profile; what somebody
chose last also counts for whoever has not chosen yet.

The person's file is JSON because the program writes it; the administrator's is TOML because people
write it::

    locked = ["theme"]
    [settings]
    theme = "contrast-dark"
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar, cast

from buergerapp.errors import KnownProblem
from buergerapp.paths import Paths, folder_problem

Value = str | int | bool
Values = dict[str, object]
V = TypeVar("V", str, int, bool)

VERSION = 1
"""Form of the person's file; raise it together with a new function in :data:`UPGRADES`."""

UPGRADES: Mapping[int, Callable[[Values], Values]] = {}
"""Old version to the function that brings its values to the next version."""


class Layer(StrEnum):
    """Where a value comes from, nearest last."""

    DEFAULT = "default"
    SITE = "site"
    PERSON = "person"
    PROFILE = "profile"
    COMMAND_LINE = "command-line"


@dataclass(frozen=True, slots=True)
class Setting(Generic[V]):
    """One row of the table.

    Attributes:
        key: Name in files and on the command line; never changes its meaning.
        type: ``int``, ``str`` or ``bool``.
        text: What it is for, in German.
        lockable: An administrator may take the choice away.
        personal: It follows the profile of whoever uses the window.
        choices: The only values allowed; any when empty.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
    """

    key: str
    type: type[V]
    default: V
    text: str
    lockable: bool = True
    personal: bool = False
    choices: tuple[V, ...] = ()
    minimum: int | None = None
    maximum: int | None = None

    def fits(self, value: object) -> bool:
        """Tell whether a value may be used; ``True`` is no number here."""
        if type(value) is not self.type or (self.choices and value not in self.choices):
            return False
        if isinstance(value, int) and not isinstance(value, bool):
            low = value if self.minimum is None else self.minimum
            high = value if self.maximum is None else self.maximum
            return low <= value <= high
        return True

    def parsed(self, text: str) -> V:
        """Return the value behind a word of the command line.

        Raises:
            KnownProblem: The word does not fit.
        """
        value: object = text
        if self.type is int:
            with contextlib.suppress(ValueError):
                value = int(text.removesuffix("%"))
        elif self.type is bool:
            value = {"ja": True, "nein": False, "true": True, "false": False}.get(text.lower(), text)
        if not self.fits(value):
            raise KnownProblem(f"„{text}“ passt nicht zu „{self.text}“.", self.allowed())
        return cast(V, value)

    def allowed(self) -> str:
        """Return one German sentence about the values that fit."""
        if self.type is bool:
            return "Möglich sind: ja, nein."
        if self.choices:
            return f"Möglich sind: {', '.join(str(choice) for choice in self.choices)}."
        if self.minimum is not None:
            return f"Möglich sind Zahlen von {self.minimum} bis {self.maximum}."
        return ""


TEXT_SCALE = Setting(
    "text_scale", int, 100, "Schriftgröße in Prozent", personal=True, minimum=100, maximum=300
)
THEME = Setting(
    "theme",
    str,
    "system",
    "Farben",
    personal=True,
    choices=("system", "light", "dark", "contrast-light", "contrast-dark"),
)
LANGUAGE = Setting(
    "language", str, "de", "Sprache der Anleitungen", personal=True, choices=("de", "de-simple")
)
PROFILE = Setting("profile", str, "", "Zuletzt benutztes Profil", lockable=False)
CHOOSE_PERSON = Setting("choose_person", bool, False, "Beim Start fragen, wer da ist")
ONBOARDING_DONE = Setting("onboarding_done", bool, False, "Die Begrüßung wurde gezeigt")
READ_ALOUD_SPEED = Setting(
    "read_aloud_speed",
    int,
    100,
    "Geschwindigkeit beim Vorlesen in Prozent",
    personal=True,
    minimum=50,
    maximum=200,
)
RECENT_SEARCHES = Setting("recent_searches", bool, True, "Letzte Suchen merken")
DUE_NOTIFICATION = Setting("due_notification", bool, False, "Beim Start an Fälliges erinnern")
CONTACT = Setting("contact", str, "", "Name, Telefon oder E-Mail der Stelle, die das Programm bereitstellt")
"""For the site's administrator; it stands in the accessibility statement."""

TABLE: tuple[Setting[int] | Setting[str] | Setting[bool], ...] = (
    TEXT_SCALE,
    THEME,
    LANGUAGE,
    PROFILE,
    CHOOSE_PERSON,
    ONBOARDING_DONE,
    READ_ALOUD_SPEED,
    RECENT_SEARCHES,
    DUE_NOTIFICATION,
    CONTACT,
)
_BY_KEY = {setting.key: setting for setting in TABLE}


class Settings:
    """The settings of one run; :meth:`load` reads the layers, :meth:`set` saves at once.

    Attributes:
        notices: What was wrong with the files; the program runs on defaults where they fail.
    """

    def __init__(
        self,
        file: Path | None,
        *,
        site: Mapping[str, object] | None = None,
        locked: Sequence[str] = (),
        person: Mapping[str, object] | None = None,
        profiles: Mapping[str, Values] | None = None,
        command_line: Mapping[str, Value] | None = None,
        notices: Sequence[KnownProblem] = (),
    ) -> None:
        """Put layers together.

        Args:
            file: Where the person's layer is saved; None keeps it in memory (guest sessions, tests).
        """
        self._file = file
        self._layers: dict[Layer, Values] = {
            Layer.SITE: dict(site or {}),
            Layer.PERSON: dict(person or {}),
            Layer.COMMAND_LINE: dict(command_line or {}),
        }
        self._profiles = {id_: dict(values) for id_, values in (profiles or {}).items()}
        self._profile = ""
        self._locked = frozenset(key for key in locked if key in _BY_KEY and _BY_KEY[key].lockable)
        self._version = VERSION
        self.notices = tuple(notices)

    @classmethod
    def load(
        cls, paths: Paths, command_line: Mapping[str, str] | None = None, config: Path | None = None
    ) -> "Settings":
        """Read all layers; broken files never stop the program, they become notices.

        Args:
            command_line: Words given as options, by key; None values are not expected.
            config: An administrator's file given by ``--config``, read instead of the site's.

        Raises:
            KnownProblem: A word of the command line does not fit, or ``config`` cannot be read.
        """
        notices: list[KnownProblem] = []
        site, locked = _read_site(config or paths.site_settings, notices, required=config is not None)
        stored, profiles, version = _read_person(paths.settings, notices)
        words = {key: _BY_KEY[key].parsed(word) for key, word in (command_line or {}).items()}
        settings = cls(
            paths.settings,
            site=site,
            locked=locked,
            person=stored,
            profiles=profiles,
            command_line=words,
            notices=notices,
        )
        settings._version = max(version, VERSION)
        return settings

    def use_profile(self, profile: str) -> None:
        """Let the personal choices of a profile count from now on; of nobody when empty."""
        self._profile = profile

    def keep_only(self, profiles: Iterable[str]) -> None:
        """Forget what profiles chose that no longer exist.

        Raises:
            KnownProblem: The file cannot be written.
        """
        known = set(profiles)
        kept = {id_: values for id_, values in self._profiles.items() if id_ in known}
        if len(kept) < len(self._profiles):
            self._save(self._layers[Layer.PERSON], kept)

    def get(self, setting: Setting[V]) -> V:
        """Return the value that counts."""
        value = self._value(setting.key, self.layer(setting))
        return cast(V, setting.default if value is None else value)

    def layer(self, setting: Setting[V]) -> Layer:
        """Return where the value that counts comes from."""
        order = [Layer.COMMAND_LINE, Layer.PROFILE, Layer.PERSON, Layer.SITE]
        if self.locked(setting):
            order = [Layer.SITE]
        for layer in order:
            if self._value(setting.key, layer) is not None:
                return layer
        return Layer.DEFAULT

    def locked(self, setting: Setting[V]) -> bool:
        """Tell whether the administrator has taken the choice away."""
        return setting.key in self._locked

    def set(self, setting: Setting[V], value: V) -> None:
        """Choose a value and save it; it also replaces a choice made on the command line.

        A personal one is kept for the profile, and for all who have not chosen.

        Raises:
            KnownProblem: The setting is locked or the file cannot be written; nothing has changed.
            ValueError: The value does not fit, which the window should have prevented.
        """
        if self.locked(setting):
            raise KnownProblem(
                f"„{setting.text}“ ist auf diesem Computer fest eingestellt.",
                "Fragen Sie die Person, die den Computer einrichtet.",
            )
        if not setting.fits(value):
            raise ValueError(f"{value!r} does not fit {setting.key}")
        profiles = dict(self._profiles)
        if setting.personal and self._profile:
            profiles[self._profile] = {**profiles.get(self._profile, {}), setting.key: value}
        self._save({**self._layers[Layer.PERSON], setting.key: value}, profiles)
        self._layers[Layer.COMMAND_LINE].pop(setting.key, None)

    def reset(self, setting: Setting[V]) -> None:
        """Forget the person's choice."""
        kept = {key: value for key, value in self._layers[Layer.PERSON].items() if key != setting.key}
        profiles = dict(self._profiles)
        chosen = profiles.get(self._profile, {})
        profiles[self._profile] = {key: value for key, value in chosen.items() if key != setting.key}
        self._save(kept, profiles)
        self._layers[Layer.COMMAND_LINE].pop(setting.key, None)

    def _save(self, person: Values, profiles: dict[str, Values]) -> None:
        profiles = {id_: values for id_, values in profiles.items() if id_ and values}
        if self._file is not None:
            data: Values = {"version": self._version, "settings": person}
            save_json(self._file, data | ({"profiles": profiles} if profiles else {}))
        self._layers[Layer.PERSON] = person
        self._profiles = profiles

    def _value(self, key: str, layer: Layer) -> object:
        own = layer is Layer.PROFILE
        values = self._profiles.get(self._profile, {}) if own else self._layers.get(layer, {})
        value = values.get(key)
        return value if value is not None and _BY_KEY[key].fits(value) else None


def _read_site(file: Path, notices: list[KnownProblem], *, required: bool) -> tuple[Values, tuple[str, ...]]:
    try:
        text = file.read_text(encoding="utf-8")
        import tomllib  # late: few computers have such a file

        data = tomllib.loads(text)
    except FileNotFoundError:
        if not required:
            return {}, ()
        raise KnownProblem(
            f"Die Datei „{file}“ gibt es nicht.", "Prüfen Sie die Angabe hinter --config."
        ) from None
    except (OSError, ValueError) as error:
        problem = KnownProblem(
            f"Die Einstellungen in „{file}“ sind nicht lesbar.",
            "Die BürgerApp läuft ohne sie. Bitte sagen Sie das der Person, die den Computer einrichtet.",
        )
        if required:
            raise problem from error
        notices.append(problem)
        return {}, ()
    values, locked = data.get("settings", {}), data.get("locked", [])
    if not isinstance(values, dict) or not isinstance(locked, list):
        values, locked = {}, []
    wrong = [key for key, value in values.items() if key not in _BY_KEY or not _BY_KEY[key].fits(value)]
    wrong += [str(key) for key in locked if key not in _BY_KEY or not _BY_KEY[key].lockable]
    if wrong:
        notices.append(
            KnownProblem(
                f"In „{file}“ stehen Einstellungen, die es so nicht gibt: {', '.join(wrong)}.",
                "Die BürgerApp läuft ohne sie. Bitte sagen Sie das der Person, die den Computer einrichtet.",
            )
        )
    return values, tuple(str(key) for key in locked)


def _read_person(file: Path, notices: list[KnownProblem]) -> tuple[Values, dict[str, Values], int]:
    """Return the person's values, those of each profile, and the version of the file."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, {}, VERSION
    except (OSError, UnicodeDecodeError):
        text = ""
    try:
        data = json.loads(text)
        values, version = upgraded(data, UPGRADES, VERSION)
    except (ValueError, TypeError):
        notices.append(_set_aside(file))
        return {}, {}, VERSION
    profiles = data.get("profiles")
    known = profiles.items() if isinstance(profiles, dict) else ()
    return values, {id_: chosen for id_, chosen in known if isinstance(chosen, dict)}, version


def upgraded(
    data: object, upgrades: Mapping[int, Callable[[Values], Values]], newest: int
) -> tuple[Values, int]:
    """Return the values of a settings file in today's form, and the version they have then.

    A file of a newer program keeps its version and its unknown keys, so that nothing is lost when
    the newer program runs again.

    Raises:
        ValueError: The file does not have the form of a settings file.
    """
    if not isinstance(data, dict):
        raise ValueError("not a table")
    version, values = data.get("version"), data.get("settings")
    if type(version) is not int or not isinstance(values, dict):
        raise ValueError("no version or no settings")
    while version < newest:
        values, version = upgrades[version](values), version + 1
    return values, version


def _set_aside(file: Path) -> KnownProblem:
    try:
        aside = _free_name(file)
        file.replace(aside)
    except OSError:
        return KnownProblem(
            "Ihre Einstellungen sind nicht lesbar, deshalb gelten die üblichen.",
            f"Bitte prüfen Sie, ob Sie die Datei „{file}“ öffnen dürfen.",
        )
    return KnownProblem(
        "Ihre Einstellungen waren nicht lesbar, deshalb gelten wieder die üblichen.",
        f"Die alte Datei liegt unter „{aside}“. Bitte stellen Sie Schriftgröße und Farben neu ein.",
    )


def _free_name(file: Path) -> Path:
    number = 1
    while (aside := file.with_name(f"{file.stem}.unlesbar-{number}{file.suffix}")).exists():
        number += 1
    return aside


def save_json(file: Path, data: object) -> None:
    """Write a file so that after a crash it holds either the old or the new content, never half.

    Raises:
        KnownProblem: The folder cannot be written to; the old file is untouched.
    """
    try:
        new = file.with_name(f"{file.name}.{os.urandom(4).hex()}.new")
        try:
            with new.open("x", encoding="utf-8", newline="\n") as stream:
                json.dump(data, stream, ensure_ascii=False, indent=2, sort_keys=True)
                stream.write("\n")
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise folder_problem(error, file.parent) from error
