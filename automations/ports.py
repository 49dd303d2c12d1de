"""What a job needs of the world."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from automations.core.casework.access import Circle
from automations.core.changes import Change
from automations.core.mail.letters import Letter
from automations.core.responses import Asked, ResponsesRead
from automations.core.snapshot import WorkbookSnapshot
from automations.errors import MailError


class ResponseSource(Protocol):
    def read(self, asked: Asked) -> ResponsesRead:
        """The responses asked for, oldest first. What can't be taken in is told, not raised.

        Raises ResponsesError or WorkbookError if there is no reading them at all.
        """
        ...

    def forget(self, ids: frozenset[str]) -> None:
        """Have these responses gone from where they lie, as far as that can be done from here.

        Raises WorkbookError.
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
    """A case file as a listing shows it: the link to it, and a version that differs after each edit.
    `sharing_known`: whether it costs nothing to look who can open it.
    """

    link: str
    version: str
    sharing_known: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a case file: the addresses `refused` because they belong to no account; the
    platform's `ids` of those that it spells otherwise; in one sentence what could not be done, or blank.
    """

    refused: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class CaseFiles(Protocol):
    """The case files, each known by its case code."""

    def listed(self) -> Mapping[str, Listed]:
        """Raises WorkbookError if there is no telling."""
        ...

    @property
    def begun(self) -> Collection[str]:
        """Cases whose file was begun, by a killed run or by hand, as far as the last listing showed."""
        ...

    def workbook(self, code: str) -> Workbook:
        """One that is listed."""
        ...

    def make(self, code: str, changes: Sequence[Change], known: str) -> Listed:
        """A new one with these changes made in it; one that a killed run or a person left half made is
        finished, and one that is there at the link `known` is taken as it is.

        Raises NoRoom where none can be made, OneFileAlone where somebody can open it who can't be shut out
        before it is filled, and WorkbookError.
        """
        ...

    def as_left(self, code: str) -> Listed | None:
        """One that was just written, as our writing left it; None where others may have written since.

        Raises WorkbookError.
        """
        ...

    def open_to(self, code: str, circle: Circle) -> Opened:
        """Let exactly these people open it, beside its owner and the jobs: as far as can be, where the
        platform refuses some of it. Raises WorkbookError if it can't be reached.
        """
        ...

    def delete(self, code: str, known: str) -> bool:
        """Also one that is no longer listed, but still where the link `known` leads. Whether it is gone for
        good; if not, a person must finish it. Raises WorkbookError.
        """
        ...


class Holdings(Protocol):
    """Some of what a team has, to be copied whole for a backup and put back whole from one. Parts are
    contents by path.
    """

    def copied(self) -> Mapping[str, bytes]:
        """Raises BackupError and WorkbookError."""
        ...

    def damage(self, parts: Mapping[str, bytes]) -> Iterable[str]:
        """What is wrong with what was copied, so that older backups must stay."""
        ...

    def ensure_empty(self) -> None:
        """Raises BackupError where anything is in the way."""
        ...

    def put_back(self, parts: Mapping[str, bytes]) -> None:
        """Those that are its own, each read back and compared. Raises BackupError and WorkbookError."""
        ...


class BookHoldings(Holdings, Protocol):
    """The workbooks."""

    def office(self, parts: Mapping[str, bytes]) -> WorkbookSnapshot:
        """As it was copied. Raises BackupError, SchemaError and WorkbookError."""
        ...


class Glance(Protocol):
    """How all that a run reads stands, told by little: by name, in words that differ once it changed."""

    def before(self, left: Mapping[str, str]) -> Mapping[str, str]:
        """Just before a run, whose reading may show newer things, never older ones. `left` is what `after`
        gave for an earlier run, or nothing; at the first difference it need not go on.
        """
        ...

    def after(self) -> Mapping[str, str]:
        """As this run left it; or as it was before, where others may have written meanwhile, so that the next
        one looks again. Nothing where it can't be told.
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
