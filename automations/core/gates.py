"""Answers that decide who must speak first, and whether the requester can be reached."""

from collections.abc import Iterable, Mapping

from automations.core.responses import choices
from sheets_schema.form import BY_KEY

GATES = ("concerns", "within_org", "immediate_danger")
"""Questions whose answers decide whether a coordinator must speak first."""

VIOLENCE = ("harass", "violen", "acos", "assédio", "harcèl", "beläst", "gewalt")
"""What "Harassment or violence" begins with, also in languages that members may see the form in."""

DANGER = "somebody may be in danger right now"
ADDS, WITHDRAWS = "adds to an earlier request", "withdraws an earlier request"
JOINING = frozenset({ADDS, WITHDRAWS})
"""Reasons to wait that the right phrase does away with; danger is never among them."""

NO_CONTACT = frozenset({"none", "n/a", "na", "no", "nope"})

WAIT = "wait, i will contact you"


def gates(answers: Mapping[str, str]) -> Iterable[str]:
    """Answers after which a coordinator must speak before anybody else does."""
    concerns = answers.get("concerns", "").casefold()
    if any(stem in concerns for stem in VIOLENCE):
        yield "harassment or violence"
    if any(line.startswith("yes") for line in _lines(answers, "immediate_danger")):
        yield DANGER
    if "no" in _lines(answers, "within_org"):
        yield "not about organizing work"
    about = _lines(answers, "about")
    if any(line.startswith("adding") for line in about):
        yield ADDS
    if any(line.startswith("withdrawing") for line in about):
        yield WITHDRAWS
    yield from _strange(answers)
    if missing := [BY_KEY[key].title for key in GATES if key not in answers]:
        yield "the export had no column for " + " or ".join(f"'{title}'" for title in missing)


def _lines(answers: Mapping[str, str], key: str) -> list[str]:
    """A form with branches may ask twice: each answer counts."""
    lines = (line.strip().strip(" .!").casefold() for line in answers.get(key, "").splitlines())
    return [line for line in lines if line]


def _strange(answers: Mapping[str, str]) -> Iterable[str]:
    """Answers that the form does not offer, in another language perhaps: somebody must read them."""
    for key in ("about", "within_org", "immediate_danger"):
        offered = [choice.casefold() for choice in BY_KEY[key].choices]
        if not set(_lines(answers, key)) <= set(offered):
            yield f"the answer to '{BY_KEY[key].title}' is none that is known"


def reachable(answers: Mapping[str, str]) -> bool:
    """Whether the requester left an address, and did not say to wait for them."""
    contact = answers.get("contact", "").strip(" .!").casefold()
    if contact in NO_CONTACT or not any(character.isalnum() for character in contact):
        return False
    ways = [way.casefold() for way in choices(answers, "may_contact_by")]
    return not ways or any(way != WAIT for way in ways)
