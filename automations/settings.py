"""Settings: read from settings.toml, checked to the last key, with the embedded default for the rest."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from automations.core.mail.mail_hours import Hours, unreadable
from automations.core.names.spelling import EMAIL
from automations.core.team import Team
from automations.errors import SettingsError
from automations.settings_file import (
    BackupSection,
    GoogleSection,
    MailSection,
    SettingsFile,
    WatchSection,
    read,
)
from sheets_schema.dates import WEEKDAYS, DateOrder
from sheets_schema.form import KEYS

VARIABLE = "CRT_SETTINGS"
FILE = "settings.toml"
NO_LONGER = "none"
"""In place of an outside office, for a team that gives it up."""

_ON_THIS_MACHINE = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
_HTTPS = re.compile(r"https://[^\s/]")
_SERVER = re.compile(r"[\w.-]+|\[?[0-9a-fA-F:]+\]?")
_CLOCK_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_ADDRESS = re.compile(r"/(?:d|folders)/([\w-]{10,})")


@dataclass(frozen=True, slots=True)
class Hosted:
    """Where things are on Google: `credentials` is absolute, the others are ids, blank if not set.
    `endpoint` takes the place of Google's addresses; on this machine only.
    """

    credentials: Path
    form: str
    board: str
    office: str
    case_files_folder: str
    outside_office: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Watching:
    """`daily_at` is where the team is. Whoever has the address `ping` can silence its alarm."""

    daily_at: time
    ping: str = field(repr=False)
    log: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail goes out, and when. Its password is never in the settings."""

    server: str
    port: int
    security: str
    user: str
    sender: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class Backups:
    """`folder` is absolute; no `recipients` means that none are made."""

    recipients: tuple[str, ...]
    folder: Path
    keep: int
    keep_days: int


@dataclass(frozen=True, slots=True)
class Settings:
    """`source` is the settings file, None for the embedded default; `folder`, `responses`, `notes` and
    `outside_office`, which is None where there is none, are absolute. `mail` is None where none is sent.
    `outside_given_up`: the team says that it has none any more.
    """

    source: Path | None
    team: Team
    platform: str
    folder: Path
    responses: Path
    outside_office: Path | None
    titles: Mapping[str, str]
    not_asked: tuple[str, ...]
    hosted: Hosted
    policy: str
    grievance_officer: str
    watch: Watching
    mail: Mailbox | None
    backups: Backups
    notes: Path
    outside_given_up: bool = False

    @property
    def has_outside_office(self) -> bool:
        return bool(self.hosted.outside_office if self.platform == "google" else self.outside_office)


def load(given: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """From the given file, else CRT_SETTINGS, else ./settings.toml, else the embedded default.

    Raises SettingsError.
    """
    path = given or (Path(named) if (named := environment.get(VARIABLE)) else None)
    if path is None and Path(FILE).is_file():
        path = Path(FILE)
    return _checked(read(path), path)


def _checked(found: SettingsFile, path: Path | None) -> Settings:
    here = path.resolve().parent if path else Path.cwd()
    _ensure_keys(found, path)
    folder = _under(here, found.files.folder, "files.folder", path)
    outside = _outside(found.files.outside_office)
    outside_office = _under(folder, outside, "files.outside_office", path) if outside else None
    _ensure_apart(folder, outside_office, path)
    return Settings(
        path,
        _team(found, path),
        found.platform.kind,
        folder,
        _under(folder, found.files.responses, "files.responses", path),
        outside_office,
        found.form.titles,
        tuple(found.form.not_asked),
        _hosted(found.google, here, path),
        found.form.misconduct_policy,
        found.form.grievance_officer,
        _watching(found.watch, path),
        _mailbox(found.mail, _zone(found.team.time_zone, path), path) if found.mail.server else None,
        _backups(found.backup, here, path),
        _under(folder, found.report.notes, "report.notes", path),
        _given_up(found),
    )


def _ensure_keys(found: SettingsFile, path: Path | None) -> None:
    for key in (*found.form.titles.values(), *found.form.not_asked):
        if key not in (*KEYS, "timestamp"):
            raise SettingsError(
                f"{path}, form: '{key}' is not a question's key. "
                f'Under [form.titles] write "The title on your form" = "key", under not_asked keys; '
                f"the keys are timestamp, {', '.join(KEYS)}."
            )


def _watching(found: WatchSection, path: Path | None) -> Watching:
    if found.ping and not _HTTPS.match(found.ping):
        raise SettingsError(f"{path}, watch.ping: write an address that begins with https://")
    return Watching(_clock_time(found.daily_at, "watch.daily_at", path), found.ping, found.log)


def _mailbox(found: MailSection, zone: ZoneInfo, path: Path | None) -> Mailbox:
    if not _SERVER.fullmatch(found.server):
        raise SettingsError(
            f"{path}, mail.server: write the server's name alone, like smtp.example.org; its port stands "
            "under mail.port."
        )
    if not EMAIL.fullmatch(found.sender):
        raise SettingsError(f"{path}, mail.sender: write the address that mail is to come from.")
    if not set(days := [day.casefold()[:3] for day in found.days_off]) <= set(WEEKDAYS):
        raise SettingsError(f"{path}, mail.days_off: write weekdays like Sat, Sun.")
    if unreadable(found.holidays):
        raise SettingsError(f"{path}, mail.holidays: write days like 2026-12-24, or 12-25 for every year.")
    earliest = _clock_time(found.earliest, "mail.earliest", path)
    latest = _clock_time(found.latest, "mail.latest", path)
    if earliest >= latest:
        raise SettingsError(f"{path}, mail.latest: it must be later than mail.earliest.")
    off = frozenset(WEEKDAYS.index(day) for day in days)
    hours = Hours(zone, earliest, latest, off, frozenset(found.holidays))
    return Mailbox(found.server, found.port, found.security, found.user, found.sender, hours)


def _clock_time(text: str, key: str, path: Path | None) -> time:
    try:
        return time.fromisoformat(text if _CLOCK_TIME.fullmatch(text) else "")
    except ValueError:
        raise SettingsError(f"{path}, {key}: write a time of day like 07:30.") from None


def _under(base: Path, text: str, key: str, path: Path | None) -> Path:
    try:
        if text.strip() and "\0" not in text:
            return base / Path(text).expanduser()
    except RuntimeError:  # ~somebody of whom the system knows no home
        pass
    raise SettingsError(f"{path}, {key}: that can't be a path. Write one like crt-data.")


def _ensure_apart(folder: Path, outside_office: Path | None, path: Path | None) -> None:
    """The circles of people differ: one workbook can't be two."""
    taken = {os.path.realpath(folder / f"{name}.xlsx") for name in ("office", "board")}
    if outside_office and os.path.realpath(outside_office) in taken:
        raise SettingsError(
            f"{path}, files.outside_office: that is the office or the board, where others would read what is "
            "meant for the outside contact alone. Name a file of its own, like outside-office.xlsx."
        )


def _given_up(found: SettingsFile) -> bool:
    said = (found.google if found.platform.kind == "google" else found.files).outside_office
    return bool(said) and not _outside(said)


def _outside(text: str) -> str:
    """Where it is; blank for a team that has none."""
    return "" if text.strip().casefold() == NO_LONGER else text.strip()


def _backups(found: BackupSection, here: Path, path: Path | None) -> Backups:
    if any(recipient.strip().upper().startswith("AGE-SECRET-KEY") for recipient in found.recipients):
        raise SettingsError(
            f"{path}, backup.recipients: a secret key stands there. It opens every backup: take it out, make "
            "a new pair with `backup --new-key FILE`, and put its public key there, which begins with age1."
        )
    folder = _under(here, found.folder, "backup.folder", path)
    return Backups(tuple(found.recipients), folder, found.keep, found.keep_days)


def _hosted(found: GoogleSection, here: Path, path: Path | None) -> Hosted:
    endpoint = found.endpoint.rstrip("/")
    if endpoint and not _ON_THIS_MACHINE.fullmatch(endpoint):
        raise SettingsError(
            f"{path}, google.endpoint: it is for tests, on this machine only. Leave it out, so that the "
            "credentials go to nobody but Google."
        )
    if "/forms/d/e/" in found.form:
        raise SettingsError(
            f"{path}, google.form: that is the address for filling the form in. Open the form for editing "
            "and copy the address from there."
        )
    credentials = _under(here, found.credentials, "google.credentials", path)
    return Hosted(credentials=credentials, endpoint=endpoint, **_ids(found, path))


def _ids(found: GoogleSection, path: Path | None) -> dict[str, str]:
    keys = ("form", "board", "office", "case_files_folder", "outside_office")
    ids = {key: _id(_outside(getattr(found, key))) for key in keys}
    for one, other in combinations(keys, 2):
        if ids[one] and ids[one] == ids[other]:
            raise SettingsError(
                f"{path}, google.{other}: it names the same file as google.{one}, so whoever opens the one "
                "would read the other. Give each its own."
            )
    return ids


def _id(text: str) -> str:
    """Of a Google file, from its address in the browser or as it is."""
    address = _ADDRESS.search(text)
    return address[1] if address else text.strip()


def _team(found: SettingsFile, path: Path | None) -> Team:
    return Team(
        found.team.name,
        _zone(found.team.time_zone, path),
        found.team.reach_out_days,
        found.team.due_soon_days,
        found.team.well_overdue_days,
        DateOrder(found.files.date_order),
        found.team.outside_contact,
        found.report.threshold,
        found.form.grievance_officer,
        found.retention.closed_days,
        found.retention.never_accepted_days,
        found.report.form,
        found.report.feedback,
    )


def _zone(name: str, path: Path | None) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SettingsError(
            f"{path}, team.time_zone: no time zone has that name. Write one like America/New_York."
        ) from None
