"""What a requester wrote stands where the design lets it, and nowhere else, whatever the jobs do with it."""

import json
import logging
from datetime import date

import pytest

from sheets_schema.form import KEYS
from tests.google_place import GooglePlace
from tests.place import NOW, TEAM, Place, append, response
from tests.searching import everything, held

pytestmark = pytest.mark.case_files

FREE = (
    "own_phrase",
    "name",
    "pronouns",
    "contact",
    "safe_contact",
    "what_happened",
    "hoped_for",
    "people_involved",
)
WORD = {key: f"quetzal{key.replace('_', '')}" for key in FREE}
NEXT = "2026-11-12T09:00:00-08:00"
LATE = "2026-12-20T09:00:00-08:00"
DAYS = (NOW, "2026-11-10T10:00:00-08:00", NEXT, LATE)


@pytest.fixture
def filled(place: Place) -> Place:
    """A request full of unique words, with its case worked on, its answers changed, and something added."""
    first = response(volunteers_to_avoid=TEAM[0], formal_report="Yes", **WORD)
    place.drop(first)
    place.run()
    adding = response(
        "2026/11/09 9:00:00 AM GMT-8",
        about="Adding to an earlier one",
        own_phrase=WORD["own_phrase"],
        what_happened=WORD["what_happened"],
    )
    place.drop(first | {list(first)[-1]: "Yes, changed"}, adding)
    place.run(now="2026-11-11T09:00:00-08:00")
    case = str(place.board()[0]["Case"])
    place.run(now="2026-11-11T09:00:00-08:00")
    with place.editing(f"case-files/{case}") as book:
        append(book["Parties"], {"Label": "A", "Name": WORD["name"], "Told on": date(2026, 11, 10)})
    return place


def spoken(place: Place, caplog: pytest.LogCaptureFixture) -> str:
    """All that the commands print or log."""
    caplog.set_level(logging.DEBUG, logger="automations")
    case = str(place.board()[0]["Case"])
    said = []
    for now in DAYS:
        runs = (["run"], ["run", "--json"], ["run", "--dry-run"])
        said += [place.command(*arguments, "--now", now) for arguments in runs]
        said += [place.command("explain", case, "--now", now), place.command("doctor", "--now", now)]
    said += [place.command("status"), place.command("status", "--json"), place.command("report")]
    return "\n".join([*(ran.out + ran.err for ran in said), caplog.text])


def test_its_words_stand_in_the_office_and_in_its_case_file_alone(
    filled: Place, caplog: pytest.LogCaptureFixture
) -> None:
    out = spoken(filled, caplog)
    case = str(filled.board()[0]["Case"])
    office, file, board = held(filled, "office"), held(filled, f"case-files/{case}"), held(filled, "board")
    for key, word in WORD.items():
        assert word not in out, key
        assert word not in board, key
        assert (word in office) == (key != "own_phrase"), key
        assert (word in file) == (key != "own_phrase"), key
    assert not any(word in path.name for path in filled.folder.rglob("*") for word in WORD.values())
    assert TEAM[0] not in file
    assert len(KEYS) > len(FREE)


def test_an_error_in_the_middle_tells_none_of_them(filled: Place, caplog: pytest.LogCaptureFixture) -> None:
    case = str(filled.board()[0]["Case"])
    for name, tab in ((f"case-files/{case}", "Parties"), ("board", "Cases"), ("office", "Conflicts")):
        with filled.editing(name) as book:
            book[tab].title = "Something"
    out = spoken_of_broken(filled, caplog)
    assert "Parties is missing" in out or "Conflicts is missing" in out
    assert not any(word in out for word in WORD.values())


def spoken_of_broken(place: Place, caplog: pytest.LogCaptureFixture) -> str:
    caplog.set_level(logging.DEBUG, logger="automations")
    ran = [place.command(*a, "--now", NEXT) for a in (["run"], ["run", "--json"], ["doctor"])]
    return "\n".join([*(one.out + one.err for one in ran), caplog.text])


def test_after_it_was_let_go_of_no_byte_of_any_file_holds_one(filled: Place) -> None:
    filled.run(now=NEXT)
    row = filled.intake()[0]
    filled.type("office", "Intake", row["Response"], Delete_now=row["Case"])
    assert filled.run(now=LATE).code == 0
    found = everything(filled)
    assert [key for key, word in WORD.items() if word in found] == []
    left = json.dumps(filled.intake(), default=str)
    assert row["Case"] in left
    assert isinstance(filled, GooglePlace) or not list(filled.folder.rglob("*.unfinished"))
