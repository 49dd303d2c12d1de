"""The words of each mail. The same subject whatever it is about, for a phone shows it to whoever is near;
lines of the same length whatever the case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from automations.core.mail.digest import Digest
from automations.core.mail.letters import Letter
from automations.core.mail.tellings import Kind, Thing

SUBJECT = "A note for you"
ACKNOWLEDGED_SUBJECT = "We have it"

CODE_WIDTH, KIND_WIDTH, LINK_WIDTH = 36, 24, 96
"""Characters, padded with spaces."""

KINDS: Mapping[Kind, str] = {
    Kind.NEW: "new case",
    Kind.SOON: "reach out soon",
    Kind.OVERDUE: "reach out: overdue",
    Kind.CHECK_IN: "check-in due",
    Kind.NOW: "please look at it now",
}

LOOK_IN = (
    "Please look into the outside office. This note comes every few days, whether or not something is there"
)
"""Else the mail server's list of what was sent would tell when something came."""

ACKNOWLEDGEMENT = (
    "We have what you sent, and a person will read it.",
    "To add something or to take it back, use the same page again and choose so at its first question. "
    "If you left a phrase that only you know, write it there too.",
    "You need not answer this mail. It was sent because you asked for it.",
)


@dataclass(frozen=True, slots=True)
class Section:
    """Words, and below them a line for each case: its code, what is the matter, a link or blank."""

    words: str
    lines: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the board and the offices, blank where there are none, and of case files by code."""

    board: str = ""
    office: str = ""
    outside_office: str = ""
    case_files: Mapping[str, str] | None = None

    def case_file(self, code: str) -> str:
        return (self.case_files or {}).get(code, "")


def to_team(to: str, id: str, going: Sequence[Thing], digest: Digest | None, links: Links) -> Letter:
    """One person's mail. `digest` for a coordinator whose daily one is among what goes."""
    now = [thing for thing in going if thing.kind is Kind.NOW]
    own = [thing for thing in going if thing.code and thing.kind is not Kind.NOW]
    sections = [Section("Hello,")]
    if now:
        sections.append(Section("In the office, these wait for you:", _lines(now, Links())))
    if own:
        sections.append(Section("Your cases:", _lines(own, links)))
        sections.append(Section(_where("What to do next stands on the board", links.board)))
    if any(thing.kind is Kind.LOOK_IN for thing in going):
        sections.append(Section(_where(LOOK_IN, links.outside_office)))
    if digest:
        sections += _digest(digest)
    if now or digest:
        sections.append(Section(_where("Intake in the office says more", links.office)))
    return _letter(id, to, SUBJECT, sections)


def _lines(things: Iterable[Thing], links: Links) -> tuple[tuple[str, str, str], ...]:
    return tuple((t.code, KINDS[t.kind], links.case_file(t.code)) for t in things)


def _where(words: str, link: str) -> str:
    return f"{words}: {link}" if link else f"{words}."


def _digest(found: Digest) -> Iterator[Section]:
    yield Section(f"Open requests: {found.open}; received since {found.since}: {found.fresh}.")
    yield from _cases_of_digest(found)
    for count, words in (
        (found.unreadable, "Rows of Availability that can't be read, so they count as away: {}."),
        (found.unaddressed, "Volunteers with cases and without an address on the Roster: {}."),
        (found.access, "Things to mend in who can open what: {}. The command `doctor` names them."),
    ):
        if count:
            yield Section(words.format(count))
    if found.failed:
        failed = ", ".join(f"{job} {count}" for job, count in sorted(found.failed.items()))
        yield Section(f"Jobs that failed, and how often: {failed}. Tell whoever looks after them.")


def _cases_of_digest(found: Digest) -> Iterator[Section]:
    for words, lines, kind in (
        ("Waiting for your decision, and until when:", found.waiting, ""),
        ("Fewer than two volunteers can take these:", found.short, ""),
        (
            "Well overdue. Ask the pair, and offer to replace them (Intake, column Replace):",
            found.well_overdue,
            "was due ",
        ),
        ("Overdue; the pair was told:", found.overdue, "was due "),
    ):
        if lines:
            told = ((code, f"{kind}{day}" if day else "no day", "") for code, day in lines)
            yield Section(words, tuple(told))


def acknowledgement(to: str, id: str) -> Letter:
    """No word of what it is about: it may lie open on somebody else's screen."""
    return _letter(id, to, ACKNOWLEDGED_SUBJECT, [Section(words) for words in ACKNOWLEDGEMENT])


def test_letter(to: str, id: str) -> Letter:
    return _letter(id, to, SUBJECT, [Section("Hello,"), Section("This is a test, and mail works.")])


def _letter(id: str, to: str, subject: str, sections: Sequence[Section]) -> Letter:
    text = "\n\n".join("\n".join((s.words, *map(_text_line, s.lines))) for s in sections)
    return Letter(id, to, subject, text + "\n", _page(sections))


def _text_line(line: tuple[str, str, str]) -> str:
    code, kind, link = line
    return f"  {code:<{CODE_WIDTH}}{kind:<{KIND_WIDTH}}{link}"


def _page(sections: Iterable[Section]) -> str:
    body = "\n".join(f"<p>{_linked(s.words)}</p>{_table(s.lines)}" for s in sections)
    return (
        '<!doctype html>\n<html lang="en"><body style="font-family: sans-serif; line-height: 1.4">\n'
        f"{body}\n</body></html>\n"
    )


def _linked(words: str) -> str:
    """With its address, which stands at the end if there is one, as a link."""
    before, mark, rest = words.partition("https://")
    return f"{escape(before)}{_anchor(mark + rest)}" if mark else escape(words)


def _anchor(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _table(lines: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(f"\n<tr>{_row(line)}</tr>" for line in lines)
    return f'<table cellpadding="4">{rows}\n</table>' if lines else ""


def _row(line: tuple[str, str, str]) -> str:
    code, kind, link = line
    shown = f'<a href="{escape(link)}">case file</a>' if link else ""
    padding = " " * (LINK_WIDTH + 24 - len(shown))
    return (
        f"<td>{escape(code):<{CODE_WIDTH}}</td><td>{escape(kind):<{KIND_WIDTH}}</td><td>{shown}{padding}</td>"
    )
