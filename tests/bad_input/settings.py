"""Settings that can't be used, or that look odd and can."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bad_input.team import CANARY

DOCS = "See docs/settings.md"
LINE = "Mend that line."


@dataclass(frozen=True)
class Kind:
    """`where` is the key that the message names, `step` what it says to do, `file` which file it names."""

    name: str
    text: str | bytes
    where: str = ""
    step: str = ""
    file: str = "settings.toml"

    @property
    def content(self) -> bytes:
        return self.text if isinstance(self.text, bytes) else self.text.encode()


def wrong(name: str, section: str, line: str, where: str, step: str = DOCS) -> Kind:
    return Kind(name, f"[{section}]\n{line}\n", where, step)


def not_toml(name: str, text: str | bytes, step: str = LINE) -> Kind:
    return Kind(name, text, "settings.toml", step)


def mailed(name: str, line: str, where: str, step: str) -> Kind:
    """In a section that is complete but for this."""
    given = {"server": '"mail.example.org"', "sender": '"team@example.org"'}
    key, _, value = line.partition(" = ")
    lines = "".join(f"{k} = {v}\n" for k, v in {**given, key: value}.items())
    return Kind(name, f'[mail]\nuser = "{CANARY}"\n{lines}', where, step)


UNREADABLE = (
    not_toml("a bracket that is not closed", "[team\nname = 3"),
    not_toml("a line cut short", '[team]\nname = "Conf'),
    not_toml("a key without a value", "[team]\nname ="),
    not_toml("a value without quotes", "[team]\nname = Our team"),
    not_toml("typographic quotes", "[team]\nname = “Our team”"),
    not_toml("a Windows path with single backslashes", '[files]\nfolder = "C:\\Users\\me"'),
    not_toml("a key that stands twice", f'[mail]\nuser = "{CANARY}"\nuser = "{CANARY}"'),
    not_toml("a section that stands twice", '[team]\nname = "a"\n[team]\ntime_zone = "UTC"'),
    not_toml("JSON in place of TOML", f'{{"team": {{"name": "{CANARY}"}}}}'),
    not_toml("YAML in place of TOML", f"team:\n  name: {CANARY}\n"),
    not_toml("a comment in another language's way", f"// {CANARY}\n[team]\n"),
    not_toml("a NUL byte", '[team]\nname = "a\x00b"\n'),
    not_toml(
        "merge markers of a version control", "<<<<<<< mine\n[team]\n=======\n[files]\n>>>>>>> theirs\n"
    ),
    not_toml("a day that does not exist", "[team]\nname = 2026-02-30"),
    not_toml("a number of thousands of digits", "[team]\nreach_out_days = " + "7" * 5000),
    not_toml("brackets without end", "[team]\nname = " + "[" * 5000),
    not_toml("UTF-16", f'[mail]\nuser = "{CANARY}"\n'.encode("utf-16"), "It must be a text file in UTF-8."),
    not_toml("Latin-1", '[team]\nname = "Équipe"\n'.encode("latin-1"), "It must be a text file in UTF-8."),
    not_toml("a spreadsheet", b"PK\x03\x04\xff\xfe\x00\x00", "It must be a text file in UTF-8."),
)

MISPLACED = (
    Kind("a section that there is not", "[tean]\nname = 3", "the file: there is no setting `tean`", DOCS),
    Kind("a key outside of any section", 'time_zone = "UTC"', "there is no setting `time_zone`", DOCS),
    Kind("a section that is a text", 'team = "Ours"', "team: Expected a [section]", DOCS),
    Kind("a section that is a list", '[[team]]\nname = "Ours"', "team: Expected a [section]", DOCS),
    wrong("a key with a slip", "team", 'nmae = "x"', "there is no setting `nmae`"),
    wrong("a key with capitals", "team", 'Name = "x"', "there is no setting `Name`"),
    wrong(
        "a key of another section",
        "files",
        "reach_out_days = 7",
        "files: there is no setting `reach_out_days`",
    ),
    wrong(
        "a password among the settings",
        "mail",
        f'password = "{CANARY}"',
        "mail: there is no setting `password`",
    ),
    wrong("a section within a section", "team.members", 'name = "x"', "there is no setting `members`"),
)

TEAM = (
    wrong("no such time zone", "team", 'time_zone = "Mars/Olympus"', "team.time_zone", "America/New_York"),
    wrong("a blank time zone", "team", 'time_zone = ""', "team.time_zone", "America/New_York"),
    wrong("an offset for a time zone", "team", 'time_zone = "UTC-8"', "team.time_zone", "America/New_York"),
    wrong("half a time zone", "team", 'time_zone = "America"', "team.time_zone", "America/New_York"),
    wrong(
        "a path for a time zone", "team", f'time_zone = "../{CANARY}"', "team.time_zone", "America/New_York"
    ),
    wrong("a NUL in a time zone", "team", 'time_zone = "UTC\\u0000"', "team.time_zone", "America/New_York"),
    wrong("a number for a time zone", "team", "time_zone = -8", "team.time_zone"),
    wrong("a team without a name", "team", 'name = ""', "team.name"),
    wrong("days as a text", "team", 'reach_out_days = "7"', "team.reach_out_days"),
    wrong("no days at all", "team", "reach_out_days = 0", "team.reach_out_days"),
    wrong("days below none", "team", "due_soon_days = -1", "team.due_soon_days"),
    wrong("more days than a year has", "team", "well_overdue_days = 366", "team.well_overdue_days"),
    wrong("half days", "team", "reach_out_days = 7.5", "team.reach_out_days"),
    wrong("days that are true", "team", "reach_out_days = true", "team.reach_out_days"),
    wrong("days that are no number", "team", "reach_out_days = nan", "team.reach_out_days"),
    wrong(
        "a number beyond all computers",
        "team",
        "reach_out_days = 99999999999999999999",
        "team.reach_out_days",
    ),
    wrong("a list of outside contacts", "team", f'outside_contact = ["{CANARY}"]', "team.outside_contact"),
)

PLACES = (
    wrong("no such platform", "platform", 'kind = "excel"', "platform.kind"),
    wrong("a platform in capitals", "platform", 'kind = "Google"', "platform.kind"),
    wrong("no such order of dates", "files", 'date_order = "ymd"', "files.date_order"),
    wrong("a blank folder", "files", 'folder = ""', "files.folder", "Write one like"),
    wrong("a folder with a NUL", "files", 'folder = "a\\u0000b"', "files.folder", "Write one like"),
    wrong("the home of nobody", "files", 'folder = "~no-such-user/x"', "files.folder", "Write one like"),
    wrong("a number for a folder", "files", "folder = 3", "files.folder"),
    wrong("a blank place for responses", "files", 'responses = " "', "files.responses", "Write one like"),
    wrong(
        "the office as outside office",
        "files",
        'outside_office = "office.xlsx"',
        "files.outside_office",
        "Name a file of its own",
    ),
    wrong(
        "the board as outside office, by a detour",
        "files",
        'outside_office = "../crt-data/board.xlsx"',
        "files.outside_office",
        "Name a file of its own",
    ),
    wrong("notes at no place", "report", 'notes = "~no-such-user"', "report.notes", "Write one like"),
    wrong("backups at no place", "backup", 'folder = ""', "backup.folder", "Write one like"),
)

FORM = (
    wrong(
        "a title mapped to no question",
        "form.titles",
        '"Was?" = "what"',
        "is not a question's key",
        "[form.titles]",
    ),
    wrong(
        "a title mapped the wrong way round",
        "form.titles",
        'name = "Your name"',
        "is not a question's key",
        "[form.titles]",
    ),
    wrong("a title mapped to a number", "form.titles", '"Was?" = 3', "form.titles"),
    wrong(
        "a question not asked that there is not",
        "form",
        'not_asked = ["x"]',
        "is not a question's key",
        "not_asked",
    ),
    wrong("questions not asked as a text", "form", 'not_asked = "name"', "form.not_asked"),
)

REPORT_AND_RETENTION = (
    wrong("a threshold below five", "report", "threshold = 4", "report.threshold"),
    wrong("a threshold beyond a hundred", "report", "threshold = 101", "report.threshold"),
    wrong("a threshold as a text", "report", 'threshold = "5"', "report.threshold"),
    wrong("cases deleted within a month", "retention", "closed_days = 7", "retention.closed_days"),
    wrong("cases kept for ever", "retention", "closed_days = 99999", "retention.closed_days"),
    wrong(
        "requests turned away deleted at once",
        "retention",
        "never_accepted_days = 0",
        "retention.never_accepted_days",
    ),
    wrong("days in words", "retention", 'closed_days = "half a year"', "retention.closed_days"),
)

WATCH = (
    wrong(
        "an hour that there is not",
        "watch",
        'daily_at = "25:00"',
        "watch.daily_at",
        "write a time of day like",
    ),
    wrong(
        "a time of day without minutes",
        "watch",
        'daily_at = "7"',
        "watch.daily_at",
        "write a time of day like",
    ),
    wrong("a time of day without quotes", "watch", "daily_at = 07:30:00", "watch.daily_at"),
    wrong("a ping over an open line", "watch", f'ping = "http://{CANARY}.example"', "watch.ping", "https://"),
    wrong("a ping without an address", "watch", 'ping = "https://"', "watch.ping", "https://"),
    wrong("a ping that is no address", "watch", f'ping = "{CANARY}"', "watch.ping", "https://"),
    wrong("no such kind of log", "watch", 'log = "xml"', "watch.log"),
)

MAIL = (
    mailed("mail from nobody", 'sender = ""', "mail.sender", "write the address"),
    mailed("mail from a name", f'sender = "{CANARY}"', "mail.sender", "write the address"),
    mailed("a mail server with its port", 'server = "mail.example.org:587"', "mail.server", "mail.port"),
    mailed(
        "a web address for a mail server", 'server = "https://mail.example.org"', "mail.server", "mail.port"
    ),
    mailed("a mail port beyond all", "port = 70000", "mail.port", DOCS),
    mailed("mail over an open line", 'security = "none"', "mail.security", DOCS),
    mailed("mail hours the wrong way round", 'earliest = "20:00"', "mail.latest", "later than mail.earliest"),
    mailed("a mail hour in words", 'latest = "evening"', "mail.latest", "write a time of day like"),
    mailed("a day off that is none", 'days_off = ["Caturday"]', "mail.days_off", "like Sat, Sun"),
    mailed("days off as a text", 'days_off = "Sat"', "mail.days_off", DOCS),
    mailed("a holiday by name", 'holidays = ["Christmas"]', "mail.holidays", "2026-12-24"),
    mailed("a holiday that does not exist", 'holidays = ["02-31"]', "mail.holidays", "2026-12-24"),
)

BACKUP = (
    wrong(
        "a secret key for a recipient",
        "backup",
        f'recipients = ["AGE-SECRET-KEY-1{CANARY}"]',
        "backup.recipients",
        "take it out",
    ),
    wrong("a recipient as a text", "backup", 'recipients = "age1x"', "backup.recipients"),
    wrong("no backups to keep", "backup", "keep = 0", "backup.keep"),
    wrong("backups kept beyond a year", "backup", "keep_days = 400", "backup.keep_days"),
)

KIND = '[platform]\nkind = "google"\n'
ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd"
GOOGLE = (
    Kind("Google without credentials", KIND, "is not there", "docs/google-setup.md", "credentials.json"),
    Kind(
        "credentials with a NUL",
        f'{KIND}[google]\ncredentials = "a\\u0000"',
        "google.credentials",
        "Write one like",
    ),
    Kind(
        "another machine's endpoint",
        f'{KIND}[google]\nendpoint = "https://{CANARY}.example"',
        "google.endpoint",
        "Leave it out",
    ),
    Kind(
        "the form's address for filling it in",
        f'{KIND}[google]\nform = "https://docs.google.com/forms/d/e/{ID}/viewform"',
        "google.form",
        "Open the form for editing",
    ),
    Kind(
        "one spreadsheet for board and office",
        f'{KIND}[google]\nboard = "{ID}"\noffice = "https://docs.google.com/spreadsheets/d/{ID}/edit"',
        "google.office",
        "Give each its own",
    ),
    Kind(
        "the office as outside office on Google",
        f'{KIND}[google]\noffice = "{ID}"\noutside_office = "{ID}"',
        "google.outside_office",
        "Give each its own",
    ),
    Kind("an id without quotes", f"{KIND}[google]\nboard = {ID}", "settings.toml", LINE),
)

UNUSABLE = (
    *UNREADABLE,
    *MISPLACED,
    *TEAM,
    *PLACES,
    *FORM,
    *REPORT_AND_RETENTION,
    *WATCH,
    *MAIL,
    *BACKUP,
    *GOOGLE,
)


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def leads_to(target: str) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return link


NO_FILE: tuple[tuple[str, Callable[[Path], None], str], ...] = (
    ("no settings where they should be", missing, "is not there. Check the path"),
    ("a folder in place of the settings", folder, "is not there. Check the path"),
    ("a link to settings that are gone", leads_to("gone.toml"), "is not there. Check the path"),
    ("a link that leads to itself", leads_to("settings.toml"), "can't be read. It must be"),
    ("settings that the system refuses to read", leads_to("/proc/self/mem"), "can't be read. It must be"),
)
"""In place of the settings file: how it comes about, and what is said."""

FINE = (
    Kind("an empty file", ""),
    Kind("nothing but comments", "# later\n\n"),
    Kind("a byte order mark", b'\xef\xbb\xbf[team]\nname = "Ours"\n'),
    Kind("lines as Windows ends them", '[team]\r\nname = "Ours"\r\n'),
    Kind("other letters", '[team]\nname = "Équipe 調停"\n'),
    Kind("lines within a name", '[team]\nname = """Our\nteam"""\n'),
    Kind("sections in one line", 'team = { name = "Ours" }\n'),
    Kind(
        "a question mapped that is said not to be asked",
        '[form]\nnot_asked = ["name"]\n[form.titles]\n"Name, please" = "name"\n',
    ),
    Kind("everything due soon at once", "[team]\nreach_out_days = 1\ndue_soon_days = 30\n"),
    Kind("Google's ids on plain files", f'[google]\nboard = "{ID}"\n'),
)
