"""Whatever Google answers: who must do what is told, nothing is half written, and the next run catches up."""

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from automations.platforms.google import patience
from automations.platforms.google.grid import FENCE, LAST_WRITE
from tests.bad_input.google import REFUSED, RENAMED, Kind, retitled
from tests.bad_input.team import assert_plain, told
from tests.google.quota import LIMITS
from tests.google.server import serve
from tests.google_place import GooglePlace
from tests.place import TEAM

pytestmark = pytest.mark.google

BOOKS = ("board", "office")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GooglePlace]:
    """A team on Google with a case."""
    with serve(strict_auth=True) as server:
        place = GooglePlace(tmp_path_factory.mktemp("google"), server)
        place.set_up()
        place.roster(*TEAM)
        place.drop(told("2026/11/02 9:00:00 AM GMT-8"))
        assert place.run().code == 0
        yield place


@pytest.fixture
def place(once: GooglePlace, monkeypatch: pytest.MonkeyPatch) -> Iterator[GooglePlace]:
    """The same as before each, with a response that nobody has taken in yet."""
    monkeypatch.setattr(patience, "sleep", lambda _: None)
    before = kept(once)
    once.drop(told("2026/11/09 9:00:00 AM GMT-8"))
    yield once
    put_back(once, before)


def kept(place: GooglePlace) -> dict[str, Any]:
    """All that a kind may spoil."""
    form, accounts = place.files["form"].content, place.server.world.accounts
    return {
        "books": {name: copy.deepcopy(place.files[name].content.to_json()) for name in BOOKS},
        "form": (copy.deepcopy(form.items), copy.deepcopy(form.responses), dict(place.submitted)),
        "shares": {name: copy.deepcopy(file.permissions) for name, file in place.files.items()},
        "accounts": dict(accounts.service_accounts),
        "local": {name: (place.path / name).read_bytes() for name in ("settings.toml", "credentials.json")},
    }


def put_back(place: GooglePlace, before: dict[str, Any], *besides: str) -> None:
    """As it was; `besides`: "books" or "form" stay as they are now."""
    world, form = place.server.world, place.files["form"].content
    world.faults.clear()
    world.quota.enforced, world.quota.limits = False, dict(LIMITS)
    world.accounts.disabled, world.accounts.clock_shift = {}, 0
    world.accounts.service_accounts = dict(before["accounts"])
    for name, permissions in before["shares"].items():
        place.files[name].permissions = copy.deepcopy(permissions)
    for name, content in before["local"].items():
        (place.path / name).unlink(missing_ok=True)
        (place.path / name).write_bytes(content)
        (place.path / name).chmod(0o600)
    form.items = copy.deepcopy(before["form"][0])
    if "form" not in besides:
        form.responses, place.submitted = copy.deepcopy(before["form"][1]), dict(before["form"][2])
    for name in () if "books" in besides else BOOKS:
        file = place.files[name]
        file.content = type(file.content).from_json(copy.deepcopy(before["books"][name]))


def mend(place: GooglePlace, before: dict[str, Any]) -> None:
    """What was harmed is put right; what people and jobs wrote stays."""
    for name in BOOKS:
        for sheet in place.files[name].content.sheets:
            if sheet.title in RENAMED:
                retitled(name, sheet.title, RENAMED[sheet.title])(place)
            areas = sheet.overlays["protectedRanges"]
            sheet.overlays["protectedRanges"] = [area for area in areas if area.get("protectedRangeId") != 7]
    put_back(place, before, "books", "form")


def written(place: GooglePlace) -> dict[str, Any]:
    """What the workbooks hold; not what a run notes of itself, that it failed."""
    of_itself = (FENCE, LAST_WRITE, "Runs")
    sheets = {name: place.files[name].content.sheets for name in BOOKS}
    return {n: repr([s.rows for s in found if s.title not in of_itself]) for n, found in sheets.items()}


@pytest.mark.parametrize("kind", REFUSED, ids=lambda kind: kind.name)
def test_what_google_refuses_is_told_with_who_must_do_what_and_the_next_run_catches_up(
    place: GooglePlace, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="automations")
    good = kept(place)
    kind.harm(place)
    before = written(place)
    ran = place.run()
    assert ran.code == kind.code
    assert_plain(ran, caplog.text, *kind.says)
    assert written(place) == before or (kind.arrives and written(place)["board"] == before["board"])
    mend(place, good)
    assert len(place.intake()) == 1 + kind.arrives
    assert place.run().code == 0
    assert len(place.intake()) == len(place.board()) == 2
