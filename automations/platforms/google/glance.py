"""Whether anything changed on Google, asked without reading it."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from automations.platforms.google import drive
from automations.platforms.google.forms import HostedForm
from automations.platforms.google.team_drive import CASE_FILES, TeamDrive
from sheets_schema.board import BOARD

log = logging.getLogger("automations")


@dataclass
class DriveGlance:
    """Over what a run with the same `team` and `form` reads. A file's version is asked for before the file is
    read, and never after: whatever was typed in between, or is told late, then shows to a later run.
    """

    team: TeamDrive
    form: HostedForm
    _files: dict[str, str] = field(default_factory=dict, repr=False)

    def before(self, left: Mapping[str, str]) -> Mapping[str, str]:
        """Nothing where Google does not tell: a run can do without."""
        self._files = {}
        answers: Mapping[str, str] = {}
        try:
            answers = self.form.tell(left["asked"]) if left else {}
            self._files = dict(self._versions()) if answers.items() <= left.items() else {}
        except Exception:  # noqa: BLE001 - the run reads all, and tells what is wrong if that goes wrong too
            log.debug("Google does not tell what changed, so all is read")
        return {**answers, **self._files}

    def after(self) -> Mapping[str, str]:
        """As it was before it: what the run itself wrote the next one reads once more, for nobody can tell
        from the numbers whether somebody else wrote as well.
        """
        return {**self._files, **self.form.told} if self._files and self.form.told else {}

    def _versions(self) -> Iterator[tuple[str, str]]:
        for name in self.team.workbooks:
            yield f"version of the {name}", drive.version(self.team.client(name, 1), self.team.id(name))
        if folder := self.team.ids[CASE_FILES]:
            versions = drive.versions_in(self.team.client(CASE_FILES, 1), folder)
            yield "versions of the case files", _digest(versions)
            yield "comments on the board", _digest(self.team.workbook(BOARD).comments())


def _digest(texts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()
