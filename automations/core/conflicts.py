"""Who must not work on a case, from what was answered and what the Roster and coordinators say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from automations.core.names.lookout import Lookout, Person, lookout
from automations.core.names.mentions import Mention, Prepared, mentions, prepare, surest
from automations.core.names.spelling import EMAIL, clean, tokens
from automations.core.responses import choices, split_choices
from automations.core.snapshot import Row
from automations.core.team import Roster
from sheets_schema.form import BY_KEY
from sheets_schema.words import ConflictKind

RESTRICTING = frozenset({ConflictKind.INVOLVED, ConflictKind.KEPT_APART, ConflictKind.POSSIBLE_MATCH})
"""Conflicts that make a case a restricted one: somebody on the team is, or may be, part of it."""

PARTIES = "parties"
"""Stands for a question's key: the names of the parties in the case file."""

LISTS_OF_NAMES = frozenset({"name", "people_involved", "team_involved", PARTIES})
SHORT_LIST = 4
"""Up to so many words between commas or line ends, an answer to these is a name, not a story."""

DENIALS = frozenset({"no", "none", "nobody", "no one", "nope", "na", "n/a", "not that i know of"})
"""Written under Other, these mean nobody."""


@dataclass(frozen=True, slots=True)
class Found:
    volunteer: str
    kind: ConflictKind


def conflict_row(code: str, found: Found) -> Row:
    """Of office/Conflicts."""
    return {"Case": code, "Volunteer": found.volunteer, "Kind": str(found.kind)}


@dataclass(frozen=True)
class Watch:
    """The Roster as names to look for: the volunteers', and those they are to be kept apart from."""

    roster: Roster
    ordinary: frozenset[str]

    @cached_property
    def volunteers(self) -> Lookout:
        people = [Person(v.name, v.names, v.emails) for v in self.roster.volunteers]
        return lookout(people, self.ordinary)

    @cached_property
    def close_ones(self) -> Lookout:
        """People outside the team whom a volunteer is close to, each under the volunteer's name."""
        people = [
            Person(volunteer.name, (name,), tuple(EMAIL.findall(name)))
            for volunteer in self.roster.volunteers
            for name in volunteer.apart_from
            if self.roster.known(name) is None
        ]
        return lookout(people, self.ordinary)

    @cached_property
    def closeness(self) -> Mapping[str, frozenset[str]]:
        """Volunteers to be kept apart from each other, both ways; a name that only comes near counts too."""
        close: dict[str, set[str]] = {}
        for volunteer in self.roster.volunteers:
            for other in (other for name in volunteer.apart_from for other in self._meant(name)):
                close.setdefault(volunteer.name, set()).add(other)
                close.setdefault(other, set()).add(volunteer.name)
        return {name: frozenset(others - {name}) for name, others in close.items()}

    def _meant(self, name: str) -> Iterable[str]:
        if known := self.roster.known(name):
            return [known]
        return [mention.person for mention in mentions(prepare(name), self.volunteers, names_only=True)]


def find_conflicts(answers: Mapping[str, str], watch: Watch) -> set[Found]:
    """Every conflict that the answers of one response show."""
    avoided = chosen(answers, "volunteers_to_avoid", watch.roster)
    found = {Found(name, ConflictKind.ASKED_TO_AVOID) for name in avoided}
    involved = set(chosen(answers, "team_involved", watch.roster))
    close_sure: set[str] = set()
    texts = list(free_texts(answers, watch.roster))
    # A reason given beside a name to avoid may be that this volunteer is part of the story.
    possible = set(avoided) if any(key == "volunteers_to_avoid" for key, _ in texts) else set()
    for key, text in texts:
        parts = _searched(key, text)
        for mention in _named(parts, watch.volunteers):
            (involved if mention.sure else possible).add(mention.person)
        for mention in _named(parts, watch.close_ones) if watch.close_ones.whole else ():
            (close_sure if mention.sure else possible).add(mention.person)
    for name in involved:
        close_sure |= watch.closeness.get(name, frozenset())
    for name in tuple(possible):
        possible |= watch.closeness.get(name, frozenset())
    found |= {Found(name, ConflictKind.INVOLVED) for name in involved}
    found |= {Found(name, ConflictKind.KEPT_APART) for name in close_sure - involved}
    return found | {Found(name, ConflictKind.POSSIBLE_MATCH) for name in possible - involved - close_sure}


def chosen(answers: Mapping[str, str], key: str, roster: Roster) -> list[str]:
    """Volunteers chosen at a question about the team: ticked, or written exactly under Other."""
    ticked = choices(answers, key, roster.names)
    return [name for choice in ticked for name in _exactly(choice, roster)]


def describes_somebody(answer: str, roster: Roster, found: Collection[str]) -> bool:
    """Whether a question about the team is answered under Other by no volunteer's name: whom the requester
    means, only a person can tell. `found`: who is known to be named in the case.
    """
    names = {word for v in roster.volunteers if v.name in found for name in v.names for word in _words(name)}
    others = (choice for choice in split_choices(answer, roster.names) if not _exactly(choice, roster))
    return any(
        choice.strip(" .!").casefold() not in DENIALS and not names & set(_words(choice)) for choice in others
    )


def _words(text: str) -> list[str]:
    return [token.plain for token in tokens(clean(text))]


def free_texts(answers: Mapping[str, str], roster: Roster) -> Iterable[tuple[str, str]]:
    """Everything in the requester's own words, by key: free answers, questions without a key, and
    what stands under Other at a question about the team beyond a volunteer's exact name.
    """
    for key, text in answers.items():
        question = BY_KEY.get(key)
        if not text.strip():
            continue
        if question is None or question.free:
            yield key, text
            continue
        for choice in choices(answers, key, roster.names):
            if choice not in question.choices and not _exactly(choice, roster):
                yield key, choice


def _exactly(choice: str, roster: Roster) -> list[str]:
    """The volunteers a choice names and nothing else: one, or several with commas between."""
    if (whole := roster.known(choice)) is not None:
        return [whole]
    known = [roster.known(part) for part in choice.replace(" and ", ",").split(",") if part.strip()]
    return [name for name in known if name] if known and None not in known else []


def _searched(key: str, text: str) -> list[tuple[Prepared, bool]]:
    """The answer, and where it lists names its entries too; with each, whether it is a mere name."""
    parts = [(prepare(text), False)]
    if key in LISTS_OF_NAMES:
        prepared = (prepare(part) for part in entries(text))
        parts += [(entry, True) for entry in prepared if entry.words <= SHORT_LIST]
    return parts


def _named(parts: Iterable[tuple[Prepared, bool]], watch: Lookout) -> set[Mention]:
    return surest(m for text, mere_name in parts for m in mentions(text, watch, mere_name))


def entries(text: str) -> list[str]:
    """Of an answer that lists names, each by itself."""
    for separator in (";", "\n", "&", " and ", "/"):
        text = text.replace(separator, ",")
    return text.split(",")
