"""Each mail word by word: codes and what to do, in lines of one length; nothing of what a case is about."""

from html.parser import HTMLParser

import pytest

from automations.core.mail import wording
from automations.core.mail.digest import Digest
from automations.core.mail.letters import Letter, letter_id
from automations.core.mail.tellings import Kind, Thing
from automations.core.mail.wording import Links, acknowledgement, to_team
from tests.unit.offices import CODE, OTHER, THIRD

BOARD, OFFICE, OUTSIDE = (f"https://example.org/{name}?a=1&b=2" for name in ("board", "office", "outside"))
FILE = "https://example.org/file?a=1&b=2"
LINKS = Links(BOARD, OFFICE, OUTSIDE, {CODE: FILE, OTHER: ""})
EMPTY = Digest(0, "2026-11-09", 0, (), (), (), (), 0, 0, 0, {})
DAILY = Thing(Kind.DIGEST, "", "2026-11-10")
LOOK_IN = (
    "Please look into the outside office. This note comes every few days, whether or not something is there"
)
TOP = '<!doctype html>\n<html lang="en"><body style="font-family: sans-serif; line-height: 1.4">\n'
END = "\n</body></html>\n"


def line(code: str, kind: str, link: str = "") -> str:
    return f"  {code.ljust(36)}{kind.ljust(24)}{link}"


def row(code: str, kind: str, link: str = "") -> str:
    """All are of the same length, whether or not there is a link."""
    return f"<tr><td>{code.ljust(36)}</td><td>{kind.ljust(24)}</td><td>{link.ljust(120)}</td></tr>"


def said(*going: Thing, digest: Digest | None = None, links: Links | None = None) -> list[str]:
    """The parts of the text, without the greeting."""
    letter = to_team("sam@example.org", "id", going, digest, links or Links())
    first, *others = letter.text.removesuffix("\n").split("\n\n")
    assert first == "Hello,"
    return others


def test_a_letter_s_id_is_the_same_whenever_it_is_sent_again() -> None:
    assert letter_id("secret", "about") == "2409617310e0a80aa7397e5390b7cef3"


def test_a_letter_s_id_tells_nothing_to_who_has_not_the_secret_however_long_it_is() -> None:
    secrets = ("", "other", "s" * 63, "s" * 64, "é" * 64)
    found = {letter_id(secret, about) for secret in secrets for about in (CODE, OTHER)}
    assert len(found) == 10
    assert letter_id("s" * 100, CODE) == letter_id("s" * 64, CODE)


def test_a_volunteer_s_mail_names_codes_and_what_to_do_and_links_what_is_theirs() -> None:
    going = [Thing(Kind.NEW, CODE), Thing(Kind.CHECK_IN, OTHER, "2026-11-10")]
    assert to_team("sam@example.org", "id", going, None, LINKS) == Letter(
        "id",
        "sam@example.org",
        "A note for you",
        "Hello,\n"
        "\n"
        "Your cases:\n"
        f"{line(CODE, 'new case', FILE)}\n"
        f"{line(OTHER, 'check-in due')}\n"
        "\n"
        f"What to do next stands on the board: {BOARD}\n",
        f"{TOP}"
        "<p>Hello,</p>\n"
        '<p>Your cases:</p><table cellpadding="4">\n'
        + row(CODE, "new case", '<a href="https://example.org/file?a=1&amp;b=2">case file</a>')
        + f"\n{row(OTHER, 'check-in due')}\n"
        "</table>\n"
        "<p>What to do next stands on the board: "
        '<a href="https://example.org/board?a=1&amp;b=2">https://example.org/board?a=1&amp;b=2</a></p>'
        f"{END}",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.NEW, "new case"),
        (Kind.SOON, "reach out soon"),
        (Kind.OVERDUE, "reach out: overdue"),
        (Kind.CHECK_IN, "check-in due"),
    ],
)
def test_without_addresses_a_mail_says_what_to_do_all_the_same(kind: Kind, words: str) -> None:
    assert said(Thing(kind, CODE)) == [
        f"Your cases:\n{line(CODE, words)}",
        "What to do next stands on the board.",
    ]


def test_what_can_not_wait_stands_first_and_links_to_the_office_alone() -> None:
    going = (Thing(Kind.OVERDUE, CODE), Thing(Kind.NOW, CODE), Thing(Kind.NOW, THIRD))
    now = "\n".join(line(code, "please look at it now") for code in (CODE, THIRD))
    assert said(*going[1:], links=LINKS) == [
        f"In the office, these wait for you:\n{now}",
        f"Intake in the office says more: {OFFICE}",
    ]
    assert said(*going, digest=EMPTY, links=LINKS) == [
        f"In the office, these wait for you:\n{now}",
        f"Your cases:\n{line(CODE, 'reach out: overdue', FILE)}",
        f"What to do next stands on the board: {BOARD}",
        "Open requests: 0; received since 2026-11-09: 0.",
        f"Intake in the office says more: {OFFICE}",
    ]


def test_the_outside_contact_is_asked_to_look_in_with_or_without_an_address() -> None:
    assert said(Thing(Kind.LOOK_IN), links=LINKS) == [f"{LOOK_IN}: {OUTSIDE}"]
    assert said(Thing(Kind.LOOK_IN)) == [f"{LOOK_IN}."]


def test_a_digest_of_a_quiet_day_is_short() -> None:
    assert said(DAILY, digest=EMPTY) == [
        "Open requests: 0; received since 2026-11-09: 0.",
        "Intake in the office says more.",
    ]
    assert said(DAILY) == []


def test_a_digest_says_what_waits_what_is_late_and_what_is_to_be_mended() -> None:
    digest = Digest(
        7,
        "2026-11-06",
        2,
        ((CODE, "2026-11-12"), (OTHER, "")),
        ((THIRD, "2026-11-13"),),
        (("d-e-f", "2026-10-20"), ("g-h-i", "")),
        (("j-k-l", "2026-11-09"),),
        1,
        2,
        3,
        {"mail": 4, "assign & more": 5},
    )
    assert said(DAILY, digest=digest, links=LINKS) == [
        "Open requests: 7; received since 2026-11-06: 2.",
        f"Waiting for your decision, and until when:\n{line(CODE, '2026-11-12')}\n{line(OTHER, 'no day')}",
        f"Fewer than two volunteers can take these:\n{line(THIRD, '2026-11-13')}",
        "Well overdue. Ask the pair, and offer to replace them (Intake, column Replace):\n"
        f"{line('d-e-f', 'was due 2026-10-20')}\n{line('g-h-i', 'no day')}",
        f"Overdue; the pair was told:\n{line('j-k-l', 'was due 2026-11-09')}",
        "Rows of Availability that can't be read, so they count as away: 1.",
        "Volunteers with cases and without an address on the Roster: 2.",
        "Things to mend in who can open what: 3. The command `doctor` names them.",
        "Jobs that failed, and how often: assign & more 5, mail 4. Tell whoever looks after them.",
        f"Intake in the office says more: {OFFICE}",
    ]


class _Read(HTMLParser):
    """What a mail program shows."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def test_what_is_shown_as_a_page_is_what_the_text_says_and_no_cell_can_change_the_page() -> None:
    digest = Digest(1, "2026-11-06", 1, ((CODE, ""),), (), (), (), 0, 0, 0, {"<b>mail</b>": 4})
    letter = to_team("sam@example.org", "id", [DAILY], digest, LINKS)
    read = _Read()
    read.feed(letter.html)
    assert read.words.split() == letter.text.split()
    assert read.links == [OFFICE]


def test_an_address_with_another_in_it_is_one_link() -> None:
    address = "https://example.org/login?to=https://example.org/board"
    going = [Thing(Kind.NEW, CODE)]
    found = to_team("sam@example.org", "id", going, None, Links(board=address)).html
    assert f'stands on the board: <a href="{address}">{address}</a></p>' in found


def test_we_have_it_has_no_word_of_what_was_sent_or_to_whom() -> None:
    words = (
        "We have what you sent, and a person will read it.",
        "To add something or to take it back, use the same page again and choose so at its first question. "
        "If you left a phrase that only you know, write it there too.",
        "You need not answer this mail. It was sent because you asked for it.",
    )
    page = TOP + "\n".join(f"<p>{sentence}</p>" for sentence in words) + END
    assert acknowledgement("someone@example.org", "id") == Letter(
        "id", "someone@example.org", "We have it", "\n\n".join(words) + "\n", page
    )


def test_a_test_says_that_it_is_one() -> None:
    assert wording.test_letter("sam@example.org", "id") == Letter(
        "id",
        "sam@example.org",
        "A note for you",
        "Hello,\n\nThis is a test, and mail works.\n",
        f"{TOP}<p>Hello,</p>\n<p>This is a test, and mail works.</p>{END}",
    )
