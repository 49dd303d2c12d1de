"""The report's page and table of numbers: what they show, and that nobody's words can change them."""

import re
from dataclasses import replace

import pytest

from automations.reporting.ledger import Attempt, LedgerError, Release
from automations.reporting.render import render
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import JANUARY, MONTH, QUARTER, told

WORDS = {
    "team": "Us & <them>",
    "days": 10,
    "least": 6,
    "form": "",
    "grievance officer": "",
    "outside contact": "",
    "feedback": "",
    "volunteers": ["Sam Okafor", "Lee <Park>"],
    "note": "",
    "last": {"requests": "March 2025", "outcome": "2025"},
    "next": {"requests": "April 2026", "first contact": "May 2026"},
}
CORRECTING = {
    "team": "Us & <them>",
    "days": 10,
    "least": 6,
    "feedback": "",
    "before": [["the report for January 2026", [20, 10]], ["correction 2", [12, 13]]],
}


def report(*attempts: Attempt, **said: object) -> Release:
    return Release(4, JANUARY + 2, attempts, {**WORDS, **said})


def corrected(*attempts: Attempt, **said: object) -> Release:
    return Release(5, JANUARY + 2, attempts, {**CORRECTING, **said})


TWO = (
    replace(told(REQUESTER, QUARTER, 10, 20), corrects=1),
    replace(told(FIRST_CONTACT, MONTH, 19, 6), corrects=2),
)


def page(release: Release) -> str:
    return render(release)["report.html"].decode()


def table(heading: str, window: str, rows: str, long: bool = False, remark: str = "") -> str:
    """As it stands in the page."""
    below = f'<p class="quiet">{remark}</p>\n' if remark else ""
    return (
        f'<section class="table{" long" if long else ""}">\n<table>\n'
        f'<caption><span class="heading">{heading}</span> <span class="window">{window}</span></caption>\n'
        '<thead class="unseen"><tr><th scope="col">What</th><th scope="col">How many</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n{below}</section>\n"
    )


def row(category: str, share: int, count: int) -> str:
    return f'<tr><th scope="row">{category}</th><td style="--share: {share}%">{count}</td></tr>\n'


def absent(release: Release) -> list[tuple[str, str, str]]:
    """The tables that the page says it does not have: what, last told for, probably next for."""
    return re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', page(release))


def test_the_same_numbers_stand_in_the_page_and_in_the_table_for_machines() -> None:
    files = render(
        report(told(REQUESTS, QUARTER, 30), told(CONCERN_GROUP, MONTH), told(REQUESTER, MONTH, 10, 20))
    )
    assert list(files) == ["report.html", "report.csv"]
    assert files["report.csv"].decode() == (
        "table,window_start,window_end,category,count\n"
        "requests,2026-01-01,2026-03-31,all,30\n"
        "requester,2026-01-01,2026-01-31,Myself,10\n"
        "requester,2026-01-01,2026-01-31,Someone else,20\n"
    )
    assert render(report())["report.csv"] == b"table,window_start,window_end,category,count\n"


def test_each_table_is_shown_with_bars_that_are_shares_of_its_largest_number() -> None:
    remark = "A request can be about several things, so these may add up to more than the requests."
    found = page(
        report(
            told(REQUESTS, QUARTER, 30),
            told(CONCERN, MONTH),
            told(CONCERN_GROUP, QUARTER, 24, 16, 9),
            told(REQUESTER, MONTH, 7, 9),
        )
    )
    groups = (
        row("Talking it through", 100, 24)
        + row("Harm and accountability", 67, 16)
        + row("Group culture", 38, 9)
    )
    who = row("Myself", 78, 7) + row("Someone else", 100, 9)
    assert (
        '<p class="quiet">More requests need not mean more harm: they may mean that more people know where '
        "to turn.</p>\n</section>\n"
        + table("What brought people here", "January to March 2026", groups, remark=remark)
        + table("Whom they asked for", "January 2026", who)
        + "</div>\n"
    ) in found


def test_the_page_names_its_month_and_how_many_asked_for_help() -> None:
    found = page(report(told(REQUESTER, MONTH, 7, 9), told(REQUESTS, QUARTER, 30)))
    assert "<h1>March 2026</h1>" in found
    assert "<p><strong>30</strong> in January to March 2026</p>" in found
    without = page(report(told(REQUESTS, QUARTER), told(REQUESTER, MONTH, 7, 9)))
    assert "Not told in this report. Why, and when they may be told again, stands below." in without
    assert "<strong>" not in without
    assert without.count('<section class="table') == found.count('<section class="table') == 1


def test_first_contact_says_the_days_that_the_team_had_promised_then() -> None:
    outcomes = told(OUTCOME, MONTH, 6, 7, 8, 9, 10, 12)
    found = page(report(told(FIRST_CONTACT, MONTH, 19, 6), outcomes))
    assert row("Within 10 days", 100, 19) + row("Later or not yet", 32, 6) in found
    assert "7 days" not in found
    assert '<section class="table long">' in found


def test_a_table_that_is_not_there_says_when_it_was_and_when_it_may_be_again() -> None:
    assert absent(report(told(REQUESTER, MONTH, 7, 9), told(CONCERN, MONTH))) == [
        ("The number of requests", "March 2025", "April 2026"),
        ("The single concerns", "–", "–"),
        ("The groups of concerns", "–", "–"),
        ("First contact", "–", "May 2026"),
        ("How cases ended", "2025", "–"),
    ]
    shown = [told(kind, MONTH, *[9] * len(kind.categories)) for kind in (REQUESTS, CONCERN, CONCERN_GROUP)]
    others = [told(kind, MONTH, *[9] * len(kind.categories)) for kind in (REQUESTER, FIRST_CONTACT, OUTCOME)]
    assert absent(report(*shown, *others)) == []
    assert absent(report(*shown, *others[1:])) == [("Whom people asked for", "–", "–")]


@pytest.mark.parametrize("lost", [{}, None, "x", []])
def test_where_a_report_did_not_keep_when_a_table_was_told_it_says_nothing_of_it(lost: object) -> None:
    found = report(told(REQUESTER, MONTH, 7, 9), last=lost, next=lost)
    assert [line[1:] for line in absent(found)] == [("–", "–")] * 5


def test_what_somebody_wrote_is_shown_as_they_wrote_it_and_can_not_change_the_page() -> None:
    found = page(report(note="A <b>word</b>\n\n\n\n& another"))
    assert "<title>Us &amp; &lt;them&gt;: March 2026</title>" in found
    assert "<p>Approved by the steering committee: Sam Okafor, Lee &lt;Park&gt;.</p>" in found
    assert '<p dir="auto">A &lt;b&gt;word&lt;/b&gt;</p>\n<p dir="auto">&amp; another</p>\n' in found
    assert "<b>" not in found


def test_a_page_ends_with_a_whole_line_and_has_no_lines_of_a_template() -> None:
    for found in (page(report(told(REQUESTER, MONTH, 7, 9))), page(corrected(*TWO))):
        assert found.startswith('<!doctype html>\n<html lang="en">\n<head>\n')
        assert found.endswith("</main>\n</body>\n</html>\n")
        assert "{%" not in found


def test_a_correction_shows_what_is_told_now_and_what_was_told_and_where() -> None:
    remark = "Requests by the day on which somebody was to have reached out at the latest."
    found = page(corrected(*TWO))
    assert "<title>Us &amp; &lt;them&gt;: correction 5</title>" in found
    top = '<section class="table">\n<table class="compared">\n<caption><span class="heading">'
    head = (
        '<thead><tr><th scope="col">What</th><th scope="col">Now</th><th scope="col">Before</th></tr>'
        "</thead>\n<tbody>\n"
    )
    assert (
        f'{top}Whom they asked for</span> <span class="window">January to March 2026, instead of the numbers '
        f"in the report for January 2026</span></caption>\n{head}"
        '<tr><th scope="row">Myself</th><td>10</td><td>20</td></tr>\n'
        '<tr><th scope="row">Someone else</th><td>20</td><td>10</td></tr>\n'
        "</tbody>\n</table>\n</section>\n"
        f'{top}First contact</span> <span class="window">January 2026, instead of the numbers in '
        f"correction 2</span></caption>\n{head}"
        '<tr><th scope="row">Within 10 days</th><td>19</td><td>12</td></tr>\n'
        '<tr><th scope="row">Later or not yet</th><td>6</td><td>13</td></tr>\n'
        f'</tbody>\n</table>\n<p class="quiet">{remark}</p>\n</section>\n'
    ) in found
    assert render(corrected(*TWO))["report.csv"].decode() == (
        "table,window_start,window_end,category,count\n"
        "requester,2026-01-01,2026-03-31,Myself,10\n"
        "requester,2026-01-01,2026-03-31,Someone else,20\n"
        "first contact,2026-01-01,2026-01-31,Within 7 days,19\n"
        "first contact,2026-01-01,2026-01-31,Later or not yet,6\n"
    )


@pytest.mark.parametrize("before", [[], None, CORRECTING["before"][:1], [["a", [1, 2]], ["b", [3]]]])  # type: ignore[index] # a list
def test_a_correction_is_not_made_without_all_the_numbers_that_it_replaces(before: object) -> None:
    with pytest.raises(LedgerError, match="says beside its numbers is lost"):
        render(corrected(*TWO, before=before))


@pytest.mark.parametrize("lost", [key for key in WORDS if key not in ("last", "next")])
def test_a_report_whose_words_are_lost_is_not_made_up(lost: str) -> None:
    release = report(told(REQUESTER, MONTH, 7, 9))
    left = {key: said for key, said in release.words.items() if key != lost}
    with pytest.raises(LedgerError) as told_so:
        render(replace(release, words=left))
    assert str(told_so.value) == "what release 4 says beside its numbers is lost"


@pytest.mark.parametrize("lost", list(CORRECTING))
def test_a_correction_whose_words_are_lost_is_not_made_up(lost: str) -> None:
    release = corrected(*TWO)
    left = {key: said for key, said in release.words.items() if key != lost}
    with pytest.raises(LedgerError) as told_so:
        render(replace(release, words=left))
    assert str(told_so.value) == "what release 5 says beside its numbers is lost"


def test_a_year_is_told_by_its_number() -> None:
    found = page(report(told(REQUESTS, Window(JANUARY, 12), 60)))
    assert "<p><strong>60</strong> in 2026</p>" in found
