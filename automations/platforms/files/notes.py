"""The folder of the coordinators' own words for the reports: one text file a month."""

from dataclasses import dataclass
from pathlib import Path

from automations.errors import ReportError


@dataclass(frozen=True, slots=True)
class NoteFolder:
    folder: Path

    def read(self, month: str) -> str:
        """The note for the month (YYYY-MM); blank where there is none. Raises ReportError."""
        path = self.folder / f"{month}.txt"
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError):
            raise ReportError(
                f"The note {path.name} can't be read. Save it as plain text in UTF-8, or delete it."
            ) from None
