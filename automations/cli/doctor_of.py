"""The doctor for the platform that a team is on."""

from collections.abc import Iterator
from typing import Protocol

from automations.cli.assembly import on_google
from automations.jobs.desk import Desk
from automations.settings import Settings


class Doctor(Protocol):
    """What each platform's doctor can tell."""

    def problems(self, settings: Settings, desk: Desk) -> Iterator[str]: ...
    def access(self, settings: Settings, desk: Desk) -> Iterator[str]: ...
    def notes(self, settings: Settings) -> Iterator[str]: ...


def doctor_of(settings: Settings) -> Doctor:
    # Only when it is asked: an idle run needs neither, and Google's libraries take their time to load.
    if on_google(settings):
        from automations.cli import doctor_google

        return doctor_google
    from automations.cli import doctor_files

    return doctor_files
