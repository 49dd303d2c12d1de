"""What coordinators are told of a case from what its file says."""

from collections.abc import Iterator

from automations.core.facts import Facts

ATTEMPTS = 3
"""So many without an answer, and a coordinator decides how to go on."""


def notices(found: Facts) -> Iterator[str]:
    if found.breaches:
        labels = ", ".join(found.breaches)
        yield (
            f"A party was told without the consent it takes ({labels} in the case file): speak with the pair "
            "today, and then with the requester."
        )
    if found.attempts >= ATTEMPTS:
        yield (
            f"{found.attempts} attempts without an answer: decide with the pair whether to go on trying, to "
            "wait, or to close."
        )
    if found.gives_up:
        yield "Somebody gives the case up, see its file: write the name under Replace."
