"""What coordinators are told of a case from what its file says."""

from collections.abc import Iterator
from datetime import date

from automations.core.case import Case
from automations.core.casework.facts import Facts
from automations.core.first_contact import Said
from automations.core.office import Office
from automations.core.team import Team

ATTEMPTS = 3
"""So many without an answer, and a coordinator decides how to go on."""


def moved_on(case: Case, words: Said, office: Office, team: Team) -> date:
    """The last day on which anything is known to have been done; a check-in to come counts as its day."""
    days = [case.received, words.moved_on, words.reached_out, words.next_check_in]
    if case.code in office.history.cases:
        days.append(team.day(office.history.cases[case.code].last))
    return max(day for day in days if isinstance(day, date))


def breaches(found: Facts) -> Iterator[str]:
    if found.breaches:
        labels = ", ".join(found.breaches)
        yield (
            f"A party was told without the consent it takes ({labels} in the case file): speak with the pair "
            "today, and then with the requester."
        )


def notices(found: Facts) -> Iterator[str]:
    yield from breaches(found)
    if found.unlabelled:
        yield "A party in its case file has no label, so nothing of consent is said there: have one given."
    if found.attempts >= ATTEMPTS:
        yield (
            f"{found.attempts} attempts without an answer: decide with the pair whether to go on trying, to "
            "wait, or to close."
        )
    if found.gives_up:
        yield "Somebody gives the case up, see its file: write the name under Replace."
