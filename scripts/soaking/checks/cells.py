"""No person's cell is changed: all that they typed stands where they typed it, wherever they moved it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from soaking.checks.known import Looked
from soaking.record import Cell
from soaking.tables import Picture, Table, Value, key_of

OURS: Mapping[tuple[str, str], frozenset[str]] = {
    ("board", "Cases"): frozenset({
        "Case", "Received", "Volunteer 1", "Volunteer 2", "Reach out by", "Flag", "What next", "Closed",
        "Case file",
    }),
    ("board", "Availability"): frozenset({"Volunteer"}),
    ("office", "Roster"): frozenset(),
    ("office", "Conflicts"): frozenset({"Case", "Volunteer", "Kind"}),
    ("office", "Agreements in force"): frozenset({"Case"}),
}  # fmt: skip
"""Columns that the jobs fill in; all others are people's."""
DECIDED = (
    "What to do", "Same as", "Related to", "Give to", "Keep away from", "Also open to", "Replace",
    "Keep longer", "Delete now",
)  # fmt: skip
MADE_WITH_THE_ROW = {"In force until", "Review on"}
KEYS = {
    "Cases": ("Case",),
    "Restricted cases": ("Case",),
    "Availability": ("Volunteer",),
    "Intake": ("Case",),
    "Roster": ("Volunteer",),
    "Conflicts": ("Case", "Volunteer", "Kind"),
    "Agreements in force": ("Case",),
}
NOTE = "note "
"""Begins each line that people write where there is no key, and what they write in columns of their own."""


def check(look: Looked) -> Iterator[str]:
    record = look.known.record
    there: dict[Cell, Value] = {}
    for book, tab in (place for place in look.picture.tabs if place[1] in KEYS):
        there |= _typed(look.picture, book, tab, KEYS[tab])
    _adopt(there, record.typed)
    for cell in record.typed.keys() | there.keys():
        if record.typed.get(cell) != there.get(cell):
            book, tab, key, header = cell
            what = "gone" if cell not in there else "new" if cell not in record.typed else "changed"
            yield f"{book}/{tab}, row {key}, {header}: what people typed is {what}"
    yield from _notes(look)
    yield from _lines(look)


def _typed(picture: Picture, book: str, tab: str, key: tuple[str, ...]) -> dict[Cell, Value]:
    found: dict[Cell, Value] = {}
    for row in picture[book, tab].rows():
        if name := key_of(row, key):
            for header, value in row.items():
                if value is not None and _is_theirs(book, tab, header, value):
                    found[book, tab, name, header] = value
    return found


def _is_theirs(book: str, tab: str, header: str, value: Value) -> bool:
    if tab == "Intake":
        return header in DECIDED or str(value).startswith(NOTE)
    ours = OURS[("board", "Cases") if tab == "Restricted cases" else (book, tab)]
    return header != "" and header not in ours


def _adopt(there: Mapping[Cell, Value], typed: dict[Cell, Value]) -> None:
    """What the jobs wrote when they made a row is people's from then on."""
    for cell, value in there.items():
        made = cell[3] in MADE_WITH_THE_ROW and not any(c[:3] == cell[:3] for c in typed)
        if made and cell not in typed:
            fresh = {c: v for c, v in there.items() if c[:3] == cell[:3] and c[3] in MADE_WITH_THE_ROW}
            typed |= fresh if value is not None else {}


def _notes(look: Looked) -> Iterator[str]:
    for (book, tab), written in look.known.record.notes.items():
        there: Counter[str] = Counter()
        for row in look.picture[book, tab].rows():
            if not key_of(row, KEYS[tab]):
                there.update(v for v in row.values() if isinstance(v, str) and v.startswith(NOTE))
        if there != written:
            yield f"{book}/{tab}: lines of people's own are lost or doubled"


def _lines(look: Looked) -> Iterator[str]:
    """What the pair wrote into a case file."""
    for code, tabs in look.picture.touched_tabs.items():
        for tab, table in tabs.items():
            written = look.known.record.lines.get((code, tab))
            if written is not None and written - _as_lines(table):
                yield f"case file {code}, {tab}: what the pair wrote is gone or changed"


def _as_lines(table: Table) -> Counter[tuple[tuple[str, Value], ...]]:
    """Each value with its header, so that columns may be moved."""
    rows = ([(h, v) for h, v in row.items() if v is not None and h != "What next"] for row in table.rows())
    return Counter(tuple(sorted(row, key=str)) for row in rows)
