"""What may stand in settings.toml, section by section, with the embedded default."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from automations.errors import SettingsError

Days = Annotated[int, msgspec.Meta(ge=0, le=365)]


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class TeamSection(_Section, frozen=True):
    name: Annotated[str, msgspec.Meta(min_length=1)] = "Conflict Resolution Team"
    time_zone: str = "America/Los_Angeles"
    reach_out_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 7
    due_soon_days: Days = 2
    well_overdue_days: Days = 3
    outside_contact: str = ""


class PlatformSection(_Section, frozen=True):
    kind: Literal["files", "google"] = "files"


class FilesSection(_Section, frozen=True):
    folder: str = "crt-data"
    responses: str = "responses"
    outside_office: str = ""
    date_order: Literal["month first", "day first"] = "month first"


class GoogleSection(_Section, frozen=True):
    """Ids, or the addresses that the browser shows. Nothing reads it on plain files."""

    credentials: str = "credentials.json"
    form: str = ""
    board: str = ""
    office: str = ""
    case_files_folder: str = ""
    outside_office: str = ""
    endpoint: str = ""


class ReportSection(_Section, frozen=True):
    """`form` and `feedback` stand in the report; `notes` is the folder of the coordinators' own words."""

    threshold: Annotated[int, msgspec.Meta(ge=5, le=100)] = 5
    form: str = ""
    feedback: str = ""
    notes: str = "report-notes"


class RetentionSection(_Section, frozen=True):
    """Days until a case is deleted: after its closing, and after it came in if it was never accepted."""

    closed_days: Annotated[int, msgspec.Meta(ge=30, le=3650)] = 180
    never_accepted_days: Annotated[int, msgspec.Meta(ge=30, le=3650)] = 60


class FormSection(_Section, frozen=True):
    """`titles` maps a form's own titles to question keys; `not_asked` are keys it does not have.
    `misconduct_policy` and `grievance_officer` are what `form create` links to.
    """

    titles: dict[str, str] = {}
    not_asked: list[str] = []
    misconduct_policy: str = ""
    grievance_officer: str = ""


class WatchSection(_Section, frozen=True):
    daily_at: str = "07:30"
    ping: str = ""
    log: Literal["plain", "json"] = "plain"


class MailSection(_Section, frozen=True):
    """Without a `server` no mail is sent."""

    server: str = ""
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 587
    security: Literal["STARTTLS", "TLS"] = "STARTTLS"
    user: str = ""
    sender: str = ""
    earliest: str = "08:00"
    latest: str = "19:00"
    days_off: tuple[str, ...] = ("Sat", "Sun")
    holidays: tuple[str, ...] = ()


class BackupSection(_Section, frozen=True):
    """`recipients` are public keys of the age format; `keep` is how many backups, `keep_days` how long."""

    recipients: list[str] = []
    folder: str = "backups"
    keep: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 30
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 30


class SettingsFile(_Section, frozen=True):
    team: TeamSection = TeamSection()
    platform: PlatformSection = PlatformSection()
    files: FilesSection = FilesSection()
    google: GoogleSection = GoogleSection()
    report: ReportSection = ReportSection()
    retention: RetentionSection = RetentionSection()
    form: FormSection = FormSection()
    watch: WatchSection = WatchSection()
    mail: MailSection = MailSection()
    backup: BackupSection = BackupSection()


def read(path: Path | None) -> SettingsFile:
    """The embedded default where there is no file. Raises SettingsError."""
    return _typed({} if path is None else _parsed(path), path)


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError):
        raise SettingsError(f"{path} is not there. Check the path, or leave --config out.") from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} can't be read. It must be a text file in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}. Mend that line.") from None
    except (ValueError, RecursionError):
        # Python's own limits: a number of thousands of digits, brackets within brackets within brackets.
        raise SettingsError(f"{path} is not TOML: a value in it has no end. Mend that line.") from None


def _typed(raw: dict[str, object], path: Path | None) -> SettingsFile:
    try:
        return msgspec.convert(raw, SettingsFile)
    except msgspec.ValidationError as error:
        trouble, _, place = str(error).partition(" - at `$")
        where = place.strip("`.") or "the file"
        trouble = trouble.replace("Object contains unknown field", "there is no setting").replace(
            "Invalid enum value", "this can't stand there:"
        )
        trouble = trouble.replace("`object`", "a [section]").replace("`array`", "a list in [ ]")
        raise SettingsError(
            f"{path}, {where}: {trouble}. See docs/settings.md for what can stand there."
        ) from None
