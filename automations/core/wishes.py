"""What coordinators wrote in a row of Intake about who is to have the case."""

from dataclasses import dataclass

from automations.core.snapshot import Row
from automations.core.team import Roster

GIVE_TO, KEEP_AWAY = "Give to", "Keep away from"
ALSO_OPEN_TO, REPLACE = "Also open to", "Replace"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Display names, by column. `unknown` are the columns with a name that is nobody's on the Roster."""

    give_to: tuple[str, ...] = ()
    keep_away: tuple[str, ...] = ()
    also_open_to: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unclear(self) -> tuple[str, ...]:
        """Columns that must be mended before anybody is given the case."""
        return tuple(header for header in self.unknown if header in (GIVE_TO, KEEP_AWAY))


NO_WISHES = Wishes()


def read_wishes(row: Row, roster: Roster) -> Wishes:
    headers = (GIVE_TO, KEEP_AWAY, ALSO_OPEN_TO, REPLACE)
    if not any(header in row for header in headers):
        return NO_WISHES
    found = {header: roster.named(row.get(header)) for header in headers}
    give, away, also, gone = (tuple(dict.fromkeys(names)) for names, _ in found.values())
    return Wishes(give, away, also, gone, tuple(h for h, (_, unknown) in found.items() if unknown))
