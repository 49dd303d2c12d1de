"""The consent gate: nobody is told of a case before the requester was consulted, or against their word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from automations.core.gates import reachable
from automations.core.office import Case
from automations.core.snapshot import Row, TabSnapshot
from sheets_schema import codec
from sheets_schema.dates import DateOrder, spoken
from sheets_schema.words import Consent

FOR_ANOTHER = "someone else"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whose word it takes: the requester's, who can't be asked if they left no way; and the affected
    person's where the requester writes for another.
    """

    reachable: bool
    for_another: bool


def gate(case: Case) -> Gate:
    asked_for = case.answers.get("requesting_for", "").strip().casefold()
    return Gate(reachable(case.answers), asked_for.startswith(FOR_ANOTHER))


def missing(party: Row, gate: Gate, order: DateOrder) -> list[str]:
    """What it takes before the party may be told, in the order in which to see to it."""
    consulted = codec.read_date(party.get("Requester consulted on"), order)
    consent = codec.read_choice(party.get("Consent to contact"), Consent)
    found = []
    if not gate.reachable and not isinstance(consulted, date):
        found.append("the requester left no way to be asked")
    elif not isinstance(consulted, date):
        found.append("the requester was not consulted")
    if consent is not Consent.YES:
        refused = REFUSED.get(consent) if isinstance(consent, Consent) else None
        found.append(refused or "the requester has not agreed")
    if gate.for_another and codec.read_yes_no(party.get("Affected person agreed")) is not True:
        found.append("the affected person has not agreed")
    return found


REFUSED = {Consent.NO: "the requester said no", Consent.WITHDRAWN: "the requester took their consent back"}


def breach(party: Row, gate: Gate, order: DateOrder) -> list[str]:
    """Why the party should not have been told; nothing if they were not, or rightly."""
    if party.get("Told on") is None:
        return []
    found = missing(party, gate, order)
    told, consulted = (codec.read_date(party.get(h), order) for h in ("Told on", "Requester consulted on"))
    if isinstance(told, date) and isinstance(consulted, date) and told < consulted:
        found.insert(0, "the requester was consulted only afterwards")
    return found


def shown(parties: TabSnapshot, gate: Gate, order: DateOrder, today: date) -> Mapping[str, Row]:
    """What next, of each party by label."""
    return {
        label: {"What next": _sentence(party, gate, order, today)} for label, party in parties.by_key.items()
    }


def _sentence(party: Row, gate: Gate, order: DateOrder, today: date) -> str:
    if wrong := breach(party, gate, order):
        return f"Told, though {' and '.join(wrong)}. Stop, and speak with a coordinator today."
    told = codec.read_date(party.get("Told on"), order)
    if told is not None:
        return f"Told {spoken(told, today)}." if isinstance(told, date) else f"Told on {told.trouble}"
    if lacking := missing(party, gate, order):
        return f"Don't contact them: {' and '.join(lacking)}."
    who = "" if codec.read_yes_no(party.get("May say who asked")) is True else " Don't say who asked."
    return f"You may contact them.{who}"


def breaches(parties: TabSnapshot, gate: Gate, order: DateOrder) -> Iterable[str]:
    """Labels; of a party without one, a number."""
    for number, party in enumerate(parties.rows, 1):
        if breach(party, gate, order):
            yield codec.read_text(party.get("Label")).strip() or f"no. {number}"
