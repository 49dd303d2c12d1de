"""Twelve ways to get at somebody from the published files alone; each succeeds on a careless report."""

import re
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import naive_report
from anonymity import CLOSE, handfuls
from anonymity_attack import Attack, model, read, replay
from anonymity_worlds import BEGIN, REACH_OUT_DAYS, K, publish, shelf, world

from automations.reporting.counting import Counted
from automations.reporting.tables import CONCERN, FIRST_CONTACT, OUTCOME, REQUESTER, smallest_shown
from automations.reporting.windows import named
from tests import careless_report
from tests.careless_report import Seen

MONTHS = 24
Files = Mapping[str, Mapping[str, bytes]]


def cases(count: int, month: int = BEGIN, **others: object) -> list[Counted]:
    plain = {
        "received": month,
        "due": month,
        "closed": None,
        "concerns": frozenset(CONCERN.categories[:1]),
        "requester": REQUESTER.categories[0],
        "contact": FIRST_CONTACT.categories[0],
        "outcome": OUTCOME.categories[0],
    }
    return [Counted(**(plain | others)) for _ in range(count)]  # type: ignore[arg-type] # as the fields are


def ours(found: list[Counted], months: int = 1) -> Files:
    return shelf(publish([Seen(case) for case in found], months))


class Page(HTMLParser):
    """What a browser shows, and what it doesn't: texts, attributes, comments."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.tags: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def pages(files: Files) -> Iterator[Page]:
    return (Page(there["report.html"]) for there in files.values())


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)?", text)


# 1. reconstruction


@pytest.mark.parametrize(("rate", "seed"), [(2, 101), (9, 102), (18, 103)])
def test_no_hidden_number_can_be_solved_for_not_even_to_within_one(rate: float, seed: int) -> None:
    made = world(rate, seed, MONTHS)
    ledger = publish(made, MONTHS)
    known = replay(read(shelf(ledger)), K, REACH_OUT_DAYS)
    final = [case for one in made if (case := one.at(BEGIN + MONTHS, ledger))]
    hidden = [cell for cell, _ in handfuls(final, ledger, MONTHS)]
    assert len(hidden) > 100
    assert Attack(model(known, range(BEGIN, BEGIN + MONTHS)), hidden).intervals(CLOSE) == {}


def test_of_a_usual_report_two_thirds_of_the_blanks_are_solved_for() -> None:
    made, hidden = naive_report.attacked(naive_report.shelf(naive_report.simulated()))
    narrow = Attack(made, hidden).intervals(CLOSE)
    assert len(hidden) == 131
    assert f"{sum(a == b for a, b in narrow.values()) / len(hidden):.1%}" == "66.4%"
    assert f"{len(narrow) / len(hidden):.1%}" == "97.7%"


# 2. differencing


def differences(files: Files) -> list[int]:
    """What one number leaves of another that covers it, of the same table or of a total."""
    figures = [
        (table, window, category, count)
        for report in read(files).values()
        for (table, window), counts in report.items()
        for category, count in counts.items()
    ]
    found = []
    for table, window, category, count in figures:
        for other, inner, part, less in figures:
            same = table is other and category == part and window != inner
            whole = table.is_total and not other.is_total and other not in (FIRST_CONTACT, OUTCOME)
            if (same or whole) and inner.within(window):
                found.append(count - less)
    return found


def test_no_two_published_numbers_leave_a_handful_between_them() -> None:
    for rate, seed in ((5, 1), (9, 2), (30, 3)):
        found = differences(shelf(publish(world(rate, seed, MONTHS), MONTHS)))
        assert not [left for left in found if 0 < left < smallest_shown(K)]


def test_of_a_careless_report_two_numbers_leave_a_handful() -> None:
    made = cases(9) + cases(2, BEGIN + 1)
    assert 2 in differences(careless_report.shelf(made, 2))


# 3. a single late case


def test_a_case_that_comes_late_changes_no_number_that_was_published() -> None:
    made = [Seen(case) for case in cases(9) + cases(9, BEGIN + 1)]
    late = Seen(cases(1, BEGIN + 1)[0])
    before, after = shelf(publish(made, 1)), shelf(publish([*made, late], 2))
    assert before == {name: after[name] for name in before}


def test_a_careless_report_that_is_made_again_shows_the_late_case() -> None:
    before, after = (careless_report.shelf(cases(9 + late), 1) for late in (0, 1))
    (was,), (is_now,) = (list(read(files).values()) for files in (before, after))
    assert [is_now[table]["all"] - count["all"] for table, count in was.items() if "all" in count] == [1]


# 4. complements, and how few there were


def test_no_cases_one_or_k_look_the_same_in_every_byte() -> None:
    found = [ours(cases(9) + cases(few, BEGIN + 1), 2) for few in range(smallest_shown(K))]
    assert all(files == found[0] for files in found)


def test_whom_a_category_leaves_out_is_no_handful_either() -> None:
    one, two, three = CONCERN.categories[:1], CONCERN.categories[3:4], CONCERN.categories[4:5]
    ticked = frozenset(one + two + three)
    made = [case for month in range(3) for case in cases(20, BEGIN + month, concerns=ticked)]
    made[0] = cases(1, concerns=frozenset(one))[0]
    assert not [table for numbers in read(ours(made, 3)).values() for table, _ in numbers if table.several]


def test_a_careless_report_looks_different_for_none_and_for_one() -> None:
    none, one = (careless_report.shelf(cases(9) + cases(few, BEGIN + 1), 2) for few in (0, 1))
    assert none != one


# 5. percentages · 6. order statistics · 8. charts


def explained(files: Files) -> set[str]:
    """Every number that a page may hold: those published, dates, the promise, the threshold."""
    counts = {str(n) for report in read(files).values() for c in report.values() for n in c.values()}
    years = {named(BEGIN + month)[:4] for month in range(36)}
    return counts | years | {str(REACH_OUT_DAYS), str(smallest_shown(K))}


def test_a_page_says_no_number_but_those_published() -> None:
    files = shelf(publish(world(18, 7, MONTHS), MONTHS))
    for page in pages(files):
        said = {number for text in page.texts for number in numbers(text)}
        assert said <= explained(files)
        assert "%" not in "".join(page.texts)


@pytest.mark.parametrize("told", ["percentage", "median"])
def test_a_careless_page_says_more_numbers(told: str) -> None:
    files = careless_report.shelf(cases(9) + cases(2, requester=REQUESTER.categories[1]), 1)
    for page in pages(files):
        said = "".join(text for text in page.texts if told in text)
        assert set(numbers(said)) - explained(files)


def test_a_chart_holds_no_number_but_the_parts_of_those_published() -> None:
    files = shelf(publish(world(18, 7, MONTHS), MONTHS))
    for there, report in zip(files.values(), read(files).values(), strict=True):
        page = Page(there["report.html"])
        bars = [(name, value) for name, value in page.attributes if name == "style"]
        parts = [
            f"--share: {round(100 * n / max(counts.values()))}%"
            for (table, _), counts in report.items()
            if not table.is_total
            for n in counts.values()
        ]
        assert [value for _, value in bars] == parts
        assert not {"svg", "img", "canvas", "script", "desc"} & set(page.tags)
        assert not [n for n, _ in page.attributes if n.startswith("data-") or n == "title" or n == "alt"]
        assert not [v for n, v in page.attributes if n.startswith("aria-") and numbers(v)]


def test_a_careless_chart_draws_the_number_that_it_does_not_print() -> None:
    (page,) = pages(careless_report.shelf(cases(9) + cases(2, requester=REQUESTER.categories[1]), 1))
    heights = [float(value) for name, value in page.attributes if name == "height"]
    assert 2 in [round(height / max(heights) * 9) for height in heights]


# 7. load and names


def test_a_page_names_the_team_in_the_order_of_the_alphabet_and_says_nothing_of_their_work() -> None:
    one, other = careless_report.with_team(["Zora", "Ada"]), careless_report.with_team(["Ada", "Zora"])
    assert one == other
    assert "Ada, Zora" in one["report.html"].decode()


def test_a_careless_page_lists_who_has_how_many() -> None:
    (page,) = pages(careless_report.shelf(cases(9), 1))
    assert numbers("".join(text for text in page.texts if "Ada" in text))


# 9. containers and comments · 10. metadata and paths


def test_a_report_is_two_files_without_comments_or_anything_hidden() -> None:
    for there in shelf(publish(world(9, 4, 3), 3)).values():
        assert sorted(there) == ["report.csv", "report.html"]
        page = Page(there["report.html"])
        assert page.comments == []
        assert [v for n, v in page.attributes if n in ("name", "http-equiv", "property")] == ["viewport"]
        assert not [n for n, _ in page.attributes if n in ("hidden", "href", "src")]
        for secret in (str(Path.cwd()), str(Path.home()), "python", "jinja", "generator"):
            assert secret not in there["report.html"].decode()


def test_a_careless_page_hides_its_numbers_in_a_comment_and_says_who_made_it() -> None:
    (page,) = pages(careless_report.shelf(cases(2), 1))
    assert "2" in "".join(page.comments)
    assert {"author", "generator"} <= {value for name, value in page.attributes if name == "name"}


# 11. order, dates, text


def test_the_order_of_the_cases_changes_no_byte() -> None:
    made = world(9, 5, 6)
    assert shelf(publish(made, 6)) == shelf(publish(made[::-1], 6))


def test_a_careless_report_tells_in_which_order_they_came() -> None:
    first, then = cases(1, requester="Myself"), cases(1, requester="Someone else")
    assert careless_report.shelf(first + then, 1) != careless_report.shelf(then + first, 1)
