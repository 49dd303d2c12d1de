"""A short soak on both platforms finds nothing; and its checker finds each kind of damage. Years of it:
`scripts/soak.py`.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from soaking.attack import attacked
from soaking.begin import begin
from soaking.canaries import canary
from soaking.checks.checker import Checker
from soaking.checks.known import Moment
from soaking.story import Plan, Story
from soaking.tables import Picture, Table, Value

SOAKING = Path(__file__).parent.parent / "scripts" / "soaking"
Rows = list[list[Value]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Ten weeks of a team on plain files."""
    with ExitStack() as held:
        plan = Plan(seed=4, years=0.2, responses=45, runs=12)
        story = begin("files", tmp_path_factory.mktemp("soak"), plan, unheard, held)
        story.live()
        yield story


def unheard(line: str) -> None:
    """What a soak tells while it goes on."""


def test_ten_weeks_on_plain_files_leave_everything_as_it_must_be(lived: Story) -> None:
    assert lived.figures.violations == []
    assert lived.figures.counts["cases"] == 45
    assert lived.figures.counts["mishaps"] > 0
    learned = attacked(lived.checker.known.reports)
    assert learned.hidden > 0
    assert learned.close == 0


def test_so_do_some_weeks_on_google(tmp_path: Path) -> None:
    with ExitStack() as held:
        plan = Plan(seed=2, years=0.08, responses=14, runs=6, mishaps=0.5)
        figures = begin("google", tmp_path, plan, unheard, held).live()
    assert figures.violations == []
    assert figures.counts["cases"] == 14
    assert figures.counts["mishaps"] > 0


def test_the_checker_shares_no_code_with_the_jobs() -> None:
    files = [*(SOAKING / "checks").glob("*.py")]
    files += [SOAKING / f"{name}.py" for name in ("tables", "record", "canaries", "volunteers")]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"automations", "sheets_schema", "tests"}, (
                path
            )


class Damaged:
    """What the last run left, to be damaged, and the checker as it was then."""

    def __init__(self, story: Story) -> None:
        self.picture: Picture = deepcopy(story.picture(""))
        self.before: Picture = deepcopy(self.picture)
        self.checker: Checker = deepcopy(story.checker)
        self.moment = Moment(story.now, complete=True, in_place=True)

    def found(self) -> str:
        return "\n".join(self.checker.look(self.picture, self.before, self.moment))

    def table(self, book: str, tab: str) -> Table:
        return self.picture[book, tab]

    def case(self, restricted: bool = False) -> str:
        """One on the board, or one that is not for being a restricted one."""
        there = self.table("board", "Cases").keyed("Case")
        office = self.table("office", "Restricted cases").keyed("Case")
        return next(code for code in (office if restricted else there) if not restricted or code not in there)

    def put(self, book: str, tab: str, key: str, header: str, value: Value) -> None:
        table = self.table(book, tab)
        line = table.line_of(key, "Case")
        assert line is not None
        table.lines[line - 1][table.column(header)] = value

    def write(self, book: str, words: str) -> None:
        self.picture = Picture(**{**vars(self.picture), "texts": {**self.picture.texts, book: words}})


def _lines(damaged: Damaged, tab: str) -> Rows:
    book = "board" if tab == "Cases" else "office"
    return damaged.table(book, tab).lines


def a_response_lost(d: Damaged) -> None:
    _lines(d, "Intake").pop(next(n for n, line in enumerate(_lines(d, "Intake")) if line[0]))


def a_response_doubled(d: Damaged) -> None:
    _lines(d, "Intake").append(list(next(line for line in _lines(d, "Intake") if line[0])))


def an_answer_changed(d: Damaged) -> None:
    d.put("office", "Intake", d.case(), "concerns", "Nothing much")


def another_code(d: Damaged) -> None:
    d.put("office", "Intake", d.case(), "Case", "quite-another-code")


def a_row_of_the_board_lost(d: Damaged) -> None:
    table = d.table("board", "Cases")
    table.lines.pop((table.line_of(d.case(), "Case") or 1) - 1)


def a_row_of_the_board_doubled(d: Damaged) -> None:
    table = d.table("board", "Cases")
    table.lines.append(list(table.lines[(table.line_of(d.case(), "Case") or 1) - 1]))


def a_restricted_case_on_the_board(d: Damaged) -> None:
    table = d.table("board", "Cases")
    table.lines.append([None] * len(table.headers))
    table.lines[-1][table.column("Case")] = d.case(restricted=True)


def words_on_the_board(d: Damaged) -> None:
    d.write("board", f"… {canary(3, 'name')} …")


def words_in_what_a_run_said(d: Damaged) -> None:
    d.picture = Picture(**{**vars(d.picture), "said": canary(3, "contact")})


def an_address_on_the_board(d: Damaged) -> None:
    d.write("board", "adaeze@team.example.org")


def another_pair_on_the_board(d: Damaged) -> None:
    row = d.table("board", "Cases").keyed("Case")[d.case()]
    d.put("board", "Cases", d.case(), "Volunteer 1", row["Volunteer 2"])


def a_day_with_a_time(d: Damaged) -> None:
    d.put("board", "Cases", d.case(), "Received", datetime(2026, 1, 5, 9, 15))


def somebody_avoided_was_given_it(d: Damaged) -> None:
    known = d.checker.known
    asked = next(r for r in known.record.requests if r.avoided and known.code_of[r.number] not in known.gone)
    table = d.table("office", "Assignments")
    event: dict[str, Value] = {"When": datetime(2026, 3, 19, 1, 2, 3), "Case": known.code_of[asked.number]}
    event |= {"Volunteer": min(asked.avoided), "Event": "assigned"}
    table.lines.append([event.get(header) for header in table.headers])


def an_assignment_lost(d: Damaged) -> None:
    _lines(d, "Assignments").pop()


def a_typed_cell_changed(d: Damaged) -> None:
    book, tab, key, header = next(c for c in d.checker.known.record.typed if c[1] == "Cases")
    d.put(book, tab, key, header, "something else")


def a_typed_cell_moved(d: Damaged) -> None:
    record = d.checker.known.record
    empty = next(
        c
        for c in d.table("board", "Cases").keyed("Case")
        if ("board", "Cases", c, "Stage") not in record.typed
    )
    d.put("board", "Cases", empty, "Stage", "Dialogue")


def a_flag_that_is_wrong(d: Damaged) -> None:
    d.put("board", "Cases", d.case(), "Flag", "Paused?")


def a_due_date_that_is_wrong(d: Damaged) -> None:
    d.put("board", "Cases", d.case(), "Reach out by", datetime(2027, 1, 1).date())


def a_release_changed(d: Damaged) -> None:
    table = d.table("office", "Releases")
    table.lines[0][table.column("Count")] = 99


def a_report_changed(d: Damaged) -> None:
    path = next(iter(d.picture.reports))
    d.picture = Picture(**{**vars(d.picture), "reports": {**d.picture.reports, path: b"x"}})


def a_handful_published(d: Damaged) -> None:
    csv = b"table,window_start,window_end,category,count\nrequests,2026-02-01,2026-02-28,all,3\n"
    d.picture = Picture(**{**vars(d.picture), "reports": {**d.picture.reports, "2027-02/report.csv": csv}})


def a_case_deleted_before_its_time(d: Damaged) -> None:
    d.put("office", "Intake", d.case(), "Response", f"deleted {d.case()}")


def a_deleted_case_come_back(d: Damaged) -> None:
    d.checker.known.gone[d.case()] = d.moment.today


def words_in_another_case_file(d: Damaged) -> None:
    code = d.case()
    other = canary((d.checker.known.request_of[code] + 1) % 45, "what_happened")
    d.picture = Picture(**{**vars(d.picture), "touched": {code: other}})


DAMAGE: dict[Callable[[Damaged], None], str] = {
    a_response_lost: "vanished",
    a_response_doubled: "stands 2 times",
    an_answer_changed: "answers differ",
    another_code: "has two codes",
    a_row_of_the_board_lost: "is gone",
    a_row_of_the_board_doubled: "stands 2 times",
    a_restricted_case_on_the_board: "is a restricted case and came to the board",
    words_on_the_board: "stand in the board",
    words_in_what_a_run_said: "stand in what a run said",
    an_address_on_the_board: "stands on the board",
    another_pair_on_the_board: "and the office",
    a_day_with_a_time: "is no day",
    somebody_avoided_was_given_it: "was asked not to have it",
    an_assignment_lost: "Assignments: rows vanished",
    a_typed_cell_changed: "what people typed is changed",
    a_typed_cell_moved: "what people typed is new",
    a_flag_that_is_wrong: "the flag is",
    a_due_date_that_is_wrong: "Reach out by is",
    a_release_changed: "rows vanished or changed",
    a_report_changed: "was changed or is gone",
    a_handful_published: "tells of 3",
    a_case_deleted_before_its_time: "before its time",
    a_deleted_case_come_back: "in Intake again",
    words_in_another_case_file: "holds words of request",
}


def test_what_is_undamaged_is_told_to_be_so(lived: Story) -> None:
    assert Damaged(lived).found() == ""


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_the_checker_finds(lived: Story, damage: Callable[[Damaged], None]) -> None:
    damaged = Damaged(lived)
    damage(damaged)
    assert DAMAGE[damage] in damaged.found()
