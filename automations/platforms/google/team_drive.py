"""The team's things on Google: its form and its workbooks, and one account's way to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from automations.errors import SettingsError, WorkbookError
from automations.platforms.google.account import Account, Kind, Scope
from automations.platforms.google.case_drive import CaseDrive
from automations.platforms.google.client import Client, Connection
from automations.platforms.google.drive import comments
from automations.platforms.google.forms import HostedForm
from automations.platforms.google.patience import ATTEMPTS
from automations.platforms.google.refusals import Thing
from automations.platforms.google.workbook import SheetsWorkbook
from sheets_schema.board import BOARD
from sheets_schema.columns import WorkbookShape
from sheets_schema.office import OFFICE, OUTSIDE_OFFICE

SHAPES = (OFFICE, BOARD)
TO_RUN = frozenset({Scope.SHEETS, Scope.READ_RESPONSES, Scope.READ_FORM, Scope.READ_METADATA})
TO_READ = frozenset({Scope.READ_SHEETS, Scope.READ_RESPONSES, Scope.READ_FORM})
TO_FILE: Mapping[Kind, frozenset[Scope]] = {
    # A robot sees but what it was given; the folder was made by a person, so it is no file of its own.
    Kind.SERVICE_ACCOUNT: frozenset({Scope.ALL_FILES}),
    Kind.TEAM_ACCOUNT: frozenset({Scope.OWN_FILES}),
}
TO_LIST = frozenset({Scope.READ_METADATA})
CASE_FILES = "case_files_folder"
REQUIRED = ("form", "board", "office")
TO_SET_UP = frozenset({Scope.SHEETS, Scope.OWN_FILES})
TO_MAKE = frozenset({Scope.FORM, Scope.OWN_FILES})


@dataclass(frozen=True)
class TeamDrive:
    """`ids` are by key of the settings. `draw_id` gives a number below 2**31 by chance."""

    account: Account
    ids: Mapping[str, str]
    draw_id: Callable[[], int]
    scopes: frozenset[Scope] = TO_RUN

    @cached_property
    def connection(self) -> Connection:
        return Connection(self.account, self.scopes)

    @property
    def workbooks(self) -> dict[str, SheetsWorkbook]:
        shapes = (*SHAPES, *((OUTSIDE_OFFICE,) if self.ids[OUTSIDE_OFFICE.name] else ()))
        return {shape.name: self.workbook(shape) for shape in shapes}

    def workbook(self, shape: WorkbookShape) -> SheetsWorkbook:
        client, id_ = self.client(shape.name), self.id(shape.name)
        workbook = SheetsWorkbook(client, id_, shape, self.draw_id, self._only_reads)
        if shape is BOARD and self.ids[CASE_FILES] and not self._only_reads:
            workbook.comments = self._comments
        return workbook

    def _comments(self) -> list[str]:
        """Beside the board. A sign-in whose app did not make the board may not see them, and Drive may be
        down: neither is to keep anybody from the board itself.
        """
        try:
            return self.board_comments()
        except WorkbookError:
            return []

    def board_comments(self) -> list[str]:
        """Raises WorkbookError."""
        client = Client(self._filing, Thing(BOARD.name, BOARD.name, "Editor"))
        return comments(client, self.id(BOARD.name))

    @property
    def _only_reads(self) -> bool:
        return Scope.SHEETS not in self.scopes

    def case_files(self, zone: str) -> CaseDrive | None:
        """None where the settings name no folder for them. `zone` is the team's time zone."""
        folder = self.ids[CASE_FILES]
        if not folder:
            return None
        client = Client(self._filing, Thing("folder of the case files", CASE_FILES, "Editor"))
        return CaseDrive(client, folder, self.account.email, zone, self.draw_id, self._only_reads)

    @cached_property
    def _filing(self) -> Connection:
        """For what takes more than reading and writing spreadsheets that are known."""
        scopes = self.scopes | (TO_LIST if self._only_reads else TO_FILE[self.account.kind])
        return Connection(self.account, scopes, self.connection.reads, self.connection.writes)

    def client(self, name: str, attempts: int = ATTEMPTS) -> Client:
        """For calls about the form or a workbook."""
        return Client(self.connection, Thing(name, name.replace(" ", "_"), "Editor"), attempts)

    def form(self, titles: Mapping[str, str], not_asked: tuple[str, ...]) -> HostedForm:
        return HostedForm(self.connection, lambda: self.id("form"), titles, not_asked)

    def id(self, name: str) -> str:
        """Raises SettingsError if the settings have none."""
        if not self.ids[name]:
            needed = (name for name in REQUIRED if not self.ids[name])
            blank = ", ".join(f"google.{name}" for name in needed)
            raise SettingsError(f"{blank}: blank in the settings. {self._how_to_fill_it_in}")
        return self.ids[name]

    @property
    def _how_to_fill_it_in(self) -> str:
        if self.account.kind is Kind.TEAM_ACCOUNT:
            return (
                "Run `setup`, then `form create`: each makes what is missing and prints the lines to put "
                "there."
            )
        return (
            "Put the address there that the browser shows, and share each file with "
            f"{self.account.called} as Editor. docs/google-setup.md tells how."
        )
