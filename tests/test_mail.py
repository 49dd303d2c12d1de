"""Mail without content: who is told what, when, how often; and what no mail ever says."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.message import EmailMessage

import pytest

from automations.core.mail.letters import letter_id
from sheets_schema.form import FORM
from tests.google_place import GooglePlace
from tests.mail_server import USER, MailPlace, page, plain_text
from tests.place import TEAM, Place, address, addressed, response

COORDINATORS = [address(name) for name in TEAM[:2]]
MONDAY, TUESDAY = "2026-11-09T09:00:00-08:00", "2026-11-10T09:00:00-08:00"
NIGHT, SUNDAY = "2026-11-10T03:00:00-08:00", "2026-11-08T12:00:00-08:00"
ON_MONDAY = "2026/11/09 8:00:00 AM GMT-8"
REQUESTER = "someone@example.org"


def told(mail: MailPlace, to: str) -> list[str]:
    """What each mail to this address said, in text, spaces made single; forgotten afterwards."""
    found = [
        " ".join(plain_text(m).split())
        for m, who in zip(mail.post.mails, mail.post.to, strict=True)
        if who == to
    ]
    kept = [(m, who) for m, who in zip(mail.post.mails, mail.post.to, strict=True) if who != to]
    mail.post.clear()
    for one, who in kept:
        mail.post.mails.append(one)
        mail.post.to.append(who)
    return found


def pair(place: Place, number: int = 0) -> tuple[str, list[str]]:
    """A case code, and its volunteers' addresses."""
    row = place.board()[number]
    return str(row["Case"]), [address(str(row[header])) for header in ("Volunteer 1", "Volunteer 2")]


def next_day(now: str, days: int = 1) -> str:
    return (datetime.fromisoformat(now) + timedelta(days=days)).isoformat()


def test_the_pair_is_told_of_its_new_case_once_and_nobody_else_is(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response(ON_MONDAY))
    mailed.run(now=MONDAY)
    code, two = pair(mailed)
    for to in two:
        (text,) = told(mail, to)
        assert f"{code} new case" in text
    assert set(mail.post.to) <= set(COORDINATORS)
    mail.post.clear()
    for now in (MONDAY, TUESDAY):
        mailed.run(now=now)
    assert not set(mail.post.to) & set(two) - set(COORDINATORS)


def test_a_mail_says_where_the_board_is_and_a_coordinator_s_where_the_office_is(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.drop(response(ON_MONDAY))
    mailed.run(now=MONDAY)
    _, two = pair(mailed)
    texts = "".join(text for to in {*two, *COORDINATORS} for text in told(mail, to))
    assert "What to do next stands on the board" in texts
    if isinstance(mailed, GooglePlace):
        for name in ("board", "office"):
            assert f"https://docs.google.com/spreadsheets/d/{mailed.files[name].id}" in texts


def test_nobody_gets_more_than_one_mail_a_day(mailed: Place, mail: MailPlace) -> None:
    rows = [response(f"2026/11/09 {hour}:00:00 AM GMT-8") for hour in (1, 9, 10, 11)]
    for hour in range(8, 19):
        mailed.drop(*rows[: 1 + (hour - 8) // 2])
        mailed.run(now=f"2026-11-09T{hour:02}:30:00-08:00")
    assert len(mailed.board()) == 4
    assert set(mail.post.count().values()) == {1}
    mailed.run(now=TUESDAY)
    for row in mailed.board():
        for header in ("Volunteer 1", "Volunteer 2"):
            assert any(str(row["Case"]) in text for text in _all(mail, address(str(row[header]))))


def _all(mail: MailPlace, to: str) -> list[str]:
    return [plain_text(m) for m, who in zip(mail.post.mails, mail.post.to, strict=True) if who == to]


@pytest.mark.parametrize(
    "now",
    [
        NIGHT, "2026-11-10T07:59:00-08:00", "2026-11-10T19:00:00-08:00", SUNDAY, "2026-11-14T12:00:00-08:00",
        "2026-11-26T12:00:00-08:00", "2026-12-25T12:00:00-08:00",
    ],
)  # fmt: skip
@pytest.mark.files
def test_nobody_of_the_team_is_written_to_at_night_at_weekends_or_on_holidays(
    unset: Place, mail: MailPlace, now: str
) -> None:
    unset.set_up(mail.settings(more='holidays = ["2026-11-26", "12-25"]'))
    unset.roster(*addressed())
    unset.drop(response("2026/11/05 9:00:00 AM GMT-8"))
    unset.run(now=now)
    assert not [to for to in mail.post.to if to != REQUESTER]
    unset.run(now=next_day("2026-12-27T09:00:00-08:00"))
    assert set(COORDINATORS) <= set(mail.post.to)


@pytest.mark.parametrize("now", [NIGHT, SUNDAY, TUESDAY])
def test_danger_is_told_to_coordinators_at_once_once_and_in_neutral_words(
    mailed: Place, mail: MailPlace, now: str
) -> None:
    mailed.drop(response("2026/11/08 1:00:00 AM GMT-8", immediate_danger="Yes"))
    for _ in range(3):
        mailed.run(now=now)
    code = str(mailed.intake()[0]["Case"])
    for to in COORDINATORS:
        (text,) = told(mail, to)
        assert f"{code} please look at it now" in text
        assert "danger" not in text
    assert not mail.post.to
    mailed.run(now="2026-11-11T09:00:00-08:00")
    for to in COORDINATORS:
        (text,) = told(mail, to)
        assert "please look at it now" not in text
        assert f"Waiting for your decision, and until when: {code} 2026-11-15" in text


def test_what_could_not_wait_takes_nobody_s_daily_mail_away(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response("2026/11/08 1:00:00 AM GMT-8", immediate_danger="Yes"))
    mailed.run(now=NIGHT)
    mailed.run(now=TUESDAY)
    assert mail.post.count() == dict.fromkeys(COORDINATORS, 2)


def test_a_coordinator_in_conflict_hears_nothing_of_the_case_and_can_t_see_that(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.run(now=MONDAY)
    quiet = [text.replace("2026-11-06", "2026-11-09") for text in told(mail, COORDINATORS[0])]
    told(mail, COORDINATORS[1])
    mailed.drop(response("2026/11/09 9:00:00 AM GMT-8", immediate_danger="Yes", people_involved=TEAM[0]))
    mailed.run(now=TUESDAY)
    code = str(mailed.intake()[0]["Case"])
    assert told(mail, COORDINATORS[0]) == quiet
    assert all(code in text for text in told(mail, COORDINATORS[1]))
    assert not mail.post.to


def test_what_no_coordinator_may_be_told_goes_to_the_outside_contact(unset: Place, mail: MailPlace) -> None:
    unset.set_up(f'[team]\noutside_contact = "Kim, kim@example.org"\n{mail.settings()}')
    unset.roster(*addressed())
    unset.drop(response(ON_MONDAY, immediate_danger="Yes", people_involved=" and ".join(TEAM[:2])))
    unset.run(now=NIGHT)
    assert mail.post.to == ["kim@example.org"]


@pytest.mark.parametrize("about", [TEAM[0], ""], ids=["something is there", "nothing is"])
def test_the_outside_contact_is_asked_to_look_every_few_days_whatever_is_there(
    unset: Place, mail: MailPlace, about: str
) -> None:
    office = "" if isinstance(unset, GooglePlace) else '[files]\noutside_office = "outside-office.xlsx"\n'
    if isinstance(unset, GooglePlace):
        unset.outside = True
    unset.set_up(f'[team]\noutside_contact = "Kim, kim@example.org"\n{office}{mail.settings()}')
    unset.roster(*addressed())
    unset.drop(response(ON_MONDAY, team_involved=about))
    days = []
    for day in range(9, 20):
        for hour in (9, 15):
            unset.run(now=f"2026-11-{day:02}T{hour:02}:00:00-08:00")
            days += [day] * len(found := told(mail, "kim@example.org"))
            assert all(text.startswith("Hello, Please look into the outside office.") for text in found)
    assert days == [9, 12, 16, 19]


def test_danger_that_can_be_told_to_nobody_is_told_to_whoever_runs_the_jobs(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.drop(response(ON_MONDAY, immediate_danger="Yes", people_involved=" and ".join(TEAM[:2])))
    ran = mailed.command("run", "--now", NIGHT)
    assert "could be told to nobody by mail" in ran.out
    assert not mail.post.to


def test_danger_is_told_also_while_the_board_can_t_be_read(mailed: Place, mail: MailPlace) -> None:
    with mailed.editing("board") as book:
        book["Cases"].cell(1, 1).value = "Kase"
    mailed.drop(response(ON_MONDAY, immediate_danger="Yes"))
    mailed.run(now=NIGHT)
    assert sorted(mail.post.to) == sorted(COORDINATORS)


def test_two_days_left_overdue_and_well_overdue_are_told_step_by_step(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response("2026/11/02 9:00:00 AM PST"))
    mailed.run(now="2026-11-02T10:00:00-08:00")
    code, two = pair(mailed)
    said: dict[str, dict[str, str]] = {}
    for day in range(3, 21):
        mail.post.clear()
        mailed.run(now=f"2026-11-{day:02}T09:00:00-08:00")
        for to in {*two, *COORDINATORS}:
            for text in told(mail, to):
                said.setdefault(to, {})[f"{day}"] = text
    for to in two:
        steps = {
            day: "soon" if "reach out soon" in t else "overdue"
            for day, t in said[to].items()
            if "Your cases" in t
        }
        # The 9th is the last day, a Monday: on Friday the 6th it is told, before the weekend.
        assert steps == {"6": "soon", "10": "overdue"}
    for to in COORDINATORS:
        days = {day for day, text in said[to].items() if f"Overdue; the pair was told: {code}" in text}
        assert days == {"10", "11"}
        days = {
            day for day, text in said[to].items() if f"column Replace): {code} was due 2026-11-09" in text
        }
        assert days == {"12", "13", "16", "17", "18", "19", "20"}


def test_a_check_in_that_is_due_is_told_once_for_each_day_that_was_agreed_on(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.drop(response(ON_MONDAY))
    mailed.run(now=MONDAY)
    code, two = pair(mailed)
    said = []
    for day in (10, 11, 12, 16, 17, 18):
        agreed = date(2026, 11, 11) if day < 16 else date(2026, 11, 17)
        mailed.type(
            "board", "Cases", code,
            **{"Reached out on": date(2026, 11, 9), "Stage": "Dialogue", "Next check-in": agreed},
        )  # fmt: skip
        mail.post.clear()
        mailed.run(now=f"2026-11-{day}T09:00:00-08:00")
        said += [day for text in told(mail, two[0]) if f"{code} check-in due" in text]
    assert said == [11, 17]


def test_a_volunteer_who_turns_out_to_be_in_conflict_hears_nothing_more_of_the_case(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.drop(response("2026/11/02 9:00:00 AM PST"))
    mailed.run(now="2026-11-02T10:00:00-08:00")
    code, two = pair(mailed)
    away = next(name for name in TEAM if address(name) == two[0])
    mailed.type("office", "Intake", str(mailed.intake()[0]["Response"]), Keep_away_from=away)
    mail.post.clear()
    for day in (9, 10, 11, 12, 13):
        mailed.run(now=f"2026-11-{day:02}T09:00:00-08:00")
    assert not [text for text in _all(mail, two[0]) if code in text]
    assert [text for text in _all(mail, two[1]) if "reach out: overdue" in text]


def test_what_was_given_long_ago_is_no_news_when_mail_is_switched_on(unset: Place, mail: MailPlace) -> None:
    unset.set_up()
    unset.roster(*addressed())
    unset.drop(response("2026/10/05 9:00:00 AM PDT"))
    unset.run(now="2026-10-05T10:00:00-07:00")
    code, two = pair(unset)
    unset.settings.write_text(unset.settings.read_text() + mail.settings())
    unset.run(now=MONDAY)
    for to in two:
        (text,) = told(mail, to)
        assert "new case" not in text
        assert f"{code} reach out: overdue" in text


def test_mails_about_any_case_have_one_subject_and_one_length(mailed: Place, mail: MailPlace) -> None:
    stories = [response(f"2026/11/09 {n}:00:00 AM GMT-8", what_happened="x" * n * 99) for n in range(1, 10)]
    mailed.drop(
        stories[0], response(ON_MONDAY, concerns="Harassment or violence", within_org="No"), *stories[1:]
    )
    mailed.run(now=MONDAY)
    assert {m["Subject"] for m in mail.post.mails} == {"A note for you"}
    sizes: dict[int, set[tuple[int, int]]] = {}
    for one in mail.post.mails:
        text = plain_text(one)
        if "Open requests" not in text:
            sizes.setdefault(text.count("new case"), set()).add((len(text), len(page(one))))
    assert sizes
    assert all(len(found) == 1 for found in sizes.values())


def test_the_digest_counts_what_a_coordinator_must_see_to(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(
        response(ON_MONDAY, within_org="No"),
        response("2026/11/09 8:00:01 AM GMT-8", contact=""),
        response("2026/11/09 8:00:02 AM GMT-8", volunteers_to_avoid=", ".join(TEAM[1:])),
    )
    mailed.run(now=MONDAY)
    mailed.type("board", "Availability", TEAM[5], Away_from="soon")
    mail.post.clear()
    mailed.run(now=TUESDAY)
    rows = {str(row["Received at"])[-2:]: str(row["Case"]) for row in mailed.intake()}
    (text,) = told(mail, COORDINATORS[0])
    assert "Open requests: 3; received since 2026-11-09: 3." in text
    assert f"Waiting for your decision, and until when: {rows['00']} 2026-11-16" in text
    assert f"Fewer than two volunteers can take these: {rows['02']} was due" not in text
    assert f"Fewer than two volunteers can take these: {rows['02']} 2026-11-16" in text
    assert "Rows of Availability that can't be read, so they count as away: 1." in text


# The acknowledgement


def acknowledged(place: Place, mail: MailPlace, now: str = TUESDAY, **answers: str) -> list[EmailMessage]:
    place.drop(response(ON_MONDAY, **{"acknowledge": "Yes", "contact": "me@example.net", **answers}))
    place.run(now=now)
    place.run(now=now)
    team = {address(name) for name in TEAM}
    return [m for m, to in zip(mail.post.mails, mail.post.to, strict=True) if to not in team]


def test_who_asked_for_it_is_told_that_we_have_it_and_not_a_word_more(mailed: Place, mail: MailPlace) -> None:
    (found,) = acknowledged(mailed, mail, what_happened="a story", name="Wanda")
    assert (found["To"], found["From"], found["Subject"]) == ("me@example.net", USER, "We have it")
    text = plain_text(found) + page(found)
    assert "To add something or to take it back" in text
    code = str(mailed.intake()[0]["Case"])
    for word in (code, "Wanda", "story", "conflict", "Conflict", "mediat", "team", "http"):
        assert word not in text
    assert len(mail.post.mails) == len({id(m) for m in mail.post.mails})


@pytest.mark.files
def test_no_header_of_a_mail_lets_anybody_try_out_which_case_it_is_about(
    mailed: Place, mail: MailPlace
) -> None:
    (found,) = acknowledged(mailed, mail)
    code = str(mailed.intake()[0]["Case"])
    assert code not in str(found)
    assert letter_id("", f"we have {code}") not in found["Message-ID"]


@pytest.mark.files
@pytest.mark.parametrize(
    "answers",
    [
        {"acknowledge": "No"}, {"acknowledge": ""}, {"may_contact_by": "Text me"}, {"may_contact_by": ""},
        {"may_contact_by": "Wait, I will contact you"}, {"contact": ""}, {"contact": "555-0100"},
        {"contact": "me@example.net or you@example.net"}, {"contact": "not me@example.net, he reads it"},
        {"contact": "me@example.net\nBcc: all@example.net"}, {"contact": "me@example.net>, <b@example.net"},
        {"contact": "mé@example.net"}, {"contact": "me@localhost"}, {"contact": "me\x00@example.net"},
        {"contact": "", "what_happened": "write to me@example.net"},
    ],
    ids=repr,
)  # fmt: skip
def test_nobody_else_is_written_to(mailed: Place, mail: MailPlace, answers: dict[str, str]) -> None:
    assert not acknowledged(mailed, mail, **answers)


@pytest.mark.files
def test_no_address_gets_more_than_one_acknowledgement_a_day_and_a_flood_ends(
    mailed: Place, mail: MailPlace
) -> None:
    def wrote(n: int, contact: str) -> dict[str, str]:
        return response(f"2026/11/09 8:{n // 60:02}:{n % 60:02} AM GMT-8", acknowledge="Yes", contact=contact)

    many = [wrote(n, f"victim{n % 30}@example.net") for n in range(60)]
    mailed.drop(*many)
    mailed.run(now=TUESDAY)
    mailed.run(now=TUESDAY)
    outside = [to for to in mail.post.to if to.endswith("example.net")]
    assert len(outside) == len(set(outside)) == 20


@pytest.mark.files
def test_an_acknowledgement_waits_for_the_morning_and_comes_at_weekends_too(
    mailed: Place, mail: MailPlace
) -> None:
    assert not acknowledged(mailed, mail, NIGHT)
    assert len(acknowledged(mailed, mail, "2026-11-14T09:00:00-08:00")) == 1


@pytest.mark.files
def test_an_old_import_is_not_acknowledged(mailed: Place, mail: MailPlace) -> None:
    assert not acknowledged(mailed, mail, "2026-11-20T09:00:00-08:00")


# What can go wrong


def test_while_the_server_is_down_nothing_is_lost_and_the_run_says_so(mailed: Place, mail: MailPlace) -> None:
    mail.post.faults += ["451 later"] * 9
    mailed.drop(response(ON_MONDAY, acknowledge="Yes"))
    ran = mailed.run(now=MONDAY)
    assert (ran.code, ran.jobs["mail"]["result"], mail.post.to) == (1, "failed", [])
    assert "The next run tries again" in ran.jobs["mail"]["error"]
    assert "@" not in ran.out
    mail.post.faults.clear()
    for _ in range(3):
        assert mailed.run(now=MONDAY).code == 0
    _, two = pair(mailed)
    assert mail.post.count() == dict.fromkeys([*{*two, *COORDINATORS}, REQUESTER], 1)


def test_a_mail_whose_receipt_was_lost_goes_out_once_more_under_the_same_id(
    mailed: Place, mail: MailPlace
) -> None:
    mailed.drop(response(ON_MONDAY))
    mail.post.faults += ["drop after"]
    assert mailed.run(now=MONDAY).code == 1
    for _ in range(3):
        assert mailed.run(now=MONDAY).code == 0
    assert sorted(mail.post.count().values())[-2:] == [1, 2]
    (twice,) = (to for to, count in mail.post.count().items() if count == 2)
    assert len({m["Message-ID"] for m in mail.post.mails if m["To"] == twice}) == 1


def test_a_wrong_address_is_tried_once_a_day_and_keeps_nobody_from_their_mail(
    mailed: Place, mail: MailPlace
) -> None:
    mail.post.refusing[COORDINATORS[0]] = "550 who?"
    results = [mailed.run(now=now).jobs["mail"]["result"] for now in (MONDAY, MONDAY, TUESDAY, TUESDAY)]
    assert results == ["failed", "nothing to do", "failed", "nothing to do"]
    first, second = told(mail, COORDINATORS[1])
    assert "failed" not in first
    assert "Jobs that failed, and how often: mail 1." in second


@pytest.mark.files
def test_while_the_office_is_open_elsewhere_no_mail_goes_out_that_could_not_be_noted(
    mailed: Place, mail: MailPlace
) -> None:
    lock = mailed.folder / ".~lock.office.xlsx#"
    lock.touch()
    for _ in range(3):
        assert mailed.run(now=MONDAY).code == 1
    assert not mail.post.to
    lock.unlink()
    mailed.run(now=MONDAY)
    assert mail.post.count() == dict.fromkeys(COORDINATORS, 1)


@pytest.mark.files
def test_what_somebody_saves_in_the_office_while_mail_goes_out_is_kept_and_nothing_goes_twice(
    mailed: Place, mail: MailPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = mail.post.take

    def saving(envelope: object) -> None:
        mailed.roster("Zora Neale")
        taken(envelope)  # type: ignore[arg-type] # an envelope, which only aiosmtpd makes

    monkeypatch.setattr(mail.post, "take", saving)
    assert mailed.run(now=MONDAY).code == 0
    assert mailed.run(now=MONDAY).code == 0
    assert mail.post.count() == dict.fromkeys(COORDINATORS, 1)
    assert "Zora Neale" in {row["Volunteer"] for row in mailed.rows("office", "Roster")}


def test_somebody_who_goes_by_another_name_now_is_not_told_again(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response(ON_MONDAY))
    mailed.run(now=MONDAY)
    code, two = pair(mailed)
    old = next(name for name in TEAM if address(name) == two[0])
    mailed.type("office", "Roster", old, Also_known_as=old)
    mailed.type("office", "Roster", old, Volunteer="Nova Nome")
    mail.post.clear()
    mailed.run(now=MONDAY)
    mailed.run(now=TUESDAY)
    assert not [text for text in _all(mail, two[0]) if code in text]


def test_a_run_with_nothing_to_tell_writes_nothing(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response(ON_MONDAY))
    for _ in range(2):
        ran = mailed.run(now=MONDAY)
    assert {job["result"] for job in ran.jobs.values()} == {"nothing to do"}


def test_what_was_told_of_closed_cases_is_forgotten(mailed: Place, mail: MailPlace) -> None:
    def outbox() -> str:
        rows = mailed.rows("office", "Internal")
        return "".join(str(row["Value"]) for row in rows if str(row["Key"]).startswith("mail to"))

    mailed.drop(response(ON_MONDAY))
    mailed.run(now=MONDAY)
    code, _ = pair(mailed)
    assert code in outbox()
    mailed.type("board", "Cases", code, Reached_out_on=date(2026, 11, 9), Stage="Closed")
    mailed.outcome(code)
    mailed.run(now=TUESDAY)
    assert code not in outbox()


def test_the_outbox_holds_kinds_and_codes_alone(mailed: Place, mail: MailPlace) -> None:
    mailed.drop(response(ON_MONDAY, acknowledge="Yes"))
    mailed.run(now=MONDAY)
    for row in mailed.rows("office", "Internal"):
        if str(row["Key"]).startswith("mail to"):
            _, told_before, _, _ = json.loads(str(row["Value"]))
            assert all(re.fullmatch(r"[a-z -]*\|[a-z-]*\|[0-9-]*", "|".join(t)) for t in told_before)
        elif row["Key"] == "acknowledged":
            assert "@" not in str(row["Value"])


def test_no_mail_and_no_answer_of_a_command_holds_what_anybody_wrote(
    mailed: Place, mail: MailPlace, canaries: Callable[[int], dict[str, str]]
) -> None:
    rows = [response(f"2026/11/0{n} 9:00:00 AM GMT-8", **canaries(n)) for n in range(1, 9)]
    mailed.drop(*rows)
    said = []
    for now in (MONDAY, TUESDAY, NIGHT, "2026-11-20T09:00:00-08:00"):
        said.append(mailed.command("run", "--now", now).out)
        said.append(mailed.run(now=now).out)
    assert mail.post.mails
    for one in mail.post.mails:
        said += [one.as_string(), plain_text(one), page(one)]
    assert "canary" not in "".join(said).casefold()


@pytest.fixture
def canaries() -> Callable[[int], dict[str, str]]:
    def answers(number: int) -> dict[str, str]:
        free = {q.key: f"Canary {q.key} {number}" for q in FORM if q.free}
        danger = "Yes" if number % 2 else "No"
        return free | {"acknowledge": "Yes", "immediate_danger": danger, "contact": f"me{number}@example.net"}

    return answers
