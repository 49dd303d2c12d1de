"""Requests per minute, as Google counts them: reads and writes, by account and by project."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.google.wire import ApiError, info

WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Limit:
    metric: str
    name: str
    per_user: int
    per_project: int


LIMITS = {
    "sheets read": Limit("Read requests", "ReadRequestsPerMinute", 60, 300),
    "sheets write": Limit("Write requests", "WriteRequestsPerMinute", 60, 300),
    "forms read": Limit("Read requests", "ReadRequestsPerMinute", 390, 975),
    "forms expensive": Limit("Expensive read requests", "ExpensiveReadRequestsPerMinute", 180, 450),
    "forms write": Limit("Write requests", "WriteRequestsPerMinute", 150, 375),
    "drive read": Limit("Queries", "defaultPerMinute", 12_000, 12_000),
    "drive write": Limit("Queries", "defaultPerMinute", 12_000, 12_000),
}
HELP = "type.googleapis.com/google.rpc.Help"
MORE = {
    "description": "Request a higher quota limit.",
    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
}
EXPENSIVE = ("forms.responses.list",)


@dataclass
class Quota:
    """Counted only while `enforced`. `limits` may be changed."""

    enforced: bool = False
    limits: dict[str, Limit] = field(default_factory=lambda: dict(LIMITS))
    calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, api: str, verb: str, account: str, project: str, number: str) -> None:
        """Counts a call, or refuses it; a refused one does not count."""
        if not self.enforced:
            return
        service, kind = api.partition(".")[0], _kind(api, verb)
        limit = self.limits[f"{service} {kind}"]
        user_key, project_key = f"{service} {kind} {account}", f"{service} {kind} project {project}"
        if self._used(user_key) >= limit.per_user:
            raise _exceeded(service, limit, number, limit.per_user, "PerUser", " per user")
        if self._used(project_key) >= limit.per_project:
            raise _exceeded(service, limit, number, limit.per_project, "PerProject", "")
        for key in (user_key, project_key):
            self.calls[key].append(time.monotonic())

    def reset(self) -> None:
        self.calls.clear()

    def _used(self, key: str) -> int:
        times, oldest = self.calls[key], time.monotonic() - WINDOW
        while times and times[0] < oldest:
            times.popleft()
        return len(times)


def _kind(api: str, verb: str) -> str:
    if api in EXPENSIVE:
        return "expensive"
    reading = verb == "GET" or api.endswith(("getByDataFilter", "batchGetByDataFilter", "metadata.search"))
    return "read" if reading else "write"


def _exceeded(service: str, limit: Limit, number: str, value: int, per: str, words: str) -> ApiError:
    host = f"{service}.googleapis.com"
    message = (
        f"Quota exceeded for quota metric '{limit.metric}' and limit '{limit.metric} per minute{words}' "
        f"of service '{host}' for consumer 'project_number:{number}'."
    )
    metadata = {
        "consumer": f"projects/{number}",
        "quota_limit": limit.name + per,
        "quota_limit_value": str(value),
        "quota_location": "global",
        "quota_metric": f"{host}/{limit.metric.lower().replace(' ', '_')}",
        "quota_unit": "1/min/{project}/{user}" if words else "1/min/{project}",
        "service": host,
    }
    details = [info("RATE_LIMIT_EXCEEDED", **metadata), {"@type": HELP, "links": [MORE]}]
    if service == "drive":
        errors = [{"domain": "usageLimits", "reason": "rateLimitExceeded"}]
        return ApiError(403, message, errors=errors, details=details)
    return ApiError(429, message, details=details)
