"""The page in a real browser: readable by everybody, wide and narrow, light and dark, on paper."""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from anonymity_worlds import TEAM, publish, world

from automations.core.team import Roster, Team
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.render import render
from automations.reporting.tables import CONCERN_GROUP, REQUESTER
from automations.reporting.windows import Window
from automations.reporting.words import words, words_of_correction

pytestmark = pytest.mark.chromium

NOTE = "We moved our open hour to Thursdays.\n\nThank you for your patience."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # The sandbox needs rights that a container's root has not; the page is our own.
        yield driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report with many tables."""
    ledger = publish(world(30, 3, 12), 12)
    full = max(ledger.releases, key=lambda release: len(list(release.published)))
    assert len(list(full.published)) >= 4
    return _saved(full, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report without any number."""
    return _saved(Release(1, 24321, ()), tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a correction of two tables."""
    window = Window(24318, 3)
    told = ((REQUESTER, (18, 9), (12, 15)), (CONCERN_GROUP, (20, 14, 9), (13, 21, 9)))
    first, anew = (
        tuple(
            Attempt(table, window, dict(zip(table.categories, counts[place], strict=True)), 5, None, number)
            for table, *counts in told
        )
        for place, number in ((0, None), (1, 1))
    )
    ledger = Ledger((Release(1, 24320, first),))
    team = replace(TEAM, feedback="us@example.org")
    said = words_of_correction(team, anew, ledger)
    path = tmp_path_factory.mktemp("corrected") / "report.html"
    path.write_bytes(render(Release(2, 24320, anew, said))["report.html"])
    return path.as_uri()


@pytest.fixture(scope="module")
def unwieldy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report of a team whose words have no end."""
    endless = "w" * 200
    team = replace(TEAM, name=endless, form=endless, feedback=endless, grievance_officer=endless)
    return _saved(Release(1, 24321, ()), tmp_path_factory.mktemp("unwieldy"), team, endless)


PLAIN = replace(TEAM, form="https://forms.example.org/a-rather-long-address", feedback="us@example.org")


def _saved(release: Release, folder: Path, team: Team = PLAIN, note: str = NOTE) -> str:
    said = words(team, Roster((), frozenset(), {}), note, release.month, Ledger((release,)))
    path = folder / "report.html"
    path.write_bytes(render(replace(release, words=said))["report.html"])
    return path.as_uri()


@pytest.mark.parametrize("width", [1200, 375, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_object_to(
    browser: Browser, page: str, empty: str, corrected: str, width: int, scheme: str
) -> None:
    for address in (page, empty, corrected):
        tab = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type] # one of two words
        tab.goto(address)
        found = Axe().run(tab).response
        assert [rule["id"] for rule in found["violations"]] == []
        assert len(found["passes"]) > 10
        tab.close()


def test_nothing_is_cut_off_on_a_small_phone(
    browser: Browser, page: str, corrected: str, unwieldy: str
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 600})
    for address in (page, corrected, unwieldy):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_asks_nobody_for_anything_and_runs_nothing(browser: Browser, page: str) -> None:
    asked: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page)
    assert asked == [page]
    assert tab.evaluate("document.scripts.length") == 0


def test_the_form_s_address_is_a_link_and_leads_where_it_says(
    browser: Browser, page: str, unwieldy: str
) -> None:
    tab = browser.new_page()
    tab.goto(page)
    assert [(a.get_attribute("href"), a.inner_text()) for a in tab.locator("a").all()] == [
        (PLAIN.form, PLAIN.form)
    ]
    tab.goto(unwieldy)
    assert tab.locator("a").count() == 0


def test_on_paper_it_is_one_page_where_little_is_told_and_two_at_most(
    browser: Browser, page: str, empty: str
) -> None:
    tab = browser.new_page()
    for address, most in ((empty, 1), (page, 2)):
        tab.goto(address)
        printed = tab.pdf(format="Letter", prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= most
