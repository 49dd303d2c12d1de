"""A step of `intake` and `assign`: names of the team are looked for before anybody gets a case."""

from collections.abc import Collection, Iterator, Mapping

from automations.core import marks
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.snapshot import Row
from automations.core.taking_in import intake, merging
from automations.jobs.desk import Desk

NO_PHRASES: Mapping[str, str] = {}


def conflicts(
    desk: Desk, office: Office, fresh: set[str], phrases: Mapping[str, str] = NO_PHRASES
) -> list[Change]:
    """Rows of Conflicts that are missing: for new answers, and for all cases when the Roster or the
    Conflicts changed since names were last looked for. `phrases`: the requesters' own, of new cases.
    """
    if not office.cases:
        return []
    same = office.marks.get(marks.MATCHED) == intake.fingerprint(office)
    codes = fresh if same else set(office.by_code)
    changes = _appended((*intake.kept_away_rows(office), *_found(desk, office, codes, phrases)))
    after = desk.read(office.snapshot.after(changes)) if changes else office
    changes += _appended(merging.conflicts(after))
    if same and not changes:
        return []
    mark = {marks.MATCHED: intake.fingerprint(desk.read(office.snapshot.after(changes)))}
    return changes + office.marks.set(mark)


def _found(desk: Desk, office: Office, codes: Collection[str], phrases: Mapping[str, str]) -> Iterator[Row]:
    if codes:
        watch = Watch(office.roster, desk.world.ordinary_words())
        for rows in intake.missing_conflicts(office, sorted(codes), watch, phrases).values():
            yield from rows


def _appended(rows: tuple[Row, ...]) -> list[Change]:
    return [AppendRows("Conflicts", rows)] if rows else []
