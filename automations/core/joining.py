"""Requests that add to an earlier one or withdraw it: which case they join, by the requester's phrase."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from automations.core import marks, phrases
from automations.core.marks import Marks
from automations.core.responses import Response

ADDING, WITHDRAWING = "adding", "withdrawing"
WRONG, SEVERAL, UNHEARD = "wrong", "several", "unheard"
LATE = "late"


@dataclass(frozen=True, slots=True)
class Joined:
    """`kind` is one of the words above; `case` the code of the earlier case, blank where there is none.
    `late`: it was closed when this came in, so that nobody would act on what joins it unseen.
    """

    kind: str
    case: str
    late: bool = False


def joined(known: Marks, code: str) -> Joined | None:
    """What the office found when the request came in; None for a new one."""
    kind, case, late, *_ = [*known.get(marks.joins(code)).split(), "", "", ""]
    return Joined(kind, case, late == LATE) if kind else None


def as_it_is_now(mark: str, is_closed: Callable[[str], bool]) -> str:
    """The mark of a request that joins another, which may have been closed meanwhile."""
    kind, _, case = mark.partition(" ")
    return f"{kind} {case} {LATE}" if case and is_closed(case) else mark


def no_longer_late(known: Marks, is_closed: Callable[[str], bool]) -> Mapping[str, str]:
    """Marks of requests that came too late for a case that was opened again since: they join it now."""
    late = {
        key: value.removesuffix(f" {LATE}") for key, value in known.values.items() if _is_late(key, value)
    }
    return {key: value for key, value in late.items() if not is_closed(value.partition(" ")[2])}


def _is_late(key: str, value: str) -> bool:
    return key.startswith(marks.joins("")) and value.endswith(f" {LATE}")


def kind(answers: Mapping[str, str]) -> str:
    """Blank for a new request."""
    about = answers.get("about", "").strip().casefold()
    return next((word for word in (ADDING, WITHDRAWING) if about.startswith(word)), "")


def guesses(known: Mapping[str, str], received: Mapping[str, date], day: date) -> int:
    """Wrong phrases of one day."""
    wrong = (key.removeprefix(marks.joins("")) for key, value in known.items() if value == WRONG)
    return sum(received.get(code) == day for code in wrong)


def found(
    response: Response,
    known: Mapping[str, str],
    newest: Iterable[str],
    guessed: int,
    first: Callable[[str], str],
) -> str:
    """The mark for a request that joins another. `newest` are the codes it is held against; `first`: of a
    case code, that of the case which it is a duplicate of in the end, or its own.
    """
    phrase = response.answers.get("own_phrase", "")
    if guessed >= phrases.MOST_GUESSES:
        return UNHEARD
    right = {first(code) for code in meant(phrase, known, newest)}
    if len(right) > 1:
        return SEVERAL
    return f"{kind(response.answers)} {right.pop()}" if right else WRONG


def meant(phrase: str, known: Mapping[str, str], newest: Iterable[str]) -> list[str]:
    """Codes of the cases whose phrase it is."""
    if phrases.says_nothing(phrase):
        return []
    codes = [code for code in newest if marks.phrase(code) in known][: phrases.MOST_COMPARED]
    return [code for code in codes if phrases.matches(phrase, known[marks.phrase(code)])]


def keep(response: Response, code: str, new_salt: Callable[[], str]) -> Mapping[str, str]:
    """The mark for a new request's phrase, if it has one that can tell requesters apart."""
    phrase = response.answers.get("own_phrase", "")
    if kind(response.answers) or phrases.says_nothing(phrase):
        return {}
    return {marks.phrase(code): phrases.kept(phrase, new_salt())}
