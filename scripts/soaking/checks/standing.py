"""Where a case must stand: accepted, waiting for a coordinator's word, or set aside; by an own reckoning."""

from functools import cached_property

from soaking.checks.known import Known, Looked, names, text
from soaking.record import NEW, WITHDRAWING, Request
from soaking.tables import Picture, Value

ACCEPTED, WAITING, ASIDE = "accepted", "waiting", "set aside"
AVOIDED = "asked to avoid"
RESTRICTING = ("involved", "kept apart", "possible match")


class Cases:
    """All cases of one picture."""

    def __init__(self, look: Looked) -> None:
        self.known: Known = look.known
        self.picture: Picture = look.picture

    @cached_property
    def intake(self) -> dict[str, dict[str, Value]]:
        return self.picture["office", "Intake"].keyed("Case")

    @cached_property
    def roster(self) -> dict[str, dict[str, Value]]:
        return self.picture["office", "Roster"].keyed("Volunteer")

    @cached_property
    def conflicts(self) -> dict[str, list[dict[str, Value]]]:
        found: dict[str, list[dict[str, Value]]] = {}
        for row in self.picture["office", "Conflicts"].rows():
            found.setdefault(text(row["Case"]), []).append(row)
        return found

    def request(self, code: str) -> Request:
        return self.known.record.requests[self.known.request_of[code]]

    def cell(self, code: str, header: str) -> str:
        return text(self.intake.get(code, {}).get(header))

    @cached_property
    def codes(self) -> list[str]:
        """Of the cases that are still there."""
        return [c for c in self.intake if c in self.known.request_of and c not in self.known.gone]

    @cached_property
    def parts(self) -> dict[str, set[str]]:
        """By code, the requests that belong to the case: what was added, what withdraws it, duplicates."""
        found: dict[str, set[str]] = {}
        for code in self.codes:
            target = self.target(code)
            if target and (self.cell(code, "What to do") == "" or self.withdraws(code)):
                found.setdefault(target, set()).add(code)
            if self.cell(code, "What to do") == "Duplicate":
                found.setdefault(self.cell(code, "Same as"), set()).add(code)
        return found

    def target(self, code: str) -> str:
        """The case that it adds to or withdraws; blank where it stands for itself."""
        number = self.request(code).target
        return "" if number is None else self.known.code_of.get(number, "")

    def withdraws(self, code: str) -> bool:
        kind = self.request(code).kind == WITHDRAWING
        return kind and self.target(code) != "" and self.cell(code, "What to do") != "Hold"

    @cached_property
    def withdrawn(self) -> set[str]:
        return {self.target(code) for code in self.intake if self._known(code) and self.withdraws(code)}

    def _known(self, code: str) -> bool:
        return code in self.known.request_of

    def named(self, code: str) -> set[str]:
        """Volunteers who are part of it, in truth, and not released by a coordinator."""
        return {name for name in self._told(code, lambda r: r.named) if not self.released(code, name)}

    def avoided(self, code: str) -> set[str]:
        told = self._told(code, lambda r: r.avoided)
        return {name for name in told if not self.released(code, name, (AVOIDED,))}

    def _told(self, code: str, of: "object") -> set[str]:
        codes = {code, *self.parts.get(code, ())}
        return {name for one in codes for name in of(self.request(one))}  # type: ignore[operator]

    def released(self, code: str, name: str, kinds: tuple[str, ...] = RESTRICTING) -> bool:
        """Whether a coordinator says that the volunteer is no part of it, nor close to anybody who is."""
        rows = [
            row
            for row in self.conflicts.get(code, ())
            if text(row["Volunteer"]) == name and text(row["Kind"]) in kinds
        ]
        return bool(rows) and all(text(row["Released"]) == "yes" for row in rows)

    def shown_restricted(self, code: str) -> bool:
        """By what stands in Conflicts."""
        rows = self.conflicts.get(code, ())
        return any(text(r["Kind"]) in RESTRICTING and text(r["Released"]) != "yes" for r in rows)

    def close_to(self, volunteers: set[str]) -> set[str]:
        """Volunteers to be kept apart from these, whoever of the two said so."""
        found = set()
        for name, row in self.roster.items():
            for other in names(row["Keep apart from"]):
                found |= {other} if name in volunteers else set()
                found |= {name} if other in volunteers else set()
        return found & self.roster.keys()

    def standing(self, code: str, restricted: bool) -> str:
        decision, request = self.cell(code, "What to do"), self.request(code)
        if code in self.withdrawn:
            return ASIDE
        waits = request.gated or restricted
        if decision == "" and self.target(code) and not waits:
            return ASIDE
        if decision == "":
            return WAITING if waits or request.kind != NEW else ACCEPTED
        return ACCEPTED if decision == "Accept" else ASIDE
