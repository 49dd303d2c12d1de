"""The outbox: who was told what, and what is on its way. It is kept in the office.

What is to be told follows from the office each time anew; what was told is taken off. Before mails go out the
office holds that they do, and each attempt anew; afterwards, that they went. So a run that is killed between
the two tells once more and never too little, and while the office can't be written nothing goes out.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from automations.core.mail.tellings import Kind, Thing
from automations.core.marks import MAIL_TO, Marks
from automations.core.team import Roster


@dataclass(frozen=True, slots=True)
class Post:
    """One person's. `last`: the day (ISO) of the last mail but for what could not wait; `tries` counts the
    attempts of what is `going`.
    """

    last: str = ""
    told: tuple[Thing, ...] = ()
    going: tuple[Thing, ...] = ()
    tries: int = 0

    def mark(self) -> str:
        told, going = ([list(_plain(t)) for t in things] for things in (self.told, self.going))
        return json.dumps([self.last, told, going, self.tries])

    def sent(self, today: date) -> "Post":
        """Of two days on which the same came up the later is kept; what is told again and again is not."""
        told = {(thing.kind, thing.code): thing for thing in (*self.told, *self.going)}
        kept = tuple(sorted(t for t in told.values() if t.code))
        return Post(self._last(today), kept)

    def refused(self, today: date) -> "Post":
        """Tried again another day."""
        return Post(self._last(today), self.told)

    def _last(self, today: date) -> str:
        regular = any(thing.kind is not Kind.NOW for thing in self.going)
        return today.isoformat() if regular else self.last


NOTHING = Post()


def to_go(
    post: Post, wanted: Sequence[Thing], open_codes: Collection[str], today: date, may_send: bool
) -> Post:
    """The post with what goes out now: one mail a day, in its hours; what can't wait at any time. What was
    told of cases that are closed or gone is forgotten.
    """
    fresh = [thing for thing in wanted if thing not in post.told]
    regular = may_send and post.last != today.isoformat()
    going = tuple(thing for thing in fresh if regular or thing.kind is Kind.NOW)
    told = tuple(thing for thing in post.told if thing.code in open_codes)
    return Post(post.last, told, going, post.tries + 1 if going else 0)


def read_posts(marks: Marks, roster: Roster) -> dict[str, tuple[str, Post]]:
    """By what each person is called now: the key of the mark, and the post."""
    names = (key.removeprefix(MAIL_TO) for key in marks.values if key.startswith(MAIL_TO))
    return {roster.called(name): (MAIL_TO + name, read_post(marks, MAIL_TO + name)) for name in names}


def read_post(marks: Marks, key: str) -> Post:
    """Nothing where there is none, or somebody broke the mark."""
    try:
        last, told, going, tries = json.loads(marks.get(key))
        return Post(str(last), _things(told), _things(going), int(tries))
    except (ValueError, TypeError):
        return NOTHING


def _plain(thing: Thing) -> tuple[str, str, str]:
    return str(thing.kind), thing.code, thing.day


def _things(found: Iterable[Sequence[str]]) -> tuple[Thing, ...]:
    return tuple(Thing(Kind(kind), str(code), str(day)) for kind, code, day in found)


def noted(marks: Marks, refused: bool, *, key: str, today: date) -> Mapping[str, str]:
    """What the mark is to hold once the mail went, or was refused for good."""
    post = read_post(marks, key)
    return {key: (post.refused(today) if refused else post.sent(today)).mark()}
