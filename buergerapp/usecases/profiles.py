"""The people on this computer: taking their data along, bringing it in, deleting it for good."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from buergerapp.domain.checklist import Changed, Profile
from buergerapp.errors import KnownProblem
from buergerapp.tracker.backup import Backups
from buergerapp.tracker.store import Tracker, utc_now


class Imported(NamedTuple):
    """What an import did.

    Attributes:
        profile: Where the data is now.
        new: The profile did not exist before.
        changed: Which services are different now; empty when all of it was there already.
    """

    profile: Profile
    new: bool
    changed: Changed


class Deleted(NamedTuple):
    """What remains after deleting for good.

    Attributes:
        leftovers: Damaged files that may still hold something; the person may want them deleted too.
        traces: Another process kept the file open or the disk was full; repeat it later.
    """

    leftovers: tuple[Path, ...]
    traces: bool


class Profiles:
    """Verbs on whole profiles; the window and the command line share them."""

    def __init__(self, tracker: Tracker, clock: Callable[[], datetime.datetime] = utc_now) -> None:
        self._tracker = tracker
        self._clock = clock

    @property
    def notices(self) -> tuple[KnownProblem, ...]:
        """What people should know although everything works: the file lies on a network drive."""
        return self._tracker.notices

    def all(self) -> tuple[Profile, ...]:
        """Return everybody this computer knows."""
        return self._tracker.profiles()

    def find(self, name_or_id: str) -> Profile:
        """Return the person with this id or name; upper and lower case do not matter.

        Raises:
            KnownProblem: Nobody or several people are called so.
        """
        people = self.all()
        wanted = name_or_id.strip().casefold()
        found = [p for p in people if p.id == name_or_id] or [
            p for p in people if p.name.casefold() == wanted
        ]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(person.id for person in found)
            raise KnownProblem(
                f"Mehrere Profile heißen „{name_or_id}“.", f"Nennen Sie die Kennung statt des Namens: {ids}."
            )
        names = ", ".join(f"„{person.name}“" for person in people)
        raise KnownProblem(
            f"Ein Profil „{name_or_id}“ gibt es hier nicht.",
            f"Es gibt: {names}." if names else "Es gibt noch kein Profil.",
        )

    def add(self, name: str, colour: str = "", picture: str = "") -> Profile:
        """Add a person."""
        return self._tracker.add_profile(name, colour, picture)

    def change(
        self, profile: str, *, name: str | None = None, colour: str | None = None, picture: str | None = None
    ) -> Changed:
        """Give a person another name, colour or picture."""
        return self._tracker.change_profile(profile, name=name, colour=colour, picture=picture)

    def merge(self, into: str, gone: str) -> Changed:
        """Make one profile of two of the same person; a backup is kept, the second one is deleted."""
        self._keep("vor-zusammenlegen")
        return self._tracker.merge_profiles(into, gone)

    def delete(self, profile: str) -> Deleted:
        """Delete a person's data for good: from the file, from every backup, from files set aside."""
        ids = (profile, *self._tracker.former_ids(profile))
        whole = self._tracker.delete_profile(profile)
        return Deleted(self._forget_in_backups(ids), traces=not whole)

    def delete_leftover(self, path: Path) -> None:
        """Delete a damaged file that :meth:`delete` could not look into."""
        if self._tracker.path is not None:
            Backups(self._tracker.path, self._clock).delete(path)

    # --- protection ----------------------------------------------------------------------------------

    def protect(self, profile: str, secret: str) -> Deleted:
        """Encrypt a person's records; readable backups of them are emptied and a new backup is made."""
        whole = self._tracker.protect(profile, secret)
        leftovers = self._forget_in_backups((profile, *self._tracker.former_ids(profile)))
        if self._tracker.path is not None:
            Backups(self._tracker.path, self._clock).make()
        return Deleted(leftovers, traces=not whole)

    def unprotect(self, profile: str, secret: str) -> None:
        """Take the protection away."""
        self._tracker.unprotect(profile, secret)

    def change_secret(self, profile: str, old: str, new: str) -> None:
        """Give a protected profile another PIN or passphrase."""
        self._tracker.change_secret(profile, old, new)

    def unlock(self, profile: str, secret: str) -> None:
        """Open a protected profile until :meth:`lock`."""
        self._tracker.unlock(profile, secret)

    def lock(self, profile: str) -> None:
        """Close a protected profile."""
        self._tracker.lock(profile)

    def unlocked(self, profile: str) -> bool:
        """Tell whether a person's records can be read now."""
        return self._tracker.unlocked(profile)

    # --- files ---------------------------------------------------------------------------------------

    def export_json(self, profile: str) -> str:
        """Return a person's whole data as a file; not encrypted, even if the profile is."""
        from buergerapp.tracker import exchange

        content = exchange.Exchange(
            self._tracker.profile(profile),
            tuple(self._tracker.records(profile).values()),
            self._tracker.history(profile, limit=-1),
            self._tracker.seen_texts(profile),
        )
        return exchange.to_json(content, self._clock())

    def export_csv(self, profile: str, titles: Mapping[str, str]) -> str:
        """Return a person's list as a table.

        Args:
            titles: Title of each service by id.
        """
        from buergerapp.tracker import exchange

        return exchange.to_csv(self._tracker.records(profile).values(), titles)

    def import_json(self, data: bytes, into: str | None = None) -> Imported:
        """Bring a file in without losing anything of either side; once or several times is the same.

        Args:
            into: Profile that receives it; without it the profile of the same id, else a new one.

        Raises:
            KnownProblem: The file is not readable, or the profile is protected and locked.
        """
        from buergerapp.tracker import exchange

        content = exchange.from_json(data)
        known = {profile.id: profile for profile in self.all()}
        target = known.get(into or content.profile.id)
        if into is not None and target is None:
            raise KeyError(into)
        new = target is None
        if target is None:
            target = self._tracker.add_profile(
                content.profile.name, content.profile.colour, content.profile.picture, id=content.profile.id
            )
        changed = self._tracker.bring_in(
            target.id, content.records, content.history, content.texts, name=content.profile.name
        )
        return Imported(target, new, changed)

    # --- inside --------------------------------------------------------------------------------------

    def _keep(self, label: str) -> None:
        if self._tracker.path is not None:
            Backups(self._tracker.path, self._clock).keep(label)

    def _forget_in_backups(self, ids: Iterable[str]) -> tuple[Path, ...]:
        if self._tracker.path is None:
            return ()
        return Backups(self._tracker.path, self._clock).forget(*ids)


def explain_secret(secret: str) -> KnownProblem | None:
    """Return a notice about what a PIN or passphrase does not protect against; None when it is strong."""
    if secret.isdigit() and len(secret) < 8:
        return KnownProblem(
            "Eine kurze PIN hält Mitlesende im Haushalt fern, aber niemanden, der die Datei mitnimmt.",
            "Wenn Sie mehr Schutz brauchen, nehmen Sie einen Satz aus vier oder mehr Wörtern.",
        )
    if len(secret) < 12:
        return KnownProblem(
            "Ein kurzes Kennwort lässt sich von jemandem mit der Datei durch Ausprobieren finden.",
            "Ein Satz aus vier oder mehr Wörtern schützt viel besser.",
        )
    return None
