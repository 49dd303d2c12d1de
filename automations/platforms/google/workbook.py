"""A workbook as a Google spreadsheet. Every write is a compare-and-set.

Sheets has none, but a batch is applied whole or not at all, and fails if it deletes a tab that is not
there. So every batch deletes the fence tab that was read and adds a fresh one: sent twice it applies
once, and it fails if another run wrote since. What it meant goes with it, for the next run to see to if
this one can't.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

from automations.core.changes import Change
from automations.core.snapshot import COMMENT, Aside, WorkbookSnapshot
from automations.errors import ChangedMeanwhile, WrittenUnsurely
from automations.platforms.google.cells import text
from automations.platforms.google.client import Client
from automations.platforms.google.fence import fence, last_write, replacing
from automations.platforms.google.grid import FENCE, FIELDS, Grid, TabGrid, read_grid
from automations.platforms.google.last_write import is_in_doubt, kept, recalled
from automations.platforms.google.mending import amends, left_over
from automations.platforms.google.parting import parts
from automations.platforms.google.placing import Placed, place, quoted
from automations.platforms.google.refusals import Refused
from sheets_schema.columns import Tab, WorkbookShape

PART = 1_900_000
"""Bytes. Google advises at most 2 MB a request (developers.google.com/workspace/sheets/api/limits)."""

ROUNDS = 8
"""How often a write is put right while people keep moving things under it."""

Json = dict[str, Any]

log = logging.getLogger("automations")


@dataclass
class SheetsWorkbook:
    """`draw_id` gives a number below 2**31 by chance, for the next fence. `only_reads` for a command that
    writes nothing. `comments` gives what people discuss beside it, where that may be read.
    """

    client: Client
    id: str
    shape: WorkbookShape
    draw_id: Callable[[], int]
    only_reads: bool = False
    comments: Callable[[], Sequence[str]] = tuple
    _grid: Grid = field(default_factory=lambda: Grid({}, None, None, frozenset()), repr=False)
    _in_doubt: bool = field(default=False, repr=False)

    @property
    def name(self) -> str:
        return self.shape.name

    def read(self) -> WorkbookSnapshot:
        found = self.take().snapshot(self.shape)
        said = (Aside(COMMENT, "", "", text) for text in self.comments())
        return replace(found, asides=(*found.asides, *said), in_doubt=self._in_doubt)

    def take(self) -> Grid:
        """The spreadsheet, whatever tabs it has; what an earlier run left misplaced is put right first."""
        self._grid = self._fetch()
        self._in_doubt = is_in_doubt(self._grid.last_write)
        for _ in range(0 if self.only_reads else ROUNDS):
            placed = list(self._left_over())
            if not placed:
                break
            log.info("%s: putting right what an earlier run could not look at", self.name)
            self._in_doubt = True
            try:
                self._settle(placed)
            except ChangedMeanwhile:
                self._grid = self._fetch()
        return self._grid

    def _left_over(self) -> Iterator[Placed]:
        for meant in recalled(self._grid.last_write):
            after, shape = self._now(meant), self._known(meant)
            if after is not None and shape is not None and (amend := left_over(meant, after, shape)):
                yield amend

    def _fetch(self) -> Grid:
        return read_grid(self.client.fetch_sheet_metadata(self.id, {"fields": FIELDS}))

    def ensure_writable(self) -> None:
        """People may have it open: nothing of theirs is overwritten."""

    def write(self, changes: Sequence[Change]) -> None:
        # Whoever read it while it was in doubt knows, and sees to it with these changes.
        self._in_doubt = False
        tabs = {tab.title: tab for tab in self.shape.tabs}
        *earlier, last = parts(changes, list(tabs), PART)
        for part in earlier:
            try:
                self._settle(place(self._grid, tabs, part))
            except WrittenUnsurely as error:
                raise ChangedMeanwhile(str(error)) from None
        self._settle(place(self._grid, tabs, last))

    def _settle(self, placed: Sequence[Placed]) -> None:
        """Write, and put right what people's moving of rows and columns made us misplace; also where
        another run wrote before that was done, for it can't know what stood there.
        """
        applied, alone = placed, True
        for number in range(ROUNDS):
            try:
                seen = self.send([request for one in placed for request in one.requests()], placed)
                applied, alone = placed, alone and seen
            except ChangedMeanwhile:
                if not number:
                    raise
                self._grid = self._fetch()
                alone = False
            placed = [amend for one in applied if (amend := self._amend(one)) is not None]
            if not placed:
                break
        if placed or not alone:
            raise WrittenUnsurely(f"The {self.name} keeps being changed. Run it again in a few minutes.")

    def _amend(self, placed: Placed) -> Placed | None:
        after, shape = self._now(placed), self._known(placed)
        key = placed.found_by or (shape.key if shape else None)
        found = amends(placed, after, key) if after else None
        # Keys themselves are written over where rows are cleared for good: never find rows by them after it.
        return found and replace(found, found_by=placed.found_by)

    def _now(self, placed: Placed) -> TabGrid | None:
        return next((t for t in self._grid.tabs.values() if t.sheet_id == placed.tab.sheet_id), None)

    def _known(self, placed: Placed) -> Tab | None:
        return next((tab for tab in self.shape.tabs if tab.title == placed.tab.title), None)

    def send(self, requests: Sequence[Json], placed: Sequence[Placed] = ()) -> bool:
        """Have the requests applied, all or none, unless somebody else's run wrote since the last read.
        Afterwards the tabs are known as the requests left them, or, if False, as they were a while later.

        Raises ChangedMeanwhile, Refused and WorkbookError.
        """
        said = kept(placed, self.shape, self._in_doubt)
        fresh = fence(self._fresh_id())
        kept_tabs = [fresh, *([last_write(self._fresh_id(fresh.sheet_id), said)] if said else [])]
        after, at_once = self._applied(kept_tabs, requests, placed)
        if not all(_is_enough(_same_tab(after, one), one) for one in placed):
            after, at_once = self._fetch(), False
        seen = [_same_tab(after, one) for one in placed]
        if at_once:
            seen = [_filled(tab, one) for one, tab in zip(placed, seen, strict=True)]
        tabs = {**self._grid.tabs, **{tab.title: tab for tab in seen}}
        last = kept_tabs[1] if said else None
        self._grid = Grid(tabs, fresh.sheet_id, last, after.ids | self._grid.ids)
        return at_once

    def _applied(
        self, kept_tabs: Sequence[TabGrid], requests: Sequence[Json], placed: Sequence[Placed]
    ) -> tuple[Grid, bool]:
        """What Google shows of the spreadsheet, and whether that is from just after the write."""
        body = {
            "requests": [*replacing(self._grid, kept_tabs), *requests],
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": [quoted(FENCE), *(part for one in placed for part in one.ranges())],
        }
        url, fields = SPREADSHEET_BATCH_UPDATE_URL % self.id, f"updatedSpreadsheet({FIELDS})"
        try:
            answer = self.client.request("post", url, params={"fields": fields}, json=body).json()
        except Refused as error:
            return self._after_refusal(error, kept_tabs[0].sheet_id), False
        return read_grid(answer.get("updatedSpreadsheet", {})), True

    def _after_refusal(self, error: Refused, fresh: int) -> Grid:
        """The spreadsheet, if an earlier sending of the batch was applied though we were not told."""
        if error.status != 400:
            raise error
        after = self._fetch()
        if after.fence == fresh:
            return after
        if replace(after, ids=self._grid.ids) == self._grid:
            raise error
        raise ChangedMeanwhile(f"The {self.name} was changed meanwhile. Run it again.") from None

    def _fresh_id(self, *taken: int) -> int:
        while (drawn := self.draw_id()) in {*taken, *self._grid.ids}:
            pass
        return drawn


def _same_tab(after: Grid, placed: Placed) -> TabGrid:
    """The tab that was written, whatever it is called now."""
    for tab in after.tabs.values():
        if tab.sheet_id == placed.tab.sheet_id:
            return tab
    raise ChangedMeanwhile(f"The tab {placed.tab.title} was deleted meanwhile. Run it again.")


def _is_enough(tab: TabGrid, placed: Placed) -> bool:
    """Whether the part that was looked at tells enough. Where rows were inserted or deleted those appended
    may be out of sight; where columns moved, all rows moved along.
    """
    same_columns = [*map(text, tab.rows[0])] == [*map(text, placed.truth[0])] if tab.rows else False
    return not placed.unseen or (tab.height == placed.height and same_columns)


def _filled(tab: TabGrid, placed: Placed) -> TabGrid:
    """With the rows that were not looked at as they were before."""
    before, unseen = placed.tab.rows, placed.unseen
    rows = [before[n] if n in unseen and n < len(before) else row for n, row in enumerate(tab.rows)]
    return replace(tab, rows=rows)
