"""How the form is laid out in pages, and what they say. The questions themselves stand in `form`."""

from dataclasses import dataclass

from sheets_schema.form import KEYS


@dataclass(frozen=True, slots=True)
class Page:
    """`name` identifies it; `title` and `text` head it."""

    name: str
    title: str
    text: str
    keys: tuple[str, ...] = ()


CRISIS = Page(
    "crisis",
    "If somebody is in danger now",
    "This team can't help in an emergency, and nobody may read this for days. In the United States: 911 "
    "brings ambulance and fire brigade, and may bring the police, which is not safe for everyone. 988, by "
    "call or text, reaches the Suicide and Crisis Lifeline; ask how they involve the police. If you can, "
    "go to a place or a person that is safe. You may go on with this form afterwards.",
)

PAGES: tuple[Page, ...] = (
    Page("start", "Your request", "", ("about", "own_phrase")),
    Page(
        "you",
        "How to reach you",
        "Everything here may be left blank. A contact, or a story, may show who you are.",
        (
            "requesting_for",
            "name",
            "pronouns",
            "contact",
            "may_contact_by",
            "safe_contact",
            "acknowledge",
        ),
    ),
    Page("matter", "What it is about", "", ("concerns", "within_org", "immediate_danger")),
    CRISIS,
    Page(
        "story",
        "What happened",
        "As much or as little as you like.",
        ("what_happened", "hoped_for", "people_involved"),
    ),
    Page(
        "team",
        "Our team",
        "Whoever is involved, or whom you would rather not work with, will not work on this.",
        ("team_involved", "volunteers_to_avoid", "volunteers_preferred"),
    ),
    Page("end", "Before you send this", "", ("formal_report", "understanding")),
)
"""In their order. Whoever is in no danger goes past the crisis page."""

REQUIRED = ("understanding",)
AFTER_CRISIS = "story"

if tuple(key for page in PAGES for key in page.keys) != KEYS:
    raise AssertionError("every question stands on one page, in its order")


@dataclass(frozen=True, slots=True)
class Told:
    """What the first page says of the team. A blank text leaves its sentence out. Days: how long a request is
    kept after its case was closed, and after it came in if it was never accepted. `outside_office`: requests
    about a coordinator go to the outside contact by themselves.
    """

    team: str
    outside_contact: str
    policy: str
    grievance_officer: str
    closed_days: int
    unaccepted_days: int
    outside_office: bool


def opening(told: Told) -> str:
    """What stands above the first question."""
    unless = ", unless it is about one of them or from one" if told.outside_office else ""
    sentences = (
        f"The {told.team} helps with conflict and harm: it listens, mediates conversations, and supports "
        "accountability and amends. Two volunteers reach out within days. Nobody else is told before you "
        "were asked.",
        "It offers no counselling and no emergency help. In danger: 911, which may bring the police; or "
        "988, by call or text, the Suicide and Crisis Lifeline.",
        f"The team's coordinators read what you write here{unless}, and the two volunteers what they need "
        f"of it. It is deleted {told.closed_days} days after your case is closed, or {told.unaccepted_days} "
        "days after you sent it if we can't take it on, and sooner if you ask for it. You need not give your "
        "name; a contact or a story may show who you are all the same.",
        f"Our misconduct policy: {told.policy}" if told.policy else "",
        f"To file a formal report: {told.grievance_officer}" if told.grievance_officer else "",
        _about_a_coordinator(told) if told.outside_contact else "",
    )
    return "\n\n".join(filter(None, sentences))


def _about_a_coordinator(told: Told) -> str:
    """The form's owner and editors read every response, whatever the jobs do with it."""
    sent = (
        f" If you send it here all the same, it goes to {told.outside_contact} and not to the coordinators' "
        "spreadsheet, and so does what adds to a request or withdraws one with a phrase that we don't know;"
        if told.outside_office
        else " If you send it here, the coordinators read it;"
    )
    return (
        f"Is this about a coordinator? Write to {told.outside_contact} instead.{sent} and whoever manages "
        "this form can always read what was sent with it."
    )
