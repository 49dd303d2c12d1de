"""`watch` killed at random moments, day after day; what must hold afterwards."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from automations.platforms.mail.password import VARIABLE
from tests.mail_server import PASSWORD, MailPlace, plain_text
from tests.place import TEAM, Place, address, addressed, response

ROOT = Path(__file__).parent.parent
FIRST = date(2026, 1, 5)
EVERY_DAY = "days_off = []"
MEASURED = 20
"""Every so many days the watch is killed once it says that it is done: how long does a pass take by now?"""


@dataclass
class Killings:
    """`left`: kills after which the next run had something left to do; `twice`: mails that came twice."""

    rounds: int = 0
    left: int = 0
    twice: int = 0
    damage: list[str] = field(default_factory=list)


def kill_day_after_day(place: Place, mail: MailPlace, rounds: int, seed: int) -> Killings:
    """Each day a request comes in, the watch begins, is killed, and a run puts right what it left."""
    chance, found = random.Random(seed), Killings()
    place.set_up(mail.settings(more=EVERY_DAY))
    place.roster(*addressed())
    rows: list[dict[str, str]] = []
    lasts = 0.0
    for number in range(rounds):
        day = FIRST + timedelta(days=number)
        rows.append(_request(day, number))
        place.drop(*rows)
        watch = _begun(place, mail, f"{day}T09:00:00-08:00")
        if number % MEASURED == 0:
            lasts = _seconds_until_done(watch)
        else:
            time.sleep(chance.uniform(0, lasts))
        watch.kill()
        watch.communicate()
        ran = place.run(now=f"{day}T09:05:00-08:00")
        found.left += any(job["result"] != "nothing to do" for job in ran.jobs.values())
        if ran.code:
            found.damage.append(f"round {number}: the run after the kill ended with {ran.code}: {ran.out}")
        found.rounds += 1
    found.damage += [*_sheets(place, rounds), *_mails(place, mail, rounds)]
    ids = Counter((str(m["To"]), str(m["Message-ID"])) for m in mail.post.mails)
    found.twice = sum(count == 2 for count in ids.values())
    return found


def _request(day: date, number: int) -> dict[str, str]:
    received = f"{day:%Y/%m/%d} 8:00:00 AM GMT-8"
    danger = "Yes" if number % 5 == 0 else "No"
    return response(
        received, what_happened=f"story {number}", immediate_danger=danger,
        acknowledge="Yes", contact=_requester(number),
    )  # fmt: skip


def _requester(number: int) -> str:
    return f"requester{number}@example.net"


def _begun(place: Place, mail: MailPlace, now: str) -> subprocess.Popen[str]:
    environment = os.environ | {"SSL_CERT_FILE": str(mail.authority), VARIABLE: PASSWORD}
    command = [sys.executable, "-m", "automations", "--config", str(place.settings), "watch", "--now", now]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def _seconds_until_done(watch: subprocess.Popen[str]) -> float:
    begun = time.monotonic()
    assert watch.stderr
    assert any(" pass: " in line for line in watch.stderr)
    return time.monotonic() - begun


def _sheets(place: Place, rounds: int) -> Iterator[str]:
    """Every request has one row, one code, one pair, one row on the board."""
    intake, board = place.intake(), place.board()
    stories = Counter(str(row["what_happened"]) for row in intake)
    if stories != dict.fromkeys((f"story {n}" for n in range(rounds)), 1):
        yield "requests are lost or doubled"
    accepted = {str(row["Case"]) for row in intake if row["immediate_danger"] == "No"}
    if Counter(str(row["Case"]) for row in board) != dict.fromkeys(accepted, 1):
        yield "rows of the board are lost or doubled"
    given = Counter(str(row["Case"]) for row in place.rows("office", "Assignments"))
    if given != dict.fromkeys(accepted, 2):
        yield "cases have not just one pair"
    if any("gone" in str(row["Notice"]) for row in intake):
        yield "a row was taken for deleted"


def _mails(place: Place, mail: MailPlace, rounds: int) -> Iterator[str]:
    """Everything that there was to tell was told once, or twice where a kill came in between."""
    said = Counter(_said(mail))
    yield from (f"told {count} times: {thing}" for thing, count in said.items() if count > 2)
    last = FIRST + timedelta(days=rounds - 1)
    wanted = {(_requester(number), "we have it", "") for number in range(rounds)}
    wanted |= {
        (address(name), "digest", str(FIRST + timedelta(days=n))) for name in TEAM[:2] for n in range(rounds)
    }
    for row in place.board():
        age = (last - row["Received"].date()).days
        kinds = ["new case"] + ["reach out soon"] * (age >= 5) + ["reach out: overdue"] * (age >= 8)
        two = (address(str(row[header])) for header in ("Volunteer 1", "Volunteer 2"))
        wanted |= {(to, kind, str(row["Case"])) for to in two for kind in kinds}
    for row in place.intake():
        if row["immediate_danger"] == "Yes":
            wanted |= {(address(name), "please look at it now", str(row["Case"])) for name in TEAM[:2]}
    yield from (f"never told: {thing}" for thing in wanted - set(said))


KINDS = ("new case", "reach out soon", "reach out: overdue", "please look at it now")


def _said(mail: MailPlace) -> Iterator[tuple[str, str, str]]:
    """To whom, what, and of which case or day. Mails carry the machine's own date: the simulated day of a
    digest is its number among those to the same address.
    """
    digests: dict[str, list[str]] = {}
    for one, to in zip(mail.post.mails, mail.post.to, strict=True):
        text = plain_text(one)
        if one["Subject"] == "We have it":
            yield to, "we have it", ""
        if "Open requests" in text:
            ids = digests.setdefault(to, [])
            ids += [] if one["Message-ID"] in ids else [one["Message-ID"]]
            yield to, "digest", str(FIRST + timedelta(days=ids.index(one["Message-ID"])))
        for line in text.splitlines():
            code, _, words = line.strip().partition(" ")
            if words.strip() in KINDS:
                yield to, words.strip(), code
