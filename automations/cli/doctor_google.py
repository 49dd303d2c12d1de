"""`doctor` on Google: credentials, form, sharing, settings of the spreadsheets."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from automations.cli.assembly import team_drive
from automations.cli.terminal import program
from automations.core.taking_in.headings import cautions
from automations.core.team import Roster
from automations.errors import CrtError
from automations.jobs.desk import Desk
from automations.platforms.google.account import Kind, Scope
from automations.platforms.google.drive import Share, anyone_may_answer, own_address, shares, version
from automations.platforms.google.inspection import FormSettings, form_settings, sheet_settings
from automations.platforms.google.team_drive import CASE_FILES, TO_RUN, TeamDrive
from automations.settings import Settings
from sheets_schema.dates import DateOrder
from sheets_schema.form import KEYS
from sheets_schema.office import OUTSIDE_OFFICE
from sheets_schema.words import Status

TO_LOOK = frozenset({Scope.READ_SHEETS, Scope.READ_RESPONSES, Scope.READ_FORM, Scope.READ_METADATA})
CALLED = {CASE_FILES: "folder of the case files"}
CLOCK_MAY_BE_OFF = timedelta(minutes=2)


def problems(settings: Settings, desk: Desk) -> Iterator[str]:
    """What is wrong, each with what to do."""
    drive = team_drive(settings, TO_LOOK)
    yield from _each(
        lambda: _form(settings, drive), lambda: _sheets(settings, drive), lambda: _sharing(drive, desk)
    )


def access(settings: Settings, desk: Desk) -> Iterator[str]:
    """Who can open what they should not, or can't what they should."""
    yield from _each(lambda: _sharing(team_drive(settings, TO_LOOK), desk))


def _each(*checks: Callable[[], Iterator[str]]) -> Iterator[str]:
    for check in checks:
        try:
            yield from check()
        except CrtError as error:
            yield str(error)


def notes(settings: Settings) -> Iterator[str]:
    try:
        drive = team_drive(settings, TO_LOOK)
        for name in _shared(drive):
            found = shares(drive.client(name), drive.id(name))
            yield f"who can open the {CALLED.get(name, name)}: {', '.join(map(_called, found))}"
    except CrtError:
        pass  # it was a problem already
    if not settings.hosted.case_files_folder:
        yield (
            "google.case_files_folder is blank in the settings, so pairs get no case files. "
            "docs/google-setup.md tells how to have them."
        )
    else:
        yield from _unsearched(settings)
    yield from _untold(settings)
    key = settings.hosted.credentials
    yield f"who can read everything: whoever can open the office or the form, or holds {key}"
    yield (
        "whether the form asks people to sign in can't be seen from here. In the form's Settings, "
        "'Limit to 1 response' must be off, and so must any restriction to an organisation."
    )
    if _is_team_account(settings):
        yield "a sign-in ends after 7 days while its app is in 'Testing': publish the app, if you have not."


def _unsearched(settings: Settings) -> Iterator[str]:
    try:
        # With what a run may do: looking takes less.
        team_drive(settings, TO_RUN).board_comments()
    except CrtError:
        yield (
            "comments on the board can't be read with these credentials, so nobody searches them for what "
            "should not be there. Look through them yourself now and then."
        )


def _untold(settings: Settings) -> Iterator[str]:
    try:
        drive = team_drive(settings)
        for name in drive.workbooks:
            version(drive.client(name), drive.id(name))
    except CrtError:
        yield (
            "Google does not tell these credentials whether a spreadsheet changed, so every run reads all of "
            "them whole. Switch the Drive API on, or sign the team account in again with every box ticked."
        )


def _shared(drive: TeamDrive) -> tuple[str, ...]:
    """What people can open."""
    optional = (name for name in (CASE_FILES, OUTSIDE_OFFICE.name) if drive.ids[name])
    return ("office", "form", "board", *optional)


def _is_team_account(settings: Settings) -> bool:
    return team_drive(settings, TO_LOOK).account.kind is Kind.TEAM_ACCOUNT


def _answerable(drive: TeamDrive, found: FormSettings) -> Iterator[str]:
    if not found.published:
        yield "the form is not published, so nobody can open it. Press Publish in the form."
    elif not found.accepting:
        yield "the form does not accept responses. Switch that on under Publish in the form."
    elif not anyone_may_answer(drive.client("form"), drive.id("form")):
        yield (
            "the form can be answered only by people who were invited, signed in. Under Publish in the form, "
            "let anyone with the link respond."
        )


def _form(settings: Settings, drive: TeamDrive) -> Iterator[str]:
    form = drive.form(settings.titles, settings.not_asked)
    found = form_settings(form.form())
    yield from _answerable(drive, found)
    if found.collects_email:
        yield "the form collects e-mail addresses. In its Settings, set 'Collect email addresses' to off."
    if found.copied_to:
        yield (
            "the form copies responses to a spreadsheet of its own, which whoever can open it can read. "
            "Unlink it under Responses in the form, and delete it."
        )
    headings = list(form.questions().values())
    missing = [key for key in KEYS if key not in headings and key not in settings.not_asked]
    if not set(KEYS).intersection(headings):
        yield (
            f"the form has none of the questions yet. Run: {program()} form create. If it has them in words "
            "of your own, map these under [form.titles] in the settings."
        )
        return
    if missing:
        yield (
            f"the form does not ask {', '.join(missing)}. Map your titles under [form.titles] in the "
            "settings, or name the keys under not_asked."
        )
    yield from cautions("the form", headings, settings.not_asked)


def _sheets(settings: Settings, drive: TeamDrive) -> Iterator[str]:
    for name in ("office", "board"):
        found = sheet_settings(drive.client(name), drive.id(name))
        if found.time_zone != settings.team.zone.key:
            yield (
                f"the {name}'s time zone is {found.time_zone}, the team's {settings.team.zone.key}. Set it "
                "under File > Settings."
            )
        if found.month_first != (settings.team.date_order is DateOrder.MONTH_FIRST):
            yield (
                f"the {name} reads 11/3 otherwise than date_order under [files] in the settings says. Change "
                "one of them: the spreadsheet's locale is under File > Settings."
            )
        if abs(found.lag) > CLOCK_MAY_BE_OFF:
            yield "this machine's clock differs from Google's by minutes. Have it set by itself."


def _sharing(drive: TeamDrive, desk: Desk) -> Iterator[str]:
    roster = desk.office.roster
    own = own_address(drive.client("office"))
    found = {name: shares(drive.client(name), drive.id(name)) for name in _shared(drive)}
    for name, people in found.items():
        yield from _open_to_all(CALLED.get(name, name), people)
        if name == OUTSIDE_OFFICE.name:
            yield from _team_in_outside_office(people, roster, own)
        else:
            yield from _strangers(CALLED.get(name, name), people, roster, own)
    editors = {share.email.casefold() for share in found["board"] if share.may_edit}
    missing = [
        str(number)
        for number, volunteer in enumerate(roster.volunteers, 1)
        if volunteer.status is Status.ACTIVE and not editors.intersection(map(str.casefold, volunteer.emails))
    ]
    if missing:
        yield (
            f"the board is not shared with volunteer no. {', '.join(missing)} of the Roster, or their Email "
            "there is another. Share it with them as Editors."
        )


def _open_to_all(name: str, found: list[Share]) -> Iterator[str]:
    for share in found:
        if share.kind in ("anyone", "domain"):
            whom = "everyone who has the link" if share.kind == "anyone" else "a whole organisation"
            yield (
                f"the form may be edited, and so read, by {whom}. Under Share, set General access to "
                "Restricted."
                if name == "form"
                else f"the {name} is open to {whom}. Under Share, set General access to Restricted."
            )


def _team_in_outside_office(found: list[Share], roster: Roster, own: str) -> Iterator[str]:
    """Nobody of the team: also its owner, whom nobody can take out of it."""
    team = {email.casefold() for v in roster.volunteers for email in v.emails}
    for share in found:
        if share.email.casefold() in team - {own.casefold()}:
            yield (
                f"the outside office is open to {share.email}, who is on the Roster. Have the outside "
                "contact make one of their own, shared with nobody but the jobs' account."
            )


def _strangers(name: str, found: list[Share], roster: Roster, own: str) -> Iterator[str]:
    """Who can open it and should not: on office and form, anyone but coordinators. An owner can't be
    removed, and is among those who can open it.
    """
    known = {
        email
        for v in roster.volunteers
        if v.status is not Status.LEFT and (name == "board" or v.coordinator)
        for email in map(str.casefold, v.emails)
    }
    for share in found:
        stranger = share.kind in ("user", "group") and share.email.casefold() not in known | {own.casefold()}
        if stranger and share.role != "owner":
            yield (
                f"the board is shared with {share.email}, who has left or is not on the Roster. Remove them "
                "under Share."
                if name == "board"
                else f"the {name} is shared with {share.email}, who is no coordinator there. Remove them "
                "under Share."
            )


def _called(share: Share) -> str:
    role = "" if share.may_edit else " (may only read)"
    if share.role == "owner":
        role = " (owner)"
    return (
        (share.email + role)
        if share.email
        else {"anyone": "everyone with the link", "domain": "an organisation"}[share.kind]
    )
