"""All checks of one picture, in an order in which each finds what it needs to know."""

from dataclasses import dataclass

from soaking.checks import board, cells, flags, letting_go, pairs, published, responses
from soaking.checks.known import Known, Looked, Moment
from soaking.checks.standing import Cases
from soaking.record import Record
from soaking.tables import Picture


@dataclass
class Checker:
    """Holds each picture against what is known to have been answered and typed, and against those before."""

    known: Known

    @classmethod
    def of(cls, record: Record) -> "Checker":
        return cls(Known(record))

    def look(self, picture: Picture, before: Picture, moment: Moment) -> list[str]:
        """What is not as it must be. `before`: the picture when people had typed, before the run."""
        look = Looked(self.known, picture, moment)
        found = [*responses.check(look)]
        cases = Cases(look)
        self._learn(cases)
        earlier = Cases(Looked(self.known, before, moment))
        leaving = letting_go.leaving(look, earlier)
        pairs.learn(look)
        found += letting_go.check(look, cases, earlier, leaving)
        cases = Cases(look)
        found += pairs.check(look, cases)
        found += board.check(look, cases)
        found += flags.check(look, cases)
        found += cells.check(look)
        found += published.check(look)
        return found

    def _learn(self, cases: Cases) -> None:
        """Which requests came to a case that was just closed, or is a duplicate of another."""
        for code in cases.codes:
            target = cases.target(code)
            if cases.cell(code, "What to do") == "Duplicate":
                self.known.joined.add((code, cases.cell(code, "Same as")))
            if target and code not in self.known.seen and self._is_ending(target, cases):
                self.known.unsure |= {code, target}
            self.known.seen.add(code)

    def _is_ending(self, code: str, cases: Cases) -> bool:
        rows = (
            cases.picture[tab].keyed("Case").get(code, {})
            for tab in (("board", "Cases"), ("office", "Restricted cases"))
        )
        closing = any(row.get("Stage") == "Closed" for row in rows)
        return closing or code in self.known.gone or self.known.place(code).closed is not None
