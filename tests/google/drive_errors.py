"""Drive's errors, with the reasons that clients look at."""

from __future__ import annotations

from tests.google.wire import ApiError

SHARED_DRIVES = "https://developers.google.com/workspace/drive/api/guides/about-shareddrives"
DELEGATION = "http://support.google.com/a/answer/7281227"


def drive_error(
    status: int,
    reason: str,
    message: str,
    location: str = "",
    kind: str = "parameter",
    domain: str = "global",
) -> ApiError:
    error = {"domain": domain, "reason": reason, "message": message}
    if location:
        error |= {"locationType": kind, "location": location}
    return ApiError(status, message, errors=[error])


def no_file(file_id: str) -> ApiError:
    return drive_error(404, "notFound", f"File not found: {file_id}.", "fileId")


def no_permission(permission_id: str) -> ApiError:
    return drive_error(404, "notFound", f"Permission not found: {permission_id}.", "permissionId")


def no_drive(drive_id: str) -> ApiError:
    return drive_error(404, "notFound", f"Shared drive not found: {drive_id}", "driveId")


def insufficient(file_id: str) -> ApiError:
    message = f"The user does not have sufficient permissions for file {file_id}."
    return drive_error(403, "insufficientFilePermissions", message)


def invalid(name: str, message: str = "Invalid Value") -> ApiError:
    return drive_error(400, "invalid", message, name)


def no_storage() -> ApiError:
    message = (
        f"Service Accounts do not have storage quota. Leverage shared drives ({SHARED_DRIVES}), "
        f"or use OAuth delegation ({DELEGATION}) instead."
    )
    return drive_error(403, "storageQuotaExceeded", message, domain="usageLimits")


def no_account(address: str) -> ApiError:
    words = (
        f"You are trying to invite {address}. Since there is no Google account associated with this email "
        'address, you must check the "Notify people" box to invite this recipient.'
    )
    return drive_error(400, "invalidSharingRequest", f'Bad Request. User message: "{words}"')
