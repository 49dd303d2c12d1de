"""The board: all volunteers can open it, so it holds nothing about who asked, or about what."""

from sheets_schema.columns import Kind, Tab, WorkbookShape, by_jobs, by_people
from sheets_schema.words import Flag, Stage, YesNo

CASE_COLUMNS = (
    by_jobs("Case", Kind.TEXT, "The case code. Use it whenever you speak or write of the case.", 22),
    by_jobs("Received", Kind.DATE, "The day the request came in.", 12),
    by_jobs("Volunteer 1", Kind.TEXT, "One of the pair.", 18),
    by_jobs("Volunteer 2", Kind.TEXT, "The other of the pair.", 18),
    by_jobs("Reach out by", Kind.DATE, "The last day of the promised first contact.", 13),
    by_people(
        "Reached out on",
        Kind.DATE,
        "The day the pair first tried, answered or not. Write it like 2026-11-03.",
        18,
    ),
    by_people("Stage", Kind.CHOICE, "Where the case stands.", 19, tuple(Stage)),
    by_people("Next check-in", Kind.DATE, "The day of the next check-in. Write it like 2026-11-03.", 14),
    by_jobs("Flag", Kind.CHOICE, "What needs attention.", 19, tuple(Flag)),
    by_jobs("What next", Kind.TEXT, "What to do now, in one sentence.", 52),
    by_jobs("Closed", Kind.DATE, "The day the pair's work on the case ended.", 12),
    by_jobs("Case file", Kind.LINK, "The case's own workbook, for its pair and the coordinators.", 32),
)

CASES = Tab(
    "Cases",
    "One row a case. Write in the white columns; the shaded ones are filled in for you.",
    CASE_COLUMNS,
    key="Case",
)

AVAILABILITY = Tab(
    "Availability",
    "One row a volunteer. Blank means on rotation, not away, no limit.",
    (
        by_jobs("Volunteer", Kind.TEXT, "From the Roster.", 22),
        by_people(
            "On rotation",
            Kind.YES_NO,
            "no: give me no new cases until I change this. Blank means yes.",
            13,
            tuple(YesNo),
        ),
        by_people("Away from", Kind.DATE, "First day away. Write it like 2026-11-03.", 13),
        by_people("Away until", Kind.DATE, "Last day away, this day included.", 13),
        by_people("Most open cases", Kind.WHOLE_NUMBER, "No new case while I have this many.", 17),
    ),
    key="Volunteer",
)

READ_ME = Tab(
    "Read me",
    "What this board is and how to use it.",
    (
        by_jobs("Topic", Kind.TEXT, "What the line is about.", 24),
        by_jobs("Explanation", Kind.TEXT, "What to know.", 100),
    ),
    key="Topic",
)

BOARD = WorkbookShape("board", "all volunteers", (CASES, AVAILABILITY, READ_ME))

LAST_GOOD_RUN = "Last good run"
"""The line of the Read me that begins with the day (ISO) on which all jobs last did their work."""

GUIDE: tuple[tuple[str, str], ...] = (
    ("What this is", "The list of open and closed cases, without anybody's name or story."),
    (
        "Where to write",
        "In the white columns: Reached out on, Stage and Next check-in; on Availability, "
        "everything but your name. The shaded columns are filled in again by themselves.",
    ),
    (
        "Reached out on",
        "The day the pair first tried to reach the person who asked, answered or not. "
        "Write it like 2026-11-03.",
    ),
    (
        "Never write here",
        "A name, a contact, anything that was told in confidence. Everyone on the team can "
        "read this workbook, its older versions too.",
    ),
    (
        "Sorting and filtering",
        "Sort, filter, hide or add columns as you like. Keep the header words as they are.",
    ),
    (
        "With a coordinator",
        "A coordinator looks after the case for now. Nothing is expected of you unless they ask.",
    ),
)
