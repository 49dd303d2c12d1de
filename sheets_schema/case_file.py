"""A case file: one workbook a case, which only its pair and the coordinators open."""

from sheets_schema.columns import Kind, Tab, WorkbookShape, by_jobs, by_people
from sheets_schema.words import Consent, Contact, Outcome, Role, StepKind, YesNo

YES_NO = tuple(YesNo)

SUMMARY = Tab(
    "Summary",
    "How to reach the requester, what they wrote, the first conversation. Filled in once, then yours.",
    (
        by_jobs("Topic", Kind.TEXT, "What the line is about.", 42),
        by_people("What we know", Kind.TEXT, "Yours to add to and to correct.", 90),
        by_people("Done", Kind.YES_NO, "For the lines of the first conversation.", 9, YES_NO),
    ),
    key="Topic",
)

PARTIES = Tab(
    "Parties",
    "Everybody in the case, under a label. Nobody is told anything before the requester agrees.",
    (
        by_people("Label", Kind.TEXT, "A short name that tells nothing: A, B, C.", 10),
        by_people(
            "Name", Kind.TEXT, "Looked for on the Roster: nobody close to a party may have the case.", 22
        ),
        by_people("Role", Kind.CHOICE, "What is said of them, not what is proven.", 22, tuple(Role)),
        by_people("Requester consulted on", Kind.DATE, "The day you asked the requester about them.", 15),
        by_people(
            "Consent to contact",
            Kind.CHOICE,
            "Whether the requester agrees that you contact them. Blank counts as no.",
            13,
            tuple(Consent),
        ),
        by_people("May say who asked", Kind.YES_NO, "Blank counts as no.", 14, YES_NO),
        by_people(
            "Affected person agreed", Kind.YES_NO, "Where the requester writes for another.", 17, YES_NO
        ),
        by_people("Told on", Kind.DATE, "The day they first heard of the case from you.", 13),
        by_jobs(
            "What next", Kind.TEXT, "What is missing before they may be told, or was when they were.", 60
        ),
    ),
    key="Label",
)

ACCOUNTS = Tab(
    "Accounts and roadmap",
    "What each says happened, in their words, and the way that everybody agreed on.",
    (
        by_people("Date", Kind.DATE, "The day you wrote it down.", 13),
        by_people("Whose", Kind.TEXT, "The label of the party, requester, or roadmap.", 16),
        by_people("What was said or agreed", Kind.TEXT, "As short as it can be and still be fair.", 100),
    ),
)

CONTACT_LOG = Tab(
    "Contact log",
    "Each time you tried or talked, with anybody. Three attempts without an answer go to a coordinator.",
    (
        by_people("Date", Kind.DATE, "Write it like 2026-11-03.", 13),
        by_people("With", Kind.TEXT, "requester, or a party's label. Blank means the requester.", 14),
        by_people("Attempt or conversation", Kind.CHOICE, "Whether they answered.", 15, tuple(Contact)),
        by_people("Channel", Kind.TEXT, "As they ticked it.", 16),
        by_people("Result", Kind.TEXT, "In a few words.", 60),
        by_people("Next check-in", Kind.DATE, "The day you agreed on. Write it on the board too.", 14),
    ),
)

PLAN = Tab(
    "Plan",
    "The accountability plan, a step a line. Taking part is voluntary throughout.",
    (
        by_people("Step", Kind.TEXT, "What is to be done. Each only once.", 50),
        by_people("Kind", Kind.CHOICE, "Of which kind.", 26, tuple(StepKind)),
        by_people("Owner", Kind.TEXT, "The label of whoever does it.", 12),
        by_people("Due", Kind.DATE, "Write it like 2026-11-03.", 13),
        by_people("Done", Kind.DATE, "The day it was done.", 13),
        by_people("Checked with", Kind.TEXT, "With whom you made sure: the requester, a party's label.", 18),
        by_jobs("What next", Kind.TEXT, "Filled in for you.", 40),
    ),
    key="Step",
)

CLOSURE = Tab(
    "Closure",
    "One line, when the work ends. The case counts as closed once the outcome stands here.",
    (
        by_people("Outcome", Kind.CHOICE, "How it ended.", 34, tuple(Outcome)),
        by_people(
            "The requester's view", Kind.TEXT, "What they say of how it went, if they want to say it.", 60
        ),
        by_people("Review date", Kind.DATE, "When to look at it again, if at all.", 13),
        by_people("Agreement in force until", Kind.DATE, "If something agreed goes on, its last day.", 15),
    ),
)

CASE_FILE = WorkbookShape(
    "case file",
    "the case's pair and the coordinators",
    (SUMMARY, PARTIES, ACCOUNTS, CONTACT_LOG, PLAN, CLOSURE),
)
