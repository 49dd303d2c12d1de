"""Members who fill in the form: what they ask, whom they name and how, what they add, change or take back."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from soaking.canaries import canary
from soaking.record import ADDING, NEW, WITHDRAWING, Request
from soaking.volunteers import Volunteer

ZONE = ZoneInfo("America/Los_Angeles")
CONCERNS = (
    ("Think through a difficult situation", 5),
    ("Set up a mediated conversation", 6),
    ("Hold someone accountable for harm", 4),
    ("Make amends for harm I may have caused", 2),
    ("Intervene in harmful dynamics between others", 3),
    ("Change oppressive dynamics in a group", 2),
    ("Understand my communication style", 2),
    ("Harassment or violence", 1),
)
WAYS = ("Email me", "Text me;Call me", "Message me on Signal", "", "Email me;Leave a voicemail")
ABOUT_THE_TEAM = ("team_involved", "volunteers_to_avoid", "volunteers_preferred")
STORIES = (
    "we could not agree on who speaks at the meeting and it went on for weeks, {}",
    "after the action somebody said things that hurt, {}, and nobody said anything",
    "i would like to talk about the chat of last month. {}. it was too much",
    "{} - we have known each other for long and now we do not talk",
)
LONG = "and then it went on in the same way as before. " * 800


@dataclass
class Members:
    """`chance` decides; `requests` are those made so far."""

    chance: random.Random
    requests: list[Request] = field(default_factory=list)

    def write(self, at: datetime, team: Sequence[Volunteer]) -> Request:
        """A form submitted at this moment (UTC) by somebody who sees these volunteers on it."""
        number = len(self.requests)
        request = Request(number, at, at.astimezone(ZONE).date(), self._answers(number))
        request.place = 1 + sum(r.at == at for r in self.requests[-5:])
        joins = self._target(at) if self.chance.random() < 0.04 else None
        if joins is not None:
            self._join(request, joins)
        self._name(request, team)
        self.requests.append(request)
        return request

    def _answers(self, number: int) -> dict[str, str]:
        pick = self.chance.choice
        several = 1 if self.chance.random() < 0.7 else 2
        concerns = self.chance.choices([c for c, _ in CONCERNS], [w for _, w in CONCERNS], k=several)
        known = self.chance.random
        return {
            "about": NEW,
            "own_phrase": f"{canary(number, 'own_phrase')} in the attic" if known() < 0.3 else "",
            "requesting_for": pick(("Myself",) * 4 + ("Someone else, and they know", "")),
            "name": canary(number, "name").title() if known() < 0.6 else "",
            "pronouns": pick(("she/her", "he/him", "they/them", "")),
            **self._ways(number),
            "concerns": ";".join(dict.fromkeys(concerns)),
            "within_org": pick(("Yes",) * 12 + ("Not sure",) * 3 + ("No",)),
            "immediate_danger": "Yes" if known() < 0.02 else "No",
            "what_happened": self._story(canary(number, "what_happened")),
            "hoped_for": f"that {canary(number, 'hoped_for')} and I can talk again" if known() < 0.5 else "",
            "people_involved": canary(number, "people_involved").title() if known() < 0.5 else "",
            **dict.fromkeys(ABOUT_THE_TEAM, ""),
            "formal_report": pick(("Yes", "No", "")),
            "understanding": "Yes",
        }

    def _ways(self, number: int) -> dict[str, str]:
        """How to reach them, or that nobody shall."""
        pick, known = self.chance.choice, self.chance.random
        return {
            "contact": f"{canary(number, 'contact')}@example.net" if known() < 0.93 else "",
            "may_contact_by": pick(WAYS) if known() < 0.97 else "Wait, I will contact you",
            "safe_contact": f"not at home, ask for {canary(number, 'safe_contact')}" if known() < 0.2 else "",
            "acknowledge": pick(("Yes", "No", "")),
        }

    def _story(self, word: str) -> str:
        story = self.chance.choice(STORIES).format(word)
        return f"{story} {LONG}" if self.chance.random() < 0.003 else story

    def _target(self, at: datetime) -> Request | None:
        """A request of the last weeks whose requester kept its phrase in mind."""
        recent = (
            r
            for r in self.requests[-100:]
            if r.kind == NEW and r.answers["own_phrase"] and r.delivered and at - r.at < timedelta(days=60)
        )
        return self.chance.choice([*recent, None])

    def _join(self, request: Request, earlier: Request) -> None:
        answers = request.answers
        answers["about"] = ADDING if self.chance.random() < 0.7 else WITHDRAWING
        answers["immediate_danger"] = "No"
        if self.chance.random() < 0.85:
            phrase = earlier.answers["own_phrase"]
            answers["own_phrase"] = self.chance.choice((phrase, phrase.upper(), f" {phrase}. "))
            request.target = earlier.number
        else:
            answers["own_phrase"] = f"{canary(request.number, 'own_phrase')} was it"

    def _name(self, request: Request, team: Sequence[Volunteer]) -> None:
        """Some name volunteers, in one way or another."""
        if self.chance.random() < 0.12:
            self._avoid(request, self.chance.sample(team, self.chance.choice((1, 1, 2))))
        if self.chance.random() < 0.06:
            involve(request, self.chance.choice(team), self.chance)
        if self.chance.random() < 0.15:
            wished = self.chance.choice(team).name
            if wished not in request.avoided:
                request.answers["volunteers_preferred"] = wished

    def _avoid(self, request: Request, volunteers: Sequence[Volunteer]) -> None:
        names = [volunteer.name for volunteer in volunteers]
        request.answers["volunteers_to_avoid"] = ";".join(names)
        request.avoided |= set(names)

    def change(self, team: Sequence[Volunteer], gone: Collection[int]) -> Request | None:
        """Somebody changes an answer of theirs, and may name a volunteer only now; None if nobody can. `gone`
        are the numbers of requests that were deleted.
        """
        recent = [r for r in self.requests[-40:] if r.delivered and not r.edited and r.kind == NEW]
        recent = [r for r in recent if r.number not in gone]
        if not recent:
            return None
        request = self.chance.choice(recent)
        request.before = dict(request.answers)
        request.edited = True
        if self.chance.random() < 0.3:
            involve(request, self.chance.choice(team), self.chance)
        else:
            request.answers["hoped_for"] = f"rather that {canary(request.number, 'hoped_for')} moves on"
        return request


def involve(request: Request, volunteer: Volunteer, chance: random.Random) -> None:
    """Name a volunteer in one of the ways in which people do."""
    name, answers = volunteer.name, request.answers
    first, last = name.split(maxsplit=1)
    way = chance.randrange(9)
    if way == 0:
        answers["team_involved"] = name
    elif way == 1:
        answers["what_happened"] += f". It was {name} who said it."
    elif way == 2:
        answers["what_happened"] += f". it was {name.lower()} who said it"
    elif way == 3:
        answers["what_happened"] += f", and {volunteer.alias} was there as well"
    elif way == 4:
        answers["people_involved"] = f"{last}, {first}"
    elif way == 5:
        answers["what_happened"] += f" and I told {first} about it."
    elif way == 6:
        answers["hoped_for"] = f"that {volunteer.email} stops writing to me"
    elif way == 7:
        answers["team_involved"] = f"I think it was {first} {last}"
    else:
        answers["name"] = name
    request.named.add(name)
