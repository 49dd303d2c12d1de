"""The questions of the form. A team with titles of its own maps them to these keys in its settings."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    ONE = "one choice"
    SEVERAL = "several choices"
    SHORT = "short text"
    LONG = "long text"


@dataclass(frozen=True, slots=True)
class Question:
    """`names_team`: the choices are the volunteers on the Roster, and Other."""

    key: str
    title: str
    answer: Answer
    choices: tuple[str, ...] = ()
    names_team: bool = False

    @property
    def free(self) -> bool:
        """Whether the requester writes the answer in their own words."""
        return self.answer in (Answer.SHORT, Answer.LONG)


TALKING = (
    "Think through a difficult situation",
    "Set up a mediated conversation",
    "Understand my communication style",
)
HARM = (
    "Hold someone accountable for harm",
    "Make amends for harm I may have caused",
    "Harassment or violence",
)
CULTURE = (
    "Intervene in harmful dynamics between others",
    "Change oppressive dynamics in a group",
)

FORM: tuple[Question, ...] = (
    Question(
        "about",
        "Is this a new request?",
        Answer.ONE,
        ("New", "Adding to an earlier one", "Withdrawing an earlier one"),
    ),
    Question(
        "own_phrase",
        "A phrase only you know, so that you can add to this or withdraw it later",
        Answer.SHORT,
    ),
    Question(
        "requesting_for",
        "Who is this request for?",
        Answer.ONE,
        ("Myself", "Someone else, and they know", "Someone else, and they don't know yet"),
    ),
    Question("name", "Your name (you may leave this blank)", Answer.SHORT),
    Question("pronouns", "Your pronouns", Answer.SHORT),
    Question(
        "contact",
        "How can we reach you? A throwaway address is fine. Without one we can't answer.",
        Answer.SHORT,
    ),
    Question(
        "may_contact_by",
        "You may",
        Answer.SEVERAL,
        (
            "Email me",
            "Text me",
            "Call me",
            "Leave a voicemail",
            "Message me on Signal",
            "Wait, I will contact you",
        ),
    ),
    Question("safe_contact", "Is there anything we should know to contact you safely?", Answer.LONG),
    Question("acknowledge", "Shall we email you that we have it?", Answer.ONE, ("Yes", "No")),
    Question(
        "concerns",
        "What brings you here?",
        Answer.SEVERAL,
        (*TALKING[:2], *HARM[:2], *CULTURE, TALKING[2], HARM[2]),
    ),
    Question(
        "within_org",
        "Does this concern our organizing work?",
        Answer.ONE,
        ("Yes", "No", "Not sure"),
    ),
    Question("immediate_danger", "Is anyone in danger right now?", Answer.ONE, ("No", "Yes")),
    Question("what_happened", "What would you like us to know?", Answer.LONG),
    Question("hoped_for", "What are you hoping for?", Answer.LONG),
    Question("people_involved", "Who else is involved?", Answer.LONG),
    Question(
        "team_involved",
        "Is anyone on our team involved in this?",
        Answer.SEVERAL,
        names_team=True,
    ),
    Question(
        "volunteers_to_avoid",
        "Is there anyone on our team you would rather not work with?",
        Answer.SEVERAL,
        names_team=True,
    ),
    Question(
        "volunteers_preferred",
        "Is there someone on our team you would like to work with? We can't always, but we will try.",
        Answer.SEVERAL,
        names_team=True,
    ),
    Question(
        "formal_report",
        "Would you like to know how to file a formal report with a grievance officer?",
        Answer.ONE,
        ("Yes", "No"),
    ),
    Question(
        "understanding",
        "I understand that taking part is voluntary, and that this team offers no counselling "
        "and no emergency help.",
        Answer.SEVERAL,
        ("Yes",),
    ),
)

KEYS: tuple[str, ...] = tuple(question.key for question in FORM)
BY_KEY: dict[str, Question] = {question.key: question for question in FORM}
