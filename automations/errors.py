"""What can go wrong and is the user's to mend. Every message says where, what, and the next step.

No message repeats what a person wrote in a cell or an answer.
"""

from pathlib import PurePath
from traceback import extract_tb


class CrtError(Exception):
    """A trouble told in one or two plain sentences."""


class SettingsError(CrtError):
    """The settings or arguments can't be used (exit code 2)."""


class RunUnderWay(CrtError):
    """Another run holds the workbooks (exit code 3)."""


class SchemaError(CrtError):
    """A workbook lacks a tab or a column, or has one twice."""


class WorkbookError(CrtError):
    """A workbook is missing or can't be read or written."""


class WorkbookBusy(WorkbookError):
    """A workbook is open in another program; nothing was written."""


class ChangedMeanwhile(WorkbookError):
    """A workbook was changed between our reading and our writing; nothing was written."""


class WrittenUnsurely(ChangedMeanwhile):
    """The changes were made, but somebody changed the workbook at the same time: read it again."""


class NoRoom(WorkbookError):
    """There is no room to make a file in, nor will there be before a person changes something."""


class OneFileAlone(WorkbookError):
    """What is wrong with one case file says nothing of the others."""


class BackupError(CrtError):
    """A backup can't be made, opened or restored."""


class ResponsesError(CrtError):
    """A form export can't be taken in."""


class MailError(CrtError):
    """A mail could not be handed over; trying again may help."""


class MailRefused(MailError):
    """The server takes this mail, or its address, neither now nor later."""


class ReportError(CrtError):
    """A report can't be made."""


def unforeseen(doing: str, error: BaseException) -> str:
    """What to say of an error that nobody foresaw: where it happened, and nothing of what it was
    about, for its own message may quote a cell.
    """
    last = extract_tb(error.__traceback__)[-1]
    place = f"{PurePath(last.filename).name}:{last.lineno}"
    return (
        f"{doing} met an error it does not know ({type(error).__name__} at {place}). Nothing is lost. "
        "Please report this line to the maintainers; it holds no content."
    )
