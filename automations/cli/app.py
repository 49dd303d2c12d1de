"""The command line: arguments in, exit codes out."""

import io
import logging
import re
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from automations import settings as settings_file
from automations.errors import CrtError, RunUnderWay, SettingsError, unforeseen
from automations.settings import Settings
from sheets_schema.dates import EARLIEST, LATEST

FINE, FAILED, UNUSABLE, UNDER_WAY = 0, 1, 2, 3

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Plain(TyperCommand):
    """A command with arguments whose help leaves out what only programmers read: `<list[str]>`, `{CASE}`."""

    def get_usage(self, ctx: Any) -> str:
        return re.sub(r"\{(\w+)\}", r"\1", super().get_usage(ctx))

    def get_help(self, ctx: Any) -> str:
        return re.sub(r" <[^>]+>|\{(?=\w)|(?<=\w)\}", "", super().get_help(ctx))


Now = Annotated[
    str | None,
    typer.Option("--now", metavar="ISO", help="Take this for the time, with its offset."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@app.callback()
def common(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="The settings file.")
    ] = None,
) -> None:
    """Automations for a conflict-resolution team.

    Settings come from the file that --config names, else CRT_SETTINGS, else settings.toml here, else the
    defaults.

    Exit codes: 0 fine. 1 a job failed, the others ran; of doctor: something is to be mended. 2 unusable
    arguments or settings. 3 another run is under way.
    """
    context.obj = config


def _settings(context: typer.Context) -> Settings:
    return settings_file.load(context.obj)


def moment(text: str | None) -> datetime:
    """Raises SettingsError for a time without an offset, or of a year that no case is of."""
    if text is None:
        return datetime.now().astimezone()
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None and EARLIEST < found.date() < LATEST:
            return found
    raise SettingsError("--now: write a time with its offset, like 2026-11-03T09:00:00-08:00.")


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where to make it.")] = Path("crt-demo"),
) -> None:
    """Make a folder with made-up people, and run every job in it. Says what to open."""
    from automations.cli.demo import run_demo

    failed = run_demo(folder, datetime.now().astimezone())
    raise typer.Exit(FAILED if failed else FINE)


@app.command()
def setup(context: typer.Context) -> None:
    """Make or mend the workbooks: tabs, headers, dropdowns, colours. Never touches what stands in them."""
    from automations.cli.setup import run_setup

    run_setup(_settings(context))


@app.command(cls=Plain)
def run(
    context: typer.Context,
    jobs: Annotated[list[str] | None, typer.Argument(metavar="JOB", help="Only these jobs.")] = None,
    now: Now = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """One pass over all jobs, or over those named.

    The jobs, in their order: check-ins, intake, retention, assign, case-files, first-contact, report, access,
    mail.
    """
    from automations.cli.run import run_jobs

    failed = run_jobs(_settings(context), jobs or [], moment(now), dry_run, as_json)
    raise typer.Exit(FAILED if failed else FINE)


@app.command()
def watch(
    context: typer.Context,
    log: Annotated[
        str | None, typer.Option(metavar="plain|json", help="How to log; as the settings say if left out.")
    ] = None,
    now: Now = None,
) -> None:
    """Run the jobs on their schedule, until stopped with Ctrl-C."""
    from automations.cli.watch import run_watch

    begin = None if now is None else moment(now)
    run_watch(_settings(context), log, begin)


@app.command()
def report(
    context: typer.Context,
    month: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help="Which month; the last one if left out.")
    ] = None,
    correct: Annotated[
        bool,
        typer.Option(
            "--correct",
            help="Instead, tell anew what changed in many cases since: of that month's report, or of all.",
        ),
    ] = False,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Make the anonymised report for a month that has ended."""
    from automations.cli.run import run_report

    failed = run_report(_settings(context), month, moment(now), as_json, correct)
    raise typer.Exit(FAILED if failed else FINE)


@app.command(cls=Plain)
def explain(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case code.")],
    now: Now = None,
) -> None:
    """Why this pair, or why none, in plain words, for a coordinator."""
    from automations.cli.explain import run_explain

    run_explain(_settings(context), case, moment(now))


@app.command()
def status(context: typer.Context, now: Now = None, as_json: AsJson = False) -> None:
    """Where things stand: counts only."""
    from automations.cli.status import run_status

    run_status(_settings(context), moment(now), as_json)


@app.command()
def doctor(context: typer.Context, now: Now = None) -> None:
    """What is wrong with the set-up, and how to mend it. Also who can read everything."""
    from automations.cli.doctor import run_doctor

    problems = run_doctor(_settings(context), moment(now))
    raise typer.Exit(FAILED if problems else FINE)


@app.command()
def backup(
    context: typer.Context,
    new_key: Annotated[
        Path | None,
        typer.Option("--new-key", metavar="FILE", help="Make a coordinator's pair of keys instead."),
    ] = None,
    now: Now = None,
) -> None:
    """Copy every workbook into one encrypted file. Deletes backups that are too old."""
    from automations.cli.backup import make_key, run_backup

    if new_key is not None:
        make_key(new_key)
        return
    damaged = run_backup(_settings(context), moment(now))
    raise typer.Exit(FAILED if damaged else FINE)


@app.command(cls=Plain)
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    identity: Annotated[Path, typer.Option(metavar="KEYFILE", help="A coordinator's secret key.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Open it and say what it holds; write nothing.")
    ] = False,
    now: Now = None,
) -> None:
    """Put a backup back, into an empty folder or empty spreadsheets."""
    from automations.cli.restore import run_restore

    run_restore(_settings(context), file, identity, moment(now), dry_run)


form_app = typer.Typer(help="On Google: the form that members fill in.", no_args_is_help=True)
app.add_typer(form_app, name="form")


@form_app.command("create")
def form_create(context: typer.Context) -> None:
    """Lay out the whole form in a blank one, and publish it."""
    from automations.cli.form import run_create

    run_create(_settings(context))


@form_app.command("sync")
def form_sync(context: typer.Context) -> None:
    """Offer the volunteers of the Roster where the form asks for some. Nothing else is touched."""
    from automations.cli.form import run_sync

    run_sync(_settings(context))


@form_app.command("login")
def form_login(
    context: typer.Context,
    client: Annotated[
        Path, typer.Option(metavar="FILE", help="The app's file from Google's console.")
    ] = Path("client_secret.json"),
) -> None:
    """Sign the team account in, in a browser. For teams without a service account."""
    from automations.cli.form import run_login

    run_login(_settings(context), client)


mail_app = typer.Typer(help="Mail to the team.", no_args_is_help=True)
app.add_typer(mail_app, name="mail")


@mail_app.command("test")
def mail_test(
    context: typer.Context,
    to: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to; to the sender's own address if left out.")
    ] = "",
) -> None:
    """Send one mail to yourself."""
    from automations.cli.mail import run_test

    run_test(_settings(context), to)


def main() -> None:
    """Run a command; every error that is the user's to mend is one plain sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows may be in an encoding without the letters of somebody's name.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)
    for library in ("urllib3", "googleapiclient", "google", "google_auth_httplib2"):
        # What they say of a failed call is said again, in words that help, or is no trouble at all.
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        app()
    except SettingsError as error:
        _leave(error, UNUSABLE)
    except RunUnderWay as error:
        _leave(error, UNDER_WAY)
    except CrtError as error:
        _leave(error, FAILED)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        _leave(CrtError(unforeseen("The command", error)), FAILED)
    except KeyboardInterrupt:
        _leave(CrtError("Stopped. Nothing is lost: run again to go on."), FAILED)


def _leave(error: CrtError, code: int) -> None:
    print(error, file=sys.stderr)
    sys.exit(code)
