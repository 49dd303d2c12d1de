"""What a job needs of the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automations.core.changes import Change
from automations.core.letters import Letter
from automations.core.responses import Asked, ResponsesRead
from automations.core.snapshot import WorkbookSnapshot
from automations.errors import MailError


class ResponseSource(Protocol):
    def read(self, asked: Asked) -> ResponsesRead:
        """The responses asked for, oldest first. What can't be taken in is told, not raised.

        Raises ResponsesError or WorkbookError if there is no reading them at all.
        """
        ...


class Workbook(Protocol):
    """One spreadsheet. Nothing is ever cleared, deleted or moved in it."""

    @property
    def name(self) -> str: ...

    def read(self) -> WorkbookSnapshot:
        """Raises SchemaError for a damaged header, WorkbookError for a file that can't be read."""
        ...

    def ensure_writable(self) -> None:
        """Raises WorkbookBusy while somebody has it open in a way that our writing would harm."""
        ...

    def write(self, changes: Sequence[Change]) -> None:
        """Make all the changes, or none. Raises ChangedMeanwhile if it was changed since `read`,
        WrittenUnsurely if they were made all the same, WorkbookBusy if it is open elsewhere,
        WorkbookError if it can't be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A case file as a listing shows it: the link to it, and a version that differs after each edit."""

    link: str
    version: str


class CaseFiles(Protocol):
    """The case files, each known by its case code."""

    def listed(self) -> Mapping[str, Listed]:
        """Raises WorkbookError if there is no telling."""
        ...

    def workbook(self, code: str) -> Workbook:
        """One that is listed."""
        ...

    def make(self, code: str, changes: Sequence[Change]) -> Listed:
        """A new one with these changes made in it; one that a killed run left half made is finished.

        Raises WorkbookError.
        """
        ...


class Mailer(Protocol):
    def send(self, letters: Sequence[Letter]) -> Mapping[str, MailError]:
        """Send them; by the letter's id what could not be handed over."""
        ...


class ReportShelf(Protocol):
    """Where reports lie, one folder a month (`YYYY-MM`)."""

    def holds(self, month: str) -> bool:
        """Whether all files of the month's report are there."""
        ...

    def put(self, month: str, files: Mapping[str, bytes]) -> None: ...
