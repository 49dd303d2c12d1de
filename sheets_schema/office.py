"""The office: coordinators only. It is the truth; the board's shaded columns are its projection."""

from sheets_schema.board import CASE_COLUMNS
from sheets_schema.columns import Column, Kind, Tab, WorkbookShape, by_jobs, by_people
from sheets_schema.form import FORM
from sheets_schema.words import ConflictKind, Event, Result, Status, WhatToDo, YesNo

YES_NO = tuple(YesNo)


def _answer_columns() -> tuple[Column, ...]:
    return tuple(by_jobs(question.key, Kind.TEXT, f"Answer to: {question.title}", 26) for question in FORM)


def _volunteers(header: str, help: str) -> Column:
    return by_people(header, Kind.NAMES, help, 18, volunteers=True)


INTAKE = Tab(
    "Intake",
    "One row a response. Decide in What to do; blank means Accept unless the Notice says it waits.",
    (
        by_jobs("Response", Kind.TEXT, "What tells this response from every other.", 28),
        by_jobs("Case", Kind.TEXT, "The case code. It says nothing about the case.", 22),
        by_jobs("Received at", Kind.TIMESTAMP, "When it was submitted, in UTC.", 20),
        by_people(
            "What to do",
            Kind.CHOICE,
            "Blank means Accept, unless the Notice says that the case waits for you.",
            24,
            tuple(WhatToDo),
        ),
        by_jobs("Notice", Kind.TEXT, "What you should know or decide.", 60),
        by_people(
            "Same as",
            Kind.CODES,
            "For Duplicate: the code of the earlier case, whose pair goes on with both.",
            22,
        ),
        by_people(
            "Related to",
            Kind.CODES,
            "Codes of cases on the same matter, other people. Nobody whom either avoids gets one of them.",
            22,
        ),
        _volunteers("Give to", "Volunteers you want on the case; the rest of the pair is drawn."),
        _volunteers("Keep away from", "Volunteers who must not get the case."),
        _volunteers("Also open to", "A third volunteer, beside the pair."),
        _volunteers("Replace", "Who gives the case up: somebody else is drawn, the partner stays."),
        by_jobs("Outcome", Kind.TEXT, "From the case file, once closed.", 31),
        by_people(
            "Keep longer",
            Kind.YES_NO,
            "yes: not deleted when its time is up.",
            13,
            YES_NO,
        ),
        by_people(
            "Delete now",
            Kind.YES_NO,
            "yes: delete before its time is up. The Notice then asks for the case code in its place.",
            22,
            YES_NO,
        ),
        *_answer_columns(),
    ),
    key="Response",
)

RESTRICTED = Tab(
    "Restricted cases",
    "Cases in which somebody on the team is or may be involved. They never show on the board.",
    CASE_COLUMNS,
    key="Case",
)

ROSTER = Tab(
    "Roster",
    "One row a volunteer, written by coordinators.",
    (
        by_people("Volunteer", Kind.TEXT, "The name shown on the board, each only once.", 22),
        by_people("Email", Kind.TEXT, "For mail, access, and to recognise them in a story.", 30),
        by_people(
            "Also known as",
            Kind.NAMES,
            "Nicknames, handles, former and other names, with ; between them.",
            34,
        ),
        by_people(
            "Keep apart from",
            Kind.NAMES,
            "Partner, housemate, ex: names, with ; between them. Held confidential.",
            34,
        ),
        by_people(
            "Approved on",
            Kind.DATE,
            "The day the steering committee approved them. Blank: gets no cases yet.",
            13,
        ),
        by_people("Experienced", Kind.YES_NO, "yes: can lead a pair.", 13, YES_NO),
        by_people("Coordinator", Kind.YES_NO, "yes: opens the office.", 13, YES_NO),
        by_people(
            "Status",
            Kind.CHOICE,
            "Resting keeps rows and name on the form and gets nothing. Blank means Active.",
            12,
            tuple(Status),
        ),
    ),
    key="Volunteer",
)

CONFLICTS = Tab(
    "Conflicts",
    "Who must not work on which case. Released yes: you looked, and they may after all.",
    (
        by_jobs("Case", Kind.TEXT, "The case code.", 22),
        by_jobs("Volunteer", Kind.TEXT, "From the Roster.", 22),
        by_jobs("Kind", Kind.CHOICE, "Why.", 26, tuple(ConflictKind)),
        by_people("Released", Kind.YES_NO, "yes: this is no conflict.", 12, YES_NO),
    ),
)

ASSIGNMENTS = Tab(
    "Assignments",
    "Every assignment there ever was. Only ever added to.",
    (
        by_jobs("When", Kind.TIMESTAMP, "In UTC.", 20),
        by_jobs("Case", Kind.TEXT, "The case code.", 22),
        by_jobs("Volunteer", Kind.TEXT, "From the Roster.", 22),
        by_jobs("Event", Kind.CHOICE, "What happened.", 12, tuple(Event)),
        by_jobs("Why", Kind.TEXT, "The reason, as it was then.", 80),
    ),
)

AGREEMENTS = Tab(
    "Agreements in force",
    "What was agreed and goes on after its case was deleted: the least that must be known.",
    (
        by_jobs("Case", Kind.TEXT, "The case code.", 22),
        by_people("Who", Kind.TEXT, "Whom it concerns. They know that it stands here.", 24),
        by_people(
            "What was agreed", Kind.TEXT, "In as few words as will do. Cleared after its last day.", 60
        ),
        by_people(
            "They know", Kind.YES_NO, "yes: you told them that this is kept, and until when.", 12, YES_NO
        ),
        by_people("In force until", Kind.DATE, "Its last day, from the case file.", 14),
        by_people("Review on", Kind.DATE, "When to look at it again. The Notice reminds you.", 13),
    ),
    key="Case",
)

RELEASES = Tab(
    "Releases",
    "The ledger: all that was ever published. Only ever added to.",
    (
        by_jobs("Release", Kind.WHOLE_NUMBER, "Counts up from 1.", 10),
        by_jobs("Published", Kind.DATE, "The day it was made.", 12),
        by_jobs("Table", Kind.TEXT, "Which table.", 18),
        by_jobs("Window start", Kind.DATE, "First day counted.", 13),
        by_jobs("Window end", Kind.DATE, "Last day counted.", 13),
        by_jobs("Category", Kind.TEXT, "Which line of the table.", 44),
        by_jobs("Count", Kind.WHOLE_NUMBER, "As published. Blank means withheld.", 10),
        by_jobs("Correction of", Kind.WHOLE_NUMBER, "The release whose numbers these replace.", 14),
    ),
)

RUNS = Tab(
    "Runs",
    "What the jobs did: counts, never content.",
    (
        by_jobs("When", Kind.TIMESTAMP, "In UTC.", 20),
        by_jobs("Job", Kind.TEXT, "Which job.", 16),
        by_jobs("Result", Kind.CHOICE, "How it went.", 15, tuple(Result)),
        by_jobs("Read", Kind.WHOLE_NUMBER, "How many things it looked at.", 10),
        by_jobs("Written", Kind.WHOLE_NUMBER, "How many it brought in or changed.", 10),
        by_jobs("Seconds", Kind.NUMBER, "How long it took.", 10),
    ),
)

INTERNAL = Tab(
    "Internal",
    "What the jobs keep for themselves. Nothing to see or do here.",
    (
        by_jobs("Key", Kind.TEXT, "What it is.", 44),
        by_jobs("Value", Kind.TEXT, "Its value.", 44),
    ),
    key="Key",
    hidden=True,
)

OFFICE = WorkbookShape(
    "office",
    "coordinators",
    (INTAKE, RESTRICTED, ROSTER, CONFLICTS, ASSIGNMENTS, AGREEMENTS, RELEASES, RUNS, INTERNAL),
)

OUTSIDE_OFFICE = WorkbookShape("outside office", "the outside contact", OFFICE.tabs)
"""For requests about a coordinator, or from one. It stands in no other workbook."""
