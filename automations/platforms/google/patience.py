"""How long to try, and how fast to ask: bounded, so that a run always ends."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_exponential_jitter

log = logging.getLogger("automations")

ATTEMPTS = 8
SECONDS = 180.0
"""After so long no further attempt of a call begins."""

TIMEOUT = (10.0, 90.0)
"""Seconds to wait for a connection, and for an answer."""

PER_MINUTE = 60
"""Reads, and writes, that Google grants an account (developers.google.com/workspace/sheets/api/limits)."""

T = TypeVar("T")


class Passing(Exception):
    """A trouble that may be over in a moment. `after`: seconds that Google asked to wait, if it did."""

    def __init__(self, trouble: str, after: float | None = None) -> None:
        super().__init__(trouble)
        self.after = after


_backing_off = wait_exponential_jitter(initial=1, max=32, jitter=1)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, Passing) else None
    return max(asked or 0.0, float(_backing_off(state)))


def _tell(state: RetryCallState) -> None:
    trouble = state.outcome.exception() if state.outcome else None
    seconds = state.next_action.sleep if state.next_action else 0
    log.warning("%s; trying again in %.0f s", trouble, seconds)


def patiently(call: Callable[[], T], attempts: int = ATTEMPTS) -> T:
    """What the call returns. Raises its last Passing once attempts or time are used up."""
    trying = Retrying(
        stop=stop_after_attempt(attempts) | stop_before_delay(SECONDS),
        wait=_wait,
        retry=retry_if_exception_type(Passing),
        sleep=sleep,
        before_sleep=_tell,
        reraise=True,
    )
    return trying(call)


@dataclass
class Pace:
    """No more than `limit` calls in any minute."""

    what: str
    limit: int = PER_MINUTE
    _made: deque[float] = field(default_factory=deque)

    def keep(self) -> None:
        now = monotonic()
        while self._made and now - self._made[0] >= 60:
            self._made.popleft()
        if len(self._made) >= self.limit:
            seconds = 60 - (now - self._made[0])
            log.warning("waiting %.0f s: Google grants %d %s a minute", seconds, self.limit, self.what)
            sleep(seconds)
            self._made.popleft()
        self._made.append(monotonic())
