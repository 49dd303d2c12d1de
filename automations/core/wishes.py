"""What coordinators wrote in a row of Intake about who is to have the case."""

from dataclasses import dataclass

from automations.core.snapshot import Row
from automations.core.team import Roster
from sheets_schema import codec
from sheets_schema.codec import NoValue

GIVE_TO, KEEP_AWAY = "Give to", "Keep away from"
ALSO_OPEN_TO, REPLACE = "Also open to", "Replace"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Display names, by column; under Replace also other names, for whoever is on the case and no longer on
    the Roster. `unknown` are the columns with a name that is nobody's there, or with no words at all.
    """

    give_to: tuple[str, ...] = ()
    keep_away: tuple[str, ...] = ()
    also_open_to: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


NO_WISHES = Wishes()


def read_wishes(row: Row, roster: Roster) -> Wishes:
    headers = (GIVE_TO, KEEP_AWAY, ALSO_OPEN_TO, REPLACE)
    if not any(header in row for header in headers):
        return NO_WISHES
    found = {header: roster.named(row.get(header)) for header in headers}
    give, away, also, gone = (tuple(dict.fromkeys(names)) for names, _ in found.values())
    unknown = tuple(h for h, (_, unknown) in found.items() if unknown or isinstance(row.get(h), NoValue))
    if REPLACE in unknown:
        gone += codec.read_list(row.get(REPLACE))
    return Wishes(give, away, also, gone, unknown)
