"""What to put right after a write, where people moved rows or columns between our read and our write.

Our cells went to the places where they belonged when the tab was read. A write's own answer shows the
tab as it left it; rows and columns are recognised there by what we did not write.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from automations.platforms.google.cells import Raw, alike, text
from automations.platforms.google.grid import TabGrid, at
from automations.platforms.google.placing import MARGIN, TOP, Placed, Spot, rewriting
from sheets_schema.columns import Tab


def amends(placed: Placed, after: TabGrid, key: str | None) -> Placed | None:
    """Cells to be put right, in the tab as the write left it; None where all is as it should be."""
    found = _Recognised(placed, after, key)
    wanted = dict(found.strays()) | dict(found.missed())
    return rewriting(after, wanted) if wanted else None


def left_over(placed: Placed, after: TabGrid, shape: Tab) -> Placed | None:
    """As `amends`, for what an earlier run wrote and could not look at; what people did since is theirs,
    and what the jobs compute anew is left to them.
    """
    found = _Recognised(placed, after, shape.key)
    if found.all_there():
        return None
    strays = {
        spot: value
        for spot, value in found.strays()
        if not found.is_computed(spot, shape) and not found.has_arrived(spot)
    }
    wanted = strays | dict(found.missed())
    return rewriting(after, wanted) if wanted else None


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Rows (or columns) as they were meant to lie, and as they lie now."""

    now: Mapping[int, int]
    meant: Mapping[int, int]


def _pairs(found: Iterable[tuple[int, int]]) -> _Pairs:
    now = dict(found)
    return _Pairs(now, {there: meant for meant, there in now.items()})


class _Recognised:
    """A tab as a write left it, held against what was meant."""

    def __init__(self, placed: Placed, after: TabGrid, key: str | None) -> None:
        self.placed, self.after, self.truth = placed, after, placed.truth
        self.first_appended = placed.first_appended
        self.ours: dict[int, int] = {}
        self.hits = self._landed()
        self.head = self._header_row()
        self.columns = _pairs(self._columns())
        self.rows = _pairs(self._rows(key))

    def strays(self) -> Iterator[tuple[Spot, Raw]]:
        """What we wrote where something else belongs, and what does."""
        for spot, value in self.hits.items():
            row, column = self.rows.meant.get(spot.row), self.columns.meant.get(spot.column)
            belongs = None if row is None or column is None else at(self.truth, row, column)
            if self._shows(spot, value) and not alike(value, belongs):
                yield spot, belongs

    def missed(self) -> Iterator[tuple[Spot, Raw]]:
        """What we meant to write and is not there, unless a person wrote there since."""
        for meant, value in self.placed.hits.items():
            row, column = self.rows.now.get(meant.row), self.columns.now.get(meant.column)
            if row is None or column is None or self._shows(Spot(row, column), value):
                continue
            spot = Spot(row, column)
            ours = spot in self.hits and self._shows(spot, self.hits[spot])
            if ours or self._shows(spot, self._before(meant)):
                yield spot, value

    def all_there(self) -> bool:
        """Whether everything stands where it was meant to."""
        return all(
            meant.row in self.rows.now
            and meant.column in self.columns.now
            and self._shows(Spot(self.rows.now[meant.row], self.columns.now[meant.column]), value)
            for meant, value in self.placed.hits.items()
        )

    def is_computed(self, spot: Spot, shape: Tab) -> bool:
        """Whether the cell is one of the jobs', in a row that was there before and has its key."""
        header = text(self.after.at(self.head, spot.column))
        key = Spot(spot.row, self.columns.now.get(self._key_column(shape.key), -1))
        keyed = key not in self.hits and self.after.at(key.row, key.column) is not None
        return keyed and spot.row not in self.ours.values() and shape.computes(header)

    def has_arrived(self, spot: Spot) -> bool:
        """Whether what was written there stands in the same row under the header that it was meant for: then
        a person moved the columns since, and typed the same.
        """
        column = self.columns.now.get(spot.column, spot.column)
        same_row = spot.row in self.ours.values() or self.rows.meant.get(spot.row) == spot.row
        return same_row and column != spot.column and self._shows(Spot(spot.row, column), self.hits[spot])

    def _key_column(self, key: str | None) -> int:
        return next((n for n, value in enumerate(self.truth[0]) if key and text(value) == key), -1)

    def _landed(self) -> dict[Spot, Raw]:
        """Where our cells went. Rows that were appended are the last ones, unless somebody wrote below
        them since: only those that show what we wrote are taken for ours.
        """
        fresh: dict[int, dict[int, Raw]] = defaultdict(dict)
        landed: dict[Spot, Raw] = {}
        for spot, value in self.placed.hits.items():
            if spot.row < self.first_appended:
                landed[spot] = value
            else:
                fresh[spot.row][spot.column] = value
        shift = self._shift(fresh)
        self.ours = {row: row + shift for row, cells in fresh.items() if self._shown(row + shift, cells)}
        return landed | {Spot(self.ours[row], c): v for row in self.ours for c, v in fresh[row].items()}

    def _shift(self, fresh: Mapping[int, Mapping[int, Raw]]) -> int:
        """How much lower (or higher) than meant the appended rows stand: where most of them show."""
        last = len(self.after.rows) - len(self.truth)
        first, best, most = self.first_appended, last, -1
        for shift in range(last, -min(first, MARGIN), -1) if fresh else ():
            fits = sum(self._shown(row + shift, cells) for row, cells in fresh.items())
            if fits > most:
                best, most = shift, fits
            if most == len(fresh):
                break
        return best

    def _shown(self, row: int, cells: Mapping[int, Raw]) -> bool:
        """Whether the row shows most of these."""
        return 2 * sum(self._shows(Spot(row, column), value) for column, value in cells.items()) > len(cells)

    def _shows(self, spot: Spot, value: Raw) -> bool:
        return alike(self.after.at(spot.row, spot.column), value)

    def _before(self, meant: Spot) -> Raw:
        """What stood there when the tab was read."""
        start, number = self.placed.inserted
        fresh = meant.row >= self.first_appended or start <= meant.column < start + number
        return None if fresh else self.placed.tab.at(meant.row, meant.column)

    def _header_row(self) -> int:
        """It may have been moved down."""
        known = {header for header in map(text, self.truth[0]) if header}
        top = self.after.rows[:TOP]
        return max(range(len(top)), key=lambda n: (len(known & set(map(text, top[n]))), -n), default=0)

    def _columns(self) -> Iterator[tuple[int, int]]:
        """By header; without a known one by what stands in the column, or by the neighbour on the left."""
        meant = [text(value) for value in self.truth[0]]
        now = [text(value) for value in self.after.rows[self.head]] if self.after.rows else []
        width = max((len(row) for row in self.after.rows), default=0)
        places = {header: place for place, header in reversed(list(enumerate(meant))) if header}
        found = {column: places.pop(header) for column, header in enumerate(now) if header in places}
        free = [n for n in range(self._width_before()) if n not in found.values() and _lost(n, meant, now)]
        for column in (column for column in range(width) if column not in found):
            place = self._by_content(column, free)
            if place is None and (beside := found.get(column - 1, -1) + 1) in free:
                place = beside
            if place is not None:
                found[column] = place
                free.remove(place)
        yield from ((place, column) for column, place in found.items())

    def _width_before(self) -> int:
        return max((len(row) for row in (*self.placed.tab.rows, *self.truth)), default=0)

    def _by_content(self, column: int, free: Sequence[int]) -> int | None:
        """The column that had the same in it when the tab was read."""
        here = Counter(
            text(row[column])
            for number, row in enumerate(self.after.rows)
            if column < len(row) and row[column] and Spot(number, column) not in self.hits
        )
        alike = {place: (self._had(place) & here).total() for place in free}
        best = max(free, key=lambda place: alike[place], default=None)
        return best if best is not None and alike[best] else None

    def _had(self, place: int) -> Counter[str]:
        values = (at(self.placed.tab.rows, row, place) for row in range(1, len(self.placed.tab.rows)))
        return Counter(text(value) for value in values if value)

    def _rows(self, key: str | None) -> Iterator[tuple[int, int]]:
        yield 0, self.head
        yield from self.ours.items()
        if key is not None:
            yield from self._keyed_rows(self._key_column(key))

    def _keyed_rows(self, key: int) -> Iterator[tuple[int, int]]:
        """By key; where we wrote over it, or it is not enough, by what else stands in the row."""
        before: dict[str, list[int]] = defaultdict(list)
        for row, cells in enumerate(self.placed.tab.rows[1 : self.first_appended], 1):
            if any(cells):
                before[text(at([cells], 0, key))].append(row)
        column, hit_rows = self.columns.now.get(key, -1), {spot.row for spot in self.hits}
        unsure: dict[int, list[int]] = {}
        left = {row for rows in before.values() for row in rows}
        settled = {self.head, *self.ours.values()}
        for row in (row for row in range(len(self.after.rows)) if row not in settled):
            known = [] if Spot(row, column) in self.hits else before.get(text(self.after.at(row, column)), [])
            if len(known) == 1:
                left.discard(known[0])
                yield known[0], row
            elif known or row in hit_rows:
                unsure[row] = known
        yield from self._by_likeness(unsure, left)

    def _by_likeness(self, unsure: Mapping[int, Sequence[int]], left: set[int]) -> Iterator[tuple[int, int]]:
        """Rows that are most alike first; those that nothing is known of in their order."""
        scores = [
            (self._likeness(meant, row), -row, -meant)
            for row, known in unsure.items()
            for meant in known or left
            if meant in left
        ]
        seen: set[int] = set()
        for score, row, meant in sorted(scores, reverse=True):
            if -meant in left and -row not in seen and (score or not unsure[-row]):
                left.discard(-meant)
                seen.add(-row)
                yield -meant, -row

    def _likeness(self, meant: int, row: int) -> int:
        """In how many cells that we did not write the two rows are alike."""
        return sum(
            alike(value, self.after.at(row, self.columns.now[column]))
            for column, value in enumerate(self.placed.tab.rows[meant])
            if value and column in self.columns.now and Spot(row, self.columns.now[column]) not in self.hits
        )


def _lost(place: int, meant: Sequence[str], now: Sequence[str]) -> bool:
    """Whether the column's header, if it had one, is nowhere now."""
    return place >= len(meant) or not meant[place] or meant[place] not in now
