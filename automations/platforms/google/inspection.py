"""What `doctor` looks at on Google: how the form is set, how a spreadsheet reads dates, how late it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from automations.platforms.google.client import Client

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
MONTH_FIRST = frozenset({"en_US", "en_PH", "es_US", "en"})
"""Locales in which 11/3 is a day of November (Unicode CLDR, dateFormats)."""


@dataclass(frozen=True, slots=True)
class FormSettings:
    """`copied_to` is the id of the spreadsheet that the form copies responses to; blank if none."""

    published: bool
    accepting: bool
    collects_email: bool
    copied_to: str


def form_settings(form: Mapping[str, Any]) -> FormSettings:
    """From Google's `Form`. One without publish settings is of the old kind, open as soon as it exists."""
    state = form.get("publishSettings", {}).get("publishState")
    collects = form.get("settings", {}).get("emailCollectionType", "DO_NOT_COLLECT")
    return FormSettings(
        state is None or bool(state.get("isPublished")),
        state is None or bool(state.get("isAcceptingResponses")),
        collects not in ("DO_NOT_COLLECT", "EMAIL_COLLECTION_TYPE_UNSPECIFIED"),
        str(form.get("linkedSheetId", "")),
    )


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """`lag` is how far this machine's clock is ahead of Google's."""

    time_zone: str
    month_first: bool
    lag: timedelta


def sheet_settings(client: Client, spreadsheet: str) -> SheetSettings:
    url = f"{SHEETS}/{spreadsheet}"
    answer = client.request("get", url, params={"fields": "properties(timeZone,locale)"})
    properties = answer.json().get("properties", {})
    now, there = datetime.now(UTC), answer.headers.get("Date", "")
    lag = now - parsedate_to_datetime(there) if there else timedelta()
    return SheetSettings(properties.get("timeZone", ""), properties.get("locale", "") in MONTH_FIRST, lag)
