"""The consent gate: nobody is told of a case before the requester was consulted, or against their word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from automations.core.case import Case
from automations.core.changes import AppendRows, Change
from automations.core.gates import reachable
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder, spoken
from sheets_schema.words import Consent

FOR_ANOTHER = "someone else"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whose word it takes: the requester's, who can't be asked if they left no way and did not come by
    themselves; and the affected person's where the requester writes for another.
    """

    reachable: bool
    for_another: bool


def gate(case: Case, talked: bool) -> Gate:
    """`talked`: a conversation with the requester stands in the Contact log."""
    asked_for = case.answers.get("requesting_for", "").strip().casefold()
    return Gate(talked or reachable(case.answers), asked_for.startswith(FOR_ANOTHER))


def missing(party: Row, gate: Gate, order: DateOrder, today: date) -> list[str]:
    """What it takes before the party may be told, in the order in which to see to it."""
    consulted = codec.read_day_of(party.get("Requester consulted on"), order, today)
    consent = codec.read_choice(party.get("Consent to contact"), Consent)
    found = []
    if not isinstance(consulted, date):
        found.append(_not_consulted(consulted, gate))
    elif not gate.reachable:
        found.append(f"{NO_WAY}, and the Contact log has no conversation with them")
    if consent is not Consent.YES:
        refused = REFUSED.get(consent) if isinstance(consent, Consent) else None
        found.append(refused or "the requester has not agreed")
    if gate.for_another and codec.read_yes_no(party.get("Affected person agreed")) is not True:
        found.append("the affected person has not agreed")
    return found


NO_WAY = "the requester left no way to be asked"
REFUSED = {Consent.NO: "the requester said no", Consent.WITHDRAWN: "the requester took their consent back"}


def _not_consulted(day: Unreadable | None, gate: Gate) -> str:
    if day is codec.FUTURE_DATE:
        return "the day under Requester consulted on lies in the future"
    if day is not None:
        return "the day under Requester consulted on can't be read"
    return "the requester was not consulted" if gate.reachable else NO_WAY


def breach(party: Row, gate: Gate, order: DateOrder, today: date) -> list[str]:
    """Why the party should not have been told; nothing if they were not, or rightly. A day that can't be read
    may be one on which they were.
    """
    told = codec.read_day_of(party.get("Told on"), order)
    if told is None:
        return []
    found = missing(party, gate, order, today)
    consulted = codec.read_date(party.get("Requester consulted on"), order)
    if isinstance(told, date) and isinstance(consulted, date) and told < consulted:
        found.insert(0, "the requester was consulted only afterwards")
    return found


TWICE = "This label stands twice: give each its own."
"""Two people may not be taken for one: what the one agreed to says nothing of the other."""


def shown(parties: TabSnapshot, gate: Gate, order: DateOrder, today: date) -> Mapping[str, Row]:
    """What next, of each party by label."""
    return {
        label: {"What next": TWICE if label in parties.doubled else _sentence(party, gate, order, today)}
        for label, party in parties.by_key.items()
    }


def _sentence(party: Row, gate: Gate, order: DateOrder, today: date) -> str:
    told = codec.read_day_of(party.get("Told on"), order, today)
    wrong = breach(party, gate, order, today)
    if isinstance(told, Unreadable):
        stop = f" If they were told, stop, and speak with a coordinator today: {' and '.join(wrong)}."
        return f"Told on {told.trouble}{stop if wrong else ''}"
    if wrong:
        return f"Told, though {' and '.join(wrong)}. Stop, and speak with a coordinator today."
    if told is not None:
        return f"Told {spoken(told, today)}."
    if lacking := missing(party, gate, order, today):
        return f"Don't contact them: {' and '.join(lacking)}."
    who = "" if codec.read_yes_no(party.get("May say who asked")) is True else " Don't say who asked."
    return f"You may contact them.{who}"


def breaches(parties: TabSnapshot, gate: Gate, order: DateOrder, today: date) -> Iterable[str]:
    """Labels; of a party without one, the line in which it stands if none above is blank."""
    for line, party in enumerate(parties.rows, 2):
        if breach(party, gate, order, today):
            label = codec.read_text(party.get("Label")).strip()
            yield label or f"a party without a label, line {line}"


def unlabelled(parties: TabSnapshot) -> list[int]:
    """Lines of parties without a label, counted as above. No answer can be given in them."""
    said = [header for header in parties.shape.headers if header != "What next"]
    lines = enumerate(parties.rows, 2)
    blank = ((n, row) for n, row in lines if codec.is_blank(row.get("Label")))
    return [n for n, row in blank if any(not codec.is_blank(row.get(header)) for header in said)]


NO_LABEL = "Parties without a label"


def asked_for_labels(file: WorkbookSnapshot, today: date) -> list[Change]:
    """A line of the Summary, once, where a party has none: only the label tells the jobs who is meant."""
    if NO_LABEL in file["Summary"].by_key or not unlabelled(file["Parties"]):
        return []
    words = (
        f"On {spoken(today, today)} a line of Parties had no Label. Give each party one of their own: What "
        "next says nothing of those without, and nobody may contact them."
    )
    return [AppendRows("Summary", ({"Topic": NO_LABEL, "What we know": words},))]
