"""Google's own Python clients, and gspread, pointed at a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gspread
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com", "https://drive.googleapis.com")


def any_token() -> Any:
    return Credentials(token="any")  # type: ignore[no-untyped-call]


VERSIONS = {"forms": "v1", "sheets": "v4", "drive": "v3"}


@contextmanager
def service(url: str, api: str, credentials: Any = None) -> Iterator[Any]:
    """`api` is forms, sheets or drive."""
    document = json.loads(get_static_doc(api, VERSIONS[api]) or "")
    # Not `api_endpoint`: uploads would still go to the root that the document names.
    document |= {"rootUrl": f"{url}/", "baseUrl": f"{url}/{document['servicePath']}"}
    made: Any = build_from_document(document, credentials=credentials or any_token())
    try:
        yield made
    finally:
        made.close()


@contextmanager
def spreadsheets(url: str, credentials: Any = None) -> Iterator[gspread.Client]:
    class Redirected(gspread.HTTPClient):
        def request(self, method: Any, endpoint: str, *args: Any, **kwargs: Any) -> Any:
            for host in GOOGLE:
                endpoint = endpoint.replace(host, url)
            return super().request(method, endpoint, *args, **kwargs)

    client = gspread.Client(auth=credentials or any_token(), http_client=Redirected)
    client.http_client.session.trust_env = False
    try:
        yield client
    finally:
        client.http_client.session.close()
