"""A world for the jobs to work with, from the settings."""

import secrets

from automations.cli.assembly import Platform, mail_server, on_google, platform, team_folder
from automations.cli.doctor_of import doctor_of
from automations.jobs.desk import Begun, Desk, Mailing, World, unseen
from automations.platforms.files.digests import DigestFolder
from automations.platforms.files.notes import NoteFolder
from automations.platforms.files.shelf import Shelf
from automations.settings import Settings
from automations.wordlists import CODE_WORDS, ordinary_words

SHEETS = "https://docs.google.com/spreadsheets/d/"


def world(
    settings: Settings, begun: Begun = unseen, only_reads: bool = False, there: Platform | None = None
) -> World:
    """`begun` is told how far the run has come; `only_reads` for a command that writes nothing; `there`: the
    platform of the settings unless one is given.
    """
    there = there or platform(settings, only_reads)
    return World(
        team=settings.team,
        responses=there.responses,
        workbooks=there.workbooks,
        reports=Shelf(team_folder(settings).reports),
        case_files=there.case_files,
        code_words=CODE_WORDS,
        ordinary_words=ordinary_words,
        draw=secrets.choice,
        new_secret=secrets.token_hex,
        begun=begun,
        mailing=None if only_reads else _mailing(settings),
        access=lambda desk: _access(settings, desk),
        note=NoteFolder(settings.notes).read,
        keep_digest=DigestFolder(settings.folder / "digest").put,
        outside_given_up=settings.outside_given_up,
    )


def _access(settings: Settings, desk: Desk) -> int:
    return sum(1 for _ in doctor_of(settings).access(settings, desk))


def _mailing(settings: Settings) -> Mailing | None:
    server = mail_server(settings)
    if server is None or settings.mail is None:
        return None
    there = settings.hosted if on_google(settings) else None
    ids = (there.board, there.office, there.outside_office) if there else ()
    links = (f"{SHEETS}{id_}" if id_ else "" for id_ in ids)
    return Mailing(server, settings.mail.hours, *links)
