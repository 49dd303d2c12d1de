"""Whether anything changed in the team's folder: its files as bytes, not looked into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from automations.errors import CrtError
from automations.platforms.files.folder import TeamFolder
from automations.platforms.files.memo import fingerprint
from automations.platforms.files.workbook import XlsxWorkbook
from sheets_schema.office import OUTSIDE_OFFICE


@dataclass
class FolderGlance:
    """`workbooks` are those that the run reads and writes."""

    folder: TeamFolder
    workbooks: Mapping[str, XlsxWorkbook]
    _exports: str = field(default="", repr=False)

    def before(self, left: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002 - hashing it all costs little
        self._exports = fingerprint(self.folder.dropped())
        told = self._told(self.folder.contents())
        return {**told, "outside office": "open elsewhere"} if self._outside_is_open() else told

    def after(self) -> Mapping[str, str]:
        """The exports as they were before: one that was dropped meanwhile is news."""
        return self._told(workbook.content for workbook in self.workbooks.values())

    def _told(self, contents: Iterable[bytes]) -> dict[str, str]:
        return {
            "exports": self._exports,
            "workbooks": fingerprint(contents),
            "case files": fingerprint(self.folder.case_versions()),
            "reports": fingerprint(self.folder.published()),
        }

    def _outside_is_open(self) -> bool:
        """While it is open elsewhere every run says so, not only one to which something came."""
        outside = self.workbooks.get(OUTSIDE_OFFICE.name)
        try:
            if outside:
                outside.ensure_writable()
        except CrtError:
            return True
        return False
