"""Rules on the machine around the archive: backup, snapshot, last full check, disks, certificates of the sources, steps of the night."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.errors import ConfigurationError, DamageError, DiskFullError
from archive.keeping.backup import copies, read_manifest
from archive.keeping.health_rules import AHEAD, SILENT_HOURS, Verdict
from archive.store.certificates import FORGOTTEN, read_certificates
from archive.store.files import Place

CHECKED_DAYS = 15  # two weekly checks and a day
ROOM = 2**30  # bytes that must be free beside twice the database: an export and the copy before a migration need as much
NEWEST = "latest.db"
CERTIFICATE_DAYS = 14  # that must be left, unless the setting says otherwise; of a short certificate a third of its time
STEPS = {
    "update": "the crawl ended with an error. If no other line says why, run archive update and read what it says; often the disk is full",
    "verify": "checking the archive found damage or could not end. Run archive verify: it names what is damaged and what to do",
    "backup": "no backup was made. Run archive backup FOLDER and read what it says. Usually its disk is full or not mounted",
    "export": "no public snapshot was made, so readers see the last one. Run archive export --public FOLDER and read what it says",
    "digest": "not everybody got the mail of new reports. Run archive digest FILE and read what it says",
    "vectors": "questions may not be answered by meaning. Run archive vectors and read what it says",
}


def machine_verdicts(database: Path, files: Place, moment: datetime) -> list[Verdict]:
    """What the rules say of the folders that the settings name; nothing of a folder that is not set."""
    backup, public = (Path(name) if (name := os.environ.get(variable)) else None for variable in ("ARCHIVE_BACKUP", "ARCHIVE_PUBLIC"))
    return [
        *(backup_age(backup, moment) if backup else ()),
        *(snapshot_age(public, moment) if public else ()),
        *checked(database, moment),
        *certificates(database, moment),
        *disks(database, [database.parent, *(folder for folder in (files, backup, public) if isinstance(folder, Path))]),
    ]


def backup_age(folder: Path, moment: datetime) -> Iterator[Verdict]:
    """The newest finished copy is of the last two nights."""
    found = copies(folder, moment)
    if not found:
        yield Verdict("backup", None, False, f"there is no finished backup in {folder}; run archive backup {folder} and see what it says")
        return
    try:
        made = datetime.fromisoformat(read_manifest(found[-1]).made)
    except (DamageError, ValueError, TypeError):
        yield Verdict("backup", None, False, f"the newest backup, {found[-1].name}, has no readable manifest; run archive backup")
        return
    yield _of_age("backup", "the newest backup", made, moment, "run archive backup and see what it says")


def snapshot_age(folder: Path, moment: datetime) -> Iterator[Verdict]:
    """The public snapshot is of the last two nights."""
    newest = folder / NEWEST
    if not newest.is_file():
        yield Verdict("snapshot", None, False, f"there is no public snapshot in {folder}; run archive export --public {folder}")
        return
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    yield _of_age("snapshot", "the public snapshot", made, moment, "run archive export --public and see what it says")


def _of_age(rule: str, what: str, made: datetime, moment: datetime, do: str) -> Verdict:
    hours = round((moment - made) / timedelta(hours=1), 1)
    well = -AHEAD <= moment - made <= timedelta(hours=SILENT_HOURS)
    when = f"{made:%Y-%m-%d %H:%M}"
    note = f"{what} was made {when}" if well else f"{what} was made {when}, {hours:.0f} hours ago; {do}"
    return Verdict(rule, None, well, note, hours, SILENT_HOURS)


def marker(database: Path) -> Path:
    """The file in which `archive verify` leaves when it last finished."""
    return database.with_name(f"{database.name}.verified")


def note_check(database: Path, moment: datetime) -> None:
    """Note that everything was checked at `moment`, whatever was found. DiskFullError when that cannot be written."""
    try:
        marker(database).write_text(json.dumps({"finished": moment.isoformat(timespec="seconds")}) + "\n", encoding="utf-8")
    except OSError as error:
        raise DiskFullError(f"cannot write {marker(database).name} beside the archive: {error.strerror}; free space") from error


def checked(database: Path, moment: datetime) -> Iterator[Verdict]:
    """Everything was checked in the last two weeks; nothing is said before the first check, or if checks are switched off."""
    if not marker(database).is_file() or os.environ.get("ARCHIVE_VERIFY_DAY") == "0":
        return
    try:
        finished = datetime.fromisoformat(json.loads(marker(database).read_text("utf-8"))["finished"])
        days = (moment - finished) / timedelta(days=1)
    except (ValueError, KeyError, TypeError):
        yield Verdict("checked", None, False, "nobody can tell when everything was last checked; run archive verify")
        return
    well = -AHEAD <= moment - finished <= timedelta(days=CHECKED_DAYS)
    note = f"everything was last checked {finished:%Y-%m-%d}{'' if well else '; run archive verify'}"
    yield Verdict("checked", None, well, note, round(days, 1), CHECKED_DAYS)


def certificates(database: Path, moment: datetime) -> Iterator[Verdict]:
    """The certificate of each site that was crawled lately is valid for some more days."""
    limit = _certificate_days()
    for host, one in read_certificates(database).items() if limit else ():
        if moment - one.seen >= FORGOTTEN and moment < one.ends:
            continue
        need = min(timedelta(days=limit), (one.ends - one.begins) / 3)
        left = one.ends - moment
        days = round(left / timedelta(days=1), 1)
        note = f"its certificate is valid until {one.ends:%Y-%m-%d}"
        if left < timedelta(0):
            note = f"its certificate expired {one.ends:%Y-%m-%d}, so we can fetch nothing there; tell the people who run the site"
        elif left < need:
            note += f", {days:g} days from now; if it is not renewed, we can fetch nothing there. Tell the people who run the site"
        yield Verdict("certificate", host, left >= need, note, days, round(need / timedelta(days=1), 1))


def _certificate_days() -> int:
    said = os.environ.get("ARCHIVE_CERTIFICATE_DAYS") or str(CERTIFICATE_DAYS)
    if not said.isdecimal():
        raise ConfigurationError("ARCHIVE_CERTIFICATE_DAYS is not a number of days; write it like 14, or 0 for never")
    return int(said)


def step_failed(step: str) -> Verdict:
    """That a step of the night failed, or a unit of systemd, and what to do."""
    note = STEPS.get(step, "it was stopped, ran out of time or could not start; its output says why (journalctl -u archive-night)")
    return Verdict("night", step, False, note)


def disks(database: Path, folders: Iterable[Path]) -> Iterator[Verdict]:
    """Each disk has room for the next night."""
    need = ROOM + 2 * (database.stat().st_size if database.is_file() else 0)
    free = {folder.stat().st_dev: (folder.name, shutil.disk_usage(folder).free) for folder in folders if folder.is_dir()}
    for name, room in free.values():
        note = f"{room / 2**30:.1f} GiB free" + ("" if room >= need else f", {need / 2**30:.1f} GiB needed for a night; free some space")
        yield Verdict("disk", name, room >= need, note, room, need)
