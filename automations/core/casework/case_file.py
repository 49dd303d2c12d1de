"""What a case file says when it is made: what the requester wrote, and how to begin."""

from collections.abc import Collection, Iterator

from automations.core.case import EXTRA, Case
from automations.core.changes import AppendRows, Change
from automations.core.responses import choices
from automations.core.snapshot import Row
from sheets_schema import text
from sheets_schema.form import BY_KEY
from sheets_schema.words import YesNo

TOLD = (
    ("name", "Name"),
    ("pronouns", "Pronouns"),
    ("requesting_for", "For whom they ask"),
    ("concerns", "What brings them here"),
    ("what_happened", "What happened"),
    ("hoped_for", "What they hope for"),
    ("people_involved", "Who else is involved"),
    ("team_involved", "Who on our team is involved"),
)
"""Answers that the pair is given, and what the line is called. Never who was avoided or preferred."""

AGAIN = {
    "contact": "How to reach them",
    "may_contact_by": "They may be reached by",
    "safe_contact": "To contact them safely",
    **dict(TOLD),
}
"""The same of what they write later: how to reach them safely may have changed, too."""

NEVER = "Never name the team in a voicemail, a subject line, or to whoever else picks up."
TO_BE_REPLACED = "I give the case up (write your name)"
NEW_VOLUNTEER = "A new volunteer may read this (write their name)"
"""The requester's agreement, for a volunteer who joins after the first conversation: for each by name."""

WRITTEN_AGAIN = "Written again as "
"""Begins the topic under which a duplicate's words join the case; its code follows."""

CHANGED = "Changed no. "
"""Begins the topic under which an answer that the requester changed joins the case; its number follows."""

FIRST_CONVERSATION = (
    "Read the lines above. Use only the ways that say yes.",
    "Say who the two of you are. Ask whether now is a good and safe time.",
    "Say that taking part is voluntary, and that they can stop at any time.",
    "Ask what happened, and listen. Nobody has to prove anything here.",
    "Ask what they hope for, and what must not happen.",
    "Say: we consult you before we tell anyone. Ask whom you may contact.",
    "Ask, for each of them, whether you may say who asked.",
    "Where they ask for somebody else: ask whether that person knows and agrees.",
    "Agree on the next check-in, and write its day on the board.",
)


def opening(case: Case, grievance_officer: str) -> list[Change]:
    """The first content of a case file. `grievance_officer`: how to reach one; blank if not told."""
    rows = [*_reaching(case), *_story(case), *_formal(case, grievance_officer), *_steps()]
    return [AppendRows("Summary", tuple(rows))]


def _line(topic: str, words: str | None) -> Row:
    return {"Topic": topic, "What we know": words}


def _lines(topic: str, words: str) -> Iterator[Row]:
    """Several where it is too long for a cell."""
    for number, piece in enumerate(text.pieces(words), 1):
        yield _line(text.continuation(topic, number), piece)


def _reaching(case: Case) -> Iterator[Row]:
    contact = case.answers.get("contact", "").strip()
    yield from _lines("How to reach them", contact or "They left no way: wait for them.")
    yield from _ways(case)
    if case.answers.get("safe_contact"):
        yield from _lines("To contact them safely", case.answers["safe_contact"])
    yield _line("Always", NEVER)


def _ways(case: Case) -> Iterator[Row]:
    """Each by itself: what is not ticked is never used."""
    ticked = {choice.casefold() for choice in choices(case.answers, "may_contact_by")}
    if not ticked:
        yield _line("Ways they ticked", "None: write once, in neutral words, and ask how.")
        return
    *ways, wait = BY_KEY["may_contact_by"].choices
    for way in ways:
        yield _line(way, str(YesNo.YES) if way.casefold() in ticked else "no: never do it")
    if wait.casefold() in ticked:
        yield _line(wait, str(YesNo.YES))


def _story(case: Case) -> Iterator[Row]:
    for key, topic in TOLD:
        if answer := case.answers.get(key):
            yield from _lines(topic, answer)
    for key, answer in case.answers.items():
        if key.startswith(EXTRA) and answer:
            yield from _lines(text.head(key) or key.removeprefix(EXTRA), answer)


def _formal(case: Case, grievance_officer: str) -> Iterator[Row]:
    if case.answers.get("formal_report", "").strip().casefold() != "yes":
        return
    where = f" You reach one here: {grievance_officer}." if grievance_officer else ""
    yield _line(
        "Formal report",
        "They would like to know how to file one. You may say: “You can file a formal report with a "
        f"grievance officer, now or later, whether or not you go on with us.{where} We can help you write "
        "it. We pass nothing on unless you agree in writing.”",
    )


def _steps() -> Iterator[Row]:
    for number, step in enumerate(FIRST_CONVERSATION, 1):
        yield _line(f"First conversation {number}", step)
    yield _line(TO_BE_REPLACED, None)
    yield _line(NEW_VOLUNTEER, None)


def changed(case: Case, number: int, day: str, keys: Collection[str]) -> list[Change]:
    """What the requester changed afterwards, below the rest; never whom they avoid or prefer."""
    told = ((AGAIN[key], case.answers.get(key)) for key in keys if key in AGAIN)
    lines = [f"{topic}: {answer or '(nothing any more)'}" for topic, answer in told]
    if not lines:
        lines = ["Something that you need not know."]
    return [AppendRows("Summary", tuple(_lines(f"{CHANGED}{number}", "\n".join([f"{day}.", *lines]))))]


def joining(duplicate: Case, day: str, withheld: bool) -> list[Change]:
    """What the same requester wrote again, one line below the rest; `withheld`: its words are not told."""
    lines = [f"{topic}: {told}" for key, topic in AGAIN.items() if (told := duplicate.answers.get(key))]
    stop = "Withdrawn: stop all contact, and wait for a coordinator. "
    words = "\n".join([f"{stop if duplicate.withdraws else ''}Received {day}.", *([] if withheld else lines)])
    return [AppendRows("Summary", tuple(_lines(WRITTEN_AGAIN + duplicate.code, words)))]
