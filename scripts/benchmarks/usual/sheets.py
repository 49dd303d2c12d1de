"""gspread, asking a server that takes Google's place."""

from typing import Any

import gspread


def opened(key: str, url: str, *ids: str) -> list[gspread.Worksheet]:
    """The first tab of each spreadsheet."""

    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *rest: Any, **named: Any) -> Any:
            there = endpoint.replace("https://sheets.googleapis.com", url)
            return super().request(method, there, *rest, **named)

    client = gspread.service_account(filename=key, http_client=Local)
    return [client.open_by_key(id_).sheet1 for id_ in ids]
