"""Backups by their names: when each was made, and which are let go."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_NAME = re.compile(r"crt-backup-([0-9]{8}T[0-9]{6}Z)\.age")
_MOMENT = "%Y%m%dT%H%M%SZ"


def name(moment: datetime) -> str:
    """The file's name tells when it was made, in UTC to the second, and nothing else."""
    return f"crt-backup-{moment.astimezone(UTC):{_MOMENT}}.age"


def made_at(name: str) -> datetime | None:
    """In UTC; None for a file that is no backup of ours."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def newest_first(names: Iterable[str]) -> list[str]:
    """Those that are backups of ours."""
    return sorted((n for n in names if made_at(n) is not None), reverse=True)


def let_go(names: Iterable[str], keep: int, keep_days: int, now: datetime) -> list[str]:
    """Backups beyond the newest `keep`, and those older than `keep_days`: what was deleted from the
    workbooks is gone from the backups that many days later.
    """
    found = newest_first(names)
    oldest = name(now - timedelta(days=keep_days))
    return [n for number, n in enumerate(found) if number >= keep or n < oldest]
