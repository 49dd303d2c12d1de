"""Made-up responses and volunteers: the same each time."""

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from automations.wordlists import CODE_WORDS
from sheets_schema.form import FORM, Answer, Question

FIRST = ("Amina", "Bogdan", "Chiara", "Duc", "Esperanza", "Finnegan")
LAST = ("Oyelaran", "Petrovic", "Quintero", "Rasmussen", "Szymanski")
VOLUNTEERS = [f"{first} {last}" for first in FIRST for last in LAST]

LONG = 25
"""Words of a long answer; a response has four such, and some 120 words in all."""

HEADINGS = ("Timestamp", *(question.title for question in FORM))

BEGIN, BEFORE, WEEK, END = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 12, 13, 21))
"""When they came in, however many. No month has ended since: reports are measured by themselves."""

RECENT = 7
"""Since `WEEK`, however many there were `BEFORE`: the busiest team gets as many in a week."""


def chance() -> random.Random:
    return random.Random(20261103)  # noqa: S311 - nothing secret


def answer(question: Question, drawn: random.Random) -> str:
    words = {Answer.SHORT: 3, Answer.LONG: LONG}.get(question.answer)
    if question.key in ("immediate_danger", "about"):
        return question.choices[0]
    if words:
        return " ".join(drawn.choices(CODE_WORDS, k=words))
    return drawn.choice(question.choices) if question.choices else ""


def moments(count: int) -> Iterator[datetime]:
    """Oldest first; no two of one second."""
    recent = min(count, RECENT)
    for begin, end, part in ((BEGIN, BEFORE, count - recent), (WEEK, END, recent)):
        yield from (begin + (end - begin) * number / part for number in range(part))


def rows(count: int) -> Iterator[list[str]]:
    """As under `HEADINGS` in an export."""
    drawn = chance()
    for moment in moments(count):
        stamp = f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S %p} GMT+0"
        yield [stamp, *(answer(question, drawn) for question in FORM)]


def write_export(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADINGS)
        writer.writerows(rows(count))


def submissions(times: Iterable[datetime]) -> Iterator[dict[str, object]]:
    """As the test server takes them."""
    drawn = chance()
    for moment in times:
        answers = {q.title: text for q in FORM if (text := answer(q, drawn))}
        yield {"at": f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z", "answers": answers, "force": True}
