"""Why somebody got a case: lines for coordinators, written when it happens and never again."""

from collections.abc import Iterable

from automations.core.pairs import credit
from automations.core.pairs.rotation import Considered, Reason
from automations.core.pairs.turns import Pick, Pool, Tally

GIVEN = "Given by a coordinator."
REPLACED = "Replaced by a coordinator's word."
NO_LONGER_ADMITTED = "No longer under Also open to."
OPENED_AGAIN = "The case was opened again."
NOT_AGAIN = "The case was opened again, and they can't take it back"
PREFERRED = "The requester would like to work with them, and their share allows it."


def drawn(pick: Pick) -> str:
    if pick.preferred:
        return PREFERRED
    return f"Drawn by the secret draw among those owed most: {', '.join(pick.among)}."


def joined(pick: Pick, first: str) -> str:
    """For the partner of the first."""
    if pick.preferred:
        return PREFERRED
    often = "once" if pick.together == 1 else f"{pick.together} times" if pick.together else "never"
    return f"Least often with {first} ({often} before) among those owed most: {', '.join(pick.among)}."


def everybody(considered: Considered) -> list[str]:
    """Who could take it and who could not, each with the cases that they were owed."""
    tally = considered.turn.tally
    able = "; ".join(f"{name} {_owed(tally, name)}" for name in considered.turn.able)
    lines = [f"Could take it, with the cases each was owed: {able}."]
    if considered.unable:
        lines.append(f"Could not: {unable(considered.unable, tally)}.")
    return lines


def unable(reasons: Iterable[Reason], tally: Tally) -> str:
    return "; ".join(
        f"{r.volunteer} {_owed(tally, r.volunteer)} ({r.words})" if r.volunteer else r.words for r in reasons
    )


def _owed(tally: Tally, name: str) -> str:
    return f"{tally.credit(name) + 0.0:+.1f}"


def why(first: str, more: Iterable[str] = (), pool: Pool | None = None) -> str:
    return "\n".join([first, *more, *([credit.told(pool)] if pool else [])])
