"""A submitted form, whatever platform it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sheets_schema.form import BY_KEY


@dataclass(frozen=True, slots=True)
class Response:
    """`received_at` is in UTC. `answers` maps question keys, and the titles of questions that have
    no key, to answers to the letter; several choices are separated as the source separated them.
    A key that is absent was not asked; a blank answer is an empty string. `submitted_at` is when it was
    last sent, in UTC, where the source tells that apart.
    """

    id: str
    received_at: datetime
    answers: Mapping[str, str]
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is asked for: the responses since a moment (UTC), or all of them; it may give more.
    `form` is what it said of the form the last time.
    """

    since: datetime | None = None
    form: str = ""


ALL = Asked()


@dataclass(frozen=True, slots=True)
class ResponsesRead:
    """What a source gave: responses oldest first, and what it had to refuse, in plain sentences.
    `by_the_clock`: some timestamps had no zone, so that the ids depend on the settings. `form`: what it
    needs to know of the form the next time, to be kept as it is. `whole`: nothing was left out.
    """

    responses: tuple[Response, ...]
    problems: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    by_the_clock: bool = False
    form: str = ""
    whole: bool = True


def csv_id(moment: datetime, number: int) -> str:
    """The id of response `number` (from 1) among those received in the same UTC second.

    Forms API responses carry their creation time too, so the second recognises these later.
    """
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{number}"


def split_choices(text: str, options: tuple[str, ...]) -> list[str]:
    """The single choices of an answer in which several were joined by `;` or `, `.

    An option may contain the separator itself ("Wait, I will contact you"); what is no option is
    the requester's own words ("Other"), which Google puts last.
    """
    by_length = sorted(options, key=len, reverse=True)
    found, rest = [], text.strip()
    while rest:
        choice = _leading(rest, by_length)
        found.append(choice.strip())
        rest = rest[len(choice) :].lstrip(" ;,\n")
    return [choice for choice in found if choice]


def _leading(text: str, options: list[str]) -> str:
    for option in options:
        after = text[len(option) : len(option) + 1]
        if text[: len(option)].casefold() == option.casefold() and after in ("", ";", ",", "\n"):
            return text[: len(option)]
    ends = [
        i for i, mark in enumerate(text) if mark == ";" or (mark == "," and _option_after(text, i, options))
    ]
    return text[: ends[0]] if ends else text


def _option_after(text: str, comma: int, options: list[str]) -> bool:
    rest = text[comma + 1 :].lstrip().casefold()
    return any(rest.startswith(option.casefold()) for option in options)


def choices(answers: Mapping[str, str], key: str, team: tuple[str, ...] = ()) -> list[str]:
    """The choices taken at a question; `team` are the volunteers' names it offered."""
    question = BY_KEY[key]
    return split_choices(answers.get(key, ""), team if question.names_team else question.choices)
