"""The log of calls: what clients asked, what they were answered, and how often."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import asdict, dataclass, field

from tests.google.wire import Json


@dataclass
class Call:
    """`api` is the method's short name, `template` its path; status 0: left without an answer."""

    method: str
    path: str
    api: str
    template: str
    account: str = ""
    status: int = 0
    request_bytes: int = 0
    response_bytes: int = 0
    ms: float = 0.0


@dataclass
class Calls:
    entries: list[Call] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, call: Call) -> None:
        with self.lock:
            self.entries.append(call)

    def reset(self) -> None:
        with self.lock:
            self.entries.clear()

    def count(self, api: str = "") -> int:
        with self.lock:
            return sum(not api or call.api == api for call in self.entries)

    def as_json(self) -> Json:
        with self.lock:
            counts = Counter(f"{c.api} {c.status}" for c in self.entries)
            entries = [asdict(c) for c in self.entries]
        return {"total": len(entries), "counts": dict(sorted(counts.items())), "calls": entries}
