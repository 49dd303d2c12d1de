"""All paths that the server knows."""

from __future__ import annotations

from tests.google import admin, drive, drive_about, drive_permissions, forms, oauth
from tests.google.sheets.api import ROUTES as SHEETS
from tests.google.wire import Route


def api_routes() -> list[Route]:
    """What the discovery documents describe: with tokens, quotas and checks."""
    return [*SHEETS, *forms.ROUTES, *drive.ROUTES, *drive_permissions.ROUTES, *drive_about.ROUTES]


def open_routes() -> list[Route]:
    return list(oauth.ROUTES)


def admin_routes() -> list[Route]:
    return list(admin.ROUTES)
